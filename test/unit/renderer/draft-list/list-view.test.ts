import { expect, it } from 'vitest';
import { FIRST_LIST_VIEW, sortedBy } from '#renderer/parts/draft-list/list-view.ts';

it('sorts by a column in its own direction first, then the other way', () => {
  const byProblems = sortedBy(FIRST_LIST_VIEW.sort, 'problems');
  expect(byProblems).toEqual({ by: 'problems', direction: 'descending' });
  expect(sortedBy(byProblems, 'problems').direction).toBe('ascending');
  expect(sortedBy(byProblems, 'name')).toEqual({ by: 'name', direction: 'ascending' });
});
