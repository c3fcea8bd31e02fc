import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { mergeConcurrentEdit } from '#shared/domain/sync/merge/merge-concurrent-edit.ts';
import { rebaseAfterApply } from '#shared/domain/sync/merge/rebase-after-apply.ts';
import { ANY_BODY, anyBlend, objectItems, planFor, resolveAll, type Sides } from '../../../support/sync.ts';

const RUNS = { numRuns: 2_000 };
const [SECTION, ID] = ['routes', 'x1'] as const;

/** Returns the route with only its first final decider. */
function withOneDecider(body: Body): Body {
  const route = body as Route;
  const first = route.steps.find(({ finalDecider }) => finalDecider);
  return { ...route, steps: route.steps.map((step) => ({ ...step, finalDecider: step === first })) };
}

const anyRoute: fc.Arbitrary<Body> = ANY_BODY[SECTION](ID).map(withOneDecider);

/** Generates three related versions of a route, each with at most one final decider. */
const anyVersions = anyRoute.chain((base) => {
  const side = anyBlend(SECTION, ID, base).map(withOneDecider);
  return fc.record({ base: fc.constant(base), ours: side, theirs: side });
});

const deciders = (body: Body | null): number => ((body as Route | null)?.steps ?? []).filter(({ finalDecider }) => finalDecider).length;

describe('the final decider of a route that two sides changed', () => {
  it('is at most one after a step is undone over changes of others', () => {
    fc.assert(
      fc.property(anyVersions, ({ base, ours, theirs }) => {
        expect(deciders(mergeConcurrentEdit(SECTION, base, ours, theirs))).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  it('is at most one in a draft that was edited while its plan was applied', () => {
    fc.assert(
      fc.property(anyVersions, ({ base, ours, theirs }) => {
        const item = { section: SECTION, base, draft: base, ignored: [] };
        const edited = { section: SECTION, id: ID, base, draft: ours, note: '' } as Draft;
        expect(deciders(rebaseAfterApply(item, edited, theirs).draft)).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  it('is at most one in a plan whose conflicts were all decided for one side', () => {
    fc.assert(
      fc.property(anyVersions, fc.constantFrom('ours' as const, 'theirs' as const), ({ base, ours, theirs }, side) => {
        const sides: readonly Sides[] = [{ section: SECTION, id: ID, base, draft: ours, server: theirs }];
        const plan = planFor(sides, { resolutions: resolveAll(planFor(sides), side) });
        for (const { target, kind } of objectItems(plan)) if (kind !== 'conflict') expect(deciders(target)).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });
});
