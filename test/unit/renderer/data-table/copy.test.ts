import { describe, expect, it } from 'vitest';
import { formatRowsAsText } from '#renderer/parts/data-table/selection/copy.ts';

interface Person {
  readonly name: string;
  readonly email: string;
}
const COLUMNS = [
  { title: '氏名', text: ({ name }: Person) => name },
  { title: '' },
  { title: 'メール', text: ({ email }: Person) => email },
];

describe('copied rows', () => {
  it('are lines of cells apart by tabs, below the names of the columns that say something', () => {
    const rows = [
      { name: '田中 みか', email: 'tanaka@example.co.jp' },
      { name: '佐藤', email: '' },
    ];
    expect(formatRowsAsText(rows, COLUMNS)).toBe('氏名\tメール\r\n田中 みか\ttanaka@example.co.jp\r\n佐藤\t');
  });

  it('stay on one line per row, and no cell runs as a formula in a spreadsheet', () => {
    const rows = [{ name: '山田\t太郎\r\n', email: '=HYPERLINK("http://x")' }];
    expect(formatRowsAsText(rows, COLUMNS)).toBe('氏名\tメール\r\n山田 太郎\t\'=HYPERLINK("http://x")');
  });
});
