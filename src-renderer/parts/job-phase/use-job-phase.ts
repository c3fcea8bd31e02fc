import type { Job } from '#shared/contract/jobs.ts';
import { useText } from '../../ui/index.ts';

/** The name of a job's present step; a step without a text of its own is its job. */
export const useJobPhase = (): ((job: Job) => string) => {
  const text = useText('job');
  return (job) => {
    const phase = `phase.${job.phase}`;
    return text(text.has(phase) ? phase : `kind.${job.kind}`);
  };
};
