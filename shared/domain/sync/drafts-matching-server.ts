import type { Draft, Drafts } from '../drafts/draft.ts';
import { isGatewaySection } from './gateway-section.ts';
import { isSameBody } from './same.ts';
import type { ServerState } from './server-state.ts';

/**
 * Drafts that equal the server's content but have another base, because both sides made the same change. Their base becomes the server's
 * content; drafts do not change and nothing is sent. `null` = neither side has the object.
 */
export function findAgreedDrafts(drafts: Drafts, server: ServerState): ReadonlyMap<string, Draft | null> {
  const complete = new Set<string>(server.complete);
  const agreed = new Map<string, Draft | null>();
  for (const [key, draft] of drafts) {
    const { section } = draft;
    if (!isGatewaySection(section) || !complete.has(section) || server.unreadable.has(key)) continue;
    const there = server.entries.get(key)?.body ?? null;
    if (!isSameBody(section, draft.draft, there) || isSameBody(section, draft.base, there)) continue;
    agreed.set(key, there === null ? null : ({ ...draft, base: there } as Draft));
  }
  return agreed;
}

/**
 * Drafts that were written to another server and differ from this one's content. They get no base, because the difference is not a change
 * by another administrator. Planned deletions stay.
 */
export function findDraftsOfFormerServer(drafts: Drafts, written: ReadonlySet<string>, server: ServerState): ReadonlyMap<string, Draft> {
  const found = new Map<string, Draft>();
  for (const key of written) {
    const draft = drafts.get(key);
    if (draft === undefined || draft.draft === null || draft.base === null || !isGatewaySection(draft.section)) continue;
    if (!isSameBody(draft.section, draft.base, server.entries.get(key)?.body ?? null)) found.set(key, { ...draft, base: null } as Draft);
  }
  return found;
}
