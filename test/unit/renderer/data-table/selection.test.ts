import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BY_ID,
  countOf,
  everything,
  headState,
  isChosen,
  isOfAnother,
  MOST_ROWS,
  NOTHING_CHOSEN,
  type Selection,
  toggled,
  without,
  withRows,
} from '#renderer/parts/data-table/selection/selection.ts';

type Chosen = Selection<number, 'block' | 'note', { readonly search: string }>;
const entry = (row: number): readonly [number, 'note'] => [row, 'note'];
const NOTHING: Chosen = NOTHING_CHOSEN;
const all: Chosen = everything(7, { search: '大阪' }, 100_000);

describe('a selection', () => {
  it('begins with nothing', () => {
    expect(countOf(NOTHING)).toBe(0);
    expect(everything(7, { search: '' }, 0)).toBe(NOTHING_CHOSEN);
  });

  it('is single rows, or everything but what was taken out', () => {
    const two = toggled(toggled(NOTHING, 7, entry(3)), 7, entry(9));
    expect(countOf(two)).toBe(2);
    expect([3, 9, 4].map((row) => isChosen(two, row))).toEqual([true, true, false]);
    const allButOne = toggled(all, 7, entry(3));
    expect(countOf(allButOne)).toBe(99_999);
    expect([3, 4].map((row) => isChosen(allButOne, row))).toEqual([false, true]);
    expect(countOf(withRows(allButOne, 7, [entry(3)]))).toBe(100_000);
  });

  it('lets go of rows that leave the list, and of no others', () => {
    const two = toggled(toggled(NOTHING, 7, entry(3)), 7, entry(9));
    expect(without(two, [3, 4])).toEqual(toggled(NOTHING, 7, entry(9)));
    expect(without(two, [4])).toBe(two);
    const rest = without(toggled(all, 7, entry(3)), [3, 4]);
    expect(countOf(rest)).toBe(99_998);
    expect(isChosen(rest, 5)).toBe(true);
  });

  it('of everything is nothing once all of it has left the list: what comes back later was not chosen', () => {
    const three: Chosen = everything(BY_ID, { search: '' }, 3);
    expect(without(three, [1, 2, 3])).toBe(NOTHING_CHOSEN);
    expect(without(toggled(three, BY_ID, entry(3)), [1, 2])).toBe(NOTHING_CHOSEN);
    expect(countOf(without(three, [1, 2]))).toBe(1);
  });

  it('of everything is that of another list once rows have joined or left it, also within one version', () => {
    const three: Chosen = everything(BY_ID, { search: '' }, 3);
    expect([2, 3, 4].map((total) => isOfAnother(three, total))).toEqual([true, false, true]);
    expect(isOfAnother(without(three, [1]), 2)).toBe(false);
    expect([isOfAnother(all, 100_000), isOfAnother(all, 100_001)]).toEqual([false, true]);
    // Individually selected rows are identified by their keys.
    expect(isOfAnother(toggled(NOTHING, BY_ID, entry(3)), 4)).toBe(false);
  });

  it('begins anew when the data are others', () => {
    expect(countOf(toggled(all, 8, entry(3)))).toBe(1);
    expect(countOf(withRows(all, 8, [entry(3), entry(4)]))).toBe(2);
  });

  it('never names more rows than the contract takes', () => {
    const many = withRows(
      NOTHING,
      7,
      Array.from({ length: MOST_ROWS + 5 }, (_, row) => entry(row)),
    );
    expect(countOf(many)).toBe(MOST_ROWS);
    expect(toggled(many, 7, entry(MOST_ROWS + 9))).toBe(many);
    expect(countOf(toggled(many, 7, entry(4)))).toBe(MOST_ROWS - 1);
  });

  it('shows in the head whether nothing, something or everything is chosen', () => {
    expect(headState(NOTHING, 3)).toBe('none');
    expect(headState(NOTHING, 0)).toBe('none');
    expect(headState(withRows(NOTHING, 7, [entry(1)]), 3)).toBe('some');
    expect(headState(withRows(NOTHING, 7, [entry(0), entry(1), entry(2)]), 3)).toBe('all');
    expect(headState(all, 100_000)).toBe('all');
    expect(headState(toggled(all, 7, entry(5)), 100_000)).toBe('some');
  });

  it('agrees with itself however it was made: what is chosen is what is counted', () => {
    const step = fc.oneof(
      fc.integer({ min: 0, max: 29 }).map((row) => (selection: Chosen) => toggled(selection, 1, entry(row))),
      fc
        .array(fc.integer({ min: 0, max: 29 }), { maxLength: 8 })
        .map((rows) => (selection: Chosen) => withRows(selection, 1, rows.map(entry))),
      fc.constant((): Chosen => everything(1, { search: '' }, 30)),
      fc.constant((): Chosen => NOTHING),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const selection = steps.reduce((so, apply) => apply(so), NOTHING);
        const chosen = Array.from({ length: 30 }, (_, row) => row).filter((row) => isChosen(selection, row));
        expect(countOf(selection)).toBe(chosen.length);
      }),
    );
  });
});
