/** Queue of calls. If too many wait, new calls are refused for a while. Source: docs/domain/neo.md#throttle. */
export interface CallQueue {
  /** Runs `work` after all earlier calls, or returns `'throttled'` immediately. */
  run<T>(work: () => Promise<T>): Promise<T | 'throttled'>;
}

export interface CallQueueOptions {
  /** Time in milliseconds for which calls are refused after the queue was full. */
  readonly throttleMs: number;
  /** Maximum number of waiting calls besides the running one. */
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
