import { create } from 'zustand';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';

export type Direction = 'undo' | 'redo';
export type DraftStep = NonNullable<CallOutput<'drafts.summary'>['steps']['undo']>;
/**
 * Kinds of decisions: changes of triage (acceptances and assignments), of the exclusion list, of fixes, of people in the drafts, and of
 * former domains.
 */
export type DecisionKind = CallInput<'triage.change'>['change']['kind'] | 'clear' | 'exclusions' | 'adopt' | 'drop' | 'people' | 'domains';

/** Content of the undo notice. */
export type UndoNotice =
  /** `blocking`: number of these findings that still block an order. */
  | {
      readonly kind: 'decided';
      readonly what: DecisionKind;
      readonly count: number;
      readonly blocking: number;
      /** The action can be undone. */
      readonly undoable: boolean;
    }
  /** A change of drafts, or the reason why nothing changed, as text of the screen. `step`: its undo step, `null` = none. */
  | {
      readonly kind: 'sentence';
      readonly text: string;
      readonly params: Readonly<Record<string, string | number>>;
      readonly step: { readonly id: number; readonly revision: number } | null;
    }
  /** `back`: the reverse action would have an effect. A step may have nothing left to undo, and then nothing to redo. */
  | {
      readonly kind: 'decision';
      readonly direction: Direction;
      readonly what: DecisionKind;
      readonly count: number;
      readonly back: boolean;
    }
  /**
   * `there`: the object exists after the step. `changed`: the step had an effect. `back`: an undo that can be redone. `revision`: revision
   * of the drafts after the step.
   */
  | {
      readonly kind: 'draft';
      readonly direction: Direction;
      readonly step: DraftStep;
      readonly there: boolean;
      readonly changed: boolean;
      readonly back: boolean;
      readonly revision: number;
    }
  | { readonly kind: 'nothing'; readonly direction: Direction }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Message key below `undo` for a draft step; a step without effect is not reported as undone. */
export const getUndoMessageKey = ({ direction, changed }: Extract<UndoNotice, { kind: 'draft' }>) =>
  direction === 'undo' ? (changed ? 'undone' : 'nothingLeftToUndo') : changed ? 'redone' : 'nothingLeftToRedo';

/** The next direction: undo after a change, redo after an undo. */
export const getNextDirection = (notice: UndoNotice): Direction | null => {
  switch (notice.kind) {
    case 'decided':
      return notice.undoable ? 'undo' : null;
    case 'sentence':
      return notice.step === null ? null : 'undo';
    case 'decision':
    case 'draft':
      return notice.back ? (notice.direction === 'undo' ? 'redo' : 'undo') : null;
    default:
      return null;
  }
};

/** The stack that the undo keys use while the notice is shown; `null` = none. */
export const getNextUndoStack = (notice: UndoNotice): 'decisions' | 'drafts' | null => {
  switch (notice.kind) {
    // The undo keys continue with the step before, even if this one cannot be reversed.
    case 'draft':
      return 'drafts';
    case 'decision':
      return 'decisions';
    default:
      return getNextDirection(notice) === null ? null : notice.kind === 'sentence' ? 'drafts' : 'decisions';
  }
};

/**
 * True if the notice's button would undo another step than the one shown, according to the latest drafts. Never for decisions, whose
 * steps belong to this window.
 */
export function isOutdatedNotice(notice: UndoNotice, drafts: Pick<CallOutput<'drafts.summary'>, 'revision' | 'steps'>): boolean {
  const direction = getNextDirection(notice);
  const step =
    notice.kind === 'sentence' ? notice.step : notice.kind === 'draft' ? { id: notice.step.id, revision: notice.revision } : null;
  return direction !== null && step !== null && drafts.revision >= step.revision && drafts.steps[direction]?.id !== step.id;
}

/** The notice of this window. `moving`: an undo or redo is running. */
export const useUndoNotice = create<{ readonly notice: UndoNotice | null; readonly moving: boolean }>(() => ({
  notice: null,
  moving: false,
}));

export const showNotice = (notice: UndoNotice): void => useUndoNotice.setState({ notice });

export const announceFailure = (failure: Failure): void => showNotice({ kind: 'failed', failure });

/** Hides the notice; the undo keys keep their steps. */
export const hideNotice = (): void => useUndoNotice.setState({ notice: null });

/** Height in px by which the notice covers the end of a table (0 without a notice), so that its last rows can be scrolled above it. */
export const useNoticeCover = (): number => useUndoNotice(({ notice }) => (notice === null ? 0 : COVERED_PX));
const COVERED_PX = 64;
