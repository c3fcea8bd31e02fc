import { useEffect, useRef, useState } from 'react';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { ListChanges } from '#shared/contract/imports/list-changes.ts';
import { cancelJob, dismissJob, runJob, useClient } from '../../client/index.ts';

/** Result of a comparison. Both are `null` if it was canceled: guards then apply at import. */
interface Compared {
  readonly key: string;
  readonly changes: ListChanges | null;
  readonly failure: Failure | null;
}

export interface ListComparison extends Omit<Compared, 'key'> {
  readonly running: boolean;
}

/** Compares when `key` changes (`null` = nothing), one comparison at a time; an outdated one is stopped. `start` starts the job. */
export const useListComparison = (key: string | null, start: () => Promise<Result<{ jobId: string }>>): ListComparison => {
  const client = useClient();
  const [compared, setCompared] = useState<Compared | null>(null);
  const queue = useRef(Promise.resolve());
  const starting = useRef(start);
  starting.current = start;
  useEffect(() => {
    if (key === null) return;
    let left = false;
    let jobId: string | null = null;
    const tell = (changes: ListChanges | null, failure: Failure | null): void => {
      if (!left) setCompared({ key, changes, failure });
    };
    const compare = async (): Promise<void> => {
      if (left) return;
      const started = await starting.current();
      if (!started.ok) return tell(null, started.error);
      jobId = started.value.jobId;
      if (left) cancelJob(client, jobId);
      const ended = await runJob(client, Promise.resolve(started));
      // Shown on the screen, so not in the job tray as well.
      dismissJob(jobId);
      if (!ended.ok) return tell(null, ended.error);
      if (ended.value.state !== 'done') return tell(null, ended.value.error);
      const answer = await client.call('imports.changes', { jobId });
      tell(answer.ok ? answer.value.changes : null, answer.ok ? null : answer.error);
    };
    queue.current = queue.current.then(compare);
    return () => {
      left = true;
      if (jobId !== null) cancelJob(client, jobId);
    };
  }, [client, key]);
  const current = compared?.key === key ? compared : null;
  return { running: key !== null && current === null, changes: current?.changes ?? null, failure: current?.failure ?? null };
};
