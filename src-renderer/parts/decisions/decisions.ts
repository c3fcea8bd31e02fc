import { create } from 'zustand';
import { type Transport, useConsole } from '#renderer/client/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { Failure, Result } from '#shared/contract/result.ts';

export type TriageChange = CallInput<'triage.change'>['change'];
export type TriageSelection = CallInput<'triage.change'>['selection'];
/** What was done: a change of triage, of the exclusion list, of the fixes, or of people in the drafts. */
export type DoneKind = TriageChange['kind'] | 'exclusions' | 'adopt' | 'drop' | 'people';

/** What the notice tells. `blocking`: how many of the findings still keep somebody from ordering. */
export type Outcome =
  | { readonly kind: 'done'; readonly what: DoneKind; readonly count: number; readonly blocking: number; readonly undoable: boolean }
  | { readonly kind: 'undone'; readonly what: DoneKind; readonly count: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A step that can be taken back; the number is of the findings (or lines) it gives back. */
export interface Step {
  readonly what: DoneKind;
  readonly undo: () => Promise<Result<number>>;
}

interface Decisions {
  readonly outcome: Outcome | null;
  /** Latest last; of the company that is open. */
  readonly steps: readonly Step[];
  readonly companyId: string | null;
  readonly undoing: boolean;
}

const NONE: Decisions = { outcome: null, steps: [], companyId: null, undoing: false };
const KEPT = 50;

/** What was decided in this window, so that it can be taken back from wherever the reader went. */
export const useDecisions = create<Decisions>(() => NONE);

const openCompany = (): string | null => useConsole.getState().shown?.company.id ?? null;

/** The steps of the company that is open; those of another one are not ours to take back. */
const stepsHere = (): readonly Step[] => {
  const { steps, companyId } = useDecisions.getState();
  return companyId === openCompany() ? steps : [];
};

/** Tells what was done and keeps the way back; `null`: there is nothing to take back. */
export const tellDone = (what: DoneKind, count: number, blocking: number, undo: Step['undo'] | null): void => {
  const steps = undo === null ? stepsHere() : [...stepsHere(), { what, undo }].slice(-KEPT);
  useDecisions.setState({
    outcome: { kind: 'done', what, count, blocking, undoable: undo !== null },
    steps,
    companyId: openCompany(),
  });
};

export const tellFailed = (failure: Failure): void => useDecisions.setState({ outcome: { kind: 'failed', failure } });

/** Puts the notice away; the steps can still be taken back by the key. */
export const hideOutcome = (): void => useDecisions.setState({ outcome: null });

/** Decides about findings, in one step of several changes. A failure is told by the notice and answered as `false`. */
export const decide = async (
  client: Transport,
  selection: TriageSelection,
  ...changes: readonly [TriageChange, ...TriageChange[]]
): Promise<boolean> => {
  const commands: number[] = [];
  let count = 0;
  let stillBlocking = 0;
  for (const change of changes) {
    const result = await client.call('triage.change', { selection, change });
    if (!result.ok) {
      tellFailed(result.error);
      return false;
    }
    const { commandId, findings, blocking } = result.value;
    count += findings;
    stillBlocking += blocking;
    if (commandId !== null) commands.unshift(commandId);
  }
  tellDone(changes[0].kind, count, stillBlocking, commands.length === 0 ? null : () => undo(client, commands));
  return true;
};

const undo = async (client: Transport, commands: readonly number[]): Promise<Result<number>> => {
  let findings = 0;
  for (const commandId of commands) {
    const result = await client.call('triage.undo', { commandId });
    if (!result.ok) return result;
    findings += result.value.findings;
  }
  return { ok: true, value: findings };
};

/** Takes the latest step back. Without one, nothing happens. */
export const undoLast = async (): Promise<void> => {
  const steps = stepsHere();
  const last = steps.at(-1);
  if (last === undefined || useDecisions.getState().undoing) return;
  useDecisions.setState({ undoing: true });
  const result = await last.undo();
  useDecisions.setState({
    undoing: false,
    // A step that cannot be taken back (somebody else did) would stand in the way of those before it.
    steps: steps.filter((step) => step !== last),
    outcome: result.ok ? { kind: 'undone', what: last.what, count: result.value } : { kind: 'failed', failure: result.error },
  });
};
