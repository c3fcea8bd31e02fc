import { describe, expect, test } from 'vitest';
import { getUndoDirection, isTextInput, undoOrRedo } from '#renderer/app/undo/undo.ts';
import type { Transport } from '#renderer/client/index.ts';
import { announceDecision } from '#renderer/parts/decisions/decisions.ts';
import { getDraftScreen } from '#renderer/parts/draft-link/draft-link.ts';
import {
  type DraftStep,
  getNextDirection,
  getNextUndoStack,
  getUndoMessageKey,
  isOutdatedNotice,
  type UndoNotice,
  useUndoNotice,
} from '#renderer/parts/undo/undo-notice.ts';
import { useDraftSaveState } from '#renderer/ui/drafts/draft-saving.ts';

const key = (name: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  getUndoDirection({ key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test('the keys of undo and redo, with the lock on too, and no others', () => {
  expect(key('z', { ctrlKey: true })).toBe('undo');
  expect(key('Z', { ctrlKey: true })).toBe('undo');
  expect(key('z', { metaKey: true })).toBe('undo');
  expect(key('Z', { ctrlKey: true, shiftKey: true })).toBe('redo');
  expect(key('y', { ctrlKey: true })).toBe('redo');
  for (const other of [
    key('z'),
    key('z', { ctrlKey: true, altKey: true }),
    key('y', { ctrlKey: true, shiftKey: true }),
    key('x', { ctrlKey: true }),
  ])
    expect(other).toBeNull();
});

test('a text being typed keeps its own undo; a box, a button and a field that is only read do not', () => {
  expect(isTextInput({ tagName: 'INPUT', type: 'text' })).toBe(true);
  expect(isTextInput({ tagName: 'TEXTAREA' })).toBe(true);
  expect(isTextInput({ tagName: 'DIV', isContentEditable: true })).toBe(true);
  expect(isTextInput({ tagName: 'INPUT', type: 'text', readOnly: true })).toBe(false);
  expect(isTextInput({ tagName: 'INPUT', type: 'checkbox' })).toBe(false);
  expect(isTextInput({ tagName: 'BUTTON' })).toBe(false);
});

test('every kind of draft has a screen', () => {
  expect(getDraftScreen({ section: 'routes', id: 'r' })).toEqual(['routes', { id: 'r' }]);
  expect(getDraftScreen({ section: 'serials', id: 's' })).toEqual(['serials', { id: 's' }]);
  expect(getDraftScreen({ section: 'invoice_groups', id: 'i' })).toEqual(['invoicing', { tab: 'groups', id: 'i' }]);
  expect(getDraftScreen({ section: 'amazon_groups', id: 'a' })).toEqual(['amazonGroups', { id: 'a' }]);
  expect(getDraftScreen({ section: 'allowed_users', id: 'allowed_users' })).toEqual(['integration', {}]);
});

const answering = (answers: object): Transport =>
  ({ companyId: null, call: async (name: string) => (answers as Record<string, unknown>)[name] }) as unknown as Transport;

describe('a notice about the drafts', () => {
  const step = (id: number): DraftStep => ({
    id,
    at: '2026-04-01T00:00:00.000Z',
    by: '山田',
    kind: 'edit',
    object: { section: 'routes', id: 'r' },
    text: 'step',
    params: {},
  });
  const drafts = (revision: number, undo: number | null, redo: number | null = null) => ({
    revision,
    steps: { undo: undo === null ? null : step(undo), redo: redo === null ? null : step(redo) },
  });
  test('reports edits that were not undone, and no failure to save', async () => {
    const failure = { code: 'draft-step-changed', params: {} };
    const answers = { 'drafts.summary': { ok: true, value: drafts(7, 5) }, 'drafts.undo': { ok: false, error: failure } };
    await undoOrRedo(answering(answers), 'drafts', 'undo');
    expect(useUndoNotice.getState().notice).toEqual({ kind: 'failed', failure });
    expect(useDraftSaveState.getState()).toMatchObject({ pending: 0, failure: null });
  });

  test('takes from the host whether there is a way back', async () => {
    const changed = { revision: 8, changed: [], first: null, steps: drafts(8, null, 5).steps, back: false };
    await undoOrRedo(
      answering({ 'drafts.summary': { ok: true, value: drafts(7, 5) }, 'drafts.undo': { ok: true, value: changed } }),
      'drafts',
      'undo',
    );
    expect(useUndoNotice.getState().notice).toMatchObject({ kind: 'draft', changed: false, back: false });
  });

  test('links to the object of its step, but not to one that is to be deleted', async () => {
    const there = async (draft: object | null): Promise<boolean> => {
      const { object } = step(5);
      const changed = { revision: 8, changed: [object], first: { object: { ...object, draft } }, steps: drafts(8, 5).steps, back: true };
      const summary = { ok: true, value: drafts(7, null, 5) };
      await undoOrRedo(answering({ 'drafts.summary': summary, 'drafts.redo': { ok: true, value: changed } }), 'drafts', 'redo');
      const { notice } = useUndoNotice.getState();
      return notice?.kind === 'draft' && notice.there;
    };
    expect([await there({}), await there(null)]).toEqual([true, false]);
  });

  const done: UndoNotice = { kind: 'sentence', text: 'done', params: {}, step: { id: 5, revision: 9 } };
  const undone: Extract<UndoNotice, { kind: 'draft' }> = {
    kind: 'draft',
    direction: 'undo',
    step: step(5),
    there: true,
    changed: true,
    back: true,
    revision: 10,
  };
  const redone: Extract<UndoNotice, { kind: 'draft' }> = { ...undone, direction: 'redo', revision: 11 };

  test('reports that a step had nothing left to undo, and not that it was undone', () => {
    const unchanged = { ...undone, changed: false };
    expect([undone, redone, unchanged, { ...unchanged, direction: 'redo' as const }].map(getUndoMessageKey)).toEqual([
      'undone',
      'redone',
      'nothingLeftToUndo',
      'nothingLeftToRedo',
    ]);
  });

  test('offers no way back that would change nothing, while the keys go on with the drafts', () => {
    const stuck = { ...undone, changed: false, back: false };
    const both = [stuck, { ...stuck, direction: 'redo' as const }];
    expect(both.map(getNextDirection)).toEqual([null, null]);
    expect(both.map(getNextUndoStack)).toEqual(['drafts', 'drafts']);
    // A step that another window has undone can be redone.
    expect(getNextDirection({ ...stuck, back: true })).toBe('redo');
    expect(getNextDirection({ ...stuck, direction: 'redo', back: true })).toBe('undo');
  });

  test('stays while its step is the next one to be undone or redone', () => {
    expect(isOutdatedNotice(done, drafts(9, 5))).toBe(false);
    expect(isOutdatedNotice(undone, drafts(10, 4, 5))).toBe(false);
    expect(isOutdatedNotice(redone, drafts(11, 5))).toBe(false);
  });

  test('is outdated once another step follows, from any user', () => {
    expect(isOutdatedNotice(done, drafts(10, 6))).toBe(true);
    expect(isOutdatedNotice(done, drafts(10, 4, 5))).toBe(true);
    expect(isOutdatedNotice(undone, drafts(11, 6))).toBe(true);
    expect(isOutdatedNotice(undone, drafts(11, 3, 4))).toBe(true);
    expect(isOutdatedNotice(redone, drafts(12, 4, 5))).toBe(true);
  });

  test('is not judged by drafts that are older than it', () => {
    expect(isOutdatedNotice(done, drafts(8, 4))).toBe(false);
    expect(isOutdatedNotice(undone, drafts(9, 5))).toBe(false);
  });

  test('offers the undo or redo it names, of drafts or of decisions; none if nothing was done', () => {
    const decided: UndoNotice = { kind: 'decided', what: 'adopt', count: 1, blocking: 0, undoable: true };
    expect([done, undone, redone, decided].map(getNextDirection)).toEqual(['undo', 'redo', 'undo', 'undo']);
    expect([done, undone, redone, decided].map(getNextUndoStack)).toEqual(['drafts', 'drafts', 'drafts', 'decisions']);
    const nothing: UndoNotice = { kind: 'nothing', direction: 'redo' };
    for (const notice of [nothing, { ...done, step: null }, { ...decided, undoable: false }]) expect(getNextUndoStack(notice)).toBeNull();
    expect(isOutdatedNotice(nothing, drafts(9, 5))).toBe(false);
  });
});

describe('a notice about decisions', () => {
  const client = { companyId: null } as Transport;
  const moved = (count: number, back: boolean) => async () => ({ ok: true as const, value: { count, back } });
  const last = () => useUndoNotice.getState().notice;

  test('offers no undo for a step with nothing left to undo, and continues with the one before', async () => {
    announceDecision(client, 'adopt', 2, 0, { undo: moved(2, true), redo: moved(2, true) });
    announceDecision(client, 'adopt', 1, 0, { undo: moved(0, false), redo: moved(1, true) });
    await undoOrRedo(client, 'decisions', 'undo');
    expect(last()).toEqual({ kind: 'decision', direction: 'undo', what: 'adopt', count: 0, back: false });
    expect([getNextDirection(last() as UndoNotice), getNextUndoStack(last() as UndoNotice)]).toEqual([null, 'decisions']);
    await undoOrRedo(client, 'here', 'redo');
    expect(last()).toEqual({ kind: 'nothing', direction: 'redo' });
    await undoOrRedo(client, 'decisions', 'undo');
    expect(last()).toMatchObject({ count: 2, back: true });
    expect(getNextDirection(last() as UndoNotice)).toBe('redo');
  });
});
