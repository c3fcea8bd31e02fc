import type { ApplyRun } from '#shared/contract/apply.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { JournalRun } from '../storage/apply-steps.ts';
import type { Wish } from './apply-run.ts';

/** A run that somebody in this process works on. */
export interface Working {
  wish: Wish | null;
  /** Epoch ms until which the server asked for patience. */
  waitingUntil: number | null;
  /** Raised with a wish: nobody waits for a server that asked for patience to do what may as well be done at once. */
  readonly leave: AbortController;
}

/** Where the runs are worked on. */
interface Sender {
  /** Epoch ms. */
  now(): number;
  /** Does work that sends something to a server. */
  whileSending<T>(work: () => Promise<T>): Promise<T>;
}

/** Which runs are being worked on here, and what is wished of them. A run of the journal that nobody works on was cut. */
export class ApplyRegistry {
  readonly #sender: Sender;
  readonly #working = new Map<string, Working>();
  #begun = 0;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Whether any run is being worked on. */
  isBusy(): boolean {
    return this.#working.size > 0;
  }

  /** Gives a check that throws `apply-running` where anything is sent between now and then. */
  stillness(): () => void {
    const begun = this.#begun;
    return () => {
      if (this.isBusy() || this.#begun !== begun) throw new ExpectedError('apply-running');
    };
  }

  isWorking(runId: string): boolean {
    return this.#working.has(runId);
  }

  /** Works on a run; the company stays open meanwhile. One run at a time: `apply-running` while any is worked on. */
  async work<T>(runId: string, work: (working: Working) => Promise<T>): Promise<T> {
    if (this.isBusy()) throw new ExpectedError('apply-running');
    const working: Working = { wish: null, waitingUntil: null, leave: new AbortController() };
    this.#working.set(runId, working);
    this.#begun++;
    try {
      return await this.#sender.whileSending(() => work(working));
    } finally {
      this.#working.delete(runId);
    }
  }

  /** False when nobody works on it. */
  want(runId: string, wish: Wish): boolean {
    const working = this.#working.get(runId);
    if (working === undefined) return false;
    // Giving up is not taken back by a pause.
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
