import type { Result } from './call/result.ts';
import type { CallInput, CallName, CallOutput } from './calls.ts';
import type { EventData, EventName } from './events.ts';

/** Options of a call besides its input. */
export interface CallOptions {
  /** Id of the company; required for all calls except those that concern the console. */
  readonly company?: string | undefined;
  /** Id with which `cancel` can cancel the call. */
  readonly callId?: string | undefined;
}

/** Access to the main process, the same for every host. `call` never rejects. */
export interface Client {
  call<N extends CallName>(name: N, input: CallInput<N>, options?: CallOptions): Promise<Result<CallOutput<N>>>;
  /** Cancels a running call by its id; its promise then resolves with a failure. Unknown ids have no effect. */
  cancel(callId: string): void;
  /** Adds a listener and returns a function that removes it. */
  on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): () => void;
}
