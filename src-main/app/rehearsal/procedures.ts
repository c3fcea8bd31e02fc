import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { rehearsalService } from './rehearsal-service.ts';

export const rehearsalProcedures = ({ session, files, jobs }: CompanyContext): ProceduresOf<'rehearsal'> => {
  const service = rehearsalService(session);
  return {
    'rehearsal.run'({ users, organizations, date }) {
      const lists = { users: files.find(users), organizations: organizations === null ? null : files.find(organizations), date };
      return {
        jobId: jobs.start('rehearsal', async (work) => {
          const { changes, breaks } = await service.rehearse(lists, work);
          for (const token of [users, organizations]) if (token !== null) await files.drop(token);
          return { changes, breaks };
        }),
      };
    },
    'rehearsal.result': service.rehearsal,
    'rehearsal.rows': service.rehearsalRows,
  };
};
