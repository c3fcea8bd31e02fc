import type { EventEmitter } from 'node:events';

/** Thrown when the time limit is reached. */
export class TimeoutReached extends Error {}

/** Limits of one step. */
export interface Limits {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for an event: resolves with it, and rejects on `error`, with `TimeoutReached` on timeout, and with the signal's reason on abort.
 * Removes its listeners.
 */
export function awaitFirstEvent(part: EventEmitter, event: string, { timeoutMs, signal }: Limits): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      part.off(event, onEvent);
      part.off('error', onError);
      settle();
    };
    const onEvent = (...args: unknown[]): void => finish(() => resolve(args));
    const onError = (error: unknown): void => finish(() => reject(error));
    const onAbort = (): void => finish(() => reject(signal?.reason));
    const timer = setTimeout(() => finish(() => reject(new TimeoutReached())), Math.max(0, timeoutMs));
    part.once(event, onEvent);
    part.once('error', onError);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
  });
}
