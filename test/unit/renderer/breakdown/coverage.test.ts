import { expect, it } from 'vitest';
import {
  createCoverageTree,
  groupRoutesByOrganization,
  isShareShown,
  listAssignableRoutes,
} from '#renderer/screens/breakdown/organizations/coverage.ts';
import { getAllOpenIds, listVisibleOrganizations } from '#renderer/screens/breakdown/organizations/organizations.ts';

const line = (id: string, parentId: string | null, inScope: number, ready: number, blocked: number) => ({
  id,
  parentId,
  depth: parentId === null ? 0 : 1,
  name: id,
  inScope,
  ready,
  blocked,
});
const COMPANY = {
  inScope: 100,
  blocked: 10,
  organizations: [line('top', null, 100, 80, 10), line('b', 'top', 60, 59, 1), line('c', 'top', 30, 20, 0), line('a', 'top', 10, 1, 9)],
};
const order = (by: 'people' | 'share' | 'list', direction: 'ascending' | 'descending') => {
  const tree = createCoverageTree(COMPANY, { by, direction });
  return listVisibleOrganizations(tree, getAllOpenIds(tree)).map(({ id }) => id);
};

it('gives no share while no one is known to be able to order, like the reports', () => {
  const tree = createCoverageTree(
    {
      inScope: 40,
      blocked: 20,
      organizations: [
        line('nobody checked', null, 10, 0, 0),
        line('some stopped', null, 10, 0, 9),
        line('all stopped', null, 10, 0, 10),
        line('some can', null, 10, 1, 1),
      ],
    },
    { by: 'list', direction: 'ascending' },
  );
  expect(listVisibleOrganizations(tree, new Set()).map(isShareShown)).toEqual([false, false, true, true]);
});

it('sorts siblings by people, by the smallest share who can order, or as NEO lists them', () => {
  expect(order('people', 'descending')).toEqual(['top', 'b', 'c', 'a']);
  // People who were not checked do not count as able to order.
  expect(order('share', 'ascending')).toEqual(['top', 'a', 'c', 'b']);
  expect(order('list', 'ascending')).toEqual(['top', 'b', 'c', 'a']);
});

it('names the routes of an organisation, those that others have not first', () => {
  const all = { route: 0, people: 2 };
  const routes = groupRoutesByOrganization({
    routes: [
      { id: 'r1', name: '標準' },
      { id: 'r2', name: '部門の購入' },
    ],
    organizations: [
      {
        id: 'top',
        people: 10,
        routes: [
          { route: 0, people: 10 },
          { route: 1, people: 3 },
        ],
      },
      { id: 'a', people: 2, routes: [all] },
      { id: 'b', people: 2, routes: [] },
    ],
  });
  expect(routes.get('top')).toEqual([
    { id: 'r2', name: '部門の購入', people: 3, isPartial: true },
    { id: 'r1', name: '標準', people: 10, isPartial: false },
  ]);
  expect(routes.get('a')).toEqual([{ id: 'r1', name: '標準', people: 2, isPartial: false }]);
  expect(routes.get('b')).toEqual([]);
});

it('offers only routes that some people may not use yet', () => {
  const [all, some, none] = ['all', 'some', 'none'].map((id) => ({ id, name: id }));
  if (all === undefined || some === undefined || none === undefined) throw new Error('three routes');
  expect(
    listAssignableRoutes({
      routes: [all, some, none],
      organizations: [
        {
          id: 'top',
          people: 5,
          routes: [
            { route: 0, people: 5 },
            { route: 1, people: 3 },
          ],
        },
        {
          id: 'a',
          people: 3,
          routes: [
            { route: 0, people: 3 },
            { route: 1, people: 3 },
          ],
        },
      ],
    }),
  ).toEqual([some, none]);
});
