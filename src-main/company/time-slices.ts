import { setImmediate as nextTurn } from 'node:timers/promises';

/** Maximum duration in ms of a time slice, after which other calls may run. */
const SLICE_MS = 25;

/**
 * Runs work in pieces and lets other calls run between time slices. Rejects with the signal's reason when aborted; a piece itself is not
 * interrupted.
 */
export async function runInSlices<T>(work: Iterator<undefined, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const { done, value } = aTurn(work);
    if (done === true) return value;
    await nextTurn();
    signal.throwIfAborted();
  }
}

/** Like `runInSlices`, but stops when `holds` returns false after a pause. Returns whether the work was completed. */
export async function runInSlicesWhile(work: Iterator<undefined, void>, holds: () => boolean, signal: AbortSignal): Promise<boolean> {
  while (aTurn(work).done !== true) {
    await nextTurn();
    signal.throwIfAborted();
    if (!holds()) return false;
  }
  return true;
}

/** Runs pieces until the time slice ends or the work is done. */
function aTurn<T>(work: Iterator<undefined, T>): IteratorResult<undefined, T> {
  const began = performance.now();
  for (;;) {
    const piece = work.next();
    if (piece.done === true || performance.now() - began >= SLICE_MS) return piece;
  }
}
