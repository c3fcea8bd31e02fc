import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const leaverHandlers = ({ engine, draftsChanged }: CompanyContext): HandlersOf<'leavers'> => ({
  'leavers.plan': (order) => engine.planLeavers(order),
  async 'leavers.take'(order) {
    const changed = await engine.takeLeavers(order);
    await draftsChanged(changed.revision);
    return changed;
  },
});
