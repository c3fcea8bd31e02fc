import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createNoticeService } from './notice-service.ts';

export const createNoticeProcedures = ({ session }: CompanyContext): ProceduresOf<'notices'> => {
  const service = createNoticeService(session);
  return {
    'notices.digest': service.digest,
    'notices.list': service.notices,
    'notices.see': service.seeNotices,
    'notices.putOff': service.putOffNotice,
  };
};
