import type { Table } from './table.ts';

/**
 * Gives each row's text in a column as a small number, in the order of the rows. A text is read once, however many rows have it;
 * where the row before has the same, it is not even looked up.
 */
export function eachCode(
  table: Table,
  column: number,
  read: (text: string, row: number) => number,
  take: (row: number, code: number) => void,
): void {
  const known = new Map<string, number>();
  let before: string | undefined;
  let code = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const text = table.cell(row, column);
    if (text !== before) {
      const found = known.get(text);
      code = found ?? read(text, row);
      if (found === undefined) known.set(text, code);
      before = text;
    }
    take(row, code);
  }
}
