import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { noticeService } from './notice-service.ts';

export const noticeProcedures = ({ session }: CompanyContext): ProceduresOf<'notices'> => {
  const service = noticeService(session);
  return {
    'notices.digest': service.digest,
    'notices.list': service.notices,
    'notices.see': service.seeNotices,
    'notices.putOff': service.putOffNotice,
  };
};
