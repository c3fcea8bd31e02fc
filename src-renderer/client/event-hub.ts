import type { EventData, EventName } from '#shared/contract/events.ts';

type Listener = (data: never) => void;

/** Listeners by event name; an exception in one listener does not affect the others. */
export class EventHub {
  readonly #listeners = new Map<EventName, Set<Listener>>();

  on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set<Listener>();
    this.#listeners.set(event, set);
    set.add(listener as Listener);
    return () => set.delete(listener as Listener);
  }

  emit(event: EventName, data: unknown): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as (data: unknown) => void)(data);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
