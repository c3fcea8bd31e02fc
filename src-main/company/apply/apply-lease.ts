import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallControl, LeaseOutcome, ObjectStore } from '../../groupware/groupware.ts';

export interface HeldLease {
  readonly lease: string;
  /** ISO 8601 UTC. */
  readonly expiresAt: string;
}

/** A lease outlives a long call and the pause after a 429; it is renewed after half of it. */
export const LEASE_SECONDS = 120;
/** Delays before an unanswered call is repeated, in milliseconds; one repetition each. */
export const RETRY_DELAYS_MS = [1_000, 3_000, 9_000] as const;
/** Failures that do not show whether the call arrived. */
export const RETRYABLE_CODES: ReadonlySet<string> = new Set(['server-unreachable', 'server-timeout', 'server-answer-invalid']);

/** Parameters for calls to a server that may not respond. */
export interface RetryOptions {
  /** Waits before an unanswered call is repeated. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Called on Retry-After; no requests are sent for that many milliseconds. */
  readonly onPause: (milliseconds: number) => void;
  /** Aborted by a pause or cancel request: ends waiting for Retry-After, and no call is repeated. */
  readonly leave: AbortSignal;
  /** Ends waiting; a running call may finish if the connection allows it. */
  readonly signal: AbortSignal;
}

interface NewIds {
  readonly newId: () => string;
}

/** Acquires the lease; throws `lease-taken` with its holder if another console holds it and it must not be taken over. */
export async function takeLease(
  objects: ObjectStore,
  holder: string,
  ifHeld: 'refuse' | 'take-over',
  asking: RetryOptions & NewIds,
): Promise<HeldLease & { readonly takenFrom: string | null }> {
  const first = await askForLease(objects, { holder }, asking);
  if (first.kind === 'held') return { ...first, takenFrom: null };
  // The same holder is this company's own lease from before an interruption: a holder names one company on one machine, which only one
  // console uses at a time.
  if (ifHeld === 'refuse' && first.holder !== holder) throw leaseTaken(first);
  const second = await askForLease(objects, { holder, takeOver: true }, asking);
  if (second.kind === 'taken') throw leaseTaken(second);
  return { ...second, takenFrom: first.holder === holder ? null : first.holder };
}

/** An unanswered request is repeated with the same request id, so that no second lease is created. */
function askForLease(
  objects: ObjectStore,
  order: { readonly holder: string; readonly takeOver?: boolean },
  asking: RetryOptions & NewIds,
): Promise<LeaseOutcome> {
  const wanted = { ...order, ttlSeconds: LEASE_SECONDS, requestId: asking.newId() };
  return retryUnanswered(asking, (control) => objects.acquireLease(wanted, control));
}

/** Repeats an unanswered call that may be sent any number of times. */
export async function retryUnanswered<T>(
  { wait, onPause, leave, signal }: RetryOptions,
  ask: (control: CallControl) => Promise<T>,
): Promise<T> {
  const control = { signal, onPause, leave };
  const isLeft = (): boolean => signal.aborted || leave.aborted;
  for (const pause of RETRY_DELAYS_MS) {
    try {
      return await ask(control);
    } catch (error) {
      if (!(error instanceof ExpectedError) || !RETRYABLE_CODES.has(error.failure.code) || isLeft()) throw error;
      await wait(pause, signal).catch(() => undefined);
    }
  }
  return ask(control);
}

const leaseTaken = ({ holder, since, expiresAt }: Extract<LeaseOutcome, { kind: 'taken' }>): ExpectedError =>
  new ExpectedError('lease-taken', { holder, since, expiresAt });

/** Releases the lease. Sent once without waiting for Retry-After, because the lease expires by itself. */
export const releaseHeldLease = (objects: ObjectStore, lease: string): Promise<void> =>
  objects.releaseLease(lease, { leave: AbortSignal.abort() }).catch(() => undefined);
