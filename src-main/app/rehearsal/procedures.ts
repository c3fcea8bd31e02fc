import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createRehearsalService } from './rehearsal-service.ts';

export const createRehearsalProcedures = ({ session, files, jobs }: CompanyContext): ProceduresOf<'rehearsal'> => {
  const service = createRehearsalService(session);
  /** Tokens of the files of the last simulation, kept until other files replace them, so that it can be repeated after a draft changed. */
  let kept: readonly string[] = [];
  return {
    'rehearsal.run'({ users, organizations, date }) {
      const lists = { users: files.find(users), organizations: organizations === null ? null : files.find(organizations), date };
      return {
        jobId: jobs.start('rehearsal', async (work) => {
          const { changes, breaks } = await service.rehearse(lists, work);
          const asked = [users, organizations].filter((token) => token !== null);
          const former = kept.filter((token) => !asked.includes(token));
          kept = asked;
          for (const token of former) await files.drop(token);
          return { changes, breaks };
        }),
      };
    },
    'rehearsal.result': service.rehearsal,
    'rehearsal.rows': service.rehearsalRows,
  };
};
