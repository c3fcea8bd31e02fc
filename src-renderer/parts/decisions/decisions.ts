import { create } from 'zustand';
import { getShownCompanyId, type Transport } from '#renderer/client/index.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import { announceFailure, type DecisionKind, type Direction, showNotice, type UndoNotice } from '../undo/undo-notice.ts';

export type TriageChange = CallInput<'triage.change'>['change'];
export type TriageSelection = CallInput<'triage.change'>['selection'];

/** Number of findings (or lines) that were undone or redone, and whether the step can be reversed. */
export interface UndoResult {
  readonly count: number;
  readonly back: boolean;
}

/** Functions that undo and redo a decision. */
export type UndoRedo = { readonly [D in Direction]: () => Promise<Result<UndoResult>> };

interface Step extends UndoRedo {
  readonly what: DecisionKind;
}

interface Steps {
  readonly companyId: string | null;
  /** Undo and redo stacks; the next step is last. */
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
}

const MAX_DECISIONS = 50;
const OPPOSITE = { undo: 'redo', redo: 'undo' } as const;

/** Decisions of this window, for undo and redo from any screen. */
const useSteps = create<Steps>(() => ({ companyId: null, undo: [], redo: [] }));

type OfCompany = Pick<Transport, 'companyId'>;

/** Steps of one company; those of another company cannot be undone in it. */
const stepsOf = ({ companyId }: OfCompany): Steps => {
  const steps = useSteps.getState();
  return steps.companyId === companyId ? steps : { companyId, undo: [], redo: [] };
};

/** Decisions whose responses are pending. */
let onTheWay: Promise<unknown> = Promise.resolve();

/** Wraps an action that ends in `announceDecision`, so that an undo pressed before its answer waits for it. */
export const wrapDecision =
  <A extends readonly unknown[], T>(act: (...args: A) => Promise<T>) =>
  (...args: A): Promise<T> => {
    const done = act(...args);
    onTheWay = Promise.allSettled([onTheWay, done]);
    return done;
  };

/** Resolves once all decisions so far have been answered. */
export const waitForDecisions = async (): Promise<void> => void (await onTheWay);

/**
 * Shows an action in the client's company and stores its undo; `null` = nothing changed. Clears the redo stack. Does nothing once another
 * company is shown, because its undo keys must not change the former one.
 */
export const announceDecision = (of: OfCompany, what: DecisionKind, count: number, blocking: number, undoRedo: UndoRedo | null): void => {
  if (of.companyId !== getShownCompanyId()) return;
  const steps = stepsOf(of);
  if (undoRedo !== null) useSteps.setState({ ...steps, undo: [...steps.undo, { what, ...undoRedo }].slice(-MAX_DECISIONS), redo: [] });
  showNotice({ kind: 'decided', what, count, blocking, undoable: undoRedo !== null });
};

/** A selection of findings and the change. */
export type Decision = readonly [TriageSelection, TriageChange];

/** Applies decisions as one undo step. A failure is shown as a notice, returns `false`, and changes nothing. */
export const applyDecisions = wrapDecision(
  async (client: Transport, ...decisions: readonly [Decision, ...Decision[]]): Promise<boolean> => {
    const commands: number[] = [];
    const done: TriageChange['kind'][] = [];
    let count = 0;
    let stillBlocking = 0;
    for (const [selection, change] of decisions) {
      const result = await client.call('triage.change', { selection, change });
      if (!result.ok) {
        // A partial step is rolled back, because it could not be undone as a whole.
        if (commands.length > 0) await undoRedoOf(client, commands).undo();
        announceFailure(result.error);
        return false;
      }
      const { commandId, findings, blocking } = result.value;
      count += findings;
      stillBlocking += blocking;
      if (commandId === null) continue;
      commands.push(commandId);
      done.push(change.kind);
    }
    announceDecision(
      client,
      done.length > 1 ? 'clear' : (done[0] ?? decisions[0][1].kind),
      count,
      stillBlocking,
      commands.length === 0 ? null : undoRedoOf(client, commands),
    );
    return true;
  },
);

/** A repeated decision has new ids, which the next undo uses. */
const undoRedoOf = (client: Transport, decided: readonly number[]): UndoRedo => {
  let commands = decided;
  return {
    undo: async () => {
      let count = 0;
      for (const commandId of commands.toReversed()) {
        const result = await client.call('triage.undo', { commandId });
        if (!result.ok) return result;
        count += result.value.findings;
      }
      return { ok: true, value: { count, back: true } };
    },
    redo: async () => {
      const again: number[] = [];
      let count = 0;
      for (const commandId of commands) {
        const result = await client.call('triage.redo', { commandId });
        if (!result.ok) return result;
        again.push(result.value.commandId);
        count += result.value.findings;
      }
      commands = again;
      return { ok: true, value: { count, back: true } };
    },
  };
};

/** Undoes the latest decision of the client's company, or redoes the last undone one. Returns a notice about it. */
export const undoOrRedoDecision = async (of: OfCompany, direction: Direction): Promise<UndoNotice> => {
  const step = stepsOf(of)[direction].at(-1);
  if (step === undefined) return { kind: 'nothing', direction };
  const result = await step[direction]();
  const steps = useSteps.getState();
  const other = OPPOSITE[direction];
  const back = result.ok && result.value.back;
  // A step that fails or has no effect is removed, so that it does not block the others.
  if (steps[direction].includes(step))
    useSteps.setState({
      [direction]: steps[direction].filter((one) => one !== step),
      [other]: back ? [...steps[other], step] : steps[other],
    });
  return result.ok ? { kind: 'decision', direction, what: step.what, ...result.value } : { kind: 'failed', failure: result.error };
};
