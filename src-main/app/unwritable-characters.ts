import type { ReportEncoding, UnwritableCharacter } from '#shared/contract/reports.ts';
import type { CsvSummary } from '../files/reports/csv-report.ts';

/** Maximum number of characters listed; the contract's text of `reports.write` states the same number. */
const MAX_NAMED_CHARACTERS = 20;

type Written = Pick<CsvSummary, 'unwritable'>;

/**
 * Returns the number of unwritable characters, for exports whose characters must not be listed because they are part of a person's name.
 */
export const countUnwritable = ({ unwritable }: Written): number => unwritable.reduce((sum, { count }) => sum + count, 0);

/** Returns the unwritable characters of a file in the form of the contract. */
export function toUnwritableSummary({ unwritable }: Written, encoding: ReportEncoding) {
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
