import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getPlanOutline, listPlanRows, toPlanItemDetail, toPlanRow } from '#main/app/plan/plan-views.ts';
import type { CachedPlan } from '#main/company/plan/plan-cache.ts';
import type { PlanFilter, PlanRow } from '#shared/contract/plan/plan.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import { ITEM_KINDS, RISKS } from '#shared/domain/sync/plan/item.ts';
import type { PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import { anyCompanyOfSides, planFor, resolveAll } from '../../support/sync.ts';

const NAMES: PlanNames = {
  user: (id) => ({ 1: '一井', 2: '二宮' })[id] ?? null,
  organization: (id) => (id === 'o1' ? '本部' : null),
  role: (id) => (id === 'r1' ? '役員' : null),
  route: () => null,
  serial: () => null,
};
const ALL: PlanFilter = { kinds: [], sections: [], risks: [], search: '', show: 'all' };
const EVERYTHING = { offset: 0, limit: 1000 };

/** Generates plans with some conflicts resolved, some items selected, and effects on some people. */
const anyPlanned: fc.Arbitrary<CachedPlan> = fc
  .tuple(anyCompanyOfSides, fc.constantFrom(null, 'ours' as const, 'theirs' as const), fc.infiniteStream(fc.boolean()))
  .map(([sides, resolution, coins]) => {
    const first = planFor(sides);
    const plan = resolution === null ? first : planFor(sides, { resolutions: resolveAll(first, resolution) });
    const taken = (): boolean => coins.next().value === true;
    return {
      revision: 7,
      digest: 'digest',
      plan,
      selection: new Set(plan.order.filter(taken)),
      newlyStopped: new Map(plan.items.filter(taken).map(({ key }, at) => [key, at + 1])),
    };
  });
const keysOf = (rows: readonly PlanRow[]): string[] => rows.map(({ key }) => key);
const shownBy = (planned: CachedPlan, filter: Partial<PlanFilter> = {}): PlanRow[] =>
  listPlanRows(planned, { ...ALL, ...filter }, EVERYTHING, NAMES).items;

describe('the rows of a plan', () => {
  it('contain every item once: by kind, then by section, then in the order of work', () => {
    fc.assert(
      fc.property(anyPlanned, (planned) => {
        const rows = shownBy(planned);
        const { plan } = planned;
        expect(keysOf(rows).sort()).toEqual(plan.items.map(({ key }) => key).sort());
        const places = rows.map(({ kind, section }) => ITEM_KINDS.indexOf(kind) * 100 + GATEWAY_SECTIONS.indexOf(section));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        const work = plan.order;
        rows.forEach((row, at) => {
          const next = rows[at + 1];
          if (next === undefined || places[at] !== places[at + 1] || !row.choosable || row.kind === 'conflict') return;
          expect(work.indexOf(row.key)).toBeLessThan(work.indexOf(next.key));
        });
      }),
      { numRuns: 30 },
    );
  });

  it('are shown once even if two of them depend on each other', () => {
    const group = (code: string) => ({ code, name: `グループ${code}`, users: [], organizations: [] });
    const swapped = (id: string, was: string, is: string) =>
      ({ section: 'invoice_groups', id, base: group(was), draft: { ...group(was), code: is }, server: group(was) }) as const;
    const plan = planFor([swapped('x1', 'A', 'B'), swapped('x2', 'B', 'A')]);
    expect(plan.circular).toHaveLength(2);
    const planned = { revision: 1, digest: '', plan, selection: new Set<string>(), newlyStopped: new Map() };
    expect(keysOf(shownBy(planned)).sort()).toEqual(['invoice_groups x1', 'invoice_groups x2']);
  });

  it('are those that match the filter, in pages, with the reported total', () => {
    const anyFilter = fc.record({
      kinds: fc.subarray([...ITEM_KINDS], { maxLength: 2 }),
      sections: fc.subarray([...GATEWAY_SECTIONS], { maxLength: 3 }),
      risks: fc.subarray([...RISKS], { maxLength: 2 }),
      show: fc.constantFrom('all' as const, 'chosen' as const, 'unchosen' as const),
    });
    const anyWindow = fc.record({ offset: fc.nat(4), limit: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(anyPlanned, anyFilter, anyWindow, (planned, filter, window) => {
        const { kinds, sections, risks, show } = filter;
        const wanted = shownBy(planned).filter(
          (row) =>
            (kinds.length === 0 || kinds.includes(row.kind)) &&
            (sections.length === 0 || sections.includes(row.section)) &&
            (risks.length === 0 || risks.includes(row.risk)) &&
            (show === 'all' || (show === 'chosen' ? row.chosen : row.choosable && !row.chosen)),
        );
        const { total, items } = listPlanRows(planned, { ...ALL, ...filter }, window, NAMES);
        expect(total).toBe(wanted.length);
        expect(items).toEqual(wanted.slice(window.offset, window.offset + window.limit));
      }),
      { numRuns: 30 },
    );
  });

  it('are found by name, by id, by whom they name and by what changes', () => {
    fc.assert(
      fc.property(anyPlanned, (planned) => {
        const found = (search: string): ReadonlySet<string> => new Set(keysOf(shownBy(planned, { search })));
        expect(found('  ').size).toBe(planned.plan.items.length);
        expect(found('nothing says this').size).toBe(0);
        const people = found('一井');
        for (const { key, id, name, fields } of planned.plan.items) {
          expect(found(id.toUpperCase()).has(key)).toBe(true);
          if (name !== '') expect(found(`${name} ${id}`).has(key)).toBe(true);
          expect(found(`${id} nothing`).has(key)).toBe(false);
          if (fields.some(({ path }) => path === 'users.1' || path === 'users/1')) expect(people.has(key)).toBe(true);
          for (const { after } of fields) if (typeof after === 'string') expect(found(after).has(key)).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('state the kind of each item, and its changes if they exceed its sentence', () => {
    fc.assert(
      fc.property(anyPlanned, (planned) => {
        for (const item of planned.plan.items) {
          const row = toPlanRow(planned, item, NAMES);
          const open = item.fields.filter(({ conflict, resolution }) => conflict && resolution === undefined).length;
          expect(row).toMatchObject({
            key: item.key,
            section: item.section,
            id: item.id,
            name: item.name,
            kind: item.kind,
            risk: item.risk,
            risks: [...item.risks],
            newlyStopped: planned.newlyStopped.get(item.key) ?? 0,
            fields: item.fields.length,
            undecided: open,
            chosen: planned.selection.has(item.key),
            choosable: item.write !== 'none',
            ignored: item.ignored.length,
            server:
              item.server === null ? null : { revision: item.server.revision, updatedAt: '2026-11-24T00:00:00Z', updatedBy: '管理者' },
          });
          // A single change is part of the sentence; of several changes, the first six are listed.
          expect(row.changes).not.toHaveLength(1);
          if (item.kind !== 'change') expect(row.changes).toEqual([]);
          expect(row.moreChanges === 0 ? row.changes.length <= 6 : row.changes.length === 6).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the numbers of a plan', () => {
  it('count its rows', () => {
    fc.assert(
      fc.property(anyPlanned, (planned) => {
        const rows = shownBy(planned);
        const { revision, digest, totals } = getPlanOutline(planned, { revision: 1, digest: 'other' });
        const count = (wanted: (row: PlanRow) => boolean): number => rows.filter(wanted).length;
        expect([revision, digest]).toEqual([7, 'digest']);
        expect(totals).toEqual({
          byKind: Object.fromEntries(ITEM_KINDS.map((kind) => [kind, count((row) => row.kind === kind)])),
          bySection: Object.fromEntries(GATEWAY_SECTIONS.map((section) => [section, count((row) => row.section === section)])),
          byRisk: Object.fromEntries(RISKS.map((risk) => [risk, count((row) => row.risk === risk)])),
          chosen: count(({ chosen }) => chosen),
          undecided: rows.reduce((sum, { undecided }) => sum + undecided, 0),
          ignored: planned.plan.ignored.reduce((sum, { differences }) => sum + differences.length, 0),
        });
      }),
      { numRuns: 30 },
    );
    const { totals, ...rest } = getPlanOutline(null, { revision: 1, digest: 'other' });
    expect(rest).toEqual({ revision: 1, digest: 'other' });
    expect(Object.values(totals).flatMap((part) => (typeof part === 'number' ? [part] : Object.values(part)))).toEqual(
      Array.from({ length: ITEM_KINDS.length + GATEWAY_SECTIONS.length + RISKS.length + 3 }, () => 0),
    );
  });
});

describe('an item of a plan side by side', () => {
  it('is listed as a dependent of every item it needs, and shows its fields with their decisions', () => {
    fc.assert(
      fc.property(anyPlanned, (planned) => {
        const details = new Map(planned.plan.items.map((item) => [item.key, toPlanItemDetail(planned, item, NAMES)]));
        for (const [key, detail] of details) {
          const item = planned.plan.byKey.get(key);
          expect(detail).toMatchObject({
            revision: 7,
            base: item?.base ?? null,
            ours: item?.draft ?? null,
            theirs: item?.server?.body ?? null,
          });
          expect(detail.fields.map(({ path, conflict, resolution }) => [path, conflict, resolution])).toEqual(
            item?.fields.map(({ path, conflict, resolution }) => [path, conflict, resolution === undefined ? null : { kind: resolution }]),
          );
          for (const need of detail.needs) {
            expect(details.get(need.key)?.neededBy).toContainEqual({
              key,
              section: item?.section,
              name: item?.name,
              because: need.because,
            });
            expect([need.section, need.name]).toEqual([details.get(need.key)?.item.section, details.get(need.key)?.item.name]);
          }
          for (const user of detail.neededBy) expect(details.get(user.key)?.needs.map((need) => need.key)).toContain(key);
          expect(detail.item).toEqual(shownBy(planned).find((row) => row.key === key));
        }
      }),
      { numRuns: 20 },
    );
  });
});
