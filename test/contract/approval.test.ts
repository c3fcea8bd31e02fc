import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

describe('a second administrator’s approval through both hosts', () => {
  let sandbox: Sandbox;
  /** The author and the approver of the plan, each with a separate console. */
  let maker: HostClient;
  let approver: HostClient;
  beforeAll(async () => {
    sandbox = await startSandbox();
    [maker, approver] = [await openHostClient('both hosts'), await openHostClient('both hosts')];
    for (const [client, company] of [
      [maker, '自社'],
      [approver, '確認する人'],
    ] as const) {
      unwrapResult(await client.call('companies.create', { name: company, kind: 'test' }));
      unwrapResult(await client.call('secrets.useSession', { use: true }));
    }
    unwrapResult(await maker.call('server.connect', { address: sandbox.address, accessKey: sandbox.accessKey }));
    await maker.finish(maker.call('plan.readServer', {}));
    const { policy } = unwrapResult(await maker.call('plan.policy', {}));
    const people = { count: null, percent: null, floor: 0 };
    unwrapResult(await maker.call('plan.changePolicy', { policy: { ...policy, people, approvalRequired: true } }));
    await draft('GROUP1');
  });
  afterAll(async () => {
    for (const client of [maker, approver]) {
      await client.close();
      removeFolder(client.folder);
    }
    await sandbox.close();
  });

  const draft = async (code: string): Promise<void> =>
    void unwrapResult(
      await maker.call('drafts.apply', {
        command: {
          kind: 'put',
          section: 'invoice_groups',
          id: 'group',
          body: { code, name: '承認の例', users: [], organizations: [] },
          note: '',
        },
      }),
    );
  const pathOf = async (client: HostClient, job: Job): Promise<string> =>
    (await client.console.files.find(String(job.result?.['token']))).path;
  /** Transfers a file from one console to the other, as a mail would. */
  async function carry(from: string, to: HostClient, change: (text: string) => string = (text) => text): Promise<string> {
    const path = join(to.folder, `carried-${Math.random().toString(36).slice(2)}.json`);
    writeFileSync(path, change(readFileSync(from, 'utf8')));
    return (await to.console.files.add({ path, origin: 'upload' })).token;
  }
  async function planFor(to: HostClient): Promise<string> {
    return carry(
      await pathOf(maker, await maker.finish(maker.call('plan.export', { format: 'json', encoding: 'utf8', language: 'ja' }))),
      to,
    );
  }
  async function approvedBy(client: HostClient): Promise<string> {
    const token = await planFor(client);
    const { file } = unwrapResult(await client.call('approval.review', { token, offset: 0, limit: 50, language: 'ja' }));
    return await pathOf(client, await client.finish(client.call('approval.approve', { token, file, language: 'ja' })));
  }
  const standing = async (): Promise<string> => unwrapResult(await maker.call('approval.list', {})).standing;
  const apply = async (): Promise<Job> => {
    const { digest } = unwrapResult(await maker.call('plan.state', {}));
    return maker.finish(maker.call('apply.start', { digest, reason: '承認の試験', ifHeld: 'refuse', onFailure: 'stop' }));
  };

  it('is asked for, and shows what would be sent', async () => {
    expect(await standing()).toBe('none');
    expect((await apply()).error?.code).toBe('plan-guarded');
    const token = await planFor(approver);
    const review = unwrapResult(await approver.call('approval.review', { token, offset: 0, limit: 50, language: 'ja' }));
    expect(review).toMatchObject({ company: { name: '自社' }, total: 1, items: [{ kind: 'create', name: '承認の例' }] });
    expect(review.digest).toBe(unwrapResult(await maker.call('plan.state', {})).digest);
    const wrong = await approver.finish(approver.call('approval.approve', { token, file: '0'.repeat(64), language: 'ja' }));
    expect(wrong.error?.code).toBe('plan-changed');
  });

  it('counts only after an administrator trusts its key, and never with the maker’s own key', async () => {
    const approval = await approvedBy(approver);
    const { fingerprint } = unwrapResult(await approver.call('approval.identity', {}));
    expect(failureCodeOf(await maker.call('approval.trust', { fingerprint, name: '佐藤' }))).toBe('approval-key-unknown');
    expect(unwrapResult(await maker.call('approval.import', { token: await carry(approval, maker) }))).toMatchObject({
      fingerprint,
      state: 'unknown-key',
    });
    expect(await standing()).toBe('unknown-key');
    expect((await apply()).error?.code).toBe('plan-guarded');

    const own = await approvedBy(maker);
    expect(unwrapResult(await maker.call('approval.import', { token: await carry(own, maker) }))).toMatchObject({ state: 'own-key' });
    const mine = unwrapResult(await maker.call('approval.identity', {}));
    expect(failureCodeOf(await maker.call('approval.trust', { fingerprint: mine.fingerprint, name: '自分' }))).toBe('approval-own-key');

    unwrapResult(await maker.call('approval.trust', { fingerprint, name: '佐藤' }));
    expect(await standing()).toBe('valid');
  });

  it('is worth nothing when a letter of it was changed', async () => {
    const approval = await approvedBy(approver);
    for (const change of [
      (text: string) => text.replace(/"at": "20/, '"at": "21'),
      (text: string) => text.replace(/"seal": "(.)/, (all, first: string) => all.replace(first, first === '0' ? '1' : '0')),
      () => '{}',
      () => 'no json',
    ])
      expect(failureCodeOf(await maker.call('approval.import', { token: await carry(approval, maker, change) }))).toBe('approval-invalid');
  });

  it('is for a company of one name and one kind', async () => {
    const { id } = unwrapResult(await maker.call('companies.current', {})).company;
    const seals = async (): Promise<string[]> => {
      const review = await approver.call('approval.review', { token: await planFor(approver), offset: 0, limit: 1, language: 'ja' });
      return [unwrapResult(review).digest, unwrapResult(await maker.call('plan.state', {})).digest];
    };
    const [before] = await seals();
    unwrapResult(await maker.call('companies.rename', { id, name: '自社（新）' }));
    expect(await standing()).toBe('other-plan');
    const [shown, sent] = await seals();
    expect(shown).toBe(sent);
    expect(shown).not.toBe(before);
    unwrapResult(await maker.call('companies.rename', { id, name: '自社' }));
    expect(await seals()).toEqual([before, before]);
    expect(await standing()).toBe('valid');
  });

  it('is for exactly that plan', async () => {
    await draft('GROUP2');
    expect(await standing()).toBe('other-plan');
    await draft('GROUP1');
    expect(await standing()).toBe('valid');
    const { fingerprint } = unwrapResult(await approver.call('approval.identity', {}));
    unwrapResult(await maker.call('approval.distrust', { fingerprint }));
    expect(await standing()).not.toBe('valid');
    unwrapResult(await maker.call('approval.trust', { fingerprint, name: '佐藤' }));
    expect(await apply()).toMatchObject({ error: null, result: { done: 1, state: 'done' } });
    const { entries } = unwrapResult(
      await maker.call('historyLog.list', {
        filter: { kinds: ['approval', 'approver'], sections: [], search: '', runId: null, from: null, to: null },
        offset: 0,
        limit: 50,
      }),
    );
    expect(entries.map(({ kind }) => kind)).toEqual(['approver', 'approver', 'approver', 'approval', 'approval']);
  });
});
