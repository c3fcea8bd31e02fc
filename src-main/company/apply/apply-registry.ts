import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ApplyRun } from '#shared/contract/plan/apply.ts';
import type { JournalRun } from '../../storage/apply/apply-steps.ts';
import type { StopRequest } from './apply-run.ts';

/** A run processed by this process. */
export interface ActiveRun {
  wish: StopRequest | null;
  /** Epoch ms of the end of a Retry-After pause. */
  waitingUntil: number | null;
  /** Aborted by a pause or cancel request, so that it does not wait for Retry-After. */
  readonly leave: AbortController;
}

/** Where runs are processed. */
interface Sender {
  /** Epoch ms. */
  now(): number;
  /** Runs work that sends something to a server. */
  whileSending<T>(work: () => Promise<T>): Promise<T>;
}

/** Runs processed here, and requests to pause or cancel them. A run of the journal that no process works on was interrupted. */
export class ApplyRegistry {
  readonly #sender: Sender;
  readonly #working = new Map<string, ActiveRun>();
  #begun = 0;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Whether any run is being worked on. */
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

  /** Processes a run and keeps the company open. One run at a time: `apply-running` otherwise. */
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

  /** Returns false if the run is not processed here. */
  want(runId: string, wish: StopRequest): boolean {
    const working = this.#working.get(runId);
    if (working === undefined) return false;
    // A pause does not replace a cancel request.
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
