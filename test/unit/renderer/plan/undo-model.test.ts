import { describe, expect, it } from 'vitest';
import {
  countReturningPeople,
  getUndoLabel,
  getUndoMark,
  getUndoReason,
  isUndoable,
  shortenGonePeople,
  type UndoRow,
} from '#renderer/parts/plan/undo-model.ts';

const gone = (id: string): NonNullable<UndoRow['gone']>[number] => ({ id, name: id, as: 'approver', state: 'suspended' });

const doing = (kind: UndoRow['does']['kind']): UndoRow['does'] => ({ kind, lines: [], more: 0 });
const row = (over: Partial<UndoRow>) => ({ outcome: 'clean' as const, gone: [], does: doing('change'), later: 0, ...over });

describe('what an undo brings back', () => {
  it('counts a person once, whichever rows name them', () => {
    expect(countReturningPeople([{ gone: [gone('1'), gone('2')] }, { gone: [gone('2')] }])).toEqual({ people: 2, unchecked: false });
    expect(countReturningPeople([{ gone: [] }])).toEqual({ people: 0, unchecked: false });
  });

  it('reports what was not checked', () => {
    expect(countReturningPeople([{ gone: null }, { gone: [gone('1')] }])).toEqual({ people: 1, unchecked: true });
    expect(shortenGonePeople(null)).toEqual({ named: [], more: 0 });
  });

  it('is marked as good only if all people in it were checked and can act', () => {
    expect(getUndoMark(row({}))).toBe('ready');
    expect([getUndoMark(row({ gone: [gone('1')] })), getUndoMark(row({ gone: null }))]).toEqual(['note', 'note']);
    expect(getUndoMark(row({ outcome: 'clash', gone: [gone('1')] }))).toBe('risk');
  });

  it('is described by its effect, and marked as good only for restored values', () => {
    expect(
      [row({}), row({ does: doing('create') }), row({ does: doing('delete') })].map((one) => [getUndoLabel(one), getUndoMark(one)]),
    ).toEqual([
      ['does.change', 'ready'],
      ['does.create', 'note'],
      ['does.delete', 'risk'],
    ]);
    expect(getUndoMark(row({ later: 2 }))).toBe('note');
    expect(getUndoLabel(row({ outcome: 'undone', does: doing('nothing') }))).toBe('outcome.undone');
    // A deleted object has no current content to compare with.
    expect([row({}), row({ does: doing('create') }), row({ outcome: 'clash', does: doing('create') })].map(getUndoReason)).toEqual([
      'why.clean',
      'why.absent',
      'why.clash',
    ]);
  });

  it('names a few of many', () => {
    const all = ['1', '2', '3', '4', '5', '6', '7'].map(gone);
    expect(shortenGonePeople(all)).toEqual({ named: all.slice(0, 5), more: 2 });
  });

  it('is of rows that the plan will hold', () => {
    expect((['create', 'change', 'delete', 'nothing'] as const).filter((kind) => isUndoable({ does: doing(kind) }))).toEqual([
      'create',
      'change',
      'delete',
    ]);
  });
});
