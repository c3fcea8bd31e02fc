/** Texts written in place of a missing address. Source: docs/domain/matching.md#address-syntax. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'なし',
  'ナシ',
  '無し',
  '無',
  '該当なし',
  '未登録',
  '未設定',
  '不明',
  'none',
  'null',
  'n/a',
  'na',
  'nil',
  '-',
  '--',
  '---',
  'ー',
  '―',
  '×',
  'x',
]);

/** True if a cell states that there is no address. */
export function isPlaceholder(cell: string): boolean {
  const word = cell
    .normalize('NFKC')
    .replace(/[\s()「」[\]]/gu, '')
    .toLowerCase();
  return PLACEHOLDERS.has(word);
}

/** True if a cell contains an address, valid or not: it is neither blank nor a placeholder. */
export const hasAddress = (cell: string): boolean => cell.trim() !== '' && !isPlaceholder(cell);
