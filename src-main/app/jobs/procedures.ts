import type { ConsoleContext } from '../context.ts';
import type { ConsoleProceduresOf } from '../procedures-of.ts';

export const createJobProcedures = ({ jobs }: ConsoleContext): ConsoleProceduresOf<'jobs'> => ({
  'jobs.list': () => ({ jobs: [...jobs.list()] }),
  'jobs.cancel'({ id }) {
    jobs.cancel(id);
    return {};
  },
});
