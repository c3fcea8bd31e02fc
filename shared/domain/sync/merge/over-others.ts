import type { Body, Section } from '../../drafts/sections.ts';
import { isGatewaySection } from '../gateway-section.ts';
import { sameBody } from '../same.ts';
import type { Picker } from './difference.ts';
import { clashingMarks, keepMarkOf } from './last-decider.ts';
import { mergeBodies } from './merge.ts';

/**
 * What a draft becomes when a step that left it as `was` is undone, or one that began at `was` is done again, and wants `wanted`. What others
 * changed since, and the draft took over, stays, also where it stands against the step. Amazon groups are nobody else's.
 */
export function overOthers(section: Section, was: Body | null, wanted: Body | null, now: Body | null): Body | null {
  if (!isGatewaySection(section) || sameBody(section, was, now)) return wanted;
  // Somebody else's object of the same id has nothing in common with ours.
  if (was === null) return now;
  const keepTheirs: Picker = ({ origin }) => (origin === 'ours' ? 'ours' : 'theirs');
  const merged = mergeBodies(section, was, wanted, now, keepTheirs);
  const clashing = clashingMarks(section, merged.found);
  if (clashing.size === 0) return merged.body;
  const keepMarks: Picker = (difference) => (clashing.has(difference.path) ? keepMarkOf('theirs', difference) : keepTheirs(difference));
  return mergeBodies(section, was, wanted, now, keepMarks).body;
}
