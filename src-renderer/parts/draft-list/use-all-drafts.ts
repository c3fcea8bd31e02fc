import { useCall, useCalls } from '#renderer/client/index.ts';
import type { DraftRow } from '#shared/contract/drafts/drafts.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';
import { createFurtherPageInputs, createPageInput, joinPages } from './all-drafts.ts';

/** All drafts of a section by name; `undefined` until all are loaded. */
export function useAllDrafts(section: Section): readonly DraftRow[] | undefined {
  const first = useCall('drafts.list', createPageInput(section, 0)).value;
  return joinPages(first, useCalls('drafts.list', createFurtherPageInputs(section, first)));
}
