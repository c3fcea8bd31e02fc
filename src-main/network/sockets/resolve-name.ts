import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { getErrorCode, NetworkProblem } from '../problem.ts';
import { type Limits, TimeoutReached } from '../timeouts.ts';

/** Resolves a host name with the operating system. Throws `dns-not-found` or `dns-failed`. */
export async function resolveName(host: string, { timeoutMs, signal }: Limits): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  signal?.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  try {
    // The system's lookup cannot be canceled, so its result is ignored after the limit.
    const answer = await Promise.race([
      lookup(host, { all: true }),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new TimeoutReached()), timeoutMs);
        onAbort = () => reject(signal?.reason);
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    ]);
    return answer.map(({ address }) => address);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof TimeoutReached) throw new NetworkProblem('dns-failed', 'dns', { host, code: 'ETIMEDOUT' });
    const code = getErrorCode(error);
    throw new NetworkProblem(code === 'ENOTFOUND' ? 'dns-not-found' : 'dns-failed', 'dns', { host, code });
  } finally {
    clearTimeout(timer);
    if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort);
  }
}
