import { expect, it } from 'vitest';
import { assignOrganizationToRoute } from '#shared/domain/routes/assign.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import type { Access, Principal } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { COMPANY } from './company.ts';

const INDEX = new CompanyIndex(COMPANY);
const listed = (...principals: readonly Principal[]): Access => ({ kind: 'listed', principals });
const organization = (id: string, descendants = true): Principal => ({ kind: 'organization', id, descendants });

it('names the organization with everything below it, and counts the active people who may use the route from then on', () => {
  // One of the four active people of 営業部 is already listed; leavers are not counted.
  expect(assignOrganizationToRoute(INDEX, listed({ kind: 'user', id: '3' }), '20')).toEqual({
    kind: 'adds',
    access: listed({ kind: 'user', id: '3' }, organization('20')),
    people: 3,
    seconds: 0,
    unsure: 0,
    of: 4,
  });
});

it('leaves a route alone that everyone may use: a list would shut the others out', () => {
  expect(assignOrganizationToRoute(INDEX, { kind: 'everyone' }, '20')).toEqual({ kind: 'everyone' });
  // If the list is empty, NEO lets every user select the route.
  expect(assignOrganizationToRoute(INDEX, listed(), '20')).toEqual({ kind: 'everyone' });
  expect(assignOrganizationToRoute(INDEX, listed(), '20', { ...DEFAULT_ROUTE_POLICY, emptyAccess: 'nobody' })).toMatchObject({
    kind: 'adds',
    people: 4,
  });
});

it('reports which organization already covers it, the same or one above', () => {
  expect(assignOrganizationToRoute(INDEX, listed(organization('20')), '20')).toEqual({ kind: 'covered', by: '20' });
  expect(assignOrganizationToRoute(INDEX, listed(organization('10')), '22')).toEqual({ kind: 'covered', by: '10' });
  expect(assignOrganizationToRoute(INDEX, listed(organization('10', false)), '30')).toMatchObject({ kind: 'adds', people: 2 });
});

it('widens an organisation that is named alone, instead of naming it twice', () => {
  expect(assignOrganizationToRoute(INDEX, listed(organization('20', false), organization('30')), '20')).toEqual({
    kind: 'adds',
    access: listed(organization('30'), organization('20')),
    people: 3,
    seconds: 0,
    unsure: 0,
    of: 4,
  });
});

it('adds an organization whose people are all listed individually, for people who join later', () => {
  expect(assignOrganizationToRoute(INDEX, listed({ kind: 'user', id: '6' }, { kind: 'user', id: '7' }), '30')).toMatchObject({
    kind: 'adds',
    people: 0,
    of: 2,
  });
});

it('makes no change for an organization missing from the list', () => {
  expect(assignOrganizationToRoute(INDEX, listed({ kind: 'user', id: '3' }), '99')).toEqual({ kind: 'unknown' });
});

it('reports for how many people no list shows whether they may already use the route', () => {
  const index = new CompanyIndex({ ...COMPANY, roles: [], missingFacts: new Set(['roles']) });
  // One of the four is listed individually; the members of the role are unknown.
  expect(assignOrganizationToRoute(index, listed({ kind: 'user', id: '3' }, { kind: 'role', id: '1' }), '20')).toMatchObject({
    people: 3,
    unsure: 3,
    of: 4,
  });
  expect(assignOrganizationToRoute(index, listed({ kind: 'user', id: '3' }), '20')).toMatchObject({ people: 3, unsure: 0, of: 4 });
});

it('counts people once, and separates those whose first post is elsewhere', () => {
  const posts = new Map([
    // First post in purchasing, additional posts in two sales sections.
    ['6', ['30', '21', '22']],
    // First post in the organization itself, additional post below it.
    ['2', ['20', '21']],
  ]);
  const neoUsers = COMPANY.neoUsers.map((user) => ({ ...user, organizations: posts.get(user.id) ?? user.organizations }));
  const index = new CompanyIndex({ ...COMPANY, neoUsers });
  expect(assignOrganizationToRoute(index, listed({ kind: 'user', id: '3' }), '20')).toMatchObject({ people: 4, seconds: 1, of: 5 });
});
