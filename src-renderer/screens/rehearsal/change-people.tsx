import { useCall } from '#renderer/client/index.ts';
import { ErrorState, SkeletonRows, useText } from '#renderer/ui/index.ts';
import classes from './rehearsal.module.css';
import type { RehearsalChange } from './view-model.ts';

const SHOWN = 200;

/** The people of one line, with where they are today when they move. */
export const ChangePeople = ({ change }: { readonly change: RehearsalChange }) => {
  const text = useText('rehearsalScreen.people');
  const { value, error, loading, refetch } = useCall('rehearsal.rows', { key: change.key, offset: 0, limit: SHOWN });
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={6} /> : null;
  return (
    <div>
      <p className={classes.hint}>{text('found', { count: value.total })}</p>
      <ul className={classes.persons}>
        {value.people.map((person) => (
          <li key={person.id}>
            <span>{person.name}</span>
            <span className={classes.hint}>
              {person.before === '' || person.before === person.organization
                ? person.organization
                : text('moves', { before: person.before, after: person.organization })}
            </span>
          </li>
        ))}
      </ul>
      {value.total > value.people.length ? (
        <p className={classes.hint}>{text('rest', { count: value.total - value.people.length })}</p>
      ) : null}
    </div>
  );
};
