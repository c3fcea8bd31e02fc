import type { Worker } from 'node:worker_threads';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Job } from '#shared/contract/jobs.ts';
import type { Dispatcher, EventListener, Publish } from '../../app/dispatcher.ts';
import { type RedactText, type ReportBug, toFailure } from '../../app/failures.ts';
import { listJobTopics } from '../../app/job-changes.ts';
import type { HostFiles } from '../../app/services/file-tokens.ts';
import { OPERATOR_ID } from '../../company/caller.ts';
import { linkThreads } from './link.ts';
import { type ApplicationFunctions, type HostFunctions, NOTIFICATIONS_TO_APPLICATION } from './protocol.ts';

/** The application in its thread, as seen by a host. */
export interface ApplicationThread extends Dispatcher {
  readonly files: HostFiles;
  /** Sends an event of the host to its listeners; `owner` limits it to one person. */
  readonly publish: Publish;
  takeNotices: ApplicationFunctions['takeNotices'];
  settingsChanged: ApplicationFunctions['settingsChanged'];
}

/**
 * Starts the application's thread and forwards calls. If the thread dies, running calls and jobs fail as bugs, and the next call starts a
 * new thread. `start` creates a thread with the current data.
 */
export function createApplicationThread(
  start: () => Worker,
  ports: Omit<HostFunctions, 'event'>,
  { reportBug, redact }: { readonly reportBug: ReportBug; readonly redact: RedactText },
): ApplicationThread {
  const listeners = new Set<EventListener>();
  /** Jobs that have not published their end. */
  const jobs = new Map<string, { readonly job: Job; readonly owner: string | null }>();
  let closed = false;

  const event: HostFunctions['event'] = (name, data, owner) => {
    if (name === 'job') {
      const job = data as Job;
      if (job.state === 'running') jobs.set(job.id, { job, owner });
      else jobs.delete(job.id);
    }
    for (const listener of listeners) {
      try {
        listener(name, data, owner);
      } catch (error) {
        reportBug(`listener of ${name}`, error);
      }
    }
  };

  function open() {
    const worker = start();
    const link = linkThreads<ApplicationFunctions, HostFunctions>(worker, { ...ports, event }, NOTIFICATIONS_TO_APPLICATION);
    worker.on('error', (error) => died(error));
    worker.on('exit', (code) => died(new Error(`the application's thread ended with ${code}`)));
    const opened = { worker, link };
    const died = (error: Error): void => {
      if (running === opened) running = null;
      if (link.$closed) return;
      const ref = reportBug('the application', error);
      link.$close(error);
      for (const { job, owner } of jobs.values()) {
        // The job may have changed data before the thread died, and only the host can still publish this.
        event('changed', { companyId: job.companyId, topics: [...listJobTopics(job.kind)], revision: 0 }, null);
        event('job', { ...job, state: 'failed', error: { code: 'internal', params: { ref }, ref }, remainingMs: null }, owner);
      }
    };
    return opened;
  }
  let running: ReturnType<typeof open> | null = null;
  const application = () => {
    if (closed) throw new ExpectedError('closing');
    running ??= open();
    return running.link;
  };
  // Started at once, so that it is ready for the window's first call.
  application();

  return {
    async call(name, input, context) {
      try {
        return await application().call(name, input, context);
      } catch (error) {
        // If the disk prevents the thread from starting, the failure names the folder and the reason.
        return toFailure(error, 'the application', reportBug, redact);
      }
    },
    publish: (name, data, owner = null) => event(name, data, owner),
    cancel: (callId) => void running?.link.cancel(callId),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settingsChanged: (settings) => void running?.link.settingsChanged(settings),
    takeNotices: () => application().takeNotices(),
    files: {
      add: (file, owner = OPERATOR_ID) => application().addFile(file, owner),
      find: (token, owner = OPERATOR_ID) => application().findFile(token, owner),
      temporaryPath: () => application().temporaryPath(),
    },
    async close() {
      closed = true;
      if (running === null) return;
      const { worker, link } = running;
      await link.close();
      running = null;
      link.$close();
      await worker.terminate();
    },
  };
}
