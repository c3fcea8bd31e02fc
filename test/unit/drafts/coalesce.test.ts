import { describe, expect, it } from 'vitest';
import { isTypingContinuation as continuesStep, rebaseCommand, TYPING_PAUSE_MS } from '#shared/domain/drafts/coalesce.ts';
import type { DraftCommand } from '#shared/domain/drafts/commands.ts';
import type { UndoStepKind } from '#shared/domain/drafts/label.ts';

const group = (fields: object, id = 'g'): DraftCommand =>
  ({ kind: 'edit', section: 'invoice_groups', id, edit: { kind: 'set', fields } }) as DraftCommand;
const route = (edit: object, id = 'r'): DraftCommand => ({ kind: 'edit', section: 'routes', id, edit }) as DraftCommand;
const name = (text: string) => ({ kind: 'set-name', name: text });
const step = (stepId: string, changes: object) => ({ kind: 'set-step', stepId, changes });
const note = (text: string, id = 'g'): DraftCommand => ({ kind: 'note', section: 'invoice_groups', id, note: text });
const both = (...commands: readonly DraftCommand[]) => ({ kind: 'sequence', commands }) as DraftCommand;

const called = (command: DraftCommand, kind: UndoStepKind = 'edit') => ({ command, label: { kind } });
const continues = (before: DraftCommand, next: DraftCommand, ms: number): boolean => continuesStep(called(before), called(next), ms);

describe('continued typing', () => {
  it.each<[string, DraftCommand, DraftCommand]>([
    ['a field', group({ name: '本' }), group({ name: '本社' })],
    ['several fields at once', group({ name: '本', code: 'H' }), group({ code: 'HO', name: '本社' })],
    ['a note', note('確'), note('確認')],
    ['the name of a route', route(name('購')), route(name('購買'))],
    ['a field of a step', route(step('a', { name: '課' })), route(step('a', { name: '課長' }))],
    ['an edit alone in a sequence', both(group({ name: '本' })), group({ name: '本社' })],
    ['an edit of a route alone in a sequence', route({ kind: 'sequence', edits: [name('購')] }), route(name('購買'))],
  ])('is one step of undo: %s', (_, before, next) => {
    expect(continues(before, next, 0)).toBe(true);
    expect(continues(before, next, TYPING_PAUSE_MS)).toBe(true);
    expect(continues(before, next, TYPING_PAUSE_MS + 1)).toBe(false);
    // A clock that was set back does not show how much time has passed.
    expect(continues(before, next, -1)).toBe(false);
  });

  it.each<[string, DraftCommand, DraftCommand]>([
    ['another field', group({ name: '本' }), group({ code: 'H' })],
    ['the same field of another object', group({ name: '本' }), group({ name: '本' }, 'h')],
    ['a field and the note', group({ name: '本' }), note('本')],
    ['the notes of two objects', note('確'), note('確認', 'h')],
    ['the names of two routes', route(name('購')), route(name('購'), 's')],
    ['another field of a step', route(step('a', { name: '課' })), route(step('a', { rule: 'one' }))],
    ['the same field of another step', route(step('a', { name: '課' })), route(step('b', { name: '課' }))],
    ['steps that are moved', route({ kind: 'move-step', stepId: 'a', to: 1 }), route({ kind: 'move-step', stepId: 'a', to: 2 })],
    ['two edits of a route at once', route({ kind: 'sequence', edits: [name('購'), name('買')] }), route(name('購買'))],
    ['two edits at once', both(group({ name: '本' }), group({ name: '社' })), group({ name: '本社' })],
    ['nothing at all', both(), both()],
    ['an object that is made', { ...group({}), kind: 'put', body: null, note: '' } as DraftCommand, group({ name: '本' })],
    ['people that are added', group({}), { ...group({}), edit: { kind: 'add', ids: ['1'] } } as unknown as DraftCommand],
  ])('is not: %s', (_, before, next) => {
    expect(continues(before, next, 0)).toBe(false);
    expect(continues(next, before, 0)).toBe(false);
  });

  it('is one step of undo for names typed on a list', () => {
    const [before, next] = [group({ name: '本' }), group({ name: '本社' })];
    expect(continuesStep(called(before, 'rename'), called(next, 'rename'), 0)).toBe(true);
  });

  it.each<UndoStepKind>(['dated-change', 'people', 'set-aside', 'undo-run'])('is not: a step that was asked for as %s', (kind) => {
    const [before, next] = [group({ name: '本' }), group({ name: '本社' })];
    expect(continuesStep(called(before), called(next, kind), 0)).toBe(false);
    expect(continuesStep(called(before, kind), called(next), 0)).toBe(false);
    expect(continuesStep(called(before, kind), called(next, kind), 0)).toBe(false);
  });

  it('keeps the first note as the value to restore, and the last as the value it replaces', () => {
    const was = (before: string) => ({ ...note('確認'), was: before }) as DraftCommand;
    expect(rebaseCommand(was('確'), note('確'))).toEqual(note('確認'));
    expect(rebaseCommand(was('確'), was('最初'))).toEqual(was('最初'));
  });
});
