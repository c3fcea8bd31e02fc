import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';

type Page = CallOutput<'drafts.list'>;

/** Maximum number of drafts per answer. */
const LIMIT = 500;

export const createPageInput = (section: Section, offset: number): CallInput<'drafts.list'> => ({
  section,
  search: '',
  sort: { by: 'name', direction: 'ascending' },
  offset,
  limit: LIMIT,
});

/** Requests for the pages after the first. */
export const createFurtherPageInputs = (section: Section, first: Page | undefined): readonly CallInput<'drafts.list'>[] =>
  Array.from({ length: Math.max(0, Math.ceil((first?.total ?? 0) / LIMIT) - 1) }, (_, at) => createPageInput(section, (at + 1) * LIMIT));

/** The rows of all pages; `undefined` until every page is loaded. */
export function joinPages(first: Page | undefined, further: readonly (Page | undefined)[]): Page['rows'] | undefined {
  if (first === undefined) return undefined;
  const rows = [...first.rows];
  for (const page of further) {
    if (page === undefined) return undefined;
    rows.push(...page.rows);
  }
  return rows;
}
