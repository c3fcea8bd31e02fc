import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { datedChangeService } from './dated-change-service.ts';

export const datedChangeProcedures = ({ session, draftsChanged, workspaceChanged }: CompanyContext): ProceduresOf<'datedChanges'> => {
  const service = datedChangeService(session);
  return {
    'datedChanges.list': service.datedChanges,
    async 'datedChanges.keep'(order) {
      const kept = await service.keepChange(order);
      workspaceChanged();
      draftsChanged();
      return kept;
    },
    async 'datedChanges.change'(order) {
      await service.changeDated(order);
      workspaceChanged();
      return {};
    },
    async 'datedChanges.withdraw'({ id }) {
      await service.withdrawChange(id);
      workspaceChanged();
      return {};
    },
    async 'datedChanges.take'(order) {
      const changed = await service.takeChange(order);
      workspaceChanged();
      draftsChanged();
      return changed;
    },
  };
};
