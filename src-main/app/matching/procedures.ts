import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { findingService } from './finding-service.ts';

export const matchingProcedures = ({ session, findingsOf }: CompanyContext): ProceduresOf<'matching'> => {
  const service = findingService(session);
  return {
    async 'matching.rows'(window) {
      const rows = await service.rows(window);
      findingsOf(rows.revision);
      return rows;
    },
    'matching.finding': service.finding,
  };
};
