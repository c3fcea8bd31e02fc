import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createViewService } from './view-service.ts';

export const createViewProcedures = ({ session }: CompanyContext): ProceduresOf<'views'> => {
  const service = createViewService(session);
  return {
    'views.list': ({ kind }) => service.views(kind),
    'views.save': service.saveView,
    'views.rename': service.renameView,
    async 'views.delete'({ id }) {
      await service.deleteView(id);
      return {};
    },
  };
};
