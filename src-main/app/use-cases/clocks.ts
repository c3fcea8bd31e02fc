import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const clockHandlers = ({ engine, files, workspaceChanged, ordersChanged }: CompanyContext): HandlersOf<'clocks'> => ({
  'clocks.list': () => engine.clocks(),
  'clocks.lockPolicy': () => engine.lockPolicy(),
  async 'clocks.changeLockPolicy'(policy) {
    const changed = await engine.changeLockPolicy(policy);
    await workspaceChanged();
    return changed;
  },
  'clocks.accountReview': () => engine.accountReview(),
  async 'clocks.changeAccountReview'(start) {
    const changed = await engine.changeAccountReview(start);
    await ordersChanged();
    return changed;
  },
  'clocks.holidaySource': () => engine.holidaySource(),
  async 'clocks.importHolidays'({ token }) {
    const imported = await engine.importHolidays(files.find(token));
    await workspaceChanged();
    await files.drop(token);
    return imported;
  },
  async 'clocks.forgetHolidays'() {
    const forgotten = await engine.forgetHolidays();
    await workspaceChanged();
    return forgotten;
  },
});
