/** The two rules that only delete: blanks, and characters that no screen shows. */

const WHITESPACE = /[\p{White_Space}\u2800]/gu;
// Default-ignorable code points hold the zero-width characters, the soft hyphen, the bidi marks, variation selectors and fillers.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]/gu;

/**
 * Without any blank: ASCII, U+00A0, U+3000, line ends, tab, and the blank Braille pattern.
 * Blanks inside go as well as the outer ones: an address never holds one outside quotes, so there is nothing else they could mean.
 * Source: docs/domain/matching.md#match-rules, rule 1.
 */
export function removeWhitespace(address: string): string {
  return address.replace(WHITESPACE, '');
}

/** Without characters that are never drawn, control characters included. Source: docs/domain/matching.md#match-rules, rule 2. */
export function removeInvisible(address: string): string {
  return address.replace(INVISIBLE, '');
}

/** True when nothing visible is in the cell: it is empty, or holds blanks and invisible characters only. */
export function isBlankAddress(cell: string): boolean {
  const first = cell.charCodeAt(0);
  if (first > 0x20 && first < 0x7f) return false;
  return cell === '' || (!/[!-~]/u.test(cell) && removeInvisible(removeWhitespace(cell)) === '');
}
