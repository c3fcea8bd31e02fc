import type { TeamMember } from '#shared/contract/team.ts';
import { useCall } from '../../../client/index.ts';
import { EmptyState, ErrorState, SkeletonRows, SmallTable, useFormat, useText } from '../../../ui/index.ts';

const SHOWN_ENTRIES = 50;

/** The latest entries of the access log: who signed in, and who changed the rights of whom. */
export const AccessLog = ({ members }: { readonly members: readonly TeamMember[] }) => {
  const text = useText('team');
  const format = useFormat();
  const { value, error } = useCall('team.accessLog', { limit: SHOWN_ENTRIES });
  const nameOf = (id: string): string => members.find((member) => member.id === id)?.name ?? (id === '' ? text('log.beforeSignIn') : id);
  if (error !== null) return <ErrorState failure={error} />;
  if (value === undefined) return <SkeletonRows />;
  if (value.entries.length === 0) return <EmptyState title={text('log.none')} />;
  return (
    <SmallTable dense>
      <thead>
        <tr>
          <th scope="col">{text('log.at')}</th>
          <th scope="col">{text('members.person')}</th>
          <th scope="col">{text('log.what')}</th>
        </tr>
      </thead>
      <tbody>
        {value.entries.map(({ at, person, event, detail }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id, and two may be equal.
          <tr key={`${at} ${index}`}>
            <td>{format.dateTime(at)}</td>
            <td>{nameOf(person)}</td>
            <td>{text(`log.event.${event}`, { name: detail === '' ? '' : nameOf(detail) })}</td>
          </tr>
        ))}
      </tbody>
    </SmallTable>
  );
};
