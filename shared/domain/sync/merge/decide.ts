import { stableJson } from '../../drafts/stable-json.ts';
import type { FieldChange, IgnoredDifference, Resolution, Resolved } from '../plan/item.ts';
import type { Difference, Picker, Side } from './difference.ts';

const textOf = (ours: unknown, theirs: unknown): string => stableJson([ours ?? null, theirs ?? null]);

/** A field's difference as text; equal texts mean equal values on both sides. */
export const differenceOf = ({ ours, before }: Sides): string => textOf(ours, before);
type Sides = { readonly ours: FieldChange['ours']; readonly before: FieldChange['before'] };

/** Ignores a field's present difference up to a day `YYYY-MM-DD`, inclusive. */
export const ignore = (key: string, field: FieldChange, until: string, because: string): IgnoredDifference => ({
  key,
  path: field.path,
  difference: differenceOf(field),
  until,
  because,
});

export const defaultSide = ({ origin }: Difference): Side => (origin === 'ours' ? 'ours' : 'theirs');

/** The administrator's decisions about one object, applied field by field during the merge. */
export class Decisions {
  readonly ignored: IgnoredDifference[] = [];
  readonly reopened: IgnoredDifference[] = [];
  readonly #resolutions: ReadonlyMap<string, Resolved> | undefined;
  readonly #ignoring: ReadonlyMap<string, IgnoredDifference> | undefined;
  readonly #today: string;
  readonly #paths = new Set<string>();

  constructor(
    resolutions: ReadonlyMap<string, Resolved> | undefined,
    ignoring: ReadonlyMap<string, IgnoredDifference> | undefined,
    today: string,
  ) {
    this.#resolutions = resolutions;
    this.#ignoring = ignoring;
    this.#today = today;
  }

  readonly pick: Picker = (difference) => {
    const ignoring = this.#ignoring?.get(difference.path);
    if (ignoring !== undefined) {
      if (this.#today <= ignoring.until && ignoring.difference === textOf(difference.ours, difference.theirs)) {
        this.ignored.push(ignoring);
        this.#paths.add(difference.path);
        return 'theirs';
      }
      this.reopened.push(ignoring);
    }
    return this.resolutionOf(difference) ?? defaultSide(difference);
  };

  isIgnored(path: string): boolean {
    return this.#paths.has(path);
  }

  /** The decision about a field, if it was made for the same difference. */
  resolutionOf({ path, ours, theirs }: Difference): Resolution | undefined {
    const resolved = this.#resolutions?.get(path);
    return resolved !== undefined && resolved.difference === textOf(ours, theirs) ? resolved.resolution : undefined;
  }
}
