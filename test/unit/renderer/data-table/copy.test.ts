import { describe, expect, it } from 'vitest';
import { asText, chosenRows } from '#renderer/parts/data-table/copy.ts';
import { MOST_ROWS } from '#renderer/parts/data-table/selection.ts';
import { rowsAtHand } from '#renderer/parts/data-table/use-rows.ts';

interface Person {
  readonly name: string;
  readonly email: string;
}
const COLUMNS = [
  { title: '氏名', text: ({ name }: Person) => name },
  { title: '' },
  { title: 'メール', text: ({ email }: Person) => email },
];
const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe('copied rows', () => {
  it('are lines of cells apart by tabs, below the names of the columns that say something', () => {
    const rows = [
      { name: '田中 みか', email: 'tanaka@example.co.jp' },
      { name: '佐藤', email: '' },
    ];
    expect(asText(rows, COLUMNS)).toBe('氏名\tメール\r\n田中 みか\ttanaka@example.co.jp\r\n佐藤\t');
  });

  it('stay one line a row, and a spreadsheet runs none of their cells', () => {
    const rows = [{ name: '山田\t太郎\r\n', email: '=HYPERLINK("http://x")' }];
    expect(asText(rows, COLUMNS)).toBe('氏名\tメール\r\n山田 太郎\t\'=HYPERLINK("http://x")');
  });

  it('come in the order of the list, from wherever in it they stand', async () => {
    const source = rowsAtHand(numbered(12_000));
    const wanted = new Set([11_999, 3, 5_000]);
    expect(await chosenRows(source, { count: 3, has: (row) => wanted.has(row) })).toEqual([3, 5_000, 11_999]);
  });

  it('are not looked for any further once all of them were found', async () => {
    const asked: number[] = [];
    const between = async (first: number, last: number) => {
      asked.push(first);
      return numbered(last - first + 1).map((at) => first + at);
    };
    expect(await chosenRows({ total: 100_000, between }, { count: 1, has: (row) => row === 7 })).toEqual([7]);
    expect(asked).toEqual([0]);
  });

  it('are refused where there are too many, or the list has changed', async () => {
    const source = rowsAtHand(numbered(20_000));
    expect(await chosenRows(source, { count: MOST_ROWS + 1, has: () => true })).toBe('too-many');
    expect(await chosenRows(source, { count: 2, has: (row) => row === 7 })).toBe('changed');
    expect(await chosenRows({ total: 5, between: async () => null }, { count: 2, has: () => true })).toBe('changed');
  });
});
