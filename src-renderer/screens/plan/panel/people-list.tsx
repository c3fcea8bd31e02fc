import { useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { Button, ErrorState, SkeletonRows, useText } from '#renderer/ui/index.ts';
import classes from './panel.module.css';

const WINDOW = 100;
const MAX_PEOPLE = 500;

/** People who gain or lose the ability to order, and why. */
export const PeopleList = ({ change }: { change: 'gain' | 'lose' }) => {
  const text = useText('planScreen.people');
  const findings = useText('finding');
  const effect = useText('plan.effect');
  const [limit, setLimit] = useState(WINDOW);
  const { value, error, loading, refetch } = useCall('plan.people', { change, offset: 0, limit });
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={6} /> : null;
  const why = (reason: string): string =>
    reason === 'not-allowed' ? effect('not-allowed') : findings.has(`${reason}.name`) ? findings.phrase(`${reason}.name`) : '';
  return (
    <div className={classes.panel}>
      <p>{text(change, { count: value.total })}</p>
      <ul className={classes.people}>
        {value.people.map(({ id, name, organization, loginId, reason }) => (
          <li key={id}>
            <span>{name === '' ? loginId : name}</span>
            <span className={classes.hint}>{organization}</span>
            <span className={classes.why}>{why(reason)}</span>
          </li>
        ))}
      </ul>
      {value.total <= value.people.length ? null : limit >= MAX_PEOPLE ? (
        <p className={classes.hint}>{text('rest', { count: value.total - value.people.length })}</p>
      ) : (
        <div>
          <Button size="xs" variant="default" onClick={() => setLimit(MAX_PEOPLE)}>
            {text('more', { count: Math.min(MAX_PEOPLE, value.total) - value.people.length })}
          </Button>
        </div>
      )}
    </div>
  );
};
