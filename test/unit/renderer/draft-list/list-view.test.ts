import { expect, it } from 'vitest';
import { FIRST_LIST_VIEW, toggleDraftSort } from '#renderer/parts/draft-list/list-view.ts';

it('sorts by a column in its own direction first, then the other way', () => {
  const byProblems = toggleDraftSort(FIRST_LIST_VIEW.sort, 'problems');
  expect(byProblems).toEqual({ by: 'problems', direction: 'descending' });
  expect(toggleDraftSort(byProblems, 'problems').direction).toBe('ascending');
  expect(toggleDraftSort(byProblems, 'name')).toEqual({ by: 'name', direction: 'ascending' });
});
