import { create } from 'zustand';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';

export type Direction = 'undo' | 'redo';
export type DraftStep = NonNullable<CallOutput<'drafts.summary'>['steps']['undo']>;
/** A decision: a change of triage, acceptances and assignments taken back in one, a change of the exclusion list, of the fixes, of people in the drafts, or of registered former domains. */
export type DecisionKind = CallInput<'triage.change'>['change']['kind'] | 'clear' | 'exclusions' | 'adopt' | 'drop' | 'people' | 'domains';

/** Content of the undo notice. */
export type UndoNotice =
  /** `blocking`: number of these findings that still block an order. */
  | {
      readonly kind: 'decided';
      readonly what: DecisionKind;
      readonly count: number;
      readonly blocking: number;
      /** There is a way back. */
      readonly undoable: boolean;
    }
  /** A change of drafts, or why none happened, in the screen's words. `step`: its undo step, `null` = none. */
  | {
      readonly kind: 'sentence';
      readonly text: string;
      readonly params: Readonly<Record<string, string | number>>;
      readonly step: { readonly id: number; readonly revision: number } | null;
    }
  /** `back`: the other direction would change something. A step may have nothing left to undo, and nothing to do again then. */
  | {
      readonly kind: 'decision';
      readonly direction: Direction;
      readonly what: DecisionKind;
      readonly count: number;
      readonly back: boolean;
    }
  /**
   * `there`: the object still or again exists. `changed`: anything changed. `back`: an undo that can be redone. `revision`: of the drafts
   * afterwards.
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
export const undoMessageKey = ({ direction, changed }: Extract<UndoNotice, { kind: 'draft' }>) =>
  direction === 'undo' ? (changed ? 'undone' : 'nothingLeftToUndo') : changed ? 'redone' : 'nothingLeftToRedo';

/** The next direction: undo after a change, redo after an undo. */
export const nextDirection = (notice: UndoNotice): Direction | null => {
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
export const nextUndoStack = (notice: UndoNotice): 'decisions' | 'drafts' | null => {
  switch (notice.kind) {
    // The keys go on to the step before also where this one has no way back.
    case 'draft':
      return 'drafts';
    case 'decision':
      return 'decisions';
    default:
      return nextDirection(notice) === null ? null : notice.kind === 'sentence' ? 'drafts' : 'decisions';
  }
};

/**
 * True if the notice's button would undo another step than the one shown, according to the latest drafts. Never for decisions, whose
 * steps belong to this window.
 */
export function isOutdatedNotice(notice: UndoNotice, drafts: Pick<CallOutput<'drafts.summary'>, 'revision' | 'steps'>): boolean {
  const direction = nextDirection(notice);
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

export const announceFailed = (failure: Failure): void => showNotice({ kind: 'failed', failure });

/** Puts the notice away; the keys still know the steps. */
export const hideNotice = (): void => useUndoNotice.setState({ notice: null });

/** How much of the foot of a table the notice lies over, so that its last rows can be scrolled out from under it. */
export const useNoticeCover = (): number => useUndoNotice(({ notice }) => (notice === null ? 0 : COVERED_PX));
const COVERED_PX = 64;
