import type { ConsoleContext } from '../context.ts';
import type { ConsoleHandlersOf } from '../procedures-of.ts';

export const jobHandlers = ({ jobs }: ConsoleContext): ConsoleHandlersOf<'jobs'> => ({
  'jobs.list': () => ({ jobs: [...jobs.list()] }),
  'jobs.cancel'({ id }) {
    jobs.cancel(id);
    return {};
  },
});
