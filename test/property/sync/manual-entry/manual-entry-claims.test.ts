import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDraftChanges } from '#shared/domain/drafts/commands.ts';
import { type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import {
  applyClaimToDraft,
  checkClaims,
  type ManualEntryClaim,
  withdrawClaimFromDraft,
} from '#shared/domain/sync/manual-entry/manual-entry-claims.ts';
import { isSameBody } from '#shared/domain/sync/same.ts';
import { anySides, draftsOf, inputOf, makePlan, serverOfSides } from '../../../support/sync.ts';

const RUNS = { numRuns: 400 };

describe('a claim that an object was entered', () => {
  it('leaves no open task, and restores the former state when it is withdrawn', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const draft = draftsOf([sides]).get(getDraftKey(sides)) ?? null;
        if (draft === null) return;
        const said = applyClaimToDraft(draft, sides, draft.draft);
        expect(said?.base ?? null).toEqual(draft.draft);
        expect(said?.draft ?? null).toEqual(draft.draft);
        const back = withdrawClaimFromDraft(said, sides, draft.base);
        expect([back?.base ?? null, back?.draft ?? null]).toEqual([draft.base, draft.draft]);
      }),
      RUNS,
    );
  });

  it('is verified by a server read: if confirmed it becomes the base, otherwise no draft counts as done', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const before = draftsOf([sides]);
        const draft = before.get(getDraftKey(sides)) ?? null;
        if (draft === null) return;
        const { section, id } = sides;
        const claim: ManualEntryClaim = { key: getDraftKey(sides), section, id, body: draft.draft, before: draft.base };
        const said = applyClaimToDraft(draft, claim, claim.body);
        const drafts: Drafts = new Map(said === null ? [] : [[claim.key, said]]);
        const server = serverOfSides([sides]);
        const { answered, confirmed, drafts: changes } = checkClaims([claim], drafts, server);
        expect(answered).toEqual([claim.key]);
        const there = server.entries.get(claim.key)?.body ?? null;
        expect(confirmed).toBe(isSameBody(section, there, claim.body) ? 1 : 0);
        const plan = makePlan(inputOf(applyDraftChanges(drafts, changes), server));
        // The plan equals one without claims, except that equal values on both sides are settled.
        const untouched = makePlan(inputOf(before, server)).items.filter(({ kind }) => kind !== 'already-there');
        const isNewThere = claim.body === null && draft.base === null;
        if (!isNewThere) expect(plan.items.map(({ key, kind }) => [key, kind])).toEqual(untouched.map(({ key, kind }) => [key, kind]));
      }),
      RUNS,
    );
  });

  it('is kept while its section could not be read', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const claim: ManualEntryClaim = {
          key: getDraftKey(sides),
          section: sides.section,
          id: sides.id,
          body: sides.draft,
          before: sides.base,
        };
        const server = { ...serverOfSides([sides]), complete: [] };
        expect(checkClaims([claim], draftsOf([sides]), server)).toEqual({ drafts: new Map(), answered: [], confirmed: 0 });
      }),
      RUNS,
    );
  });
});
