const MAX_NAMES = 3;

/** Arguments for a sentence with names: total number, the first names, and the number of names left out. */
export const shortenNames = (names: readonly string[]): { readonly count: number; readonly name: string; readonly more: number } => ({
  count: names.length,
  name: names.slice(0, MAX_NAMES).join('、'),
  more: Math.max(0, names.length - MAX_NAMES),
});
