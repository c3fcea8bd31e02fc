import type { Draft } from '../../drafts/draft.ts';
import type { Body } from '../../drafts/sections.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { ObjectItem } from '../plan/item.ts';
import type { Difference, SidePicker } from './difference.ts';
import { findConflictingFinalDeciders, pickFinalDeciderSide } from './last-decider.ts';
import { mergeBodies } from './merge.ts';

/** Base and draft; if both are `null`, the object is removed. */
export interface LocalSides {
  readonly base: Body | null;
  readonly draft: Body | null;
}

/** The three versions used for planning. */
export interface PlannedSides {
  readonly section: GatewaySection;
  readonly base: Body | null;
  readonly draft: Body | null;
  readonly ignored: ObjectItem['ignored'];
}

/**
 * Base and draft after an item was applied and read back. The base is the server's state except ignored fields. The draft becomes that
 * state too, unless it was edited since planning. `readBack` is `null` if the object does not exist.
 */
export function rebaseAfterApply(item: PlannedSides, draft: Draft | null, readBack: Body | null): LocalSides {
  const { section } = item;
  const ignored = new Set(item.ignored.map(({ path }) => path));
  const planned = item.draft;
  const now = draft === null ? planned : draft.draft;
  // An ignored order includes all moves within it.
  const isIgnored = ({ path, kind }: Difference): boolean =>
    ignored.has(path) || (kind === 'moved' && ignored.has(path.slice(0, path.lastIndexOf('/'))));
  const keepIgnored =
    (side: 'base' | 'ours'): SidePicker =>
    (difference) =>
      isIgnored(difference) || (side === 'ours' && difference.origin !== 'theirs') ? side : 'theirs';
  const base = mergeBodies(section, item.base, planned, readBack, keepIgnored('base')).body;
  const keepEdits = keepIgnored('ours');
  const next = mergeBodies(section, planned, now, readBack, keepEdits);
  const clashing = findConflictingFinalDeciders(section, next.found);
  if (clashing.size === 0) return { base, draft: next.body };
  const keepMarks: SidePicker = (difference) =>
    clashing.has(difference.path) ? pickFinalDeciderSide('ours', difference) : keepEdits(difference);
  return { base, draft: mergeBodies(section, planned, now, readBack, keepMarks).body };
}

/** The draft with its new base and content; `null` if it is removed. */
export function createRebasedDraft(
  item: { readonly section: GatewaySection; readonly id: string },
  draft: Draft | null,
  sides: LocalSides,
): Draft | null {
  if (sides.base === null && sides.draft === null) return null;
  return { section: item.section, id: item.id, base: sides.base, draft: sides.draft, note: draft?.note ?? '' } as Draft;
}
