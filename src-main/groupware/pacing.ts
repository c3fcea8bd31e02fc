import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the client sees it: waits end early when the signal is raised. */
export interface Clock {
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

export const systemClock: Clock = {
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, signal ? { signal } : {}),
};

export interface Pacing {
  /** Pause after 429; NEO refuses all requests for about 10 s. */
  readonly throttleWaitMs: number;
  /** First pause after 408, 503 or 504; doubles with every further try. */
  readonly busyWaitMs: number;
  /** Number of retries. */
  readonly retries: number;
}

export const NEO_PACING: Pacing = { throttleWaitMs: 10_000, busyWaitMs: 1000, retries: 5 };

/** Maximum Retry-After pause; a longer one is reported as busy, with the requested time. */
export const LONGEST_PAUSE_MS = 15 * 60_000;

/** Statuses that permit a retry; all others are final. Source: docs/gateway.md#manners. */
export function isRetryStatus(status: number): boolean {
  return status === 408 || status === 429 || status === 503 || status === 504;
}

export interface RetryAfter {
  readonly status: number;
  /** Of the try that was turned away; the first is 0. */
  readonly attempt: number;
  /** Raw headers; `retryAfter` is seconds or a date relative to the server's `date`. */
  readonly retryAfter: string | undefined;
  readonly date: string | undefined;
}

/** Milliseconds before the next attempt: the server's Retry-After, at least the minimum of its status. */
export function pauseBeforeRetry(pacing: Pacing, { status, attempt, retryAfter = '', date = '' }: RetryAfter): number {
  const own = status === 429 ? pacing.throttleWaitMs : pacing.busyWaitMs * 2 ** attempt;
  const asked = /^\s*\d{1,9}\s*$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.parse(date);
  return Number.isFinite(asked) ? Math.max(own, asked) : own;
}

/** Runs work sequentially, in order. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
}
