import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { leaverService } from './leaver-service.ts';

export const leaverProcedures = ({ session }: CompanyContext): ProceduresOf<'leavers'> => {
  const service = leaverService(session);
  return {
    'leavers.plan': service.planLeavers,
    'leavers.places': ({ id }) => service.placesOf(id),
    'leavers.take': service.takeLeavers,
  };
};
