/** Calls wait for one another; if too many wait, new ones are refused for a while. Source: docs/domain/neo.md#throttle. */
export interface CallQueue {
  /** Runs `work` after all earlier calls, or returns `'throttled'` at once. */
  run<T>(work: () => Promise<T>): Promise<T | 'throttled'>;
}

export interface CallQueueOptions {
  /** How long calls are refused after the queue was full, in milliseconds. */
  readonly throttleMs: number;
  /** Maximum calls waiting besides the running one. */
  readonly maxWaiting: number;
}

export function createCallQueue({ throttleMs, maxWaiting }: CallQueueOptions): CallQueue {
  let tail: Promise<unknown> = Promise.resolve();
  let pending = 0;
  let refuseUntil = 0;
  return {
    async run(work) {
      const now = performance.now();
      if (now < refuseUntil) return 'throttled';
      if (pending > maxWaiting) {
        refuseUntil = now + throttleMs;
        return 'throttled';
      }
      pending++;
      const turn = tail.then(work).finally(() => {
        pending--;
      });
      tail = turn.catch(() => undefined);
      return turn;
    },
  };
}
