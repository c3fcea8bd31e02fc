import { create } from 'zustand';

interface ShownRun {
  /** The run whose outcome is looked at, until it is put away; `null` = the plan is. */
  readonly runId: string | null;
  /** The job that is sending, by the run it will be once the checks are through. */
  readonly sending: { readonly jobId: string; readonly runId: string } | null;
  readonly companyId: string | null;
}

const NONE: ShownRun = { runId: null, sending: null, companyId: null };

/** Which run the screen shows: it is still there when somebody comes back from another screen. */
export const useShownRun = create<ShownRun>(() => NONE);

export const showRun = (companyId: string, runId: string): void => useShownRun.setState({ companyId, runId, sending: null });

export const noteSending = (companyId: string, sending: { readonly jobId: string; readonly runId: string }): void =>
  useShownRun.setState({ companyId, runId: null, sending });

/** Back to the plan. */
export const putRunAway = (): void => useShownRun.setState(NONE);
