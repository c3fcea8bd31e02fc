import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createFindingService } from './finding-service.ts';

export const createMatchingProcedures = ({ session }: CompanyContext): ProceduresOf<'matching'> => {
  const service = createFindingService(session);
  return {
    'matching.rows': service.rows,
    'matching.finding': service.finding,
  };
};
