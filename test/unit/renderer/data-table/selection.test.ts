import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addRows,
  countChosen,
  EMPTY_SELECTION,
  getHeadState,
  hasTotalChanged,
  isChosen,
  MAX_CHOSEN_ROWS,
  PERMANENT_KEYS_VERSION,
  removeRows,
  type Selection,
  selectAllRows,
  toggleRow,
} from '#renderer/parts/data-table/selection/selection.ts';

type Chosen = Selection<number, 'block' | 'note', { readonly search: string }>;
const entry = (row: number): readonly [number, 'note'] => [row, 'note'];
const NOTHING: Chosen = EMPTY_SELECTION;
const all: Chosen = selectAllRows(7, { search: '大阪' }, 100_000);

describe('a selection', () => {
  it('is empty at first', () => {
    expect(countChosen(NOTHING)).toBe(0);
    expect(selectAllRows(7, { search: '' }, 0)).toBe(EMPTY_SELECTION);
  });

  it('contains single rows, or all rows except the deselected ones', () => {
    const two = toggleRow(toggleRow(NOTHING, 7, entry(3)), 7, entry(9));
    expect(countChosen(two)).toBe(2);
    expect([3, 9, 4].map((row) => isChosen(two, row))).toEqual([true, true, false]);
    const allButOne = toggleRow(all, 7, entry(3));
    expect(countChosen(allButOne)).toBe(99_999);
    expect([3, 4].map((row) => isChosen(allButOne, row))).toEqual([false, true]);
    expect(countChosen(addRows(allButOne, 7, [entry(3)]))).toBe(100_000);
  });

  it('drops exactly the rows that leave the list', () => {
    const two = toggleRow(toggleRow(NOTHING, 7, entry(3)), 7, entry(9));
    expect(removeRows(two, [3, 4])).toEqual(toggleRow(NOTHING, 7, entry(9)));
    expect(removeRows(two, [4])).toBe(two);
    const rest = removeRows(toggleRow(all, 7, entry(3)), [3, 4]);
    expect(countChosen(rest)).toBe(99_998);
    expect(isChosen(rest, 5)).toBe(true);
  });

  it('of all rows is empty once all have left the list: rows that return later are not selected', () => {
    const three: Chosen = selectAllRows(PERMANENT_KEYS_VERSION, { search: '' }, 3);
    expect(removeRows(three, [1, 2, 3])).toBe(EMPTY_SELECTION);
    expect(removeRows(toggleRow(three, PERMANENT_KEYS_VERSION, entry(3)), [1, 2])).toBe(EMPTY_SELECTION);
    expect(countChosen(removeRows(three, [1, 2]))).toBe(1);
  });

  it('of all rows applies to a different list once rows were added or removed, also within one version', () => {
    const three: Chosen = selectAllRows(PERMANENT_KEYS_VERSION, { search: '' }, 3);
    expect([2, 3, 4].map((total) => hasTotalChanged(three, total))).toEqual([true, false, true]);
    expect(hasTotalChanged(removeRows(three, [1]), 2)).toBe(false);
    expect([hasTotalChanged(all, 100_000), hasTotalChanged(all, 100_001)]).toEqual([false, true]);
    // Individually selected rows are identified by their keys.
    expect(hasTotalChanged(toggleRow(NOTHING, PERMANENT_KEYS_VERSION, entry(3)), 4)).toBe(false);
  });

  it('is reset if the data change', () => {
    expect(countChosen(toggleRow(all, 8, entry(3)))).toBe(1);
    expect(countChosen(addRows(all, 8, [entry(3), entry(4)]))).toBe(2);
  });

  it('never names more rows than the contract takes', () => {
    const many = addRows(
      NOTHING,
      7,
      Array.from({ length: MAX_CHOSEN_ROWS + 5 }, (_, row) => entry(row)),
    );
    expect(countChosen(many)).toBe(MAX_CHOSEN_ROWS);
    expect(toggleRow(many, 7, entry(MAX_CHOSEN_ROWS + 9))).toBe(many);
    expect(countChosen(toggleRow(many, 7, entry(4)))).toBe(MAX_CHOSEN_ROWS - 1);
  });

  it('shows in the head whether nothing, something or everything is chosen', () => {
    expect(getHeadState(NOTHING, 3)).toBe('none');
    expect(getHeadState(NOTHING, 0)).toBe('none');
    expect(getHeadState(addRows(NOTHING, 7, [entry(1)]), 3)).toBe('some');
    expect(getHeadState(addRows(NOTHING, 7, [entry(0), entry(1), entry(2)]), 3)).toBe('all');
    expect(getHeadState(all, 100_000)).toBe('all');
    expect(getHeadState(toggleRow(all, 7, entry(5)), 100_000)).toBe('some');
  });

  it('is consistent after any operations: the count equals the selected rows', () => {
    const step = fc.oneof(
      fc.integer({ min: 0, max: 29 }).map((row) => (selection: Chosen) => toggleRow(selection, 1, entry(row))),
      fc
        .array(fc.integer({ min: 0, max: 29 }), { maxLength: 8 })
        .map((rows) => (selection: Chosen) => addRows(selection, 1, rows.map(entry))),
      fc.constant((): Chosen => selectAllRows(1, { search: '' }, 30)),
      fc.constant((): Chosen => NOTHING),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const selection = steps.reduce((so, apply) => apply(so), NOTHING);
        const chosen = Array.from({ length: 30 }, (_, row) => row).filter((row) => isChosen(selection, row));
        expect(countChosen(selection)).toBe(chosen.length);
      }),
    );
  });
});
