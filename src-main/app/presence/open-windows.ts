import { PRESENT_MS } from '#shared/contract/presence-times.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';

export interface OpenWindow {
  /** Id of the person. */
  readonly person: string;
  readonly name: string;
  readonly opened: { readonly section: Section; readonly id: string } | null;
  /** Time of the last report, ms since 1970. */
  readonly at: number;
}

/** The windows that have one company open, by id. Kept in memory: every window repeats its report. */
export class OpenWindows {
  readonly #windows = new Map<string, OpenWindow>();

  add(id: string, window: OpenWindow): void {
    this.#windows.set(id, window);
  }

  remove(id: string): void {
    this.#windows.delete(id);
  }

  /** Returns the windows of other people than `person` by person, latest report first. Windows without a report for `PRESENT_MS` are removed. */
  listOthers(person: string, now: number): ReadonlyMap<string, readonly OpenWindow[]> {
    for (const [id, { at }] of this.#windows) if (now - at > PRESENT_MS) this.#windows.delete(id);
    const others = [...this.#windows.values()].filter((window) => window.person !== person);
    return Map.groupBy(
      others.sort((a, b) => b.at - a.at),
      (window) => window.person,
    );
  }
}
