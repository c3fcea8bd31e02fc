import { setTimeout as wait } from 'node:timers/promises';

/** Rate that Amazon permits for one operation: requests at once, and the interval at which one more is permitted. */
export type RequestRate = { readonly burst: number; readonly intervalMs: number };

/** Keeps requests within a rate, like Amazon's token bucket. Source: docs/domain/amazon-business-api.md#requests. */
export class RequestPace {
  readonly #rate: RequestRate;
  #permitted: number;
  #since = performance.now();

  constructor(rate: RequestRate) {
    this.#rate = rate;
    this.#permitted = rate.burst;
  }

  /** Waits until one more request is permitted. Throws the signal's reason. */
  async next(signal: AbortSignal): Promise<void> {
    const { burst, intervalMs } = this.#rate;
    signal.throwIfAborted();
    if (intervalMs <= 0) return;
    const now = performance.now();
    this.#permitted = Math.min(burst, this.#permitted + (now - this.#since) / intervalMs) - 1;
    this.#since = now;
    if (this.#permitted < 0) await pauseFor(-this.#permitted * intervalMs, signal);
  }
}

/** Waits. Throws the signal's reason instead of Node's own error. */
export async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
}
