import type { ReportEncoding, UnwritableCharacter } from '#shared/contract/reports.ts';
import type { CsvSummary } from '../files/reports/csv-report.ts';

/** Maximum number of characters listed; stated by the contract's text of `reports.write` too. */
const MAX_NAMED_CHARACTERS = 20;

type Written = Pick<CsvSummary, 'unwritable'>;

/** Number of unwritable characters, where they must not be listed because they are part of a person's name. */
export const countUnwritable = ({ unwritable }: Written): number => unwritable.reduce((sum, { count }) => sum + count, 0);

/** Unwritable characters of a file in the contract's form. */
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
