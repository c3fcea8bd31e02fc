import type { Draft, Drafts } from '../drafts/draft.ts';
import { isGatewaySection } from './gateway-section.ts';
import { sameBody } from './same.ts';
import type { ServerState } from './server-state.ts';

/**
 * Drafts that want what the server has and were made from something else: both sides came to the same. Their base becomes what the server
 * has, which is what a base is; no draft changes and nothing is sent. `null` = neither side has the object any more.
 */
export function agreedDrafts(drafts: Drafts, server: ServerState): ReadonlyMap<string, Draft | null> {
  const complete = new Set<string>(server.complete);
  const agreed = new Map<string, Draft | null>();
  for (const [key, draft] of drafts) {
    const { section } = draft;
    if (!isGatewaySection(section) || !complete.has(section) || server.unreadable.has(key)) continue;
    const there = server.entries.get(key)?.body ?? null;
    if (!sameBody(section, draft.draft, there) || sameBody(section, draft.base, there)) continue;
    agreed.set(key, there === null ? null : ({ ...draft, base: there } as Draft));
  }
  return agreed;
}

/**
 * Drafts that were written to another server than the one that is read now, where this one does not have what that one had: of them nothing
 * was ever equal here, so that they have no base, and nobody changed them here. What is to be deleted stays as it is.
 */
export function draftsFromElsewhere(drafts: Drafts, written: ReadonlySet<string>, server: ServerState): ReadonlyMap<string, Draft> {
  const found = new Map<string, Draft>();
  for (const key of written) {
    const draft = drafts.get(key);
    if (draft === undefined || draft.draft === null || draft.base === null || !isGatewaySection(draft.section)) continue;
    if (!sameBody(draft.section, draft.base, server.entries.get(key)?.body ?? null)) found.set(key, { ...draft, base: null } as Draft);
  }
  return found;
}
