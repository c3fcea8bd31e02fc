import { useState } from 'react';
import { cancelJob, dismissJob, runJob, useClient, useJobs } from '#renderer/client/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';

/** The dialog that creates Amazon users, and its job, which continues while the dialog is closed. */
export interface AmazonUserCreation {
  readonly isOpen: boolean;
  /** What was chosen, kept while a job runs. Without a group, the last one is offered. */
  readonly settings: CreationSettings;
  readonly changeSettings: (settings: CreationSettings) => void;
  readonly open: () => void;
  readonly close: () => void;
  /** The running job; `null` = none. */
  readonly job: Job | null;
  /** The last job that ended since the dialog was opened, and why it failed or was not started. */
  readonly ended: Job | null;
  readonly failure: Failure | null;
  readonly start: (order: CallInput<'fixes.createAmazonUsers'>) => Promise<void>;
  readonly stop: () => void;
}

interface CreationSettings {
  readonly groupId?: string;
  readonly invites: boolean;
}

export function useAmazonUserCreation(): AmazonUserCreation {
  const client = useClient();
  const job = useJobs(({ jobs }) => jobs.findLast(({ kind, state }) => kind === 'create-amazon-users' && state === 'running')) ?? null;
  const [settings, changeSettings] = useState<CreationSettings>({ invites: true });
  const [isOpen, setOpen] = useState(false);
  const [ended, setEnded] = useState<Job | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  return {
    isOpen,
    settings,
    changeSettings,
    open: () => setOpen(true),
    close() {
      setOpen(false);
      setEnded(null);
      setFailure(null);
    },
    job,
    ended,
    failure,
    async start(order) {
      setEnded(null);
      setFailure(null);
      const result = await runJob(client, client.call('fixes.createAmazonUsers', order));
      if (!result.ok) return setFailure(result.error);
      // Shown in the dialog, so not in the job tray as well.
      dismissJob(result.value.id);
      setEnded(result.value);
      setFailure(result.value.error);
    },
    stop: () => void (job !== null && cancelJob(client, job.id)),
  };
}
