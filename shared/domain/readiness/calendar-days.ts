const MS_PER_DAY = 86_400_000;

/** Whole days from one `YYYY-MM-DD` to another; `NaN` when one is no date. No time zone takes part. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY;
}
