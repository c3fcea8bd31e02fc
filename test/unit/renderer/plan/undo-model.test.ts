import { describe, expect, it } from 'vitest';
import { comingBack, goneLines, isUndoable, markOf, type UndoRow } from '#renderer/parts/plan/undo-model.ts';

const gone = (id: string): NonNullable<UndoRow['gone']>[number] => ({ id, name: id, as: 'approver', state: 'suspended' });

describe('what an undo brings back', () => {
  it('counts a person once, whichever rows name them', () => {
    expect(comingBack([{ gone: [gone('1'), gone('2')] }, { gone: [gone('2')] }])).toEqual({ people: 2, unchecked: false });
    expect(comingBack([{ gone: [] }])).toEqual({ people: 0, unchecked: false });
  });

  it('says where nobody looked', () => {
    expect(comingBack([{ gone: null }, { gone: [gone('1')] }])).toEqual({ people: 1, unchecked: true });
    expect(goneLines(null)).toEqual({ named: [], more: 0 });
  });

  it('is marked as good only where everybody in it was looked at and can act', () => {
    expect(markOf({ outcome: 'clean', gone: [] })).toBe('ready');
    expect([markOf({ outcome: 'clean', gone: [gone('1')] }), markOf({ outcome: 'clean', gone: null })]).toEqual(['note', 'note']);
    expect(markOf({ outcome: 'clash', gone: [gone('1')] })).toBe('risk');
  });

  it('names a few of many', () => {
    const all = ['1', '2', '3', '4', '5', '6', '7'].map(gone);
    expect(goneLines(all)).toEqual({ named: all.slice(0, 5), more: 2 });
  });

  it('is of rows of which a draft comes', () => {
    expect(['clean', 'merged', 'clash', 'undone', 'impossible'].filter((outcome) => isUndoable({ outcome } as UndoRow))).toEqual([
      'clean',
      'merged',
      'clash',
    ]);
  });
});
