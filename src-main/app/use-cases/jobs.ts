import type { Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

export const jobHandlers = ({ jobs }: Scene): HandlersOf<'jobs'> => ({
  'jobs.list': () => ({ jobs: [...jobs.list()] }),
  'jobs.cancel'({ id }) {
    jobs.cancel(id);
    return {};
  },
});
