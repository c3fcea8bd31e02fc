const MOST = 3;

/** How many people a sentence is about, the names of the first, and how many it does not name. */
export const shortNames = (names: readonly string[]): { readonly count: number; readonly name: string; readonly more: number } => ({
  count: names.length,
  name: names.slice(0, MOST).join('、'),
  more: Math.max(0, names.length - MOST),
});
