import { DeliveryProblem } from '../../delivery/channel.ts';
import type { Log } from '../../storage/log/log.ts';

/** Time limit for one message with its retries, in milliseconds. */
const MAX_DURATION_MS = 5 * 60_000;

/**
 * Sends a message and returns whether it was accepted; one that was not is a warning in the log. `kind` names the message in the log,
 * `about` its subject.
 */
export async function deliver(
  kind: string,
  about: Readonly<Record<string, string>>,
  log: Log,
  send: (signal: AbortSignal) => Promise<unknown>,
): Promise<boolean> {
  try {
    await send(AbortSignal.timeout(MAX_DURATION_MS));
    return true;
  } catch (error) {
    if (!(error instanceof DeliveryProblem)) throw error;
    log.warning(`${kind} not sent`, { ...about, fault: error.fault, status: error.status });
    return false;
  }
}
