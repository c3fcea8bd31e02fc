/** The two match rules that only remove characters: blanks and invisible characters. */

const WHITESPACE = /[\p{White_Space}\u2800]/gu;
// Default-ignorable code points include zero-width characters, the soft hyphen, bidi marks, variation selectors and fillers.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]/gu;

/**
 * Removes all blanks: ASCII, U+00A0, U+3000, line ends, tab, and the blank Braille pattern. Inner blanks are removed too, because outside
 * quotes an address never contains one. Source: docs/domain/matching.md#match-rules, rule 1.
 */
export function removeWhitespace(address: string): string {
  return address.replace(WHITESPACE, '');
}

/** Removes characters without a glyph, including control characters. Source: docs/domain/matching.md#match-rules, rule 2. */
export function removeInvisible(address: string): string {
  return address.replace(INVISIBLE, '');
}

/** True if a cell is empty or contains only blanks and invisible characters. */
export function isBlankAddress(cell: string): boolean {
  const first = cell.charCodeAt(0);
  if (first > 0x20 && first < 0x7f) return false;
  return cell === '' || (!/[!-~]/u.test(cell) && removeInvisible(removeWhitespace(cell)) === '');
}
