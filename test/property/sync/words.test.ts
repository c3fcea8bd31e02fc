import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withChanges } from '#shared/domain/drafts/commands.ts';
import { type Drafts, keyOf } from '#shared/domain/drafts/draft.ts';
import { stableJson } from '#shared/domain/drafts/stable-json.ts';
import { agreedDrafts } from '#shared/domain/sync/agreed.ts';
import { makePlan } from '#shared/domain/sync/make-plan.ts';
import { sameBody } from '#shared/domain/sync/same.ts';
import { saidEntered, takenBack, type Word, wordsRead } from '#shared/domain/sync/word.ts';
import { anyCompanyOfSides, anySides, draftsOf, inputOf, planFor, serverOfSides } from '../../support/sync.ts';

const RUNS = { numRuns: 400 };

describe('drafts that want what the server has', () => {
  it('leave the plan with their words unchanged, and nothing else does', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, (sides) => {
        const [drafts, server] = [draftsOf(sides), serverOfSides(sides)];
        const plan = planFor(sides);
        const there = plan.items.filter(({ kind }) => kind === 'already-there').map(({ key }) => key);
        const agreed = agreedDrafts(drafts, server);
        expect([...agreed.keys()].sort()).toEqual(there.sort());
        for (const [key, draft] of agreed) expect(draft?.draft ?? null).toEqual(drafts.get(key)?.draft ?? null);
        const after = makePlan(inputOf(withChanges(drafts, agreed), server));
        const rest = plan.items.filter(({ kind }) => kind !== 'already-there');
        expect(stableJson(after.items)).toBe(stableJson(rest));
      }),
      RUNS,
    );
  });

  it('are not looked for in a section that was not wholly read', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, (sides) => {
        expect(agreedDrafts(draftsOf(sides), { ...serverOfSides(sides), complete: [] }).size).toBe(0);
      }),
      RUNS,
    );
  });
});

describe('somebody’s word that an object was entered', () => {
  it('leaves nothing to be done, and taken back leaves everything as it was', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const draft = draftsOf([sides]).get(keyOf(sides)) ?? null;
        if (draft === null) return;
        const said = saidEntered(draft, sides, draft.draft);
        expect(said?.base ?? null).toEqual(draft.draft);
        expect(said?.draft ?? null).toEqual(draft.draft);
        const back = takenBack(said, sides, draft.base);
        expect([back?.base ?? null, back?.draft ?? null]).toEqual([draft.base, draft.draft]);
      }),
      RUNS,
    );
  });

  it('is answered by a reading: borne out it is the base, and otherwise nothing of ours is taken for done', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const before = draftsOf([sides]);
        const draft = before.get(keyOf(sides)) ?? null;
        if (draft === null) return;
        const { section, id } = sides;
        const word: Word = { key: keyOf(sides), section, id, body: draft.draft, before: draft.base };
        const said = saidEntered(draft, word, word.body);
        const drafts: Drafts = new Map(said === null ? [] : [[word.key, said]]);
        const server = serverOfSides([sides]);
        const { answered, confirmed, drafts: changes } = wordsRead([word], drafts, server);
        expect(answered).toEqual([word.key]);
        const there = server.entries.get(word.key)?.body ?? null;
        expect(confirmed).toBe(sameBody(section, there, word.body) ? 1 : 0);
        const plan = makePlan(inputOf(withChanges(drafts, changes), server));
        // As if nobody had said anything, but that what both sides came to is settled.
        const untouched = makePlan(inputOf(before, server)).items.filter(({ kind }) => kind !== 'already-there');
        const isNewThere = word.body === null && draft.base === null;
        if (!isNewThere) expect(plan.items.map(({ key, kind }) => [key, kind])).toEqual(untouched.map(({ key, kind }) => [key, kind]));
      }),
      RUNS,
    );
  });

  it('stands while its section could not be read', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const word: Word = { key: keyOf(sides), section: sides.section, id: sides.id, body: sides.draft, before: sides.base };
        const server = { ...serverOfSides([sides]), complete: [] };
        expect(wordsRead([word], draftsOf([sides]), server)).toEqual({ drafts: new Map(), answered: [], confirmed: 0 });
      }),
      RUNS,
    );
  });
});
