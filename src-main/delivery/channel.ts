/** The content of one run's message. People are named in `text` and the report only. */
export interface Message {
  /** Unchanged when sent again, so that a mail server recognizes a copy. */
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly title: string;
  /** For a mail: may name people. */
  readonly text: string;
  /** For a chat: numbers only. */
  readonly brief: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly attachment: { readonly name: string; readonly content: Uint8Array } | null;
}

/**
 * Why a message was not accepted. `login`: user, password or webhook address is wrong; `recipient`: unknown address; `sender`: refused
 * sender; `noTls`: the server offers no protection; `busy`: try later; `unconfirmed`: the server received everything without responding,
 * so it may have been delivered.
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

/** A refused message. Never contains the server's text, which may repeat addresses and passwords. */
export class DeliveryProblem extends Error {
  readonly fault: DeliveryFault;
  /** The server's status code; `null` = no response. */
  readonly status: number | null;
  /** The server's Retry-After. */
  readonly pauseMs: number | null;

  constructor(fault: DeliveryFault, status: number | null = null, pauseMs: number | null = null) {
    super(fault);
    this.name = 'DeliveryProblem';
    this.fault = fault;
    this.status = status;
    this.pauseMs = pauseMs;
  }
}

/** Faults that may be temporary. */
const PASSING: ReadonlySet<DeliveryFault> = new Set(['unreachable', 'timeout', 'busy']);

const PAUSES_MS = [2_000, 8_000];
const LONGEST_PAUSE_MS = 30_000;

/** Sends with up to three attempts and pauses, if the fault may be temporary. Throws the last `DeliveryProblem`. */
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
