import { setTimeout } from 'node:timers/promises';

/** Content of a message about one run. Only `text` and the report contain names of people. */
export interface DeliveryMessage {
  /** Unchanged when the message is sent again, so that a mail server recognizes a copy. */
  readonly id: string;
  /** Subject, as named in the JSON of a webhook; omitted = `watch`, a check. */
  readonly about?: 'watch' | 'approval';
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly title: string;
  /** Text of a mail, which may contain names of people. */
  readonly text: string;
  /** Text of a chat message, which contains numbers only. */
  readonly brief: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly attachment: { readonly name: string; readonly content: Uint8Array } | null;
}

/**
 * Reasons why a message was not accepted. `login`: user, password or webhook address is wrong; `recipient`: unknown recipient; `sender`:
 * refused sender; `noTls`: the server does not offer TLS; `busy`: try again later; `unconfirmed`: the server received the whole message but
 * did not respond, so it may have been delivered.
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

/** A message that was not accepted. Never contains the server's text, which may include addresses and passwords. */
export class DeliveryProblem extends Error {
  readonly fault: DeliveryFault;
  /** The server's status code; `null` = no response. */
  readonly status: number | null;
  /** The server's Retry-After in milliseconds; `null` if missing. */
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
const MAX_PAUSE_MS = 30_000;

/** Waits between attempts. Rejects when `signal` is aborted. */
export const pauseFor = (milliseconds: number, signal: AbortSignal): Promise<void> => setTimeout(milliseconds, undefined, { signal });

/** Sends with up to three attempts and pauses in between if the fault may be temporary. Throws the last `DeliveryProblem`. */
export async function sendWithRetries<T>(
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
        await wait(Math.min(Math.max(pause, error.pauseMs ?? 0), MAX_PAUSE_MS), signal);
      } catch {
        throw error;
      }
    }
  }
}
