import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NeoUser, Organization } from '#shared/domain/directory/directory.ts';
import { ALLOWED, markAllowedPeople, NOT_ALLOWED } from '#shared/domain/integration/allowed-users.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { computeMembership, listPossibleGroups } from '#shared/domain/invoicing/membership.ts';
import { markPeopleAllowedForRoute, NOT_OPEN, OPEN } from '#shared/domain/routes/access.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import type { Access } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { neoUser } from '../../support/directories.ts';

/** Generates seven organizations, some with the same name, and the organization names of each person. */
const anyCompany = fc.record({
  names: fc.array(fc.constantFrom('総務課', '営業課', '開発課', '経理課'), { minLength: 7, maxLength: 7 }),
  parents: fc.tuple(fc.constant(0), fc.nat(1), fc.nat(2), fc.nat(3), fc.nat(4), fc.nat(5)),
  people: fc.array(fc.array(fc.nat(6), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
});
const anyChoices = fc.array(fc.record({ id: fc.nat(6).map((at) => `o${at}`), descendants: fc.boolean() }), { maxLength: 3 });

function listsOf({
  names,
  parents,
  people,
}: {
  names: readonly string[];
  parents: readonly number[];
  people: readonly (readonly number[])[];
}) {
  const organizations = names.map(
    (name, at): Organization => ({ id: `o${at}`, code: '', name, parentId: at === 0 ? null : `o${parents[at - 1]}` }),
  );
  const neoUsers = people.map((places, at) => neoUser({ id: String(at), organizations: places.map((place) => names[place] as string) }));
  return { organizations, neoUsers };
}

/** Yields the lists once for each possible resolution of one person's organization names. */
function* toldLists({ organizations, neoUsers }: ReturnType<typeof listsOf>, person: number): Generator<ReturnType<typeof listsOf>> {
  const ways = (references: readonly string[]): string[][] => {
    const [first, ...rest] = references;
    if (first === undefined) return [[]];
    const meant = organizations.filter(({ name }) => name === first).map(({ id }) => id);
    return ways(rest).flatMap((others) => meant.map((id) => [id, ...others]));
  };
  for (const told of ways((neoUsers[person] as NeoUser).organizations))
    yield { organizations, neoUsers: neoUsers.map((user, at) => (at === person ? { ...user, organizations: told } : user)) };
}

const indexOf = (lists: ReturnType<typeof listsOf>) => new PeopleIndex({ ...lists, roles: [] });
const companyOf = (lists: ReturnType<typeof listsOf>) => new CompanyIndex({ ...lists, approvers: [], roles: [], workflowAdmins: [] });

describe('a person in one of several organizations with the same name', () => {
  it('is allowed and may use a route for sure only if all of them may, and is refused only if none may', () => {
    let sure = 0;
    let open = 0;
    fc.assert(
      fc.property(anyCompany, anyChoices, (company, organizations) => {
        const lists = listsOf(company);
        const allowed = { everyone: false, users: ['nobody'], organizations, roles: [] };
        const principals = organizations.map((choice) => ({ kind: 'organization' as const, ...choice }));
        const access: Access = { kind: 'listed', principals: [{ kind: 'user', id: 'nobody' }, ...principals] };
        const marks = markAllowedPeople(allowed, indexOf(lists));
        const opens = markPeopleAllowedForRoute(companyOf(lists), access, DEFAULT_ROUTE_POLICY) as Uint8Array;
        lists.neoUsers.forEach((_, person) => {
          const told = [...toldLists(lists, person)];
          const isSure = (marked: number | undefined, yes: number, no: number, each: readonly (number | undefined)[]): void => {
            if (marked === yes) expect(new Set(each)).toEqual(new Set([yes]));
            if (marked === no) expect(new Set(each)).toEqual(new Set([no]));
            if (marked === yes && told.length > 1) sure++;
            if (marked !== yes && marked !== no) open++;
          };
          const everyAllowed = told.map((one) => markAllowedPeople(allowed, indexOf(one))[person]);
          isSure(marks[person], ALLOWED, NOT_ALLOWED, everyAllowed);
          const everyOpen = told.map(
            (one) => (markPeopleAllowedForRoute(companyOf(one), access, DEFAULT_ROUTE_POLICY) as Uint8Array)[person],
          );
          isSure(opens[person], OPEN, NOT_OPEN, everyOpen);
        });
      }),
      { numRuns: 400 },
    );
    expect(sure).toBeGreaterThan(50);
    expect(open).toBeGreaterThan(50);
  });

  it('is in the invoice groups that all of them are in, and may be in those that only some are in', () => {
    let sure = 0;
    fc.assert(
      fc.property(anyCompany, fc.array(anyChoices, { minLength: 1, maxLength: 3 }), (company, choices) => {
        const lists = listsOf(company);
        const groups = choices.map((organizations, at) => ({ code: `C${at}`, name: `${at}`, users: [], organizations }));
        const groupsOf = (of: ReturnType<typeof listsOf>, person: number) => {
          const membership = computeMembership(groups, indexOf(of));
          return { sure: membership.sets[membership.setOfUser[person] ?? 0] ?? [], perhaps: listPossibleGroups(membership, person) };
        };
        lists.neoUsers.forEach((_, person) => {
          const found = groupsOf(lists, person);
          for (const told of toldLists(lists, person)) {
            const is = groupsOf(told, person);
            expect(is.perhaps).toEqual([]);
            expect(is.sure).toEqual(expect.arrayContaining([...found.sure]));
            expect([...found.sure, ...found.perhaps]).toEqual(expect.arrayContaining([...is.sure]));
          }
          if (found.sure.length > 0 && found.perhaps.length === 0) sure++;
        });
      }),
      { numRuns: 400 },
    );
    expect(sure).toBeGreaterThan(50);
  });
});
