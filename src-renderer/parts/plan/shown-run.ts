import { create } from 'zustand';

interface ShownRun {
  /** The run whose outcome is shown, until closed; `null` = the plan is shown. */
  readonly runId: string | null;
  /** The job that is sending, by the run it will be once the checks are through. */
  readonly sending: { readonly jobId: string; readonly runId: string } | null;
  readonly companyId: string | null;
}

const NONE: ShownRun = { runId: null, sending: null, companyId: null };

/** The shown run, kept across screens. */
export const useShownRun = create<ShownRun>(() => NONE);

export const showRun = (companyId: string, runId: string): void => useShownRun.setState({ companyId, runId, sending: null });

export const recordSending = (companyId: string, sending: { readonly jobId: string; readonly runId: string }): void =>
  useShownRun.setState({ companyId, runId: null, sending });

/** Back to the plan. */
export const dismissRun = (): void => useShownRun.setState(NONE);
