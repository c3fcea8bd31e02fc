import type { Network } from '../network.ts';
import { NetworkProblem } from '../problem.ts';

/** Maximum total time of a response in body timeouts. */
const PAUSES = 5;

/** Maximum time for a whole response from connection to last byte, so that dripping responses end. */
export const totalAnswerTimeoutMs = ({ timeouts: { connectMs, headersMs, bodyMs } }: Network): number =>
  connectMs + headersMs + PAUSES * bodyMs;

/** Runs one request within the limit of a whole response, with its signal. Throws `answer-timeout`. */
export async function withinWholeAnswer<T>(
  network: Network,
  signal: AbortSignal | undefined,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), totalAnswerTimeoutMs(network));
  try {
    return await request(signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]));
  } catch (error) {
    if (limit.signal.aborted && signal?.aborted !== true) throw new NetworkProblem('answer-timeout', 'http', { phase: 'whole' });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
