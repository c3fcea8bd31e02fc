import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markFindingsSince } from '#main/company/findings/row-decisions.ts';
import { FINDING_SORT_FIELDS, SEVERITIES, SORT_DIRECTIONS, TRIAGE_FILTERS } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter } from '#shared/contract/readiness/matching.ts';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import { FINDING_CODES, type Finding, type FindingCode } from '#shared/domain/readiness/finding.ts';
import { amazonUser, neoUser } from '../../support/directories.ts';
import { createUndecidedSources, decidedAbout, filterOf, findingOf, fixFor, viewOf } from '../../support/findings.ts';

const DIRECTORY = {
  neoUsers: ['佐藤', '田中', '鈴木', ''].map((name, at) => neoUser({ id: String(at), name, organizations: [`o${at % 3}`] })),
  amazonUsers: ['佐藤', 'Tanaka'].map((name, at) => amazonUser({ email: `${at}@example.co.jp`, name })),
  organizations: ['o0', 'o1'].map((id) => ({ id, code: '', name: id, parentId: id === 'o1' ? 'o0' : null })),
  approvers: [],
};
const CODES = ['integration-incomplete', 'work-email-missing', 'route-missing', 'private-domain', 'directory-missing'] as const;

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({ code: fc.constantFrom(...CODES), neoIndex: fc.integer({ min: -1, max: 3 }), amazonIndex: fc.integer({ min: -1, max: 1 }) })
  .map(({ code, ...about }) => findingOf(code, about));

const subsetOf = <T>(all: readonly T[]) => fc.oneof(fc.constant<T[]>([]), fc.subarray([...all]));
const anyFilter: fc.Arbitrary<FindingFilter> = fc.record({
  codes: subsetOf<FindingCode>(CODES),
  severities: subsetOf(SEVERITIES),
  organizationId: fc.constantFrom(null, null, 'o0', 'o1', 'o2'),
  firstGateOnly: fc.boolean(),
  search: fc.constantFrom('', '', ' ', '佐藤', 'o1', 'たなか', '@example'),
  triage: fc.constantFrom(...TRIAGE_FILTERS),
  since: subsetOf(['new', 'back'] as const),
  perPerson: fc.boolean(),
  sides: subsetOf(['neo', 'amazon', 'both'] as const),
});
const anySort = fc.record({ by: fc.constantFrom(...FINDING_SORT_FIELDS), direction: fc.constantFrom(...SORT_DIRECTIONS) });

/** Generates the displayed state of findings, with decisions, fixes and previous runs. */
const anyView = fc
  .record({
    findings: fc.array(anyFinding, { maxLength: 16 }),
    firstClosed: fc.array(fc.integer({ min: -1, max: 15 }), { minLength: 4, maxLength: 4 }),
    accepted: fc.array(fc.nat(15), { maxLength: 4 }),
    assigned: fc.array(fc.tuple(fc.nat(15), fc.constantFrom('neo' as const, 'amazon' as const, null)), { maxLength: 4 }),
    since: fc.array(fc.tuple(fc.nat(15), fc.constantFrom('new' as const, 'back' as const)), { maxLength: 6 }),
    fixed: fc.array(fc.tuple(fc.nat(3), fc.constantFrom(...CODES)), { maxLength: 2 }),
  })
  .map(({ findings, firstClosed, accepted, assigned, since, fixed }) => {
    const view = viewOf({ directory: DIRECTORY, findings, firstClosed });
    const isThere = (row: number): boolean => row < findings.length;
    const triages = decidedAbout(view, [
      ...assigned.filter(([row]) => isThere(row)).map(([row, side]) => ({ row, change: { kind: 'assign' as const, side, person: '' } })),
      ...accepted.filter(isThere).map((row, at) => ({
        row,
        change: { kind: 'accept' as const, reason: 'known', until: null },
        ...(at % 2 === 0 ? { evidence: 'other' } : {}),
      })),
    ]);
    const past = new Map(since.filter(([row]) => isThere(row)).map(([row, how]) => [view.keys.of(row), how]));
    const fixes = new Map(fixed.map(([at, code]) => [`person-${at}`, fixFor(`person-${at}`, code)]));
    view.applyMarks(createUndecidedSources('2026-11-24', { triages, since: runToEnd(markFindingsSince(view.keys, past)), fixes }));
    return view;
  });

describe('rows of findings', () => {
  it('that match several filter parts match each of them, and sorting is reversible', () => {
    fc.assert(
      fc.property(anyView, anyFilter, anySort, (view, filter, sort) => {
        const { perPerson: _, ...parts } = filter;
        const all = [...view.select(filterOf(), sort).order];
        const each = Object.entries(parts).map(([part, wanted]) => new Set(view.select(filterOf({ [part]: wanted }), sort).order));
        expect([...view.select({ ...filter, perPerson: false }, sort).order]).toEqual(
          all.filter((row) => each.every((rows) => rows.has(row))),
        );
        const other = view.select(filterOf(), { ...sort, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' });
        expect([...other.order].reverse()).toEqual(all);
        expect(all.toSorted((a, b) => a - b)).toEqual([...view.audit.findings.keys()]);
      }),
    );
  });

  it('match the count shown next to each filter part, once that part is selected', () => {
    fc.assert(
      fc.property(anyView, anyFilter, anySort, (view, filter, sort) => {
        const plain = { ...filter, perPerson: false };
        const count = (fields: Partial<FindingFilter>): number => view.select({ ...plain, ...fields }, sort).order.length;
        const { codeCounts, triageCounts, sinceCounts, findings } = view.select(filter, sort);
        expect([...codeCounts]).toEqual(FINDING_CODES.map((code) => count({ codes: [code] })));
        expect(triageCounts).toEqual({
          open: count({ triage: 'open' }),
          assigned: count({ triage: 'assigned' }),
          accepted: count({ triage: 'accepted' }),
          changed: count({ triage: 'accepted-changed' }),
          adopted: count({ triage: 'adopted' }),
        });
        expect(sinceCounts).toEqual({ new: count({ since: ['new'] }), back: count({ since: ['back'] }) });
        expect(findings).toBe(count({}));
      }),
    );
  });

  it('of a person are reduced to the blocking or most severe one, if one row per person is requested', () => {
    fc.assert(
      fc.property(anyView, anyFilter, anySort, (view, filter, sort) => {
        const of = (row: number) => view.audit.findings[row] as Finding;
        const many = view.select({ ...filter, perPerson: false }, sort);
        const one = view.select({ ...filter, perPerson: true }, sort);
        const people = [...new Set([...many.order].map((row) => of(row).neoIndex))].filter((at) => at >= 0).sort();
        const shown = [...one.order].filter((row) => of(row).neoIndex >= 0);
        expect(shown.map((row) => of(row).neoIndex).sort()).toEqual(people);
        expect([many.people, one.people]).toEqual([people.length, people.length]);
        expect([...one.order].filter((row) => of(row).neoIndex < 0)).toEqual([...many.order].filter((row) => of(row).neoIndex < 0));
        for (const row of shown) {
          const own = [...many.order].filter((each) => of(each).neoIndex === of(row).neoIndex).sort((a, b) => a - b);
          const first = view.audit.firstClosed[of(row).neoIndex] as number;
          const gravity = (each: number) => SEVERITIES.indexOf(view.row(each).severity);
          const gravest = own.toSorted((a, b) => gravity(a) - gravity(b))[0];
          expect(row).toBe(own.includes(first) ? first : gravest);
          expect(one.perPerson?.[of(row).neoIndex]).toBe(own.length);
        }
      }),
    );
  });
});
