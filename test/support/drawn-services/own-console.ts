import { join } from 'node:path';
import { type Application, createApplication } from '#main/app/application.ts';
import { createWindowCaller } from '#main/app/dispatcher.ts';
import { createFileTokens, type FileTokens } from '#main/app/services/file-tokens.ts';
import { createSecrets } from '#main/app/services/secrets.ts';
import { createTrustKeys } from '#main/app/services/trust-keys.ts';
import { createCompanies } from '#main/company/companies.ts';
import type { DemoCompany } from '#main/company/demo-company.ts';
import { createRedactor } from '#main/redaction/redactor.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { createSessionKeychain, type Keychain } from '#main/storage/keychain.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/companies/console.ts';
import { SECRET_NAMES } from '#shared/contract/connections/secrets.ts';
import type { EventData } from '#shared/contract/events.ts';
import type { Job } from '#shared/contract/jobs.ts';

/** State that outlives a console: its folder, company, keychain, clock and operator. */
export interface ConsolePlace {
  readonly folder: string;
  /** The company that is worked on; omitted = the one that was opened last. */
  readonly company?: string;
  readonly keychain: Keychain;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly operator: string;
  /** Omitted = there is no demo company. */
  readonly startDemo?: () => Promise<DemoCompany>;
}

/** The whole application in this process, on a folder, with a clock set by the test. */
export interface OwnConsole {
  readonly files: FileTokens;
  /** Errors that the contract does not define. */
  readonly bugs: readonly string[];
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  callAnything(name: CallName, input: unknown): Promise<Result<unknown>>;
  /** Starts a job and waits for its end. */
  finish(started: Promise<Result<{ jobId: string }>>): Promise<Result<NonNullable<Job['result']>>>;
  onChange(listener: (change: EventData<'changed'>) => void): () => void;
  close(): Promise<void>;
}

/** Returns a keychain that outlives the consoles of a test. */
export const keychainOfTest = (): Keychain => ({ ...createSessionKeychain(() => undefined), kind: 'system' });

/** Returns a new keychain with the company's entries of the given one. */
export async function copyOfKeychain(from: Keychain, company: string): Promise<Keychain> {
  const copy = keychainOfTest();
  for (const name of SECRET_NAMES) {
    const value = await from.get(company, name);
    if (value !== null) await copy.set(company, name, value);
  }
  return copy;
}

export function openOwnConsole(place: ConsolePlace): OwnConsole {
  const { folder, company = null, keychain, now, operator, startDemo = () => Promise.reject(new Error('not here')) } = place;
  const bugs: string[] = [];
  const redactor = createRedactor();
  const registerSecret = (value: string): void => redactor.registerSecret(value);
  const files = createFileTokens(join(folder, 'temporary'));
  let settings: Settings = { ...DEFAULT_SETTINGS, lastCompanyId: company };
  const listeners = new Set<(settings: Settings) => void>();
  const known: Keychain = {
    ...keychain,
    async get(of, name) {
      const value = await keychain.get(of, name);
      if (value !== null) registerSecret(value);
      return value;
    },
  };
  const notHere = (): never => {
    throw new Error('not here');
  };
  const secrets = createSecrets(known, createSessionKeychain(registerSecret));
  const application: Application = createApplication({
    info: { version: '0', host: 'node', platform: process.platform, dataFolder: folder },
    companies: createCompanies({
      folder: new CompanyFolder(join(folder, 'workspaces')),
      startDemo,
      now,
      operator,
      machine: `PC-${operator}`,
      wait: () => Promise.resolve(),
      trustKeys: createTrustKeys(secrets),
    }),
    settings: {
      get: () => settings,
      async change(change) {
        settings = { ...settings, ...change };
        for (const listener of listeners) listener(settings);
        return settings;
      },
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    secrets,
    files,
    dialogs: null,
    team: null,
    teamServers: null,
    printer: null,
    openLink: notHere,
    confirmTrust: async () => 'yes',
    doctor: notHere,
    reportBug(where, error) {
      bugs.push(`${where}: ${error instanceof Error ? error.stack : String(error)}`);
      return `ref-${bugs.length}`;
    },
    registerSecret,
    proxyResolver: null,
    env: { TSUNAGI_OPERATOR: operator },
    redact: redactor.text,
    recentLog: async () => [],
  });

  const ended = new Map<string, Job>();
  const waiting = new Map<string, (job: Job) => void>();
  const stopListening = application.on((event, data) => {
    if (event !== 'job') return;
    const job = data as EventData<'job'>;
    if (job.state === 'running') return;
    ended.set(job.id, job);
    waiting.get(job.id)?.(job);
  });
  const callAnything = (name: CallName, input: unknown) =>
    application.call(name, input, { company: settings.lastCompanyId ?? undefined, caller: createWindowCaller() });
  return {
    files,
    bugs,
    callAnything,
    call: <N extends CallName>(name: N, input: CallInput<N>) => callAnything(name, input) as Promise<Result<CallOutput<N>>>,
    async finish(started) {
      const answer = await started;
      if (!answer.ok) return answer;
      const { jobId } = answer.value;
      const job = ended.get(jobId) ?? (await new Promise<Job>((resolve) => waiting.set(jobId, resolve)));
      if (job.state === 'done') return { ok: true, value: job.result ?? {} };
      return { ok: false, error: job.error ?? { code: 'cancelled', params: {} } };
    },
    onChange: (listener) => application.on((event, data) => event === 'changed' && listener(data as EventData<'changed'>)),
    async close() {
      await application.close();
      stopListening();
      for (const tell of waiting.values()) tell({ state: 'cancelled', error: null } as Job);
      files.close();
    },
  };
}
