import { type Draft, type DraftState, stateOf } from '#shared/domain/drafts/draft.ts';
import { manualEntryState } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** Returns a function for the state of a draft compared with the server; without a gateway, recorded manual entries are used instead. */
export const draftStatesOf = ({ server }: Pick<CompanyFile, 'server'>): ((draft: Draft) => DraftState) =>
  server.reading()?.kind === 'gateway' ? stateOf : manualEntryState;
