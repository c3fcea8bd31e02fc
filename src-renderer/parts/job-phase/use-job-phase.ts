import type { Job } from '#shared/contract/jobs.ts';
import { useText } from '../../ui/index.ts';

/** Name of a job's current step; a step without a text uses the job's name. */
export const useJobPhase = (): ((job: Job) => string) => {
  const text = useText('job');
  return (job) => {
    const phase = `phase.${job.phase}`;
    return text(text.has(phase) ? phase : `kind.${job.kind}`);
  };
};
