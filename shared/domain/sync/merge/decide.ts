import { toStableJson } from '../../drafts/stable-json.ts';
import type { FieldChange, IgnoredDifference, Resolution, ResolvedDifference } from '../plan/item.ts';
import type { ChosenSide, Difference, SidePicker } from './difference.ts';

const textOf = (ours: unknown, theirs: unknown): string => toStableJson([ours ?? null, theirs ?? null]);

/** A field's difference as text; equal texts mean equal values on both sides. */
export const formatDifference = ({ ours, before }: Sides): string => textOf(ours, before);
type Sides = { readonly ours: FieldChange['ours']; readonly before: FieldChange['before'] };

/** Ignores a field's present difference up to a day `YYYY-MM-DD`, inclusive. */
export const createIgnoredDifference = (key: string, field: FieldChange, until: string, because: string): IgnoredDifference => ({
  key,
  path: field.path,
  difference: formatDifference(field),
  until,
  because,
});

export const getDefaultSide = ({ origin }: Difference): ChosenSide => (origin === 'ours' ? 'ours' : 'theirs');

/** The administrator's decisions about one object, applied field by field during the merge. */
export class MergeDecisions {
  readonly ignored: IgnoredDifference[] = [];
  readonly reopened: IgnoredDifference[] = [];
  readonly #resolutions: ReadonlyMap<string, ResolvedDifference> | undefined;
  readonly #ignoring: ReadonlyMap<string, IgnoredDifference> | undefined;
  readonly #today: string;
  readonly #paths = new Set<string>();

  constructor(
    resolutions: ReadonlyMap<string, ResolvedDifference> | undefined,
    ignoring: ReadonlyMap<string, IgnoredDifference> | undefined,
    today: string,
  ) {
    this.#resolutions = resolutions;
    this.#ignoring = ignoring;
    this.#today = today;
  }

  readonly pick: SidePicker = (difference) => {
    const ignoring = this.#ignoring?.get(difference.path);
    if (ignoring !== undefined) {
      if (this.#today <= ignoring.until && ignoring.difference === textOf(difference.ours, difference.theirs)) {
        this.ignored.push(ignoring);
        this.#paths.add(difference.path);
        return 'theirs';
      }
      this.reopened.push(ignoring);
    }
    return this.resolutionOf(difference) ?? getDefaultSide(difference);
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
