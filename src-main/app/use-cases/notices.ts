import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const noticeHandlers = ({ engine, ordersChanged }: CompanyContext): HandlersOf<'notices'> => ({
  'notices.digest': (days) => engine.digest(days),
  'notices.list': () => engine.notices(),
  async 'notices.see'(which) {
    const notices = await engine.seeNotices(which);
    // Another window shows the same bell.
    await ordersChanged();
    return notices;
  },
});
