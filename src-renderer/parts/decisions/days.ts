const TIME_ZONE = 'Asia/Tokyo';
const ISO_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

/** The business day at a moment (ms since 1970), `YYYY-MM-DD`. */
export const toIsoDay = (now: number): string => ISO_DAY.format(now);

/** The same day some months later, or the last day of that month if it is shorter. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate()))).toISOString().slice(0, 10);
}

/** Last day of the fiscal year (April to March) that contains the day. */
export function getFiscalYearEnd(day: string): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return `${month <= 3 ? year : year + 1}-03-31`;
}
