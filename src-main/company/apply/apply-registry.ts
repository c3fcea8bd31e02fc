import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ApplyRun } from '#shared/contract/plan/apply.ts';
import type { JournalRun } from '../../storage/apply/apply-steps.ts';
import type { StopRequest } from './apply-run.ts';

/** A run that this process is sending. */
export interface ActiveRun {
  wish: StopRequest | null;
  /** End of a Retry-After pause, ms since 1970; `null` = not paused. */
  waitingUntil: number | null;
  /** Aborted by a request to pause or cancel, so that a Retry-After pause ends at once. */
  readonly leave: AbortController;
}

/** The session in which runs are sent. */
interface Sender {
  /** The current time, ms since 1970. */
  now(): number;
  /** Runs work that sends something to a server. */
  whileSending<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Runs that this process is sending, and requests to pause or cancel them. A running entry of the journal that is missing here was
 * interrupted.
 */
export class ApplyRegistry {
  readonly #sender: Sender;
  readonly #working = new Map<string, ActiveRun>();
  #begun = 0;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Whether a run is being sent. */
  isBusy(): boolean {
    return this.#working.size > 0;
  }

  /** Returns a check that throws `apply-running` if an apply started after this call. */
  stillness(): () => void {
    const begun = this.#begun;
    return () => {
      if (this.isBusy() || this.#begun !== begun) throw new ExpectedError('apply-running');
    };
  }

  isWorking(runId: string): boolean {
    return this.#working.has(runId);
  }

  /** Runs `work` for a run and prevents the company from being closed. Throws `apply-running` if another run is active. */
  async work<T>(runId: string, work: (working: ActiveRun) => Promise<T>): Promise<T> {
    if (this.isBusy()) throw new ExpectedError('apply-running');
    const working: ActiveRun = { wish: null, waitingUntil: null, leave: new AbortController() };
    this.#working.set(runId, working);
    this.#begun++;
    try {
      return await this.#sender.whileSending(() => work(working));
    } finally {
      this.#working.delete(runId);
    }
  }

  /** Requests to pause or cancel a run; returns false if this process is not sending it. */
  want(runId: string, wish: StopRequest): boolean {
    const working = this.#working.get(runId);
    if (working === undefined) return false;
    // A pause request does not replace an earlier cancel request.
    if (working.wish !== 'cancel') working.wish = wish;
    working.leave.abort();
    return true;
  }

  waitingUntil(runId: string): string | null {
    const until = this.#working.get(runId)?.waitingUntil ?? null;
    return until === null || until <= this.#sender.now() ? null : new Date(until).toISOString();
  }

  stateOf({ id, state }: JournalRun): ApplyRun['state'] {
    return state === 'running' && !this.isWorking(id) ? 'interrupted' : state;
  }
}
