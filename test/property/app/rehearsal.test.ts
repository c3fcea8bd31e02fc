import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findAllowedChanges,
  findInvoiceChanges,
  findLostMembers,
  getProblemKey,
  listPeopleOfChange,
  listPersonsOnBothDays,
} from '#main/app/rehearsal/rehearsal-changes.ts';
import { markAllowedPeople } from '#shared/domain/integration/allowed-users.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { CompanyIndex, type RouteCompanyData } from '#shared/domain/routes/company.ts';
import { getReferenceState } from '#shared/domain/routes/references.ts';
import { rehearseReorganization } from '#shared/domain/routes/rehearsal.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { anyCompany, anyRoute } from '../../support/companies.ts';

const SETTING = { policy: DEFAULT_ROUTE_POLICY, date: '2026-04-28', absences: [], calendar: null };
const IDS = ['1', '2', '3', '4', '5', '6', '7', '8'];
const users = fc.subarray([...IDS, '99']);
const organizations = fc.array(fc.record({ id: fc.constantFrom('o1', 'o2', 'o3', 'o9'), descendants: fc.boolean() }), { maxLength: 2 });
const anyGroups = fc.array(fc.record({ code: fc.constant(''), name: fc.constant(''), users, organizations }), { maxLength: 3 });
const anyAllowed = fc.record({ everyone: fc.boolean(), users, organizations, roles: fc.subarray(['r1', 'r2', 'r9']) });

const sideOf = (company: RouteCompanyData) => ({
  index: new CompanyIndex(company),
  people: new PeopleIndex({ neoUsers: company.neoUsers, organizations: company.organizations, roles: company.roles }),
});

/** Generates two companies: the later one differs only in its people, or in everything. */
const anyTwoDays = fc
  .tuple(anyCompany, anyCompany, fc.boolean())
  .map(([now, then, isNear]) => [now, isNear ? { ...now, neoUsers: then.neoUsers } : then] as const);

describe('a rehearsal', () => {
  it('names, of each change of a route, as many people as it counts, those it gives for examples among them', () => {
    fc.assert(
      fc.property(anyTwoDays, anyRoute, ([now, then], route) => {
        const [today, later] = [new CompanyIndex(now), new CompanyIndex(then)];
        for (const { changes } of rehearseReorganization(today, later, [route], SETTING).routes)
          for (const { change, problem, people, examples } of changes) {
            const named = listPeopleOfChange(route, change, getProblemKey(problem), today, later, SETTING);
            expect(named).toHaveLength(people);
            const ids = named.map((person) => later.idOf(person));
            expect(ids).toEqual(expect.arrayContaining([...examples]));
          }
      }),
      { numRuns: 300 },
    );
  });

  it('covers everyone who can act on the later day once, with their current identity if they can act today', () => {
    fc.assert(
      fc.property(anyCompany, anyCompany, (now, then) => {
        const [today, later] = [new CompanyIndex(now), new CompanyIndex(then)];
        const able = then.neoUsers.flatMap(({ state }, at) => (later.isActive(at) && state !== 'deleted' ? [at] : []));
        const stays = listPersonsOnBothDays(today, later);
        expect(stays.map((stay) => stay.later)).toEqual(able);
        for (const stay of stays) {
          const before = now.neoUsers.findIndex(({ id }) => id === then.neoUsers[stay.later]?.id);
          expect(stay.today).toBe(before >= 0 && today.isActive(before) ? before : -1);
        }
      }),
    );
  });

  it('reports who loses the last invoice group or joins without one, and who gains the first one', () => {
    fc.assert(
      fc.property(anyCompany, anyCompany, anyGroups, (now, then, groups) => {
        const [today, later] = [sideOf(now), sideOf(then)];
        const holds = ({ people }: typeof today, at: number): boolean =>
          groups.some(
            (group) =>
              markAllowedPeople({ everyone: false, users: group.users, organizations: group.organizations, roles: [] }, people)[at] === 1,
          );
        const breaks: number[] = [];
        const mends: number[] = [];
        for (const stay of listPersonsOnBothDays(today.index, later.index)) {
          const is = holds(later, stay.later);
          if (stay.today < 0 ? !is : holds(today, stay.today) && !is) breaks.push(stay.later);
          if (stay.today >= 0 && !holds(today, stay.today) && is) mends.push(stay.later);
        }
        expect(findInvoiceChanges(groups, today, later, listPersonsOnBothDays(today.index, later.index))).toEqual({ breaks, mends });
      }),
    );
  });

  it('reports who loses or gains the right to order, and no one who joins', () => {
    fc.assert(
      fc.property(anyCompany, anyCompany, anyAllowed, (now, then, allowed) => {
        const [today, later] = [sideOf(now), sideOf(then)];
        const stays = listPersonsOnBothDays(today.index, later.index);
        const [before, after] = [markAllowedPeople(allowed, today.people), markAllowedPeople(allowed, later.people)];
        const { breaks, mends } = findAllowedChanges(allowed, today, later, stays);
        const known = stays.filter((stay) => stay.today >= 0);
        expect(breaks).toEqual(known.filter((stay) => before[stay.today] === 1 && after[stay.later] === 0).map((stay) => stay.later));
        expect(mends).toEqual(known.filter((stay) => before[stay.today] === 0 && after[stay.later] === 1).map((stay) => stay.later));
      }),
    );
  });

  it('lists as lost every reference that resolves today and not on the later day', () => {
    fc.assert(
      fc.property(anyCompany, anyCompany, (now, then) => {
        const [today, later] = [new CompanyIndex(now), new CompanyIndex(then)];
        const named = [...IDS, '99'].map((id) => ({ kind: 'user' as const, id, stepId: null }));
        const lost = findLostMembers(named, today, later);
        for (const one of named) {
          const [is, was] = [getReferenceState(later, one), getReferenceState(today, one)];
          expect(lost.find(({ id }) => id === one.id)?.state).toBe(is === 'known' || is === was ? undefined : is);
        }
      }),
    );
  });
});
