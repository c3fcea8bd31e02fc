import type { Body, Section } from '../../drafts/sections.ts';
import type { Difference, Maybe } from '../merge/difference.ts';
import { fullPhrase } from './full-value.ts';
import { fieldPhrase } from './label.ts';
import { type Phrase, type PlanNames, phrase } from './phrase.ts';

/** A field that an edit and another user changed: the value of the rejected edit, and the saved one. */
export interface EditConflict {
  readonly label: Phrase;
  readonly mine: Phrase;
  readonly saved: Phrase;
}

/** Describes a conflict in words. `now`: the saved object. */
export function describeConflict(section: Section, now: Body | null, { path, ours, theirs }: Difference, names: PlanNames): EditConflict {
  const side = (value: Maybe): Phrase => (value === undefined ? phrase('plan.value.absent') : fullPhrase(section, path, value, names));
  return { label: fieldPhrase(section, path, [now], names), mine: side(ours), saved: side(theirs) };
}
