import { MAX_NAMED_CHARACTERS, type ReportEncoding, type UnwritableCharacter } from '#shared/contract/reports.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { WrittenReport } from './write-report.ts';

/** What a report could not say, as the contract has it. */
export function unwritableOf({ unwritable }: WrittenReport, encoding: ReportEncoding) {
  return {
    unwritable: unwritable.reduce((sum, { count }) => sum + count, 0),
    unwritableKinds: unwritable.length,
    characters: unwritable.slice(0, MAX_NAMED_CHARACTERS).map(
      ({ character, codePoint, count, firstRow }): UnwritableCharacter => ({
        character,
        codePoint,
        count,
        row: firstRow + 1,
        standIn: encoding === 'cp932' ? '〓' : '\ufffd',
      }),
    ),
  };
}

/** One line a character: what it is, what stands for it, how often, and where first. */
export function unwritableLines({ unwritableKinds, characters }: ReturnType<typeof unwritableOf>, translate: Translate): string[] {
  const lines = characters.map(({ character, codePoint, count, row, standIn }) =>
    translate('reportDocument.unwritable.line', {
      shown: shownBefore(character),
      codePoint: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`,
      count,
      row,
      standIn,
    }),
  );
  const kinds = unwritableKinds - characters.length;
  return kinds === 0 ? lines : [...lines, translate('reportDocument.unwritable.more', { kinds })];
}

/** The character and a blank, if a terminal may have it: control and format characters would act on it, blanks are not seen. */
function shownBefore(character: string): string {
  if (/^[\p{C}\p{Z}]/u.test(character)) return '';
  return /^\p{M}/u.test(character) ? `◌${character} ` : `${character} `;
}
