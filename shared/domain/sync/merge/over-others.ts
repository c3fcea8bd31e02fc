import type { Body, Section } from '../../drafts/sections.ts';
import { isGatewaySection } from '../gateway-section.ts';
import { sameBody } from '../same.ts';
import type { Picker } from './difference.ts';
import { clashingMarks, keepMarkOf } from './last-decider.ts';
import { mergeBodies } from './merge.ts';

/**
 * The draft after undoing a step that left it as `was`, or redoing one that started from it, with the intended result `wanted`. Later
 * changes by others stay, even if they contradict the step. Amazon groups are only edited here.
 */
export function overOthers(section: Section, was: Body | null, wanted: Body | null, now: Body | null): Body | null {
  if (!isGatewaySection(section) || sameBody(section, was, now)) return wanted;
  // Another person's object with the same id is unrelated.
  if (was === null) return now;
  const keepTheirs: Picker = ({ origin }) => (origin === 'ours' ? 'ours' : 'theirs');
  const merged = mergeBodies(section, was, wanted, now, keepTheirs);
  const clashing = clashingMarks(section, merged.found);
  if (clashing.size === 0) return merged.body;
  const keepMarks: Picker = (difference) => (clashing.has(difference.path) ? keepMarkOf('theirs', difference) : keepTheirs(difference));
  return mergeBodies(section, was, wanted, now, keepMarks).body;
}
