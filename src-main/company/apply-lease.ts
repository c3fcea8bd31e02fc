import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { CallControl, LeaseOutcome, ObjectStore } from '../groupware/groupware.ts';

export interface HeldLease {
  readonly lease: string;
  /** ISO 8601 UTC. */
  readonly expiresAt: string;
}

/** A lease outlives a long call and the pause after a 429; it is renewed when half of it is gone. */
export const LEASE_SECONDS = 120;
/** How often an unanswered call is asked again by itself, and how long before each, in milliseconds. */
export const ASK_AGAIN_AFTER = [1_000, 3_000, 9_000] as const;
/** Failures that say nothing of whether the call arrived. */
export const ASK_AGAIN: ReadonlySet<string> = new Set(['server-unreachable', 'server-timeout', 'server-answer-invalid']);

/** How a server is asked that may not answer. */
export interface Asking {
  /** Waits for a moment before an unanswered call is asked again. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** The server asked for patience: nothing goes out for so long. */
  readonly onPause: (milliseconds: number) => void;
  /** Raised with a wish: ends waiting for a server that asked for patience, and asks nothing again. */
  readonly leave: AbortSignal;
  /** Ends waiting; a call on its way is left to its end, as far as the connection lets it. */
  readonly signal: AbortSignal;
}

interface NewIds {
  readonly newId: () => string;
}

/** Takes the lease; `lease-taken` with its holder when another console writes and it is not to be taken over. */
export async function takeLease(
  objects: ObjectStore,
  holder: string,
  ifHeld: 'refuse' | 'take-over',
  asking: Asking & NewIds,
): Promise<HeldLease & { readonly takenFrom: string | null }> {
  const first = await askForLease(objects, { holder }, asking);
  if (first.kind === 'held') return { ...first, takenFrom: null };
  // Our own from before a cut: a holder names one company of one machine, and only one console at a time works on it.
  if (ifHeld === 'refuse' && first.holder !== holder) throw leaseTaken(first);
  const second = await askForLease(objects, { holder, takeOver: true }, asking);
  if (second.kind === 'taken') throw leaseTaken(second);
  return { ...second, takenFrom: first.holder === holder ? null : first.holder };
}

/** An answer that never came is asked for again under the same request id: the lease that was given is ours, and no second one is. */
function askForLease(
  objects: ObjectStore,
  order: { readonly holder: string; readonly takeOver?: boolean },
  asking: Asking & NewIds,
): Promise<LeaseOutcome> {
  const wanted = { ...order, ttlSeconds: LEASE_SECONDS, requestId: asking.newId() };
  return askAgain(asking, (control) => objects.acquireLease(wanted, control));
}

/** Asks again where no answer came, for what may be asked any number of times. */
export async function askAgain<T>({ wait, onPause, leave, signal }: Asking, ask: (control: CallControl) => Promise<T>): Promise<T> {
  const control = { signal, onPause, leave };
  const isLeft = (): boolean => signal.aborted || leave.aborted;
  for (const pause of ASK_AGAIN_AFTER) {
    try {
      return await ask(control);
    } catch (error) {
      if (!(error instanceof ExpectedError) || !ASK_AGAIN.has(error.failure.code) || isLeft()) throw error;
      await wait(pause, signal).catch(() => undefined);
    }
  }
  return ask(control);
}

const leaseTaken = ({ holder, since, expiresAt }: Extract<LeaseOutcome, { kind: 'taken' }>): ExpectedError =>
  new ExpectedError('lease-taken', { holder, since, expiresAt });

/** Gives the lease back. Asked once: where the server asks for patience, nobody waits, as the lease runs out by itself. */
export const giveBack = (objects: ObjectStore, lease: string): Promise<void> =>
  objects.releaseLease(lease, { leave: AbortSignal.abort() }).catch(() => undefined);
