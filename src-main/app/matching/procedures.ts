import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from '../procedures-of.ts';
import { findingService } from './finding-service.ts';

export const matchingHandlers = ({ session, findingsOf }: CompanyContext): HandlersOf<'matching'> => {
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
