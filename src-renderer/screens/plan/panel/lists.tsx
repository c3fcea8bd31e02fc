import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { Button, DataAgeText, ErrorState, SkeletonRows, StateMark, useFormat, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { describeObject } from '#shared/domain/sync/wording/label.ts';
import classes from './panel.module.css';

const LIMIT = 500;

/** Ignored differences with reason and end date, and an action that includes them in the plan again. */
export const IgnoredList = () => {
  const text = useText('planScreen.ignored');
  const say = usePlanText();
  const format = useFormat();
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const { value, error, loading, refetch } = useCall('plan.ignored', { offset: 0, limit: LIMIT });
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={4} /> : null;
  if (value.total === 0) return <p>{text('none')}</p>;
  const takeBack = async (key: string, path: string): Promise<void> => {
    const result = await client.call('plan.unignore', { at: [{ key, path }] });
    setFailure(result.ok ? null : result.error);
  };
  return (
    <div className={classes.panel}>
      {failure === null ? null : <ErrorState failure={failure} />}
      <ul className={classes.entries}>
        {value.differences.map(({ key, path, section, name, label, until, because, by, holds }) => (
          <li key={`${key} ${path}`}>
            <b>{say(describeObject({ section, name }))}</b>
            {path === '' ? null : <span>{say(label)}</span>}
            <span>{text('because', { because, by })}</span>
            <span className={classes.hint}>
              {holds ? (
                text('until', { day: format.date(until) })
              ) : (
                <StateMark state="risk" label={text('over', { day: format.date(until) })} />
              )}
            </span>
            <div>
              <Button size="xs" variant="default" onClick={() => void takeBack(key, path)}>
                {text('takeBack')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** Changes found by the last server read, and by whom. */
export const ServerChanges = () => {
  const text = useText('planScreen.changes');
  const say = usePlanText();
  const { value, error, loading, refetch } = useCall('plan.serverChanges', { offset: 0, limit: LIMIT });
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={4} /> : null;
  return (
    <div className={classes.panel}>
      <p className={classes.hint}>{text('explain')}</p>
      <ul className={classes.entries}>
        {value.changes.map(({ key, section, name, change, at, by }) => (
          <li key={key}>
            <span>{text(change, { object: say(describeObject({ section, name })), by: by === '' ? 'none' : by })}</span>
            {at === '' ? null : (
              <span className={classes.hint}>
                <DataAgeText at={at} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {value.total > value.changes.length ? (
        <p className={classes.hint}>{text('more', { count: value.total - value.changes.length })}</p>
      ) : null}
    </div>
  );
};
