import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const datedChangeHandlers = ({ engine, draftsChanged, workspaceChanged }: CompanyContext): HandlersOf<'datedChanges'> => ({
  'datedChanges.list': () => engine.datedChanges(),
  async 'datedChanges.keep'(order) {
    const kept = await engine.keepChange(order);
    await workspaceChanged();
    await draftsChanged(kept.drafts.revision);
    return kept;
  },
  async 'datedChanges.change'(order) {
    await engine.changeDated(order);
    await workspaceChanged();
    return {};
  },
  async 'datedChanges.withdraw'({ id }) {
    await engine.withdrawChange(id);
    await workspaceChanged();
    return {};
  },
  async 'datedChanges.take'(order) {
    const changed = await engine.takeChange(order);
    await workspaceChanged();
    await draftsChanged(changed.revision);
    return changed;
  },
});
