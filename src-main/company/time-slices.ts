import { setImmediate as nextTurn } from 'node:timers/promises';

/** Time slice of long work before other calls run. */
const TURN_MS = 25;

/**
 * Runs work in pieces and lets other calls run between time slices; rejects with the signal's reason when aborted. A piece is not
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

/** The same while `holds` returns true, which is checked after each pause. Returns whether it held to the end. */
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
    if (piece.done === true || performance.now() - began >= TURN_MS) return piece;
  }
}
