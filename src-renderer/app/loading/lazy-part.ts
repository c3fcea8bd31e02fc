import { type ComponentType, use } from 'react';

/** Why a part of the window is not there: its file could not be read. */
export class PartLoadError extends Error {
  override readonly name = 'PartLoadError';
}

export const PART_NOT_LOADED = { code: 'part-not-loaded', params: {} } as const;

/** A part of the window in a chunk of its own. */
export interface LazyPart<Props> {
  /** It, once it is here. */
  readonly view: () => ComponentType<Props> | undefined;
  /** Calls back once it is here; answers how to stop that. */
  readonly subscribe: (onView: () => void) => () => void;
  /** Loads it; after a failure it tries again. Rejects with `PartLoadError`. */
  readonly load: () => Promise<unknown>;
  /** It, or a wait for it below `Suspense`; throws `PartLoadError` where it could not be loaded. */
  readonly useView: () => ComponentType<Props>;
}

export function lazyPart<Props extends object>(importView: () => Promise<ComponentType<Props>>): LazyPart<Props> {
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
