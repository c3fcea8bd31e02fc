import type { ReportEncoding, UnwritableCharacter } from '#shared/contract/reports.ts';
import type { CsvSummary } from '../files/csv-report.ts';

/** Most characters that a written file names one by one; the contract's text of `reports.write` says so, too. */
const MAX_NAMED_CHARACTERS = 20;

type Written = Pick<CsvSummary, 'unwritable'>;

/** How many characters a file could not say, for where they are not to be named: they are of somebody's name. */
export const countUnwritable = ({ unwritable }: Written): number => unwritable.reduce((sum, { count }) => sum + count, 0);

/** What a file could not say, as the contract has it. */
export function unwritableOf({ unwritable }: Written, encoding: ReportEncoding) {
  return {
    unwritable: countUnwritable({ unwritable }),
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
