import { createBirpc } from 'birpc';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { toExpectedFailure } from '../../storage/storage-failure.ts';

/** One end of the channel between two threads: a `Worker`, or its `MessagePort` inside the thread. */
export interface ThreadChannel {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
  postMessage(message: unknown): void;
}

/** Form in which an expected error is transferred, because a copied error keeps only its message. */
interface CarriedFailure {
  readonly expectedFailure: Failure;
}

const isCarried = (error: unknown): error is CarriedFailure => typeof error === 'object' && error !== null && 'expectedFailure' in error;

function carried(error: unknown): unknown {
  const expected = toExpectedFailure(error);
  return expected === null ? error : ({ expectedFailure: expected.failure } satisfies CarriedFailure);
}

/**
 * Connects two threads: `local` implements the calls of the other thread, and the result calls it. Expected failures (including disk
 * errors) arrive as `ExpectedError`, bugs as errors. `events`: functions without a result that are not awaited; their order is preserved.
 * There are no timeouts.
 */
export function linkThreads<Remote extends object, Local extends object>(
  channel: ThreadChannel,
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
