import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { CANCELED, type Failure, type Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { DEFAULT_SETTINGS } from '#shared/contract/companies/console.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { type Application, createApplication } from '../../../app/application.ts';
import type { ConsolePorts } from '../../../app/ports.ts';
import type { FileTokens } from '../../../app/services/file-tokens.ts';
import { VERSION } from '../../../app/services/version.ts';
import { OPERATOR_ID, runForCaller } from '../../../company/caller.ts';
import type { JobContext } from '../../../company/job-context.ts';
import { maskOutput, maskSecrets } from '../secrets/masked-output.ts';
import { findGivenSecret } from '../secrets/secret-name.ts';

/** The application in a command's own process. Calls use the same dispatcher as those of a window. */
export interface CommandApplication {
  /** Throws `ExpectedError` for a failure, and the original error for a bug. `company` is omitted for calls about the console. */
  call<N extends CallName>(name: N, input: CallInput<N>, company?: string): Promise<CallOutput<N>>;
  /** Waits for the end of a job; `work.signal` cancels it. Throws the errors of `call`. */
  finish(started: Promise<{ readonly jobId: string }>, work: JobContext): Promise<NonNullable<Job['result']>>;
  /** Work of the same caller without a call of the contract: confirming trust, testing a connection, reading lists of people. */
  readonly inCompany: Application['inCompany'];
  close(): Promise<void>;
}

export interface CommandApplicationParts extends Pick<ConsolePorts, 'companies' | 'secrets'> {
  readonly dataFolder: string;
  /** `null` for a command that exchanges no files with the application. */
  readonly files: FileTokens | null;
  /** Name recorded in the history; `''` = none. */
  readonly operatorName: string;
}

const notHere = (): never => {
  throw new ExpectedError('not-allowed', { reason: 'cli' });
};
const NO_FILES: FileTokens = {
  add: notHere,
  find: () => {
    throw new ExpectedError('file-token-unknown');
  },
  temporaryPath: notHere,
  drop: async () => undefined,
  close: () => undefined,
};

export function createCommandApplication(parts: CommandApplicationParts): CommandApplication {
  const { dataFolder, companies, secrets, files, operatorName } = parts;
  const caller = { id: OPERATOR_ID, window: '', source: 'cli', name: operatorName } as const;
  const registerSecret = maskOutput();
  const bugs: unknown[] = [];
  const application = createApplication({
    info: { version: VERSION, host: 'cli', platform: process.platform, dataFolder },
    companies,
    // Commands ignore the settings chosen in a window.
    settings: { get: () => DEFAULT_SETTINGS, change: notHere, onChange: () => () => undefined },
    secrets,
    givenSecret: findGivenSecret,
    files: files ?? NO_FILES,
    dialogs: null,
    printer: null,
    openLink: notHere,
    // A command cannot ask for confirmation, so trust that was not confirmed before is refused.
    confirmTrust: async () => 'unavailable',
    team: null,
    teamServers: null,
    doctor: notHere,
    reportBug: (_where, error) => `bug-${bugs.push(error)}`,
    registerSecret,
    proxyResolver: null,
    env: process.env,
    redact: maskSecrets,
    recentLog: async () => [],
    // Every step of a run is printed as a line in JSON mode, so no event may be skipped.
    jobEventIntervalMs: 0,
  });

  /** Converts a failure to the error to throw. For a bug it is the original error, which the command reports itself. */
  const thrown = ({ code, params, ref }: Failure): unknown => {
    const bug = /^bug-(\d+)$/.exec(ref ?? '');
    return bug === null ? new ExpectedError(code, params) : bugs[Number(bug[1]) - 1];
  };
  const jobs = new Map<string, Job>();
  let onJob: (job: Job) => void = () => undefined;
  application.on((event, data) => {
    if (event !== 'job') return;
    const job = data as Job;
    jobs.set(job.id, job);
    onJob(job);
  });

  const call: CommandApplication['call'] = async (name, input, company) => {
    const result = (await application.call(name, input, { caller, company })) as Result<CallOutput<typeof name>>;
    if (!result.ok) throw thrown(result.error);
    return result.value;
  };
  return {
    call,
    inCompany: (id, work) => runForCaller(caller, () => application.inCompany(id, work)),
    async finish(started, work) {
      const { jobId } = await started;
      const cancel = (): void => void call('jobs.cancel', { id: jobId });
      if (work.signal.aborted) cancel();
      work.signal.addEventListener('abort', cancel);
      try {
        const job = await endOf(jobId, jobs, (listener) => (onJob = listener), work);
        if (job.state === 'done') return job.result ?? {};
        throw thrown(job.error ?? CANCELED);
      } finally {
        work.signal.removeEventListener('abort', cancel);
      }
    },
    close: () => application.close(),
  };
}

/** Reports a job's progress until it ends, and returns the ended job. */
function endOf(
  id: string,
  jobs: ReadonlyMap<string, Job>,
  listen: (listener: (job: Job) => void) => void,
  work: Pick<JobContext, 'report'>,
): Promise<Job> {
  return new Promise((resolve) => {
    let reported = '';
    const follow = (job: Job): void => {
      if (job.id !== id) return;
      if (job.state !== 'running') {
        resolve(job);
        return;
      }
      const { phase, done, total } = job;
      const progress = JSON.stringify([phase, done, total]);
      if (phase === 'starting' || progress === reported) return;
      reported = progress;
      work.report({ phase, done, total });
    };
    listen(follow);
    const known = jobs.get(id);
    if (known !== undefined) follow(known);
  });
}
