import { setImmediate as nextTurn } from 'node:timers/promises';

/** So long work goes on before others are let in between. */
const TURN_MS = 25;

/**
 * Does work that comes in pieces, and lets other calls be answered between two of them; rejects with the signal's reason where nobody
 * waits for it any more. A piece itself is not interrupted.
 */
export async function inTurns<T>(work: Iterator<undefined, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const { done, value } = aTurn(work);
    if (done === true) return value;
    await nextTurn();
    signal.throwIfAborted();
  }
}

/** The same for as long as `holds`, which is asked whenever others may have changed something. Answers whether it held to the end. */
export async function inTurnsWhile(work: Iterator<undefined, void>, holds: () => boolean, signal: AbortSignal): Promise<boolean> {
  while (aTurn(work).done !== true) {
    await nextTurn();
    signal.throwIfAborted();
    if (!holds()) return false;
  }
  return true;
}

/** Pieces until a turn is over or the work is done. */
function aTurn<T>(work: Iterator<undefined, T>): IteratorResult<undefined, T> {
  const began = performance.now();
  for (;;) {
    const piece = work.next();
    if (piece.done === true || performance.now() - began >= TURN_MS) return piece;
  }
}
