import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import { computeStaleness, listServerChanges } from '#shared/domain/sync/guards/stale.ts';
import { createIgnoredDifference } from '#shared/domain/sync/merge/decide.ts';
import { createRebasedDraft, rebaseAfterApply } from '#shared/domain/sync/merge/rebase-after-apply.ts';
import { takeServerValue } from '#shared/domain/sync/merge/take-server-value.ts';
import { isOpenConflict, isSelectable } from '#shared/domain/sync/plan/item.ts';
import {
  isSelectionComplete,
  listSelectedKeys,
  selectAllPlanItems,
  selectPlanItems,
  unselectPlanItems,
} from '#shared/domain/sync/plan/select.ts';
import { isSameBody } from '#shared/domain/sync/same.ts';
import { anyDrafts } from '../../../support/drafts.ts';
import {
  anyCompanyOfSides,
  anySides,
  applied,
  draftsOf,
  inputOf,
  makePlan,
  objectItems,
  planFor,
  resolveAll,
  serverOf,
  serverOfSides,
  TODAY,
} from '../../../support/sync.ts';

const RUNS = { numRuns: 400 };
const anyWinner = fc.constantFrom('ours' as const, 'theirs' as const);

describe('a plan', () => {
  it('is made of any drafts against any server', () => {
    fc.assert(
      fc.property(anyDrafts, anyCompanyOfSides, (drafts, sides) => {
        const plan = makePlan(inputOf(drafts, serverOfSides(sides)));
        expect(new Set(plan.items.map(({ key }) => key)).size).toBe(plan.items.length);
        expect(toStableJson(makePlan(inputOf(new Map([...drafts].reverse()), serverOfSides(sides))).items)).toBe(toStableJson(plan.items));
      }),
      RUNS,
    );
  });

  it('can be computed from bodies of any shape', () => {
    const anyBody = fc.option(
      fc.oneof(
        fc.dictionary(
          fc.constantFrom(
            'steps',
            'users',
            'organizations',
            'access',
            'name',
            'code',
            'everyone',
            '__proto__',
            'id',
            'kind',
            'routeId',
            'serialId',
          ),
          fc.jsonValue({ maxDepth: 3 }),
          { noNullPrototype: true },
        ),
        fc.record({
          steps: fc.array(fc.record({ id: fc.constantFrom('a', 'b'), approvers: fc.jsonValue() })),
          access: fc.record({ kind: fc.constantFrom('listed', 'x'), principals: fc.jsonValue() }),
        }),
      ),
    ) as fc.Arbitrary<Body | null>;
    const anyOddSides = fc.record({
      section: fc.constantFrom(...GATEWAY_SECTIONS),
      id: fc.constantFrom('a', 'b'),
      base: anyBody,
      draft: anyBody,
      server: anyBody,
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyOddSides, { selector: getDraftKey, maxLength: 4 }), (sides) => {
        const plan = planFor(sides);
        const after = applied(serverOfSides(sides), planFor(sides, { resolutions: resolveAll(plan, 'ours') }).items);
        for (const { key, section, draft, fields } of objectItems(plan))
          if (fields.every(({ origin }) => origin !== 'theirs'))
            expect(isSameBody(section, after.entries.get(key)?.body ?? null, draft)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('accepts only texts as ids of referenced objects', () => {
    for (const id of [{ toString: '' }, 7, true, [], {}])
      for (const field of ['routeId', 'serialId']) {
        const draft = { [field]: id } as unknown as Body;
        const sides = [{ section: 'common_settings' as const, id: 'common_settings', base: null, draft, server: null }];
        expect(objectItems(planFor(sides)).map(({ dependsOn }) => dependsOn)).toEqual([[]]);
      }
  });

  it('lists every object that differs once, with each of its differences once', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, (sides) => {
        const plan = planFor(sides);
        const differing = sides.filter(
          ({ section, base, draft, server }) => !isSameBody(section, draft, server) || !isSameBody(section, base, draft),
        );
        expect(plan.items.map(({ key }) => key).sort()).toEqual(differing.map(getDraftKey).sort());
        for (const { fields, kind, write } of plan.items) {
          expect(fields.length).toBeGreaterThan(0);
          expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
          expect(kind === 'conflict').toBe(fields.some(isOpenConflict));
          if (kind === 'drift' || kind === 'already-there' || kind === 'conflict') expect(write).toBe('none');
          // A write changes exactly the listed fields.
          const tells = fields.some(({ before, after }) => toStableJson(before) !== toStableJson(after));
          if (write !== 'none') expect(tells).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('is empty after it was applied and read back, for any winner of the conflicts', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, anyWinner, (sides, winner) => {
        const drafts = draftsOf(sides);
        const server = serverOfSides(sides);
        const plan = makePlan(inputOf(drafts, server, { resolutions: resolveAll(makePlan(inputOf(drafts, server)), winner) }));
        expect(plan.items.filter(({ kind }) => kind === 'conflict')).toEqual([]);
        const after = applied(server, plan.items);
        // After the apply, the existing drafts cause no further writes.
        const next = new Map(drafts);
        for (const item of objectItems(plan)) {
          const draft = drafts.get(item.key) ?? null;
          const settled = createRebasedDraft(item, draft, rebaseAfterApply(item, draft, after.entries.get(item.key)?.body ?? null));
          if (settled === null) next.delete(item.key);
          else next.set(item.key, settled);
        }
        expect(makePlan(inputOf(next, after)).items).toEqual([]);
      }),
      RUNS,
    );
  });

  it('keeps edits made while it was applied', () => {
    fc.assert(
      fc.property(anySides, anySides, (sides, later) => {
        const plan = planFor([sides]);
        const [item] = objectItems(plan);
        if (item === undefined || item.write !== 'put' || later.section !== sides.section || later.draft === null || sides.draft === null)
          return;
        const edited = { ...draftsOf([sides]).get(item.key), draft: later.draft } as Parameters<typeof rebaseAfterApply>[1];
        const { draft } = rebaseAfterApply(item, edited, item.target);
        const untouched = rebaseAfterApply(item, draftsOf([sides]).get(item.key) ?? null, item.target).draft;
        // If the later draft equals the planned one, the server's value is used. Otherwise the edit is kept.
        if (isSameBody(sides.section, later.draft, sides.draft)) expect(isSameBody(sides.section, draft, untouched)).toBe(true);
        else if (isSameBody(sides.section, item.target, sides.draft)) expect(isSameBody(sides.section, draft, later.draft)).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });

  it('becomes empty when the server state is adopted, and smaller when one field is adopted', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const drafts = draftsOf([sides]);
        const server = serverOfSides([sides]);
        const key = getDraftKey(sides);
        const draft = drafts.get(key) ?? null;
        const entry = server.entries.get(key) ?? null;
        const all = takeServerValue(sides, draft, entry, 'all');
        const put = all.command.kind === 'put' ? all.command.body : (draft?.draft ?? null);
        expect(isSameBody(sides.section, put, sides.server)).toBe(true);
        expect(isSameBody(sides.section, all.base, sides.server)).toBe(true);
        const [item] = objectItems(makePlan(inputOf(drafts, server)));
        const field = item?.fields[0];
        if (item === undefined || field === undefined || item.kind === 'already-there') return;
        const one = takeServerValue(sides, draft, entry, new Set([field.path]));
        const next = one.command.kind === 'put' ? one.command.body : (draft?.draft ?? null);
        const left = planFor([{ ...sides, base: one.base, draft: next }]);
        const rest = item.fields.slice(1).map(({ path }) => path);
        expect(left.items.flatMap(({ fields }) => fields.map(({ path }) => path)).filter((path) => path === field.path)).toEqual([]);
        if (item.fields.every(({ kind }) => kind === 'set'))
          expect(left.items.flatMap(({ fields }) => fields.map(({ path }) => path))).toEqual(rest);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('ignored differences', () => {
  it('are hidden and not written until the day is over or the values change, and remain after an apply', () => {
    fc.assert(
      fc.property(anySides, fc.nat(), (sides, choice) => {
        const [item] = objectItems(planFor([sides]));
        if (item === undefined || item.kind === 'already-there') return;
        const field = item.fields[choice % item.fields.length];
        if (field === undefined || field.kind === 'moved' || field.kind === 'order') return;
        const ignored = [createIgnoredDifference(item.key, field, TODAY, '理由')];
        const quiet = planFor([sides], { ignored });
        expect(quiet.items.flatMap(({ fields }) => fields.map(({ path }) => path))).not.toContain(field.path);
        expect(quiet.ignored.map(({ key }) => key)).toEqual([item.key]);
        expect(quiet.reopened).toEqual([]);
        const over = planFor([sides], { ignored, today: '2026-11-25' });
        expect(over.reopened).toEqual(ignored);
        expect(toStableJson(over.items)).toBe(toStableJson(planFor([sides]).items));
        // The remaining changes are applied; the ignored difference stays unchanged.
        const resolved = planFor([sides], { ignored, resolutions: resolveAll(quiet, 'ours') });
        const [rest] = objectItems(resolved);
        if (rest === undefined) return;
        const after = applied(serverOfSides([sides]), resolved.items);
        const draft = draftsOf([sides]).get(item.key) ?? null;
        const settled = createRebasedDraft(rest, draft, rebaseAfterApply(rest, draft, after.entries.get(item.key)?.body ?? null));
        const later = makePlan(inputOf(new Map(settled === null ? [] : [[item.key, settled]]), after, { ignored }));
        expect(later.items).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('order of work and selection', () => {
  it('contains every applicable item once, each after its prerequisites unless they depend on each other', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, (sides) => {
        const plan = planFor(sides);
        expect([...plan.order].sort()).toEqual(
          plan.items
            .filter(isSelectable)
            .map(({ key }) => key)
            .sort(),
        );
        const place = new Map(plan.order.map((key, at) => [key, at]));
        const circular = new Set(plan.circular);
        for (const { key, dependsOn } of plan.items)
          for (const needed of dependsOn) {
            expect(plan.byKey.has(needed.key)).toBe(true);
            if (circular.has(key) && circular.has(needed.key)) continue;
            expect(place.get(needed.key)).toBeLessThan(place.get(key) ?? -1);
          }
      }),
      RUNS,
    );
  });

  it('stays consistent after any sequence of selections', () => {
    const anyTicks = fc.array(fc.record({ on: fc.boolean(), at: fc.nat() }), { maxLength: 12 });
    fc.assert(
      fc.property(anyCompanyOfSides, anyTicks, (sides, ticks) => {
        const plan = planFor(sides);
        let selection = selectAllPlanItems(plan);
        for (const { on, at } of ticks) {
          const item = plan.items[at % Math.max(1, plan.items.length)];
          if (item === undefined) continue;
          const before = selection;
          const next = (on ? selectPlanItems : unselectPlanItems)(plan, selection, [item.key]);
          selection = next.selection;
          expect(isSelectionComplete(plan, selection)).toBe(true);
          expect([...selection].every((key) => plan.order.includes(key))).toBe(true);
          // Every item that was selected or deselected automatically is listed with its reason.
          const changed = [...before, ...selection].filter((key) => before.has(key) !== selection.has(key) && key !== item.key);
          expect(next.along.map(({ key }) => key).sort()).toEqual([...new Set(changed)].sort());
          for (const { key, for: other, because } of next.along) {
            const [needs, needed] = on ? [other, key] : [key, other];
            expect(plan.byKey.get(needs)?.dependsOn).toContainEqual({ key: needed, because });
          }
        }
        expect(listSelectedKeys(plan, selection).length).toBe(selection.size);
      }),
      RUNS,
    );
  });
});

describe('a newer reading', () => {
  it('reports every changed object, and no unchanged one', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, anyCompanyOfSides, (before, now) => {
        const plan = planFor(before);
        const newer = serverOf([...serverOfSides(now).entries.values()].map((entry) => ({ ...entry, revision: 2 })));
        const told = computeStaleness(plan, selectAllPlanItems(plan), newer);
        const keys = [...told.touching, ...told.elsewhere].map(({ key }) => key);
        const expected = new Set([...plan.server.entries.keys(), ...newer.entries.keys()]);
        expect(keys.sort()).toEqual([...expected].sort());
        for (const { key } of told.touching) expect(told.elsewhere.some((other) => other.key === key)).toBe(false);
        expect(listServerChanges(plan.server, plan.server)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('an object that the plan only reports', () => {
  it('is no longer reported after the administrator acknowledged it', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const [item] = objectItems(planFor([sides]));
        if (item === undefined || item.kind !== 'drift') return;
        const draft = draftsOf([sides]).get(item.key) ?? null;
        const settled = createRebasedDraft(item, draft, rebaseAfterApply(item, draft, item.server?.body ?? null));
        const left = makePlan(inputOf(new Map(settled === null ? [] : [[item.key, settled]]), serverOfSides([sides])));
        expect(left.items).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
