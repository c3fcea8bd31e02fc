import type { Network } from '../network.ts';
import { NetworkProblem } from '../problem.ts';

/** Maximum time for the body of a response, as a multiple of the body timeout. */
const PAUSES = 5;

/** Returns the maximum time in milliseconds from connecting to the last byte, so that responses arriving in small parts end. */
export const getTotalTimeoutMs = ({ timeouts: { connectMs, headersMs, bodyMs } }: Network): number =>
  connectMs + headersMs + PAUSES * bodyMs;

/** Runs one request within the time limit of a whole response, and passes the signal to it. Throws `answer-timeout`. */
export async function withinWholeAnswer<T>(
  network: Network,
  signal: AbortSignal | undefined,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), getTotalTimeoutMs(network));
  try {
    return await request(signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]));
  } catch (error) {
    if (limit.signal.aborted && signal?.aborted !== true) throw new NetworkProblem('answer-timeout', 'http', { phase: 'whole' });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
