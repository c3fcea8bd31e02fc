import { useCall } from '#renderer/client/index.ts';
import { Button, CopyButton, Mono, Notice, StateMark, useText } from '#renderer/ui/index.ts';
import classes from './history.module.css';

const SHOWN_OF_HASH = 16;

/** State of the history: verified after each addition and on request. */
export const ChainState = () => {
  const text = useText('historyScreen.chain');
  const { value, error, refetch } = useCall('historyLog.verify', {});
  if (error !== null)
    return (
      <div className={classes.block}>
        <Notice state="risk">
          {text('unknown')}{' '}
          <Button size="xs" variant="default" onClick={refetch}>
            {text('again')}
          </Button>
        </Notice>
      </div>
    );
  if (value === undefined) return <div className={classes.chain} />;
  const { state, entries, head, broken } = value;
  return (
    <div className={classes.chain}>
      {state === 'intact' ? (
        <StateMark state="ready" label={text('intact', { count: entries })} />
      ) : (
        <StateMark state="block" label={text('broken')} />
      )}
      {broken === null ? null : <span className={classes.brokenWhy}>{text(`problem.${broken.problem}`, { seq: broken.seq })}</span>}
      {head === '' ? null : (
        <span className={classes.hash}>
          {text('head')} <Mono title={head}>{head.slice(0, SHOWN_OF_HASH)}</Mono>
          <CopyButton value={head}>
            {({ copied, copy }) => (
              <Button size="xs" variant="subtle" onClick={copy}>
                {text(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
        </span>
      )}
      <Button size="xs" variant="default" onClick={refetch}>
        {text('again')}
      </Button>
    </div>
  );
};
