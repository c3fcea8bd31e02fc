import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from '../procedures-of.ts';
import { leaverService } from './leaver-service.ts';

export const leaverHandlers = ({ session, draftsChanged }: CompanyContext): HandlersOf<'leavers'> => {
  const service = leaverService(session);
  return {
    'leavers.plan': service.planLeavers,
    async 'leavers.take'(order) {
      const changed = await service.takeLeavers(order);
      draftsChanged();
      return changed;
    },
  };
};
