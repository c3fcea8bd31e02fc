import { type Draft, type DraftState, stateOf } from '#shared/domain/drafts/draft.ts';
import { stateByHand } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import type { CompanyFile } from '../storage/company-file.ts';

/** How a draft stands to the server: without a gateway that was read, what is known there was entered by hand. */
export const draftStatesOf = ({ server }: Pick<CompanyFile, 'server'>): ((draft: Draft) => DraftState) =>
  server.reading()?.kind === 'gateway' ? stateOf : stateByHand;
