const MOST = 3;

/** Number of people in a sentence, the first names, and how many are not named. */
export const shortNames = (names: readonly string[]): { readonly count: number; readonly name: string; readonly more: number } => ({
  count: names.length,
  name: names.slice(0, MOST).join('、'),
  more: Math.max(0, names.length - MOST),
});
