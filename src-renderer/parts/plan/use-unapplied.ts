import { useCall, useCompanyId, useShownCompany } from '#renderer/client/index.ts';

export interface Unapplied {
  /** Changes that would be sent now; of a run that waits, those it has left; by hand, objects that are to be entered. */
  readonly count: number;
  /** A run is under way or was cut: it is what waits, not the plan. */
  readonly run: 'none' | 'running' | 'waits';
}

const ONE = { offset: 0, limit: 1 } as const;

/** Whether the company's objects reach a server: a company without one has everything entered by hand. */
export const useHasServer = (): boolean => {
  const company = useShownCompany()?.company;
  return company?.serverAddress != null || company?.kind === 'demo';
};

/** Number of changes not applied yet; `null` while unknown. */
export const useUnapplied = (wanted: boolean): Unapplied | null => {
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
