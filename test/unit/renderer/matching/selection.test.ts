import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockingOf,
  type Chosen,
  countOf,
  everything,
  headState,
  isChosen,
  MOST_ROWS,
  NOTHING_CHOSEN,
  type Selection,
  selectionInput,
  toggled,
  withRows,
} from '#renderer/screens/matching/selection.ts';
import { EMPTY_FILTER } from '#shared/contract/matching.ts';

const block = (row: number): Chosen => ({ row, severity: 'block' });
const note = (row: number): Chosen => ({ row, severity: 'note' });
const all = everything(7, { ...EMPTY_FILTER, search: '大阪' }, 100_000);

describe('a selection', () => {
  it('begins with nothing, and is nothing to ask for', () => {
    expect(countOf(NOTHING_CHOSEN)).toBe(0);
    expect(selectionInput(NOTHING_CHOSEN)).toBeNull();
    expect(everything(7, EMPTY_FILTER, 0)).toBe(NOTHING_CHOSEN);
  });

  it('is told row by row, or by its filter and what was taken out', () => {
    const two = toggled(toggled(NOTHING_CHOSEN, 7, block(3)), 7, note(9));
    expect(selectionInput(two)).toEqual({ revision: 7, rows: [3, 9] });
    expect(selectionInput(toggled(all, 7, block(3)))).toEqual({ revision: 7, filter: { ...EMPTY_FILTER, search: '大阪' }, except: [3] });
    expect(countOf(toggled(all, 7, block(3)))).toBe(99_999);
  });

  it('begins anew when the data are others', () => {
    expect(selectionInput(toggled(all, 8, block(3)))).toEqual({ revision: 8, rows: [3] });
    expect(selectionInput(withRows(all, 8, [block(3), block(4)]))).toEqual({ revision: 8, rows: [3, 4] });
  });

  it('never names more rows than the contract takes', () => {
    const many = withRows(
      NOTHING_CHOSEN,
      7,
      Array.from({ length: MOST_ROWS + 5 }, (_, row) => note(row)),
    );
    expect(countOf(many)).toBe(MOST_ROWS);
    expect(toggled(many, 7, note(MOST_ROWS + 9))).toBe(many);
    expect(countOf(toggled(many, 7, note(4)))).toBe(MOST_ROWS - 1);
  });

  it('knows how many of single rows block, and asks for those of a filter', () => {
    expect(blockingOf(withRows(NOTHING_CHOSEN, 7, [block(1), note(2), block(3)]))).toEqual({ known: 2 });
    expect(blockingOf(toggled(toggled(all, 7, block(1)), 7, note(2)))).toEqual({
      ask: { ...EMPTY_FILTER, search: '大阪', severities: ['block'] },
      less: 1,
    });
    expect(blockingOf(everything(7, { ...EMPTY_FILTER, severities: ['risk'] }, 4))).toEqual({ known: 0 });
  });

  it('shows in the head whether nothing, something or everything is chosen', () => {
    expect(headState(NOTHING_CHOSEN, 3)).toBe('none');
    expect(headState(NOTHING_CHOSEN, 0)).toBe('none');
    expect(headState(withRows(NOTHING_CHOSEN, 7, [note(1)]), 3)).toBe('some');
    expect(headState(withRows(NOTHING_CHOSEN, 7, [note(0), note(1), note(2)]), 3)).toBe('all');
    expect(headState(all, 100_000)).toBe('all');
    expect(headState(toggled(all, 7, note(5)), 100_000)).toBe('some');
  });

  it('agrees with itself however it was made: what is chosen is what is counted', () => {
    const step = fc.oneof(
      fc.integer({ min: 0, max: 29 }).map((row) => (selection: Selection) => toggled(selection, 1, note(row))),
      fc
        .array(fc.integer({ min: 0, max: 29 }), { maxLength: 8 })
        .map((rows) => (selection: Selection) => withRows(selection, 1, rows.map(note))),
      fc.constant(() => everything(1, EMPTY_FILTER, 30)),
      fc.constant(() => NOTHING_CHOSEN),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const selection = steps.reduce((so, apply) => apply(so), NOTHING_CHOSEN as Selection);
        const chosen = Array.from({ length: 30 }, (_, row) => row).filter((row) => isChosen(selection, row));
        expect(countOf(selection)).toBe(chosen.length);
      }),
    );
  });
});
