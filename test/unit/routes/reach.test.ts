import { expect, it } from 'vitest';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { computeRouteReach } from '#shared/domain/routes/reach.ts';
import type { Access } from '#shared/domain/routes/route.ts';
import { COMPANY } from './company.ts';

const INDEX = new CompanyIndex(COMPANY);
const reach = (...access: readonly Access[]) =>
  new Map(
    computeRouteReach(
      INDEX,
      access.map((one) => ({ access: one })),
    ).map(({ organizationId, ...rest }) => [organizationId, rest]),
  );

it('counts the active people of an organisation and everything below it who may use each route', () => {
  const found = reach({ kind: 'everyone' }, { kind: 'listed', principals: [{ kind: 'organization', id: '20', descendants: true }] });
  // The head of 営業二課 has left.
  expect(found.get('22')).toEqual({
    people: 1,
    routes: [
      { route: 0, people: 1 },
      { route: 1, people: 1 },
    ],
  });
  expect(found.get('20')).toEqual({
    people: 4,
    routes: [
      { route: 0, people: 4 },
      { route: 1, people: 4 },
    ],
  });
  expect(found.get('10')).toEqual({
    people: 7,
    routes: [
      { route: 0, people: 7 },
      { route: 1, people: 4 },
    ],
  });
  expect(found.get('30')).toEqual({ people: 2, routes: [{ route: 0, people: 2 }] });
});

it('does not count people below an organization that is listed alone, nor a person twice', () => {
  const found = reach({
    kind: 'listed',
    principals: [
      { kind: 'organization', id: '20', descendants: false },
      { kind: 'user', id: '2' },
      { kind: 'role', id: 'committee' },
    ],
  });
  expect(found.get('20')?.routes).toEqual([{ route: 0, people: 1 }]);
  expect(found.get('21')?.routes).toEqual([]);
  expect(found.get('30')?.routes).toEqual([{ route: 0, people: 1 }]);
});
