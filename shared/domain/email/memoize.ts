/** Most answers kept; then all are forgotten. Family names, parts of addresses and groups are far fewer. */
const MOST = 10_000;

/**
 * The same function, which does not work out again what it has just answered. For pure functions of one text: words of names, of
 * readings and of addresses come back again and again.
 */
export function memoizeByText<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = answer(text);
      if (known.size >= MOST) known.clear();
      known.set(text, found);
    }
    return found;
  };
}
