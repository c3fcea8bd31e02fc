import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { findingService } from './finding-service.ts';

export const matchingProcedures = ({ session }: CompanyContext): ProceduresOf<'matching'> => {
  const service = findingService(session);
  return {
    'matching.rows': service.rows,
    'matching.finding': service.finding,
  };
};
