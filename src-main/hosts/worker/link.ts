import { createBirpc } from 'birpc';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { Failure } from '#shared/contract/result.ts';
import { expectedFailureOf } from '../../storage/storage-failure.ts';

/** One end of the channel between the host's thread and the application's: a `Worker`, or the port inside it. */
export interface Channel {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
  postMessage(message: unknown): void;
}

/** A thread would get a copied error with its message alone: an expected one crosses as its failure. */
interface CarriedFailure {
  readonly expectedFailure: Failure;
}

const isCarried = (error: unknown): error is CarriedFailure => typeof error === 'object' && error !== null && 'expectedFailure' in error;

function carried(error: unknown): unknown {
  const expected = expectedFailureOf(error);
  return expected === null ? error : ({ expectedFailure: expected.failure } satisfies CarriedFailure);
}

/**
 * Joins two threads: `local` answers what the other one asks, the result asks it. Expected failures (what a disk refuses among them) arrive
 * as `ExpectedError`, bugs as errors. `told`: functions of the other side that answer nothing and that nobody waits for; they arrive in the
 * order in which they were called. Nothing is given up by the clock.
 */
export function linkThreads<Remote extends object, Local extends object>(
  channel: Channel,
  local: Local,
  events: readonly (keyof Remote & string)[],
) {
  return createBirpc<Remote, Local>(local, {
    on: (listener) => void channel.on('message', listener),
    off: (listener) => void channel.off('message', listener),
    post: (message) => channel.postMessage(message),
    serialize: (message) => ('e' in message ? { ...message, e: carried(message.e) } : message),
    deserialize: (message) =>
      isCarried(message.e)
        ? { ...message, e: new ExpectedError(message.e.expectedFailure.code, message.e.expectedFailure.params) }
        : message,
    eventNames: [...events],
    timeout: -1,
  });
}
