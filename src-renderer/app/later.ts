import { type ComponentType, use } from 'react';

/** Why a part of the window is not there: its file could not be read. */
export class PartLost extends Error {
  override readonly name = 'PartLost';
}

export const PART_NOT_LOADED = { code: 'part-not-loaded', params: {} } as const;

/** A part of the window that comes as a file of its own, once. */
export interface LaterPart<Props> {
  /** It, once it is here. */
  readonly view: () => ComponentType<Props> | undefined;
  /** Brings it; after a failure it tries again. Rejects with `PartLost`. */
  readonly load: () => Promise<unknown>;
  /** It, or a wait for it below `Suspense`; throws `PartLost` where it could not be brought. */
  readonly useView: () => ComponentType<Props>;
}

export function later<Props extends object>(bring: () => Promise<ComponentType<Props>>): LaterPart<Props> {
  let view: ComponentType<Props> | undefined;
  let coming: Promise<ComponentType<Props>> | undefined;
  let isLost = false;
  const load = (): Promise<ComponentType<Props>> => {
    if (coming !== undefined && !isLost) return coming;
    isLost = false;
    const now = bring().then(
      (brought) => {
        view = brought;
        // As React notes it for itself: what is here is then drawn at once, without a gap of even one frame.
        Object.assign(now, { status: 'fulfilled', value: brought });
        return brought;
      },
      (error: unknown) => {
        isLost = true;
        throw new PartLost(error instanceof Error ? error.message : String(error));
      },
    );
    coming = now;
    return now;
  };
  return {
    view: () => view,
    load,
    // What was lost stays lost for what is drawn: only an act of the user asks again.
    useView: () => use(coming ?? load()),
  };
}
