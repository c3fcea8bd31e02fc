import { expect, it } from 'vitest';
import { FIRST_LIST_VIEW, PAGE, pageWithin, searchedFor, sortedBy, stillChosen, toggled } from '#renderer/ui/drafts/list-view.ts';

it('sorts by a column in its own direction first, then the other way, from the first page', () => {
  const byProblems = sortedBy({ ...FIRST_LIST_VIEW, page: 3 }, 'problems');
  expect(byProblems).toMatchObject({ sort: { by: 'problems', direction: 'descending' }, page: 0 });
  expect(sortedBy(byProblems, 'problems').sort.direction).toBe('ascending');
  expect(sortedBy(byProblems, 'name').sort).toEqual({ by: 'name', direction: 'ascending' });
});

it('searches from the first page', () => {
  expect(searchedFor({ ...FIRST_LIST_VIEW, page: 2 }, '購買')).toMatchObject({ search: '購買', page: 0 });
});

it('goes back to the last page that has rows', () => {
  expect(pageWithin(3, PAGE * 2)).toBe(1);
  expect(pageWithin(1, PAGE * 2)).toBe(1);
  expect(pageWithin(2, 0)).toBe(0);
});

it('forgets what was chosen and is gone', () => {
  const chosen = toggled(toggled(new Set(), 'a'), 'b');
  expect([...stillChosen(chosen, [{ id: 'b' }])]).toEqual(['b']);
  expect(stillChosen(chosen, [{ id: 'a' }, { id: 'b' }])).toBe(chosen);
  expect([...toggled(chosen, 'a')]).toEqual(['b']);
});
