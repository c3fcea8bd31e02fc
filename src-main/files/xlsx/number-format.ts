/** Built-in formats of dates and times (ECMA-376 18.8.30), including those of Japanese Excel. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58) || (id >= 71 && id <= 81);

/** Maximum length of an Excel format; longer ones are not date formats. */
const MAX_FORMAT_LENGTH = 255;
const DATE_LETTERS = 'ymdhsegb';
const PLACEHOLDERS = '0#?%';

/** Whether a format displays numbers as days or times, by its built-in id or its code. */
export const isDateFormat = (id: number, code: string | undefined): boolean =>
  code === undefined ? isBuiltInDate(id) : code.length <= MAX_FORMAT_LENGTH && code.split(';').length <= 4 && saysDate(code.toLowerCase());

/** Display of a number: as a day, or with a minimum number of digits. */
export type NumberStyle = 'day' | number;

/** Returns the display of whole numbers: with `000000`, 123 is shown as 000123, as in employee codes. */
export function getNumberStyle(id: number, code: string | undefined): NumberStyle {
  if (isDateFormat(id, code)) return 'day';
  return /^0{1,32}$/.test(code ?? '') ? (code as string).length : 0;
}

/**
 * Whether a format code is a date: a section with date letters and no digit placeholder. Quoted, escaped and bracketed parts are ignored.
 * Runs in one pass.
 */
function saysDate(code: string): boolean {
  let dates = false;
  let numbers = false;
  for (let at = 0; at < code.length; at++) {
    const character = code[at] as string;
    if (character === ';') {
      if (dates && !numbers) return true;
      dates = false;
      numbers = false;
    } else if (character === '"' || character === '[') {
      const close = code.indexOf(character === '"' ? '"' : ']', at + 1);
      const inside = close < 0 ? '' : code.slice(at + 1, close);
      // [h] counts hours beyond a day and makes the format a time; [red] and [$-411] are not part of the value.
      if (character === '[' && ['h', 'hh', 'm', 'mm', 's', 'ss'].includes(inside)) dates = true;
      at = close < 0 ? code.length : close;
    } else if (character === '\\' || character === '_' || character === '*') at++;
    else if (code.startsWith('am/pm', at)) at += 4;
    else if (code.startsWith('a/p', at)) at += 2;
    else if (code.startsWith('aaa', at)) {
      dates = true;
      while (code[at + 1] === 'a') at++;
    } else if ((character === '.' || character === ',') && code[at - 1] === 's') while (code[at + 1] === '0') at++;
    else if (DATE_LETTERS.includes(character)) dates = true;
    else if (PLACEHOLDERS.includes(character) || (character >= 'a' && character <= 'z')) numbers = true;
  }
  return dates && !numbers;
}

const DAY_MS = 86_400_000;
/** Days from Excel's day 0 to 1970-01-01, and the offset of workbooks based on 1904. */
const [EPOCH, SINCE_1904] = [25_569, 1_462] as const;

/** Returns the day of a serial number as `YYYY-MM-DD`; `''` if the number is too large for a day. */
export function toDayOfSerial(serial: number, from1904: boolean): string {
  const day = new Date(Math.floor((serial + (from1904 ? SINCE_1904 : 0) - EPOCH) * DAY_MS));
  return Number.isNaN(day.getTime()) ? '' : day.toISOString().slice(0, 10);
}
