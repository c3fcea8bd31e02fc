import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { HolidayTable } from '#shared/domain/checkout/calendar.ts';
import { countHolidaysByYear, type HolidayList, MIN_HOLIDAYS_PER_YEAR } from '#shared/domain/checkout/holidays.ts';
import { parseDay } from '../cells/list-dates.ts';
import { foldWord } from '../columns/fold.ts';
import { readCsvTable } from '../csv/csv-table.ts';
import { detectFileType, readListBytes } from '../open-table.ts';
import { getCellLocation, type Table } from '../table.ts';

/** Headers of the Cabinet Office: 国民の祝日・休日月日, 国民の祝日・休日名称. */
const DAY_HEADER = /月日|日付|^date$/;
const NAME_HEADER = /名称|^name$/;

/**
 * Reads the Cabinet Office's list of national holidays (syukujitsu.csv, Shift_JIS or UTF-8). Throws file-holidays-other for another file,
 * file-value-invalid for an invalid day, and file-holidays-incomplete if a year has fewer holidays than any year so far, because missing
 * holidays would count as business days. Also throws the errors of reading a file.
 */
export async function readHolidayList(path: string, fileName: string, signal?: AbortSignal): Promise<HolidayList> {
  const bytes = await readListBytes(path, fileName, signal);
  if (detectFileType(bytes) !== 'text') throw new ExpectedError('file-kind-wrong', { file: fileName });
  return holidayList(readCsvTable(bytes, fileName), fileName);
}

function holidayList(table: Table, file: string): HolidayList {
  const headers = table.header.map(foldWord);
  const [day, name] = [headers.findIndex((text) => DAY_HEADER.test(text)), headers.findIndex((text) => NAME_HEADER.test(text))];
  if (day < 0 || name < 0 || day === name) throw new ExpectedError('file-holidays-other', { file });
  const holidays: Record<string, string> = {};
  for (let row = 0; row < table.rowCount; row++) {
    const text = table.cell(row, day).trim();
    const date = parseDay(text, 'unknown');
    if (date === null)
      throw new ExpectedError('file-value-invalid', {
        ...getCellLocation(file, table.fileRow(row), table.header, day),
        value: text.slice(0, 60),
      });
    holidays[date] = table.cell(row, name).trim();
  }
  return whole(holidays, file);
}

function whole(holidays: HolidayTable, file: string): HolidayList {
  const years = countHolidaysByYear(holidays);
  const short = years.find(({ days }) => days < MIN_HOLIDAYS_PER_YEAR);
  if (short !== undefined) throw new ExpectedError('file-holidays-incomplete', { file, value: String(short.year), found: short.days });
  return { holidays, firstYear: years[0]?.year ?? 0, lastYear: years.at(-1)?.year ?? 0 };
}
