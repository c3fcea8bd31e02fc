import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { Button, EmptyState, ErrorState, StateMark, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import classes from './manual-entry.module.css';

const LIMIT = 200;

/** Entered values, by whom and when, their confirmation by an import, and withdrawal; if empty, how a sheet is created. */
export const EnteredList = ({ nothingLeft }: { nothingLeft: boolean }) => {
  const text = useText('manualEntry.entered');
  const say = usePlanText();
  const format = useFormat();
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const { value, error, refetch } = useCall('manualEntry.entered', { offset: 0, limit: LIMIT });
  const sheet = useText('manualEntry');
  if (value === undefined) return error === null ? null : <ErrorState failure={error} onRetry={refetch} />;
  if (value.total === 0) return nothingLeft ? <EmptyState title={sheet('empty.title')}>{sheet('empty.text')}</EmptyState> : null;
  const reopen = async (key: string): Promise<void> => {
    const result = await client.call('manualEntry.reopen', { key });
    setFailure(result.ok ? null : result.error);
  };
  return (
    <section className={classes.screen} aria-labelledby="manual-entry-entered">
      <header className={classes.screenHead}>
        <h2 id="manual-entry-entered">{text('title', { count: value.total })}</h2>
      </header>
      {failure === null ? null : <ErrorState failure={failure} />}
      <ul className={classes.entered}>
        {value.objects.map((object) => (
          <li key={object.key}>
            <span className={classes.enteredName}>{say(object.title)}</span>
            <span className={classes.muted}>
              {text(object.deleted ? 'deleted' : 'by', { by: object.by, at: format.dateTime(object.at) })}
            </span>
            {object.seenInOrders ? (
              <StateMark state="ready" label={text('seenInOrders')} />
            ) : (
              <span className={classes.muted}>{text('notVerified')}</span>
            )}
            <Button size="xs" variant="subtle" onClick={() => void reopen(object.key)}>
              {text('reopen')}
              <VisuallyHidden>{` ${say(object.title)}`}</VisuallyHidden>
            </Button>
          </li>
        ))}
      </ul>
      {value.total > value.objects.length ? (
        <p className={classes.muted}>{text('more', { count: value.total - value.objects.length })}</p>
      ) : null}
    </section>
  );
};
