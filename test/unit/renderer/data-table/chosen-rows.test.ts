import { describe, expect, it } from 'vitest';
import { createLoadedRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import { loadChosenRows, loadRowsForKey } from '#renderer/parts/data-table/selection/chosen-rows.ts';
import { MAX_CHOSEN_ROWS } from '#renderer/parts/data-table/selection/selection.ts';

const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe('chosen rows', () => {
  it('come in the order of the list, from any position in it', async () => {
    const source = createLoadedRows(numbered(12_000));
    const wanted = new Set([11_999, 3, 5_000]);
    expect(await loadChosenRows(source, { count: 3, has: (row) => wanted.has(row) })).toEqual([3, 5_000, 11_999]);
  });

  it('are not looked for any further once all of them were found', async () => {
    const asked: number[] = [];
    const between = async (first: number, last: number) => {
      asked.push(first);
      return numbered(last - first + 1).map((at) => first + at);
    };
    expect(await loadChosenRows({ total: 100_000, between }, { count: 1, has: (row) => row === 7 })).toEqual([7]);
    expect(asked).toEqual([0]);
  });

  it('that have left the list are deselected', async () => {
    expect(await loadChosenRows(createLoadedRows(numbered(10)), { count: 2, has: (row) => row === 7 })).toEqual([7]);
  });

  it('are refused if there are too many, or the list has changed', async () => {
    const source = createLoadedRows(numbered(20_000));
    expect(await loadChosenRows(source, { count: MAX_CHOSEN_ROWS + 1, has: () => true })).toBe('too-many');
    expect(await loadChosenRows(source, { count: 2, has: () => false })).toBe('changed');
    expect(await loadChosenRows({ total: 5, between: async () => null }, { count: 2, has: () => true })).toBe('changed');
  });
});

describe('what a key is about', () => {
  const source = createLoadedRows(numbered(10));
  const none = { count: 0, has: () => false };

  it('are the selected rows, wherever the focus is', async () => {
    expect(await loadRowsForKey(source, { count: 2, has: (row) => row > 7 }, 3)).toEqual([8, 9]);
  });

  it('is the focused row if none is chosen or none can be', async () => {
    expect(await loadRowsForKey(source, none, 0)).toEqual([0]);
    expect(await loadRowsForKey(source, undefined, 3)).toEqual([3]);
  });

  it('is nothing if no row has the focus', async () => {
    expect(await loadRowsForKey(source, none, -1)).toEqual([]);
    expect(await loadRowsForKey(source, none, 10)).toEqual([]);
  });
});
