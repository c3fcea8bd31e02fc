/** What one run has to tell. Whoever a finding is about stands in `text` and in the report, and in nothing else. */
export interface Message {
  /** The same each time that it is sent, so that a mail server knows a second copy. */
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly title: string;
  /** For a mail: may name people. */
  readonly text: string;
  /** For a chat: numbers alone. */
  readonly brief: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly attachment: { readonly name: string; readonly content: Uint8Array } | null;
}

/**
 * Why a message was not taken. `login`: user, password or the webhook's address is not (or no longer) right; `recipient`: nobody of that
 * address there; `sender`: nothing is taken from this address; `noTls`: the mail server offers no protection; `busy`: later, it says;
 * `unconfirmed`: the server received all of it and did not answer, so that it may have been delivered.
 */
export const DELIVERY_FAULTS = [
  'unreachable',
  'timeout',
  'unconfirmed',
  'tls',
  'noTls',
  'login',
  'recipient',
  'sender',
  'busy',
  'refused',
  'failed',
] as const;
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

/** A message that was not taken. Never holds what the server said: it may repeat addresses and passwords. */
export class DeliveryProblem extends Error {
  readonly fault: DeliveryFault;
  /** The server's number for it; `null` where there was no answer. */
  readonly status: number | null;
  /** How long the server asks to be left alone. */
  readonly pauseMs: number | null;

  constructor(fault: DeliveryFault, status: number | null = null, pauseMs: number | null = null) {
    super(fault);
    this.name = 'DeliveryProblem';
    this.fault = fault;
    this.status = status;
    this.pauseMs = pauseMs;
  }
}

/** Faults that may be gone a moment later. */
const PASSING: ReadonlySet<DeliveryFault> = new Set(['unreachable', 'timeout', 'busy']);

const PAUSES_MS = [2_000, 8_000];
const LONGEST_PAUSE_MS = 30_000;

/** Sends, and sends again after a pause where the fault may pass: three times in all. Throws the last `DeliveryProblem`. */
export async function withRetries<T>(
  send: () => Promise<T>,
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      const pause = PAUSES_MS[attempt];
      if (!(error instanceof DeliveryProblem) || pause === undefined || !PASSING.has(error.fault) || signal.aborted) throw error;
      try {
        await wait(Math.min(Math.max(pause, error.pauseMs ?? 0), LONGEST_PAUSE_MS), signal);
      } catch {
        throw error;
      }
    }
  }
}
