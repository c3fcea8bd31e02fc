import { useCall, useCalls } from '#renderer/client/index.ts';
import type { DraftRow } from '#shared/contract/drafts/drafts.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';
import { allRows, furtherPages, pageAt } from './all-drafts.ts';

/** All drafts of a section by name; `undefined` until all are loaded. */
export function useAllDrafts(section: Section): readonly DraftRow[] | undefined {
  const first = useCall('drafts.list', pageAt(section, 0)).value;
  return allRows(first, useCalls('drafts.list', furtherPages(section, first)));
}
