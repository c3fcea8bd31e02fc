import type { Draft, Drafts } from '../../drafts/draft.ts';
import type { Body, Section } from '../../drafts/sections.ts';
import { isGatewaySection } from '../gateway-section.ts';
import { isSameBody } from '../same.ts';
import type { ServerState } from '../server-state.ts';

/** A statement that an object of the manual entry sheet was entered or removed by hand, not yet confirmed by a read of the server. */
export interface ManualEntryClaim {
  readonly key: string;
  readonly section: Section;
  readonly id: string;
  /** The stated server content; `null` = removed. */
  readonly body: Body | null;
  /** The draft's base before the first statement about the object, as last read from the server. */
  readonly before: Body | null;
}

/** The draft after a statement: its base becomes `body`, so that the plan shows only further differences. `null` if neither exists. */
export function applyClaimToDraft(
  draft: Draft | null,
  { section, id }: Pick<ManualEntryClaim, 'section' | 'id'>,
  body: Body | null,
): Draft | null {
  return withBase(draft ?? ({ section, id, base: null, draft: null, note: '' } as Draft), body);
}

/** The draft after a statement is withdrawn; later edits stay. `null` if the object never existed and is not wanted. */
export function withdrawClaimFromDraft(
  draft: Draft | null,
  { section, id }: Pick<ManualEntryClaim, 'section' | 'id'>,
  before: Body | null,
): Draft | null {
  return withBase(draft ?? ({ section, id, base: null, draft: null, note: '' } as Draft), before);
}

const withBase = (draft: Draft, base: Body | null): Draft | null =>
  base === null && draft.draft === null ? null : ({ ...draft, base } as Draft);

export interface CheckedClaims {
  /** The changed drafts; `null` = removed. */
  readonly drafts: ReadonlyMap<string, Draft | null>;
  /** Keys of the statements that the read confirmed or refuted. */
  readonly answered: readonly string[];
  /** Number of these statements that the server confirms. */
  readonly confirmed: number;
}

/**
 * Compares statements with a read of the server. If the server has the stated content, that becomes the base. Otherwise the base is the one
 * before the statement, so that the plan shows the difference as ours, or a conflict if both sides differ. A statement is never treated as
 * a change by another administrator. Statements about incompletely read sections stay.
 */
export function checkClaims(claims: readonly ManualEntryClaim[], drafts: Drafts, server: ServerState): CheckedClaims {
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
    if (isSameBody(section, there, body)) {
      confirmed++;
      changed.set(key, applyClaimToDraft(draft, claim, there));
      // Stated as removed but still on the server, without a known base: the base becomes the server's content, so that the plan removes
      // it.
    } else changed.set(key, withdrawClaimFromDraft(draft, { section, id }, before ?? (body === null ? there : null)));
  }
  return { drafts: changed, answered, confirmed };
}
