/** A move between two orders of keys. */
export interface KeyMove {
  readonly key: string;
  /** Positions from 0 in both orders. */
  readonly from: number;
  readonly to: number;
}

/**
 * The minimum number of moves between two orders of the same keys, listed in the new order: the keys outside one longest increasing
 * subsequence. Removing them and inserting each at its position, in this order, gives the new order. O(n log n).
 */
export function computeMoves(before: readonly string[], after: readonly string[]): KeyMove[] {
  const places = new Map(before.map((key, at) => [key, at]));
  const places2 = after.map((key) => places.get(key) ?? -1);
  const staying = longestRising(places2);
  return after.flatMap((key, to) => (staying.has(to) ? [] : [{ key, from: places2[to] as number, to }]));
}

/** Positions of one longest strictly increasing subsequence; of several, the one with the lowest end. */
function longestRising(values: readonly number[]): ReadonlySet<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, at) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous[at] = low === 0 ? -1 : (tails[low - 1] as number);
    tails[low] = at;
  });
  const sequence = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] as number) sequence.add(at);
  return sequence;
}

/** Places each key in `moving` after its predecessor in `order`, or first. `order` must contain all keys. */
export function reorderKeys(keys: readonly string[], moving: ReadonlySet<string>, order: readonly string[]): string[] {
  const placed = keys.filter((key) => !moving.has(key));
  const there = new Set(placed);
  let before: string | null = null;
  for (const key of order) {
    if (moving.has(key) && !there.has(key)) {
      placed.splice(before === null ? 0 : placed.indexOf(before) + 1, 0, key);
      there.add(key);
    }
    if (there.has(key)) before = key;
  }
  return placed;
}
