import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createWeeklyCheckService } from './weekly-check-service.ts';

export const createWeeklyCheckProcedures = (context: CompanyContext): ProceduresOf<'weeklyCheck'> => {
  const service = createWeeklyCheckService(context);
  return {
    'weeklyCheck.state': () => service.getState(new Date()),
    async 'weeklyCheck.write'({ check, secret }) {
      await service.write(check, secret);
      return {};
    },
    async 'weeklyCheck.remove'() {
      await service.remove();
      return {};
    },
    async 'weeklyCheck.try'() {
      // Without an entry the call fails, not the job.
      await service.requireEntry();
      const jobId = context.jobs.start('weekly-check', async ({ signal }) => {
        const { exit, lines } = await service.tryOnce(signal);
        return { exit, lines: lines.map((line) => ({ ...line })) };
      });
      return { jobId };
    },
  };
};
