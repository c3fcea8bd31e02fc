import type { Body, Section } from '../../drafts/sections.ts';
import type { Difference, OptionalJson } from '../merge/difference.ts';
import { describeFullValue } from './full-value.ts';
import { describeField } from './label.ts';
import { createPhrase, type Phrase, type PlanNames } from './phrase.ts';

/** A field that an edit and another user changed: the value of the rejected edit, and the saved one. */
export interface EditConflict {
  readonly label: Phrase;
  readonly mine: Phrase;
  readonly saved: Phrase;
}

/** Describes a conflict in words. `now`: the saved object. */
export function describeConflict(section: Section, now: Body | null, { path, ours, theirs }: Difference, names: PlanNames): EditConflict {
  const side = (value: OptionalJson): Phrase =>
    value === undefined ? createPhrase('plan.value.absent') : describeFullValue(section, path, value, names);
  return { label: describeField(section, path, [now], names), mine: side(ours), saved: side(theirs) };
}
