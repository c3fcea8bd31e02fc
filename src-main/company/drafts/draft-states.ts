import { type Draft, type DraftState, stateOf } from '#shared/domain/drafts/draft.ts';
import { manualEntryState } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** The state of a draft compared with the server; without a gateway, known values were entered by hand. */
export const draftStatesOf = ({ server }: Pick<CompanyFile, 'server'>): ((draft: Draft) => DraftState) =>
  server.reading()?.kind === 'gateway' ? stateOf : manualEntryState;
