/** Work on a long list that yields after each piece, so that other work can run. Results do not depend on the yields. */
export type ChunkedWork<T> = Generator<undefined, T, undefined>;

/** Number of people per piece for cheap work, which takes one or two milliseconds. */
const CHUNK_SIZE = 1_024;

/** Runs the work to its end without a break. */
export function runToEnd<T>(work: ChunkedWork<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** Calls a function for each index from 0 to `places - 1`, in order. */
export function* forEachInChunks(places: number, work: (at: number) => void, aPiece = CHUNK_SIZE): ChunkedWork<void> {
  for (let start = 0; start < places; start += aPiece) {
    if (start > 0) yield;
    const end = Math.min(places, start + aPiece);
    for (let at = start; at < end; at++) work(at);
  }
}

/** Like `Array.map`, in pieces. */
export function* mapInChunks<T, R>(items: readonly T[], made: (item: T, at: number) => R): ChunkedWork<R[]> {
  const all = new Array<R>(items.length);
  yield* forEachInChunks(items.length, (at) => {
    all[at] = made(items[at] as T, at);
  });
  return all;
}
