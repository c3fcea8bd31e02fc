import { create } from 'zustand';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Failure } from '#shared/contract/result.ts';
import type { Transport } from '../client/index.ts';
import type { ScreenId } from '../navigation/index.ts';
import { changeDrafts, useDraftWork } from '../ui/drafts/index.ts';

export type Direction = 'undo' | 'redo';
export type DraftStep = NonNullable<CallOutput<'drafts.summary'>['steps']['undo']>;

export type UndoOutcome =
  /** `there`: the object the step is about still, or again, is there to be looked at. */
  | { readonly kind: 'done'; readonly direction: Direction; readonly step: DraftStep; readonly there: boolean }
  | { readonly kind: 'nothing'; readonly direction: Direction }
  | { readonly kind: 'failed'; readonly failure: Failure };

export const useUndo = create<{ readonly outcome: UndoOutcome | null; readonly busy: boolean }>(() => ({ outcome: null, busy: false }));

export const hideUndo = (): void => useUndo.setState({ outcome: null });

/** Screens whose own decisions Ctrl+Z takes back. */
const OWN_UNDO: ReadonlySet<ScreenId> = new Set(['triage', 'fixes', 'matching']);
export const hasOwnUndo = (screen: ScreenId): boolean => OWN_UNDO.has(screen);

interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y (Command on a Mac); `null` for every other key. */
export function directionOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyStroke): Direction | null {
  if (ctrlKey === metaKey || altKey) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !shiftKey ? 'redo' : null;
}

const TEXT_TYPES = new Set(['text', 'search', 'email', 'url', 'tel', 'password', 'number', 'date']);

/** Where the browser's own undo takes back typing. A field that cannot be typed into has nothing to take back. */
export const takesText = (element: {
  readonly tagName: string;
  readonly type?: string;
  readonly readOnly?: boolean;
  readonly isContentEditable?: boolean;
}): boolean =>
  element.isContentEditable === true ||
  ((element.tagName === 'TEXTAREA' || (element.tagName === 'INPUT' && TEXT_TYPES.has(element.type ?? 'text'))) &&
    element.readOnly !== true);

/** Every change of this window has its answer: what is undone is then what was done last. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    if (useDraftWork.getState().pending === 0) return resolve();
    const stop = useDraftWork.subscribe(({ pending }) => {
      if (pending > 0) return;
      stop();
      resolve();
    });
  });

let lastMove: Promise<void> = Promise.resolve();

/** Takes back, or does again, the last step of the whole company; says what it was. Keys pressed fast are done one after another. */
export function moveDrafts(client: Transport, direction: Direction): Promise<void> {
  lastMove = lastMove.then(() => moveOnce(client, direction));
  return lastMove;
}

async function moveOnce(client: Transport, direction: Direction): Promise<void> {
  useUndo.setState({ busy: true });
  await settled();
  const summary = await client.call('drafts.summary', {});
  const step = summary.ok ? summary.value.steps[direction] : null;
  let outcome: UndoOutcome;
  if (!summary.ok) outcome = { kind: 'failed', failure: summary.error };
  else if (step === null) outcome = { kind: 'nothing', direction };
  else {
    const changed = await changeDrafts(client, direction === 'undo' ? 'drafts.undo' : 'drafts.redo', {});
    const failure = useDraftWork.getState().failure;
    outcome =
      changed !== null
        ? { kind: 'done', direction, step, there: changed.first?.object.id === step.object.id }
        : { kind: 'failed', failure: failure ?? { code: 'internal', params: {} } };
  }
  useUndo.setState({ busy: false, outcome });
}
