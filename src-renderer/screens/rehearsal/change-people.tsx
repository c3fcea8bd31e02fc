import { useCall } from '#renderer/client/index.ts';
import { ErrorState, Muted, PlainList, SkeletonRows, Stack, useText } from '#renderer/ui/index.ts';
import type { RehearsalChange } from './view-model.ts';

const SHOWN = 200;

/** People of one line, with their present organization if they move. */
export const RehearsalChangePeople = ({ change }: { readonly change: RehearsalChange }) => {
  const text = useText('rehearsalScreen.people');
  const { value, error, loading, refetch } = useCall('rehearsal.rows', { key: change.key, offset: 0, limit: SHOWN });
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={6} /> : null;
  return (
    <div>
      <Muted component="p" size="xs">
        {text('found', { count: value.total })}
      </Muted>
      <PlainList lines="around">
        {value.people.map((person) => (
          <Stack component="li" gap="none" py="xs" lh="1.5" key={person.id}>
            <span>{person.name}</span>
            <Muted size="xs">
              {person.before === '' || person.before === person.organization
                ? person.organization
                : text('moves', { before: person.before, after: person.organization })}
            </Muted>
          </Stack>
        ))}
      </PlainList>
      {value.total > value.people.length ? (
        <Muted component="p" size="xs">
          {text('rest', { count: value.total - value.people.length })}
        </Muted>
      ) : null}
    </div>
  );
};
