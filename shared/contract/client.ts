import type { Result } from './call/result.ts';
import type { CallInput, CallName, CallOutput } from './calls.ts';
import type { EventData, EventName } from './events.ts';

/** What goes along with a call. */
export interface CallOptions {
  /** The id of the company that it is about: for every call but those about the console. */
  readonly company?: string | undefined;
  /** By which `cancel` knows it. */
  readonly callId?: string | undefined;
}

/** The window's access to the main process, the same for every host. `call` never rejects. */
export interface Client {
  call<N extends CallName>(name: N, input: CallInput<N>, options?: CallOptions): Promise<Result<CallOutput<N>>>;
  /** Gives up a running call by the id it was given; its promise then answers `cancelled`. Unknown ids do nothing. */
  cancel(callId: string): void;
  /** Returns the function that stops listening. */
  on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): () => void;
}
