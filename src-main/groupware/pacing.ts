import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the client sees it: waits end early when the signal is raised. */
export interface Clock {
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

export const systemClock: Clock = {
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, signal ? { signal } : {}),
};

export interface Pacing {
  /** Pause after 429; NEO turns everybody away for about 10 s. */
  readonly throttleWaitMs: number;
  /** First pause after 408, 503 or 504; doubles with every further try. */
  readonly busyWaitMs: number;
  /** Tries after the first one. */
  readonly retries: number;
}

export const NEO_PACING: Pacing = { throttleWaitMs: 10_000, busyWaitMs: 1000, retries: 5 };

/** Longest pause that a server is waited for; one that asks for more is told as busy, with the time it asked for. */
export const LONGEST_PAUSE_MS = 15 * 60_000;

/** Statuses that ask for patience; every other one is final. Source: docs/gateway.md#manners. */
export function asksForPatience(status: number): boolean {
  return status === 408 || status === 429 || status === 503 || status === 504;
}

export interface PatienceAsked {
  readonly status: number;
  /** Of the try that was turned away; the first is 0. */
  readonly attempt: number;
  /** The headers as they came; `retryAfter` is seconds or a date, which counts from the server's own `date`. */
  readonly retryAfter: string | undefined;
  readonly date: string | undefined;
}

/** Milliseconds to wait before the next try: as long as the server asks for, and at least as long as its kind needs. */
export function pauseBeforeRetry(pacing: Pacing, { status, attempt, retryAfter = '', date = '' }: PatienceAsked): number {
  const own = status === 429 ? pacing.throttleWaitMs : pacing.busyWaitMs * 2 ** attempt;
  const asked = /^\s*\d{1,9}\s*$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.parse(date);
  return Number.isFinite(asked) ? Math.max(own, asked) : own;
}

/** Runs work one after another, in the order of asking. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
}
