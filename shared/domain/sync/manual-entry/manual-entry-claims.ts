import type { Draft, Drafts } from '../../drafts/draft.ts';
import type { Body, Section } from '../../drafts/sections.ts';
import { isGatewaySection } from '../gateway-section.ts';
import { sameBody } from '../same.ts';
import type { ServerState } from '../server-state.ts';

/** What somebody says of an object of the manual entry sheet: that it was entered, or removed, by hand. No reading has confirmed it yet. */
export interface Claim {
  readonly key: string;
  readonly section: Section;
  readonly id: string;
  /** As the server is said to have it; `null` = removed. */
  readonly body: Body | null;
  /** The draft's base before the first claim about the object: what was last read. */
  readonly before: Body | null;
}

/** The draft once the server is said to have `body`: that becomes its base, so the plan tells only what differs. `null` = nothing is kept. */
export function claimEntered(draft: Draft | null, { section, id }: Pick<Claim, 'section' | 'id'>, body: Body | null): Draft | null {
  return withBase(draft ?? ({ section, id, base: null, draft: null, note: '' } as Draft), body);
}

/** The draft once the claim is withdrawn, whatever was done to it since. `null` = nothing is kept: it was never there, and nobody wants it. */
export function claimWithdrawn(draft: Draft | null, { section, id }: Pick<Claim, 'section' | 'id'>, before: Body | null): Draft | null {
  return withBase(draft ?? ({ section, id, base: null, draft: null, note: '' } as Draft), before);
}

const withBase = (draft: Draft, base: Body | null): Draft | null =>
  base === null && draft.draft === null ? null : ({ ...draft, base } as Draft);

export interface CheckedClaims {
  /** The drafts concerned as they stand now. */
  readonly drafts: ReadonlyMap<string, Draft | null>;
  /** Keys of the claims that the reading has answered: they count no more. */
  readonly answered: readonly string[];
  /** How many of them the server confirms. */
  readonly confirmed: number;
}

/**
 * Checks claims against a reading of the server. Where the server has what was claimed, that is the base from now on. Where it has not,
 * the base is what was known before the claim, so that the plan tells the difference as ours and asks where both sides have something: a
 * claim is never taken for what another administrator changed. A section that was not read wholly leaves its claims as they are.
 */
export function checkClaims(claims: readonly Claim[], drafts: Drafts, server: ServerState): CheckedClaims {
  const complete = new Set<string>(server.complete);
  const changed = new Map<string, Draft | null>();
  const answered: string[] = [];
  let confirmed = 0;
  for (const claim of claims) {
    const { key, section, id, body, before } = claim;
    if (!isGatewaySection(section) || !complete.has(section) || server.unreadable.has(key)) continue;
    const there = server.entries.get(key)?.body ?? null;
    const draft = drafts.get(key) ?? null;
    answered.push(key);
    if (sameBody(section, there, body)) {
      confirmed++;
      changed.set(key, claimEntered(draft, claim, there));
      // Said to be removed, still there, and no base known: the base is what the server has, so that the plan removes it.
    } else changed.set(key, claimWithdrawn(draft, { section, id }, before ?? (body === null ? there : null)));
  }
  return { drafts: changed, answered, confirmed };
}
