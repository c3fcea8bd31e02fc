import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { manualEntryService } from './manual-entry-service.ts';

export const handOverProcedures = ({ session }: CompanyContext): ProceduresOf<'handOver'> => {
  const service = manualEntryService(session);

  return {
    'handOver.sheet': service.handOverSheet,
    'handOver.entered': service.handOverEntered,
    'handOver.tick': service.tickHandOver,
    'handOver.finish': service.finishHandOver,
    'handOver.reopen': service.reopenHandOver,
  };
};
