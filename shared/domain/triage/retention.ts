/** Retention periods of runs, in months: one or several years plus one month for comparison. */
export const RETENTION_MONTHS = [13, 25, 37, 61] as const;
export type RetentionMonths = (typeof RETENTION_MONTHS)[number];

/** The first day that is kept, `YYYY-MM-DD`: `months` before `today`; in a shorter month, its last day. */
export function getRetentionStart(today: string, months: RetentionMonths): string {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
}
