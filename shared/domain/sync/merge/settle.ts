import type { Draft } from '../../drafts/draft.ts';
import type { Body } from '../../drafts/sections.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { ObjectItem } from '../plan/item.ts';
import type { Difference, Picker } from './difference.ts';
import { clashingMarks, keepMarkOf } from './last-decider.ts';
import { mergeBodies } from './merge.ts';

/** What an object's two local sides become; where both are `null` nothing is kept of it. */
export interface LocalSides {
  readonly base: Body | null;
  readonly draft: Body | null;
}

/** What an item was planned from. */
export interface PlannedSides {
  readonly section: GatewaySection;
  readonly base: Body | null;
  readonly draft: Body | null;
  readonly ignored: ObjectItem['ignored'];
}

/**
 * What base and draft become after an item was applied and read back. The base is the server's state but for ignored fields; the draft
 * takes over what the server has unless it was edited since the plan was made. `readBack` is `null` when the object is not there.
 */
export function settle(item: PlannedSides, draft: Draft | null, readBack: Body | null): LocalSides {
  const { section } = item;
  const ignored = new Set(item.ignored.map(({ path }) => path));
  const planned = item.draft;
  const now = draft === null ? planned : draft.draft;
  // Who ignores an order ignores every move within it.
  const isIgnored = ({ path, kind }: Difference): boolean =>
    ignored.has(path) || (kind === 'moved' && ignored.has(path.slice(0, path.lastIndexOf('/'))));
  const keepIgnored =
    (side: 'base' | 'ours'): Picker =>
    (difference) =>
      isIgnored(difference) || (side === 'ours' && difference.origin !== 'theirs') ? side : 'theirs';
  const base = mergeBodies(section, item.base, planned, readBack, keepIgnored('base')).body;
  const keepEdits = keepIgnored('ours');
  const next = mergeBodies(section, planned, now, readBack, keepEdits);
  const clashing = clashingMarks(section, next.found);
  if (clashing.size === 0) return { base, draft: next.body };
  const keepMarks: Picker = (difference) => (clashing.has(difference.path) ? keepMarkOf('ours', difference) : keepEdits(difference));
  return { base, draft: mergeBodies(section, planned, now, readBack, keepMarks).body };
}

/** The draft with its new sides; `null` = nothing is kept. */
export function settledDraft(
  item: { readonly section: GatewaySection; readonly id: string },
  draft: Draft | null,
  sides: LocalSides,
): Draft | null {
  if (sides.base === null && sides.draft === null) return null;
  return { section: item.section, id: item.id, base: sides.base, draft: sides.draft, note: draft?.note ?? '' } as Draft;
}
