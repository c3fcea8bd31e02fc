import { describe, expect, it } from 'vitest';
import { findCurrentView, listViewsOfKind } from '#renderer/parts/views/view-model.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { SavedView, ViewContent } from '#shared/contract/views.ts';

const SORT = { by: 'name', direction: 'ascending' } as const;
const osaka: ViewContent = { kind: 'matching', filter: { ...EMPTY_FINDING_FILTER, search: '大阪', since: ['new', 'back'] }, sort: SORT };
const monthly: ViewContent = { kind: 'report', format: 'csv', encoding: 'cp932', scope: 'whole' };
const views: SavedView[] = [
  { id: 1, name: '大阪', content: osaka },
  { id: 2, name: '月次', content: monthly },
];

describe('saved views', () => {
  it('are of one kind', () => {
    expect(listViewsOfKind('report', views).map(({ name }) => name)).toEqual(['月次']);
  });
  it('recognize the view on screen, whatever the order of its parts', () => {
    const { search, ...rest } = osaka.filter;
    const same: ViewContent = { sort: SORT, filter: { search: `${search} `, ...rest, since: ['back', 'new'] }, kind: 'matching' };
    expect(findCurrentView(views, same)?.id).toBe(1);
    expect(findCurrentView(views, { ...osaka, sort: { by: 'name', direction: 'descending' } })).toBeUndefined();
    expect(findCurrentView(views, { ...osaka, filter: { ...osaka.filter, triage: 'all' } })).toBeUndefined();
  });
});
