import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const viewHandlers = ({ engine }: CompanyContext): HandlersOf<'views'> => ({
  'views.list': ({ kind }) => engine.views(kind),
  'views.save': (view) => engine.saveView(view),
  'views.rename': (view) => engine.renameView(view),
  async 'views.delete'({ id }) {
    await engine.deleteView(id);
    return {};
  },
});
