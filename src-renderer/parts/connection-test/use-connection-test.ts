import { useEffect, useState } from 'react';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { ConnectionTarget } from '#shared/contract/connections/connections.ts';
import { cancelJob, dismissJob, runJob, useCall, useClient, useJobs } from '../../client/index.ts';

/** Polling interval of a running test. */
const POLL_INTERVAL_MS = 250;
const KIND = {
  groupware: 'test-groupware',
  amazon: 'test-amazon',
  directory: 'test-directory',
  business: 'test-amazon-business',
} as const;

type Results = CallOutput<'connections.results'>;

export interface ConnectionTestState<Target extends ConnectionTarget> {
  readonly run: Results[Target] | undefined;
  readonly running: boolean;
  /** Why the test could not run, or why its result could not be saved. */
  readonly failure: Failure | null;
  /** Starts a test; `started` is the call that returns the job's id. Resolves at the end of the job with whether all layers passed. */
  readonly start: (started: Promise<Result<{ jobId: string }>>) => Promise<boolean>;
  readonly cancel: () => void;
}

/** Hook for a connection test: the running test or the last one, updated while it runs. */
export const useConnectionTest = <Target extends ConnectionTarget>(target: Target): ConnectionTestState<Target> => {
  const client = useClient();
  const results = useCall('connections.results', {});
  const job = useJobs(({ jobs }) => jobs.findLast((each) => each.kind === KIND[target] && each.state === 'running'));
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { refetch } = results;
  const running = job !== undefined;

  useEffect(() => {
    refetch();
    if (!running) return;
    const timer = setInterval(refetch, POLL_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [running, refetch]);

  return {
    run: results.value?.[target],
    running: running || starting,
    failure: failure ?? results.error,
    async start(started) {
      setFailure(null);
      setStarting(true);
      const ended = await runJob(client, started);
      setStarting(false);
      if (!ended.ok) {
        setFailure(ended.error);
        return false;
      }
      // The layers are visible, so the job tray needs no message.
      dismissJob(ended.value.id);
      refetch();
      if (ended.value.error !== null) setFailure(ended.value.error);
      return ended.value.result?.['passed'] === true;
    },
    cancel: () => {
      if (job !== undefined) cancelJob(client, job.id);
    },
  };
};
