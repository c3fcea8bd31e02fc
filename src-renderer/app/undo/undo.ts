import { getShownCompanyId, type Transport } from '../../client/index.ts';
import { type ScreenId, useNavigation } from '../../navigation/index.ts';
import { undoOrRedoDecision, waitForDecisions } from '../../parts/decisions/decisions.ts';
import { type Direction, getNextUndoStack, type UndoNotice, useUndoNotice } from '../../parts/undo/undo-notice.ts';
import { changeDrafts, useDraftSaveState } from '../../ui/drafts/draft-saving.ts';

/** Screens on which decisions are made: there the keys undo decisions, elsewhere drafts, unless a notice offers an undo or redo. */
const DECIDES: ReadonlySet<ScreenId> = new Set(['triage', 'fixes', 'matching']);

let lastMove: Promise<void> = Promise.resolve();

/**
 * Undoes or redoes the last step of the client's company. `here` selects the stack of the notice, otherwise that of the current screen.
 * Keys pressed in quick succession are handled one after another. Once another company is shown, only a failure is reported, because a
 * reverse action would apply to the shown company.
 */
export function undoOrRedo(client: Transport, of: 'decisions' | 'drafts' | 'here', direction: Direction): Promise<void> {
  const { screen } = useNavigation.getState().here;
  lastMove = lastMove.then(async () => {
    await waitForDecisions();
    const isShown = (): boolean => client.companyId === getShownCompanyId();
    const last = isShown() ? useUndoNotice.getState().notice : null;
    const offered = last === null ? null : getNextUndoStack(last);
    const decides = (of === 'here' ? (offered ?? (DECIDES.has(screen) ? 'decisions' : 'drafts')) : of) === 'decisions';
    useUndoNotice.setState({ moving: true });
    const notice = await (decides ? undoOrRedoDecision(client, direction) : moveDrafts(client, direction));
    useUndoNotice.setState({ moving: false, ...(isShown() || notice.kind === 'failed' ? { notice } : {}) });
  });
  return lastMove;
}

interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y (Command on a Mac); `null` for every other key. */
export function getUndoDirection({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyStroke): Direction | null {
  if (ctrlKey === metaKey || altKey) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !shiftKey ? 'redo' : null;
}

const TEXT_TYPES = new Set(['text', 'search', 'email', 'url', 'tel', 'password', 'number', 'date']);

/** True if the browser's own undo applies to the element. A read-only field has no typing to undo. */
export const isTextInput = (element: {
  readonly tagName: string;
  readonly type?: string;
  readonly readOnly?: boolean;
  readonly isContentEditable?: boolean;
}): boolean =>
  element.isContentEditable === true ||
  ((element.tagName === 'TEXTAREA' || (element.tagName === 'INPUT' && TEXT_TYPES.has(element.type ?? 'text'))) &&
    element.readOnly !== true);

/** Resolves when all pending changes of this window have been answered, so that undo reverts the last one. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    if (useDraftSaveState.getState().pending === 0) return resolve();
    const stop = useDraftSaveState.subscribe(({ pending }) => {
      if (pending > 0) return;
      stop();
      resolve();
    });
  });

/** Undoes or redoes the last draft step; returns a notice that describes it. */
async function moveDrafts(client: Transport, direction: Direction): Promise<UndoNotice> {
  await settled();
  const summary = await client.call('drafts.summary', {});
  const step = summary.ok ? summary.value.steps[direction] : null;
  if (!summary.ok) return { kind: 'failed', failure: summary.error };
  if (step === null) return { kind: 'nothing', direction };
  const changed = await changeDrafts(client, direction === 'undo' ? 'drafts.undo' : 'drafts.redo', { step: step.id });
  const failure = useDraftSaveState.getState().failure;
  // The notice reports it; no entered value was lost.
  if (changed === null) useDraftSaveState.setState({ failure: null });
  return changed !== null
    ? {
        kind: 'draft',
        direction,
        step,
        // Objects to be deleted on the server are not visible on any screen.
        there: changed.first?.object.id === step.object.id && changed.first.object.draft !== null,
        changed: changed.changed.length > 0,
        back: changed.back,
        revision: changed.revision,
      }
    : { kind: 'failed', failure: failure ?? { code: 'internal', params: {} } };
}
