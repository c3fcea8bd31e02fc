import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createManualEntryService } from './manual-entry-service.ts';

export const createManualEntryProcedures = ({ session }: CompanyContext): ProceduresOf<'manualEntry'> => {
  const service = createManualEntryService(session);

  return {
    'manualEntry.sheet': service.manualEntrySheet,
    'manualEntry.entered': service.manualEntryEntered,
    'manualEntry.tick': service.tickManualEntry,
    'manualEntry.finish': service.finishManualEntry,
    'manualEntry.reopen': service.reopenManualEntry,
  };
};
