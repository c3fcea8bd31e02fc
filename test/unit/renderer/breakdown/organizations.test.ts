import { describe, expect, it, test } from 'vitest';
import {
  createShareTree,
  getAllOpenIds,
  getInitiallyOpenIds,
  getTreeMove,
  listVisibleOrganizations,
  nameMissingOrganization,
  toggleTreeSort,
} from '#renderer/screens/breakdown/organizations/organizations.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';

type Line = Readiness['organizations'][number];
const line = (id: string, parentId: string | null, inScope: number, blocked: number): Line => ({
  id,
  parentId,
  depth: parentId === null ? 0 : 1,
  name: id,
  inScope,
  ready: inScope - blocked,
  blocked,
});
const COMPANY = {
  inScope: 200,
  blocked: 20,
  organizations: [
    line('company', null, 200, 20),
    line('large', 'company', 150, 12),
    line('small', 'company', 50, 8),
    line('team', 'small', 5, 4),
  ],
};
const WORST = { by: 'blocked', direction: 'descending' } as const;
const tree = createShareTree(COMPANY, { by: 'share', direction: 'descending' });

describe('shareTree', () => {
  it('sorts siblings by the column that was chosen, or as NEO lists them', () => {
    const sorted = (...[by, direction]: [Parameters<typeof createShareTree>[1]['by'], 'ascending' | 'descending']): string[] =>
      listVisibleOrganizations(createShareTree(COMPANY, { by, direction }), new Set(['company'])).map(({ id }) => id);
    // 12 of 150 are more people; 8 of 50 are the larger share.
    expect(sorted('blocked', 'descending')).toEqual(['company', 'large', 'small']);
    expect(sorted('blocked', 'ascending')).toEqual(['company', 'small', 'large']);
    expect(sorted('share', 'descending')).toEqual(['company', 'small', 'large']);
    expect(sorted('list', 'ascending')).toEqual(['company', 'large', 'small']);
  });
  it('turns a column round when it is pressed again, and never the order of NEO', () => {
    const once = toggleTreeSort<'blocked' | 'share'>(WORST, 'share', 'descending');
    expect(once).toEqual({ by: 'share', direction: 'descending' });
    expect(toggleTreeSort(once, 'share', 'descending')).toEqual({ by: 'share', direction: 'ascending' });
    const list = toggleTreeSort(once, 'list', 'ascending');
    expect(toggleTreeSort(list, 'list', 'ascending')).toEqual(list);
  });
  it('expands a single root at first, and none of several', () => {
    expect([...getInitiallyOpenIds(tree)]).toEqual(['company']);
    const several = createShareTree({ inScope: 2, blocked: 1, organizations: [line('a', null, 1, 0), line('b', null, 1, 1)] }, WORST);
    expect([...getInitiallyOpenIds(several)]).toEqual([]);
  });
  it('treats an unknown parent as the top, so that no one disappears', () => {
    const orphaned = createShareTree({ inScope: 1, blocked: 0, organizations: [line('lost', 'nowhere', 1, 0)] }, WORST);
    expect(listVisibleOrganizations(orphaned, new Set()).map((row) => row.id)).toEqual(['lost']);
  });
  it('does not extend the scale for a few people', () => {
    const rows = listVisibleOrganizations(tree, getAllOpenIds(tree));
    expect(rows.find((row) => row.id === 'team')?.bar).toBe(1);
    expect(tree.scale).toBeCloseTo(0.2);
  });
  it('numbers levels and siblings as a screen reader announces them', () => {
    const team = listVisibleOrganizations(tree, getAllOpenIds(tree)).find((row) => row.id === 'team');
    expect(team).toMatchObject({ level: 3, position: 1, siblings: 1, expandable: false, blocked: 4 });
  });
});

describe('treeKey', () => {
  const open = new Set(['company']);
  const rows = listVisibleOrganizations(tree, open);
  it('moves within the visible rows and stops at their ends', () => {
    expect(getTreeMove(rows, 'company', 'ArrowDown')).toEqual({ focus: 'small' });
    expect(getTreeMove(rows, 'company', 'ArrowUp')).toEqual({ focus: 'company' });
    expect(getTreeMove(rows, 'company', 'End')).toEqual({ focus: 'large' });
    expect(getTreeMove(rows, 'large', 'Home')).toEqual({ focus: 'company' });
  });
  it('opens, enters, closes and leaves with the left and right arrow keys', () => {
    expect(getTreeMove(rows, 'small', 'ArrowRight')).toEqual({ toggle: 'small' });
    expect(getTreeMove(rows, 'company', 'ArrowRight')).toEqual({ focus: 'small' });
    expect(getTreeMove(rows, 'company', 'ArrowLeft')).toEqual({ toggle: 'company' });
    expect(getTreeMove(rows, 'large', 'ArrowLeft')).toEqual({ focus: 'company' });
    expect(getTreeMove(rows, 'large', 'ArrowRight')).toBeNull();
  });
  it('expands people only if there are any', () => {
    expect(getTreeMove(rows, 'small', 'Enter')).toEqual({ open: 'small' });
    const ready = listVisibleOrganizations(
      createShareTree({ inScope: 3, blocked: 0, organizations: [line('a', null, 3, 0)] }, WORST),
      new Set(),
    );
    expect(getTreeMove(ready, 'a', 'Enter')).toBeNull();
  });
  it('leaves other keys to the browser', () => {
    expect(getTreeMove(rows, 'small', 'Tab')).toBeNull();
    expect(getTreeMove([], null, 'ArrowDown')).toBeNull();
  });
});

test('people who are in no organisation have a line with a name', () => {
  const { organizations } = nameMissingOrganization(
    { organizations: [line('company', null, 9, 1), { ...line('', null, 1, 0), name: '' }] },
    '（所属なし）',
  );
  expect(organizations.map(({ name }) => name)).toEqual(['company', '（所属なし）']);
});
