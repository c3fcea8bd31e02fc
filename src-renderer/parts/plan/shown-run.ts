import { create } from 'zustand';

interface ShownRun {
  /** The run whose outcome is shown, until closed; `null` = the plan is shown. */
  readonly runId: string | null;
  /** The running apply job with the id that its run gets after the checks; `null` = none. */
  readonly sending: { readonly jobId: string; readonly runId: string } | null;
  readonly companyId: string | null;
}

const NONE: ShownRun = { runId: null, sending: null, companyId: null };

/** The shown run, kept across screens. */
export const useShownRun = create<ShownRun>(() => NONE);

export const showRun = (companyId: string, runId: string): void => useShownRun.setState({ companyId, runId, sending: null });

export const recordSending = (companyId: string, sending: { readonly jobId: string; readonly runId: string }): void =>
  useShownRun.setState({ companyId, runId: null, sending });

/** Shows the plan again. */
export const dismissRun = (): void => useShownRun.setState(NONE);
