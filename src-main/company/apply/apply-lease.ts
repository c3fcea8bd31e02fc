import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallControl, LeaseOutcome, ObjectStore } from '../../groupware/groupware.ts';

export interface HeldLease {
  readonly lease: string;
  /** ISO 8601 UTC. */
  readonly expiresAt: string;
}

/** Duration of a lease: long enough for a slow call and the pause after a 429. It is renewed when half of it has passed. */
export const LEASE_SECONDS = 120;
/** Delays before each repetition of a call without a response; one repetition per entry. */
export const RETRY_DELAYS_MS = [1_000, 3_000, 9_000] as const;
/** Error codes that leave open whether the server received the call. */
export const RETRYABLE_CODES: ReadonlySet<string> = new Set(['server-unreachable', 'server-timeout', 'server-answer-invalid']);

/** Parameters for calls to a server that may not respond. */
export interface RetryOptions {
  /** Waits before a call without a response is repeated. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Called on Retry-After; no requests are sent for that many milliseconds. */
  readonly onPause: (milliseconds: number) => void;
  /** Aborted by a request to pause or cancel: ends a Retry-After wait, and no call is repeated. */
  readonly leave: AbortSignal;
  /** Aborts waiting; a running call may still finish. */
  readonly signal: AbortSignal;
}

interface NewIds {
  readonly newId: () => string;
}

/** Acquires the lease. Throws `lease-taken` with the holder if another console holds it and `ifHeld` is `refuse`. */
export async function acquireLeaseWithRetries(
  objects: ObjectStore,
  holder: string,
  ifHeld: 'refuse' | 'take-over',
  asking: RetryOptions & NewIds,
): Promise<HeldLease & { readonly takenFrom: string | null }> {
  const first = await askForLease(objects, { holder }, asking);
  if (first.kind === 'held') return { ...first, takenFrom: null };
  // A lease with the same holder text is left from this company's own interrupted run: the text names one company on one machine, which
  // only one console uses at a time.
  if (ifHeld === 'refuse' && first.holder !== holder) throw leaseTaken(first);
  const second = await askForLease(objects, { holder, takeOver: true }, asking);
  if (second.kind === 'taken') throw leaseTaken(second);
  return { ...second, takenFrom: first.holder === holder ? null : first.holder };
}

/** Requests the lease; repetitions use the same request id, so that no second lease is created. */
function askForLease(
  objects: ObjectStore,
  order: { readonly holder: string; readonly takeOver?: boolean },
  asking: RetryOptions & NewIds,
): Promise<LeaseOutcome> {
  const wanted = { ...order, ttlSeconds: LEASE_SECONDS, requestId: asking.newId() };
  return retryUnanswered(asking, (control) => objects.acquireLease(wanted, control));
}

/** Repeats a call without a response; only for calls that may be sent repeatedly. */
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

/** Releases the lease with a single request. Failures are ignored, because the lease expires by itself. */
export const releaseHeldLease = (objects: ObjectStore, lease: string): Promise<void> =>
  objects.releaseLease(lease, { leave: AbortSignal.abort() }).catch(() => undefined);
