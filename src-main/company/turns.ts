import { setImmediate as nextTurn } from 'node:timers/promises';

/** So long work goes on before others are let in between. */
const TURN_MS = 25;

/**
 * Does work that comes in pieces, and lets other calls be answered between two of them; rejects with the signal's reason where nobody
 * waits for it any more. A piece itself is not interrupted.
 */
export async function inTurns<T>(work: Iterator<undefined, T>, signal: AbortSignal): Promise<T> {
  let began = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (performance.now() - began < TURN_MS) continue;
    await nextTurn();
    signal.throwIfAborted();
    began = performance.now();
  }
}
