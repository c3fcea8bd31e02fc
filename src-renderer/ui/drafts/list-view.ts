import type { CallInput } from '#shared/contract/calls.ts';
import type { DraftRow } from '#shared/contract/drafts.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';

export type DraftSort = CallInput<'drafts.list'>['sort'];
/** The sections that are lists. */
export type ListSection = Exclude<Section, 'integration' | 'common_settings' | 'allowed_users'>;

export interface ListView {
  readonly search: string;
  readonly sort: DraftSort;
  readonly page: number;
}

/** Rows of one page. */
export const PAGE = 100;
export const FIRST_LIST_VIEW: ListView = { search: '', sort: { by: 'name', direction: 'ascending' }, page: 0 };

/** The worst and the newest are wanted first; names from the beginning. */
const FIRST_DIRECTION: Record<DraftSort['by'], DraftSort['direction']> = {
  name: 'ascending',
  code: 'ascending',
  state: 'ascending',
  problems: 'descending',
  updatedAt: 'descending',
};

/** The sort after pressing a column's head: its own first direction, then the other way round. */
export const sortedBy = (view: ListView, by: DraftSort['by']): ListView => {
  const direction = view.sort.by !== by ? FIRST_DIRECTION[by] : view.sort.direction === 'ascending' ? 'descending' : 'ascending';
  return { ...view, sort: { by, direction }, page: 0 };
};

export const searchedFor = (view: ListView, search: string): ListView => ({ ...view, search, page: 0 });

/** The last page that has rows, when the wanted one has none any more. */
export const pageWithin = (page: number, total: number): number => Math.min(page, Math.max(0, Math.ceil(total / PAGE) - 1));

/** What is chosen and still there. */
export const stillChosen = (chosen: ReadonlySet<string>, rows: readonly Pick<DraftRow, 'id'>[]): ReadonlySet<string> => {
  const here = new Set(rows.map(({ id }) => id));
  const left = [...chosen].filter((id) => here.has(id));
  return left.length === chosen.size ? chosen : new Set(left);
};

export const toggled = (chosen: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
};
