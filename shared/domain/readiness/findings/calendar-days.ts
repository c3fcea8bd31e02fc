const MS_PER_DAY = 86_400_000;

/** Whole days between two `YYYY-MM-DD`; `NaN` for an invalid date. Independent of time zones. */
export function countDaysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY;
}
