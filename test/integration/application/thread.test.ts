import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWindowCaller } from '#main/app/dispatcher.ts';
import type { ApplicationThreadData, HostFunctions } from '#main/hosts/worker/protocol.ts';
import { type ApplicationThread, createApplicationThread } from '#main/hosts/worker/thread.ts';
import { createSessionKeychain } from '#main/storage/keychain.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/companies/console.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { APPLICATION } from '../../support/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let settings: Settings;
let refusal: ExpectedError | null;
let threads: Worker[];
let bugs: string[];
let application: ApplicationThread;
let startIn: (dataFolder: string) => Worker;

/** Returns host functions that keep settings in memory, without dialogs or a printer. */
const hostOf = (): Omit<HostFunctions, 'event'> => {
  const keychain = createSessionKeychain(() => undefined);
  const missing = (): never => {
    throw new Error('this host has no such part');
  };
  return {
    noteBug: (where) => void bugs.push(where),
    registerSecret: () => undefined,
    recentLog: () => [],
    changeSettings(change) {
      if (refusal !== null) throw refusal;
      settings = { ...settings, ...change };
      application.settingsChanged(settings);
      return settings;
    },
    keychainGet: keychain.get,
    keychainSet: keychain.set,
    keychainDelete: keychain.delete,
    keychainDeleteCompany: keychain.deleteCompany,
    keychainState: keychain.state,
    keychainProbe: keychain.probe,
    chooseFile: missing,
    saveFile: missing,
    showFile: missing,
    printToPdf: missing,
    openLink: async () => ({ ok: true, value: {} }),
    confirmTrust: async () => 'yes',
    teamMembers: missing,
    teamChangeMember: missing,
    teamEndSession: missing,
    teamReadAccessLog: missing,
    teamNotifyApproval: missing,
    teamCheckState: missing,
    teamSaveCheckSchedule: missing,
    teamDeleteChecks: missing,
    teamReportCheck: missing,
    teamServersList: missing,
    teamServersConnect: missing,
    teamServersOpen: missing,
    teamServersCancel: missing,
    teamServersForget: missing,
    systemProxy: missing,
    scriptProxy: missing,
  };
};

beforeEach(() => {
  folder = temporaryFolder('thread');
  settings = DEFAULT_SETTINGS;
  refusal = null;
  threads = [];
  bugs = [];
  startIn = (dataFolder) => {
    const data: ApplicationThreadData = {
      info: { version: '0', host: 'node', platform: process.platform, dataFolder },
      settings,
      isTeam: false,
      has: { dialogs: false, printer: false, proxies: false, teamServers: false },
    };
    const worker = new Worker(APPLICATION);
    worker.postMessage(data);
    threads.push(worker);
    return worker;
  };
  const reportBug = (where: string): string => `ref-${bugs.push(where)}`;
  application = createApplicationThread(() => startIn(folder), hostOf(), { reportBug, redact: String });
});
afterEach(async () => {
  await application.close();
});

const call = <N extends CallName>(name: N, input: CallInput<N>, company?: string) =>
  application.call(name, input, { company, caller: createWindowCaller() }) as Promise<Result<CallOutput<N>>>;

it('a thread that dies fails its calls and jobs with a reference, and the next call finds everything in a new one', async () => {
  const jobs: Job[] = [];
  const told: unknown[] = [];
  application.on((event, data) => {
    told.push([event, data]);
    if (event === 'job') jobs.push(data as Job);
  });
  const created = await call('companies.create', { name: '自社', kind: 'test' });
  expect(created).toMatchObject({ ok: true, value: { name: '自社' } });
  const started = await call('companies.openDemo', {});
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const hanging = call('companies.overview', {});
  await threads[0]?.terminate();

  expect(await hanging).toMatchObject({ ok: false, error: { code: 'internal', ref: expect.any(String) } });
  expect(jobs.at(-1)).toMatchObject({ id: started.value.jobId, state: 'failed', error: { code: 'internal' } });
  // The changes made by the job are announced before its end.
  expect(told.at(-2)).toEqual(['changed', { companyId: null, topics: expect.arrayContaining(['companies']), revision: 0 }]);
  expect(bugs).not.toEqual([]);
  const list = await call('companies.list', {});
  expect(list.ok && list.value.companies.map(({ name }) => name)).toContain('自社');
  expect(threads).toHaveLength(2);
});

it('a refusal of the host arrives as its failure, and its changes are visible to the next call', async () => {
  expect(await call('console.changeSettings', { language: 'en' })).toMatchObject({ ok: true, value: { language: 'en' } });
  expect(await call('console.settings', {})).toMatchObject({ ok: true, value: { language: 'en' } });
  refusal = new ExpectedError('storage-full');
  expect(await call('console.changeSettings', { language: 'ja' })).toMatchObject({ ok: false, error: { code: 'storage-full' } });
  expect(await call('console.settings', {})).toMatchObject({ ok: true, value: { language: 'en' } });
});

it('reports which folder prevents its start, and why', async () => {
  await application.close();
  rmSync(join(folder, 'workspaces'), { recursive: true, force: true });
  rmSync(join(folder, 'temporary'), { recursive: true, force: true });
  const inTheWay = join(folder, 'file');
  writeFileSync(inTheWay, '');
  application = createApplicationThread(() => startIn(join(inTheWay, 'data')), hostOf(), { reportBug: () => 'ref', redact: String });
  expect(await call('companies.list', {})).toMatchObject({
    ok: false,
    error: { code: 'storage-unusable', params: { reason: 'notFolder' } },
  });
});

it('answers no call after it is closed, and starts no thread', async () => {
  await application.close();
  expect(await call('companies.list', {})).toMatchObject({ ok: false, error: { code: 'closing' } });
  await expect(async () => application.takeNotices()).rejects.toMatchObject({ failure: { code: 'closing' } });
  expect(threads).toHaveLength(1);
});
