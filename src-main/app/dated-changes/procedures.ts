import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { datedChangeService } from './dated-change-service.ts';

export const datedChangeProcedures = ({ session }: CompanyContext): ProceduresOf<'datedChanges'> => {
  const service = datedChangeService(session);
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
