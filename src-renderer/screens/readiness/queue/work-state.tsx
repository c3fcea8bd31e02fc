import { useText } from '#renderer/ui/index.ts';
import type { CauseState } from '#shared/domain/fixes/causes.ts';
import classes from './queue.module.css';

/** The steps of work that is followed to the next import. */
const STEPS = ['file-made', 'awaiting-import', 'arrived'] as const;

/** The state of the work as a word, and as the steps done. */
export const WorkState = ({ state }: { state: CauseState }) => {
  const text = useText('readiness.queue.state');
  const at = state === 'untracked' || state === 'open' ? -1 : STEPS.indexOf(state);
  return (
    <span className={classes.work} data-state={state}>
      {state === 'untracked' ? null : (
        <span className={classes.steps} aria-hidden>
          {STEPS.map((step, place) => (
            <i key={step} data-done={place <= at || undefined} />
          ))}
        </span>
      )}
      {text(state)}
    </span>
  );
};
