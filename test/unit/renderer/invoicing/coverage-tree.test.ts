import { expect, test } from 'vitest';
import {
  type CoverageRow,
  countPeopleByGroup,
  getMissingRequirement,
  getTintStrength,
  isUnusableGroup,
  listVisibleRows,
} from '#renderer/screens/invoicing/coverage-tree.ts';

const row = (id: string, children = 0): CoverageRow => ({ id, name: id, children, people: 10, none: 0, several: 0, cells: [] });
const levels = new Map([
  ['', [row('a', 2), row('b', 1)]],
  ['a', [row('a1'), row('a2', 1)]],
  ['b', [row('b1')]],
]);
const seen = (open: readonly string[]) =>
  listVisibleRows(levels, new Set(open)).map(({ row: { id }, depth, open: is }) => `${depth}${id}${is ? '-' : ''}`);

test('shows the children of each open organization below it', () => {
  expect(seen([])).toEqual(['0a', '0b']);
  expect(seen(['a'])).toEqual(['0a-', '1a1', '1a2', '0b']);
  expect(seen(['a', 'b', 'a1'])).toEqual(['0a-', '1a1', '1a2', '0b-', '1b1']);
});

test('organisations that hold each other do not go on for ever', () => {
  const circle = new Map([
    ['', [row('a', 1)]],
    ['a', [row('b', 1)]],
    ['b', [row('a', 1)]],
  ]);
  expect(listVisibleRows(circle, new Set(['a', 'b'])).map(({ row: { id } }) => id)).toEqual(['a', 'b', 'a']);
});

test('puts cells at the positions of their groups', () => {
  expect(
    countPeopleByGroup(
      {
        ...row('a'),
        cells: [
          { group: 2, people: 4 },
          { group: 0, people: 1 },
          { group: 9, people: 5 },
        ],
      },
      3,
    ),
  ).toEqual([1, 0, 4]);
});

test('the tint grows with the share and is never zero for at least one person', () => {
  expect(getTintStrength(0, 10)).toBe(0);
  expect(getTintStrength(3, 0)).toBe(0);
  expect(getTintStrength(1, 100_000)).toBeGreaterThan(0.1);
  expect(getTintStrength(10, 10)).toBe(1);
  expect(getTintStrength(5, 10)).toBeLessThan(getTintStrength(6, 10));
});

test('a group covers no one if its code is missing on Amazon or malformed', () => {
  expect(isUnusableGroup({ match: 'exact', malformed: false })).toBe(false);
  expect(isUnusableGroup({ match: 'case', malformed: false })).toBe(true);
  // Both sides have this code but it is invalid, so its people count as in no group.
  expect(isUnusableGroup({ match: 'exact', malformed: true })).toBe(true);
  // While no option is known, every group counts.
  expect(isUnusableGroup({ match: null, malformed: true })).toBe(false);
});

test('an empty map reports whether the list of users or the people who may order are missing', () => {
  const rows = [row('o')];
  expect([getMissingRequirement({ people: 0, rows: [] }, false), getMissingRequirement({ people: 0, rows }, true)]).toEqual([
    'nobody',
    'nobodyOrders',
  ]);
  expect([getMissingRequirement({ people: 3, rows: [] }, true), getMissingRequirement({ people: 3, rows }, true)]).toEqual([
    'noOrganizations',
    null,
  ]);
});
