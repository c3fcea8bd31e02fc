import { setTimeout as sleep } from 'node:timers/promises';

/** Clock of a client. A wait ends early when the signal is aborted. */
export interface RetryTimer {
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

export const systemRetryTimer: RetryTimer = {
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, signal ? { signal } : {}),
};

export interface Pacing {
  /** Pause in milliseconds after 429. NEO refuses all requests for about 10 s. */
  readonly throttleWaitMs: number;
  /** First pause in milliseconds after 408, 503 or 504; doubles with every attempt. */
  readonly busyWaitMs: number;
  /** Number of retries. */
  readonly retries: number;
}

export const NEO_PACING: Pacing = { throttleWaitMs: 10_000, busyWaitMs: 1000, retries: 5 };

/** Maximum Retry-After pause in milliseconds. A longer one is reported as a busy server, with the requested time. */
export const MAX_PAUSE_MS = 15 * 60_000;

/** Whether a status permits a retry; all others are final. Source: docs/gateway.md#manners. */
export function isRetryStatus(status: number): boolean {
  return status === 408 || status === 429 || status === 503 || status === 504;
}

export interface RefusedAttempt {
  readonly status: number;
  /** Number of the refused attempt; the first is 0. */
  readonly attempt: number;
  /** Raw headers. `retryAfter` is in seconds, or a date relative to the server's `date`. */
  readonly retryAfter: string | undefined;
  readonly date: string | undefined;
}

/** Returns the milliseconds before the next attempt: the server's Retry-After, but at least the minimum for its status. */
export function getRetryDelayMs(pacing: Pacing, { status, attempt, retryAfter = '', date = '' }: RefusedAttempt): number {
  const own = status === 429 ? pacing.throttleWaitMs : pacing.busyWaitMs * 2 ** attempt;
  const asked = /^\s*\d{1,9}\s*$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.parse(date);
  return Number.isFinite(asked) ? Math.max(own, asked) : own;
}

/** Creates a queue that runs work sequentially, in order. */
export function createSequentialQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
}
