import type { JobKind } from '#shared/contract/call/job-kinds.ts';
import type { Topic } from '#shared/contract/call/topics.ts';
import { CALL_FACTS } from '#shared/contract/call-facts.ts';

const TOPICS_BY_KIND: ReadonlyMap<JobKind, ReadonlySet<Topic>> = (() => {
  const found = new Map<JobKind, Set<Topic>>();
  for (const { job, changes } of Object.values(CALL_FACTS))
    if (job !== null) found.set(job, new Set([...(found.get(job) ?? []), ...changes]));
  return found;
})();

/** Returns the topics that a job of this kind may change, according to the calls that start it. */
export const listJobTopics = (kind: JobKind): readonly Topic[] => [...(TOPICS_BY_KIND.get(kind) ?? [])];
