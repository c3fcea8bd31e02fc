import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createLeaverService } from './leaver-service.ts';

export const createLeaverProcedures = ({ session }: CompanyContext): ProceduresOf<'leavers'> => {
  const service = createLeaverService(session);
  return {
    'leavers.plan': service.planLeavers,
    'leavers.places': ({ id }) => service.placesOf(id),
    'leavers.take': service.takeLeavers,
  };
};
