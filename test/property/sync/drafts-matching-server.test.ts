import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDraftChanges } from '#shared/domain/drafts/commands.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { findAgreedDrafts, findDraftsOfFormerServer } from '#shared/domain/sync/drafts-matching-server.ts';
import { anyCompanyOfSides, draftsOf, inputOf, makePlan, planFor, serverOfSides } from '../../support/sync.ts';

const RUNS = { numRuns: 400 };

describe('drafts that want what the server has', () => {
  it('leave the plan with their words unchanged, and nothing else does', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, (sides) => {
        const [drafts, server] = [draftsOf(sides), serverOfSides(sides)];
        const plan = planFor(sides);
        const there = plan.items.filter(({ kind }) => kind === 'already-there').map(({ key }) => key);
        const agreed = findAgreedDrafts(drafts, server);
        expect([...agreed.keys()].sort()).toEqual(there.sort());
        for (const [key, draft] of agreed) expect(draft?.draft ?? null).toEqual(drafts.get(key)?.draft ?? null);
        const after = makePlan(inputOf(applyDraftChanges(drafts, agreed), server));
        const rest = plan.items.filter(({ kind }) => kind !== 'already-there');
        expect(toStableJson(after.items)).toBe(toStableJson(rest));
      }),
      RUNS,
    );
  });

  it('are not looked for in a section that was not wholly read', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, (sides) => {
        expect(findAgreedDrafts(draftsOf(sides), { ...serverOfSides(sides), complete: [] }).size).toBe(0);
      }),
      RUNS,
    );
  });
});

describe('drafts that were written to another server than the one that is read', () => {
  it('are planned for this server if it lacks them, keep common values, and are the only planned changes', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, fc.nat(2), (sides, every) => {
        const [drafts, server] = [draftsOf(sides), serverOfSides(sides)];
        const written = new Set([...drafts.keys()].filter((_, at) => at % (every + 1) === 0));
        const moved = findDraftsOfFormerServer(drafts, written, server);
        const after = makePlan(inputOf(applyDraftChanges(drafts, moved), server));
        for (const [key, draft] of moved) {
          expect(written).toContain(key);
          expect(draft).toEqual({ ...drafts.get(key), base: null });
          if (server.entries.has(key)) expect(server.entries.get(key)?.body).not.toEqual(drafts.get(key)?.base);
          else expect(after.byKey.get(key)?.kind).toBe('create');
        }
      }),
      RUNS,
    );
  });
});
