import { type Draft, type DraftState, getDraftState } from '#shared/domain/drafts/draft.ts';
import { getManualEntryState } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** Returns a function for the state of a draft compared with the server; without a gateway, recorded manual entries are used instead. */
export const createDraftStateGetter = ({ server }: Pick<CompanyFile, 'server'>): ((draft: Draft) => DraftState) =>
  server.reading()?.kind === 'gateway' ? getDraftState : getManualEntryState;
