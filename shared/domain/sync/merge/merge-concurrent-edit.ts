import type { Body, Section } from '../../drafts/sections.ts';
import { isSameBody } from '../same.ts';
import type { Difference, SidePicker } from './difference.ts';
import { findConflictingFinalDeciders, pickFinalDeciderSide } from './last-decider.ts';
import { mergeBodies } from './merge.ts';

/**
 * Merges an edit, undo or redo from `was` to `wanted` into a draft that others changed to `now`. Their changes stay, even if they
 * contradict the edit; `onConflict` is called for each value of the edit that is dropped.
 */
export function mergeConcurrentEdit(
  section: Section,
  was: Body | null,
  wanted: Body | null,
  now: Body | null,
  onConflict: (difference: Difference) => void = () => undefined,
): Body | null {
  if (isSameBody(section, was, now)) return wanted;
  // An object that another person created with the same id is unrelated.
  if (was === null) return now;
  const keepTheirs: SidePicker = ({ origin }) => (origin === 'ours' ? 'ours' : 'theirs');
  const first = mergeBodies(section, was, wanted, now, keepTheirs);
  const clashing = findConflictingFinalDeciders(section, first.found);
  const keepMarks: SidePicker = (difference) =>
    clashing.has(difference.path) ? pickFinalDeciderSide('theirs', difference) : keepTheirs(difference);
  const merged = clashing.size === 0 ? first : mergeBodies(section, was, wanted, now, keepMarks);
  for (const difference of merged.found)
    if (difference.origin === 'both' || (difference.origin === 'ours' && clashing.has(difference.path))) onConflict(difference);
  return merged.body;
}
