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

/** Longest pause that is still a pause and not an outage. */
const LONGEST_WAIT_MS = 60_000;

/** Statuses that ask for patience; every other one is final. Source: handbook gateway.md, Manners. */
export function asksForPatience(status: number): boolean {
  return status === 408 || status === 429 || status === 503 || status === 504;
}

/** Milliseconds to wait before try number `attempt` + 1 (the first try is 0). A longer `Retry-After` (seconds) is obeyed. */
export function pauseBeforeRetry(pacing: Pacing, status: number, attempt: number, retryAfter: string | undefined): number {
  const own = status === 429 ? pacing.throttleWaitMs : pacing.busyWaitMs * 2 ** attempt;
  const asked = retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : 0;
  return Math.min(Math.max(own, asked), LONGEST_WAIT_MS);
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
