import type { CallInput } from '#shared/contract/calls.ts';

export type DraftSort = CallInput<'drafts.list'>['sort'];

export interface ListView {
  readonly search: string;
  readonly sort: DraftSort;
}

export const FIRST_LIST_VIEW: ListView = { search: '', sort: { by: 'name', direction: 'ascending' } };

/** First sort direction per column: most severe problems and newest changes first, names ascending. */
const FIRST_DIRECTION: Record<DraftSort['by'], DraftSort['direction']> = {
  name: 'ascending',
  code: 'ascending',
  state: 'ascending',
  problems: 'descending',
  updatedAt: 'descending',
};

/** The sort after a column header was pressed: the column's first direction, then the reverse. */
export const toggleDraftSort = (sort: DraftSort, by: DraftSort['by']): DraftSort => ({
  by,
  direction: sort.by !== by ? FIRST_DIRECTION[by] : sort.direction === 'ascending' ? 'descending' : 'ascending',
});
