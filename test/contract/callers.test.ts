import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWindowCaller, type NamedCaller } from '#main/app/dispatcher.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const SUZUKI: NamedCaller = { id: 'suzuki', window: '', source: 'window', name: '鈴木' };
const SATO: NamedCaller = { id: 'sato', window: '', source: 'window', name: '佐藤' };
const EVERYTHING = { kinds: [], sections: [], search: '', runId: null, from: null, to: null };

/** Two people at one dispatcher, as behind a server, and two windows of one person. */
describe('what belongs to the caller of a call', () => {
  let client: HostClient;
  let company: string;
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    company = unwrapResult(await client.call('companies.create', { name: '自社', kind: 'production' })).id;
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });
  const by = <N extends CallName>(caller: NamedCaller, name: N, input: CallInput<N>) =>
    client.console.dispatcher.call(name, input, { company, caller }) as Promise<Result<CallOutput<N>>>;

  it('includes the operator name that records show', async () => {
    unwrapResult(await by(SUZUKI, 'secrets.useSession', { use: true }));
    unwrapResult(await by(SUZUKI, 'secrets.set', { name: 'catalog-password', value: 'hidden-1' }));
    unwrapResult(await by(SATO, 'secrets.clear', { name: 'catalog-password' }));
    const { entries } = unwrapResult(await by(SATO, 'historyLog.list', { filter: EVERYTHING, offset: 0, limit: 2 }));
    expect(entries.map(({ by: person }) => person.split(' ')[0])).toEqual(['佐藤', '鈴木']);
  });

  it('includes whether a production company is unlocked', async () => {
    unwrapResult(await by(SUZUKI, 'plan.arm', { company: '自社' }));
    const armed = async (caller: NamedCaller) => unwrapResult(await by(caller, 'plan.state', {})).company.armedUntil;
    expect(await armed(SUZUKI)).not.toBeNull();
    expect(await armed(SATO)).toBeNull();
    unwrapResult(await by(SATO, 'plan.disarm', {}));
    expect(await armed(SUZUKI)).not.toBeNull();
  });

  it('are jobs and their events, and the files they write', async () => {
    const heard: string[] = [];
    const stop = client.console.dispatcher.on((event, _data, owner) => {
      if (event === 'job') heard.push(`${owner}`);
    });
    const { jobId } = unwrapResult(await by(SUZUKI, 'drafts.exportFile', { language: 'ja' }));
    const jobs = async (caller: NamedCaller) => unwrapResult(await by(caller, 'jobs.list', {})).jobs.filter(({ id }) => id === jobId);
    await expect.poll(async () => (await jobs(SUZUKI))[0]?.state).toBe('done');
    expect(await jobs(SATO)).toEqual([]);
    expect(failureCodeOf(await by(SATO, 'jobs.cancel', { id: jobId }))).toBe('job-not-found');
    expect(new Set(heard)).toEqual(new Set(['suzuki']));
    stop();
    const token = String((await jobs(SUZUKI))[0]?.result?.['token']);
    expect(failureCodeOf(await by(SUZUKI, 'files.info', { token }))).toBe('ok');
    expect(failureCodeOf(await by(SATO, 'files.info', { token }))).toBe('file-token-unknown');
    // The host serves one person, so it cannot find another caller's file.
    await expect((async () => client.console.files.find(token))()).rejects.toMatchObject({ failure: { code: 'file-token-unknown' } });
    const path = join(client.folder, 'own.json');
    writeFileSync(path, '{}');
    const own = await client.console.files.add({ path, origin: 'chosen' });
    expect(failureCodeOf(await by(createWindowCaller('one'), 'files.info', { token: own.token }))).toBe('ok');
  });

  it('includes the undo steps of each window, so that undoing keeps the changes of other windows', async () => {
    const [one, other] = [createWindowCaller('one'), createWindowCaller('other')];
    unwrapResult(await by(one, 'console.changeSettings', { operatorName: '田中' }));
    const made = unwrapResult(await by(one, 'drafts.create', { section: 'invoice_groups', name: '総務', template: null }));
    const id = made.changed[0]?.id ?? '';
    const edit = (caller: NamedCaller, fields: object) =>
      by(caller, 'drafts.apply', {
        command: { kind: 'edit', section: 'invoice_groups', id, edit: { kind: 'set', fields } },
      } as CallInput<'drafts.apply'>);
    unwrapResult(await edit(one, { code: 'ONE' }));
    unwrapResult(await edit(other, { name: '人事' }));
    unwrapResult(await by(one, 'drafts.undo', {}));
    const body = async () => {
      const { object } = unwrapResult(await by(one, 'drafts.get', { section: 'invoice_groups', id }));
      return object.section === 'invoice_groups' ? object.draft : null;
    };
    expect(await body()).toMatchObject({ name: '人事', code: '' });
    unwrapResult(await by(one, 'drafts.redo', {}));
    unwrapResult(await by(other, 'drafts.undo', {}));
    expect(await body()).toMatchObject({ name: '総務', code: 'ONE' });
    expect(failureCodeOf(await by(other, 'drafts.undo', {}))).toBe('draft-nothing-to-undo');
    expect(failureCodeOf(await by(SATO, 'drafts.undo', {}))).toBe('draft-nothing-to-undo');
  });
});
