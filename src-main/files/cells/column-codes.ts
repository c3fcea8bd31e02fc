import type { RawCells, Table } from '../table.ts';

/**
 * Maps each row's text in a column to a small number. `read` is called once per distinct text. If the text equals that of the previous row,
 * it is not looked up; if the bytes are equal, it is not decoded.
 */
export function mapColumnToCodes(table: Table, column: number, read: (text: string, row: number) => number): Int32Array {
  const { raw, rowCount } = table;
  const codes = new Int32Array(rowCount);
  const known = new Map<string, number>();
  const isAsAbove = raw === undefined ? new Uint8Array(rowCount) : rowsAsAbove(raw, column);
  let before: string | undefined;
  let code = 0;
  for (let row = 0; row < rowCount; row++) {
    if (isAsAbove[row] === 0) {
      const text = table.cell(row, column);
      if (text !== before) {
        const found = known.get(text);
        code = found ?? read(text, row);
        if (found === undefined) known.set(text, code);
        before = text;
      }
    }
    codes[row] = code;
  }
  return codes;
}

const QUOTE = 0x22;

/**
 * Returns 1 for each row whose cell has the same bytes as the row above and contains no quote character, because its meaning depends on the
 * quotes around the cell.
 */
function rowsAsAbove({ bytes, spans }: RawCells, column: number): Uint8Array {
  const { starts, ends } = spans(column);
  const marks = new Uint8Array(starts.length);
  for (let row = 1; row < marks.length; row++) {
    let above = starts[row - 1] as number;
    let at = starts[row] as number;
    const end = ends[row] as number;
    if (end - at !== (ends[row - 1] as number) - above) continue;
    while (at < end && bytes[at] === bytes[above] && bytes[at] !== QUOTE) {
      at++;
      above++;
    }
    if (at === end) marks[row] = 1;
  }
  return marks;
}
