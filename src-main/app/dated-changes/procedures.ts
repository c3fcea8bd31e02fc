import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createDatedChangeService } from './dated-change-service.ts';

export const createDatedChangeProcedures = ({ session }: CompanyContext): ProceduresOf<'datedChanges'> => {
  const service = createDatedChangeService(session);
  return {
    'datedChanges.list': service.datedChanges,
    'datedChanges.keep': service.keepChange,
    async 'datedChanges.change'(order) {
      await service.changeDated(order);
      return {};
    },
    async 'datedChanges.withdraw'({ id }) {
      await service.withdrawChange(id);
      return {};
    },
    'datedChanges.take': service.takeChange,
  };
};
