import type { Network } from './network.ts';
import { NetworkProblem } from './problem.ts';

/** An answer whose every part comes in time may take so many of the body's pauses in all. */
const PAUSES = 5;

/** Longest time for a whole answer, from the connection to its last byte: a byte now and then keeps nobody for ever. */
export const wholeAnswerMs = ({ timeouts: { connectMs, headersMs, bodyMs } }: Network): number => connectMs + headersMs + PAUSES * bodyMs;

/** Does one request under the limit of a whole answer, with the signal it has to use. Throws `answer-timeout` when time is up. */
export async function withinWholeAnswer<T>(
  network: Network,
  signal: AbortSignal | undefined,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), wholeAnswerMs(network));
  try {
    return await request(signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]));
  } catch (error) {
    if (limit.signal.aborted && signal?.aborted !== true) throw new NetworkProblem('answer-timeout', 'http', { phase: 'whole' });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
