import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { noticeService } from './notice-service.ts';

export const noticeProcedures = ({ session, ordersChanged }: CompanyContext): ProceduresOf<'notices'> => {
  const service = noticeService(session);
  return {
    'notices.digest': service.digest,
    'notices.list': service.notices,
    async 'notices.see'(which) {
      const notices = await service.seeNotices(which);
      // Another window shows the same bell.
      ordersChanged();
      return notices;
    },
  };
};
