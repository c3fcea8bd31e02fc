import type { ReportEncoding, UnwritableCharacter } from '#shared/contract/reports.ts';
import type { WrittenReport } from './written-report.ts';

/** Most characters that a written report names one by one; the contract's text of `reports.write` says so, too. */
const MAX_NAMED_CHARACTERS = 20;

/** How many characters a report could not say, for where they are not to be named: they are of somebody's name. */
export const countUnwritable = ({ unwritable }: Pick<WrittenReport, 'unwritable'>): number =>
  unwritable.reduce((sum, { count }) => sum + count, 0);

/** What a report could not say, as the contract has it. */
export function unwritableOf({ unwritable }: Pick<WrittenReport, 'unwritable'>, encoding: ReportEncoding) {
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
