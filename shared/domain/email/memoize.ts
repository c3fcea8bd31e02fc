/** Maximum number of cached results; then the cache is cleared. Family names, parts of addresses and groups are far fewer. */
const MAX_ENTRIES = 10_000;

/** Caches the results of a pure function of one text, such as words of names, readings and addresses, which occur repeatedly. */
export function memoizeByText<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = answer(text);
      if (known.size >= MAX_ENTRIES) known.clear();
      known.set(text, found);
    }
    return found;
  };
}
