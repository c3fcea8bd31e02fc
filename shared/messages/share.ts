/**
 * Percentage with one decimal, never rounded up to 100 or down to 0; `null` for a total of 0. A report must not state that everyone can
 * order while a person cannot.
 */
export function toBoundedPercent(part: number, whole: number): number | null {
  if (whole <= 0) return null;
  const rounded = Math.round((part / whole) * 1000) / 10;
  if (rounded === 100 && part < whole) return 99.9;
  return rounded === 0 && part > 0 ? 0.1 : rounded;
}
