import { useConsole } from '#renderer/client/index.ts';
import { usePlanCall } from './use-plan-call.ts';

export interface Unapplied {
  /** Changes that would be sent now; of a run that waits, those it has left. */
  readonly count: number;
  /** A run is under way or was cut: it is what waits, not the plan. */
  readonly run: 'none' | 'running' | 'waits';
}

/** What is ready here and not on the server yet; `null` while there is nothing to say. */
export const useUnapplied = (wanted: boolean): Unapplied | null => {
  const open = useConsole(({ workspace }) => workspace != null);
  const { value } = usePlanCall('plan.state', wanted && open ? {} : null);
  if (value === undefined) return null;
  const { run, totals } = value;
  if (run === null) return { count: totals.chosen, run: 'none' };
  return { count: run.total - run.done - run.failed, run: run.state === 'running' ? 'running' : 'waits' };
};
