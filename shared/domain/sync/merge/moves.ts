/** What takes one order of keys to another. */
export interface Move {
  readonly key: string;
  /** Places counted from 0 in the order before and in the order after. */
  readonly from: number;
  readonly to: number;
}

/**
 * The fewest moves that take one order of the same keys to another, in the order after: those outside one longest rising
 * sequence. Taking the moved keys out and putting each in at its place, in this order, gives the order after. O(n log n).
 */
export function movesBetween(before: readonly string[], after: readonly string[]): Move[] {
  const places = new Map(before.map((key, at) => [key, at]));
  const places2 = after.map((key) => places.get(key) ?? -1);
  const staying = longestRising(places2);
  return after.flatMap((key, to) => (staying.has(to) ? [] : [{ key, from: places2[to] as number, to }]));
}

/** Places of one longest strictly rising sequence; of several the one that ends lowest. */
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

/** The keys with each in `moving` put behind the one it follows in `order`, or in front. `order` holds all of them. */
export function placedBy(keys: readonly string[], moving: ReadonlySet<string>, order: readonly string[]): string[] {
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
