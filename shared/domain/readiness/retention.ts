/** How many months of runs a company may choose to keep: a year, or several, with a month to compare them by. */
export const RETENTION_MONTHS = [13, 25, 37, 61] as const;
export type RetentionMonths = (typeof RETENTION_MONTHS)[number];

/**
 * The first day, `YYYY-MM-DD`, of which runs are kept: as many months before `today`, or the last day of that month where it has no such
 * day.
 */
export function keptFrom(today: string, months: RetentionMonths): string {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
}
