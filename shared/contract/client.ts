import type { CallInput, CallName, CallOutput } from './calls.ts';
import type { EventData, EventName } from './events.ts';
import type { Result } from './result.ts';

/** What a window holds of the main process, whatever the host. `call` never rejects. */
export interface Client {
  call<N extends CallName>(name: N, input: CallInput<N>, callId?: string): Promise<Result<CallOutput<N>>>;
  /** Gives up a running call by the id it was given; its promise then answers `cancelled`. Unknown ids do nothing. */
  cancel(callId: string): void;
  /** Returns the function that stops listening. */
  on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): () => void;
}
