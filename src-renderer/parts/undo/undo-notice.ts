import { create } from 'zustand';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { Failure } from '#shared/contract/result.ts';

export type Direction = 'undo' | 'redo';
export type DraftStep = NonNullable<CallOutput<'drafts.summary'>['steps']['undo']>;
/** A decision: a change of triage, acceptances and assignments taken back in one, a change of the exclusion list, of the fixes, or of people in the drafts. */
export type DecisionKind = CallInput<'triage.change'>['change']['kind'] | 'clear' | 'exclusions' | 'adopt' | 'drop' | 'people';

/** What the one notice about undo and redo tells. */
export type UndoNotice =
  /** `blocking`: how many of the findings still keep somebody from ordering. */
  | {
      readonly kind: 'decided';
      readonly what: DecisionKind;
      readonly count: number;
      readonly blocking: number;
      /** There is a way back. */
      readonly undoable: boolean;
    }
  /** What was done to the drafts, or why nothing was, in the words of its screen. `step`: that of the drafts which it made; `null` = none. */
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
   * `there`: the object the step is about still, or again, is there to be looked at. `changed`: whether anything is other now. `back`: as of a
   * decision; what others undid can be done again. `revision`: of the drafts after it.
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

/** What became of a step of the drafts, as a key below `undo`: one that changed nothing is not told as undone. */
export const movedKey = ({ direction, changed }: Extract<UndoNotice, { kind: 'draft' }>) =>
  direction === 'undo' ? (changed ? 'undone' : 'nothingLeftToUndo') : changed ? 'redone' : 'nothingLeftToRedo';

/** What can be done about it: what was done is undone, what was undone is done again. */
export const wayOn = (notice: UndoNotice): Direction | null => {
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

/** What the keys move as long as it stands, and its way on where it has one; `null`: nothing was done. */
export const wayOnOf = (notice: UndoNotice): 'decisions' | 'drafts' | null => {
  switch (notice.kind) {
    // The keys go on to the step before also where this one has no way back.
    case 'draft':
      return 'drafts';
    case 'decision':
      return 'decisions';
    default:
      return wayOn(notice) === null ? null : notice.kind === 'sentence' ? 'drafts' : 'decisions';
  }
};

/**
 * Its way on would take another step of the drafts than the one it tells of, by the drafts as they were last told. Of a decision never: a
 * window keeps its own, and the notice of a later one takes this one's place.
 */
export function isPast(notice: UndoNotice, drafts: Pick<CallOutput<'drafts.summary'>, 'revision' | 'steps'>): boolean {
  const direction = wayOn(notice);
  const step =
    notice.kind === 'sentence' ? notice.step : notice.kind === 'draft' ? { id: notice.step.id, revision: notice.revision } : null;
  return direction !== null && step !== null && drafts.revision >= step.revision && drafts.steps[direction]?.id !== step.id;
}

/** One at a time for the whole window: what was done last. `moving`: an undo or a redo is on its way. */
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
