import type { UnwritableCharacter } from '../contract/reports.ts';
import type { Translate } from './translate.ts';

/**
 * One line per character: the character, its replacement, number of occurrences and first position; then the number of further characters.
 */
export function formatUnwritableCharacters(characters: readonly UnwritableCharacter[], kinds: number, translate: Translate): string[] {
  const lines = characters.map(({ character, codePoint, count, row, standIn }) =>
    translate('reportDocument.unwritable.line', {
      shown: shownBefore(character),
      codePoint: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`,
      count,
      row,
      standIn,
    }),
  );
  const more = kinds - characters.length;
  return more > 0 ? [...lines, translate('reportDocument.unwritable.more', { kinds: more })] : lines;
}

/** The character and a blank, if it is safe to print: a terminal would execute control and format characters, and blanks are invisible. */
function shownBefore(character: string): string {
  if (/^[\p{C}\p{Z}]/u.test(character)) return '';
  return /^\p{M}/u.test(character) ? `◌${character} ` : `${character} `;
}
