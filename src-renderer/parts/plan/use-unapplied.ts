import { useCall, useCompanyId, useShownCompany } from '#renderer/client/index.ts';

export interface UnappliedChanges {
  /**
   * Number of changes that can be applied now: remaining changes of an interrupted run, or objects to enter manually if there is no server.
   */
  readonly count: number;
  /** `running` or `waits`: a run is in progress or was interrupted; it is then shown instead of the plan. */
  readonly run: 'none' | 'running' | 'waits';
}

const ONE = { offset: 0, limit: 1 } as const;

/** Returns whether the company has a server; without one, all values are entered manually. */
export const useHasServer = (): boolean => {
  const company = useShownCompany()?.company;
  return company?.serverAddress != null || company?.kind === 'demo';
};

/** Number of changes not applied yet; `null` while unknown. */
export const useUnappliedChanges = (wanted: boolean): UnappliedChanges | null => {
  const open = useCompanyId() !== '';
  const hasServer = useHasServer();
  const { value } = useCall('plan.state', wanted && open ? {} : null);
  const byHand = value !== undefined && (value.server === 'stock-neo' || !hasServer);
  const sheet = useCall('manualEntry.sheet', byHand ? ONE : null);
  if (value === undefined) return null;
  if (byHand) return sheet.value === undefined ? null : { count: sheet.value.total, run: 'none' };
  const { run, totals } = value;
  if (run === null) return { count: totals.chosen, run: 'none' };
  return { count: run.total - run.done - run.failed, run: run.state === 'running' ? 'running' : 'waits' };
};
