import { type ComponentType, use } from 'react';

/** Thrown if the file of a lazy part could not be loaded. */
export class PartLoadError extends Error {
  override readonly name = 'PartLoadError';
}

export const PART_NOT_LOADED = { code: 'part-not-loaded', params: {} } as const;

/** A component in its own chunk. */
export interface LazyPart<Props> {
  /** The component; `undefined` until it is loaded. */
  readonly view: () => ComponentType<Props> | undefined;
  /** Calls back once the component is loaded. Returns a function that unsubscribes. */
  readonly subscribe: (onView: () => void) => () => void;
  /** Loads the component; a call after a failure tries again. Rejects with `PartLoadError`. */
  readonly load: () => Promise<unknown>;
  /** Returns the component or suspends until it is loaded; throws `PartLoadError` if loading failed. */
  readonly useView: () => ComponentType<Props>;
}

export function createLazyPart<Props extends object>(importView: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let view: ComponentType<Props> | undefined;
  let coming: Promise<ComponentType<Props>> | undefined;
  let isLost = false;
  const listeners = new Set<() => void>();
  const load = (): Promise<ComponentType<Props>> => {
    if (coming !== undefined && !isLost) return coming;
    isLost = false;
    const now = importView().then(
      (loaded) => {
        view = loaded;
        // Marked like React marks resolved promises, so that a loaded part renders without a fallback frame.
        Object.assign(now, { status: 'fulfilled', value: loaded });
        for (const onView of listeners) onView();
        return loaded;
      },
      (error: unknown) => {
        isLost = true;
        throw new PartLoadError(error instanceof Error ? error.message : String(error));
      },
    );
    coming = now;
    return now;
  };
  return {
    view: () => view,
    subscribe(onView) {
      listeners.add(onView);
      return () => listeners.delete(onView);
    },
    load,
    // A failed load is retried only by an action of the user.
    useView: () => use(coming ?? load()),
  };
}
