/** Parses dates of lists. An ambiguous date is `null`: no deadline is better than a wrong one. */

type DayOrder = 'month-first' | 'day-first' | 'unknown';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** The time may follow 日 without a space. */
const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:$|[\sT(（]|(?<=日)[\d午])/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:$|[\sT,])/;
const MONTH_NAME_FIRST = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:$|\s)/i;
const MONTH_NAME_SECOND = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})(?:$|\s)/i;
/** Range of Excel day numbers that are accepted: 1982 to 2119. Others cannot be dates of invitations. */
const [SERIAL_FIRST, SERIAL_LAST] = [30_000, 80_000];

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function iso(year: number, month: number, day: number): string | null {
  const longest = DAYS[month - 1] ?? 0;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day < 1 || day > (month === 2 && !leap ? 28 : longest) || year < 1000) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const monthNamed = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** Parses a date as `YYYY-MM-DD`; `null` if it is invalid or ambiguous. `order` decides dates such as 3/4/2026; a time is ignored. */
export function parseDay(text: string, order: DayOrder): string | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  const yearFirst = YEAR_FIRST.exec(plain);
  if (yearFirst) return iso(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const yearLast = YEAR_LAST.exec(plain);
  if (yearLast) {
    const [first, second, year] = [Number(yearLast[1]), Number(yearLast[2]), Number(yearLast[3])];
    if (second > 12 || first === second) return iso(year, first, second);
    if (first > 12) return iso(year, second, first);
    return order === 'unknown' ? null : order === 'month-first' ? iso(year, first, second) : iso(year, second, first);
  }
  if (/^\d{8}$/.test(plain)) return iso(Number(plain.slice(0, 4)), Number(plain.slice(4, 6)), Number(plain.slice(6)));
  if (/^\d{5}(\.\d+)?$/.test(plain)) {
    const serial = Math.floor(Number(plain));
    return serial < SERIAL_FIRST || serial > SERIAL_LAST ? null : new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
  }
  const nameFirst = MONTH_NAME_FIRST.exec(plain);
  if (nameFirst) return iso(Number(nameFirst[3]), monthNamed(nameFirst[1] ?? ''), Number(nameFirst[2]));
  const nameSecond = MONTH_NAME_SECOND.exec(plain);
  if (nameSecond) return iso(Number(nameSecond[3]), monthNamed(nameSecond[2] ?? ''), Number(nameSecond[1]));
  return null;
}

/** Whether the date needs the order used in its column. */
export const needsDayOrder = (text: string): boolean => YEAR_LAST.test(text.normalize('NFKC').trim()) && parseDay(text, 'unknown') === null;

/**
 * Returns the order of dates such as 3/4/2026 in a column, derived from its unambiguous dates; `unknown` if there are none, or dates in
 * both orders.
 */
export function detectDayOrder(texts: Iterable<string>): DayOrder {
  let monthFirst = false;
  let dayFirst = false;
  for (const text of texts) {
    const match = YEAR_LAST.exec(text.trim());
    if (!match) continue;
    if (Number(match[2]) > 12) monthFirst = true;
    else if (Number(match[1]) > 12) dayFirst = true;
  }
  return monthFirst === dayFirst ? 'unknown' : monthFirst ? 'month-first' : 'day-first';
}
