import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWindowCaller } from '#main/app/dispatcher.ts';
import { derivePublicKey, generatePrivateKey, getKeyFingerprint, signApproval } from '#main/company/plan/approval-signature.ts';
import { APPROVAL_FILE_FORMAT, type ApprovalFile } from '#shared/contract/plan/approval.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEY = generatePrivateKey();
const PUBLIC_KEY = derivePublicKey(KEY);

describe('an approval that is imported', () => {
  let sandbox: Sandbox;
  let client: HostClient;
  /** The digests that an honest approver signs. */
  let seen: Pick<ApprovalFile, 'seal' | 'shown' | 'file'>;

  beforeAll(async () => {
    sandbox = await startSandbox();
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    unwrapResult(await client.call('secrets.useSession', { use: true }));
    unwrapResult(await client.call('server.connect', { address: sandbox.address, accessKey: sandbox.accessKey }));
    await client.finish(client.call('plan.readServer', {}));
    const { policy } = unwrapResult(await client.call('plan.policy', {}));
    const people = { count: null, percent: null, floor: 0 };
    unwrapResult(await client.call('plan.changePolicy', { policy: { ...policy, people, approvalRequired: true } }));
    const body = { code: 'GROUP1', name: '承認の例', users: [], organizations: [] };
    unwrapResult(await client.call('drafts.apply', { command: { kind: 'put', section: 'invoice_groups', id: 'group', body, note: '' } }));
    seen = await signedByConsole();
    unwrapResult(await client.call('approval.import', { token: await fileOf(approvalOf({ at: daysAgo(1) })) }));
    unwrapResult(await client.call('approval.trust', { fingerprint: getKeyFingerprint(PUBLIC_KEY), name: '佐藤' }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    await sandbox.close();
  });

  const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
  async function fileOf(content: unknown): Promise<string> {
    const path = join(client.folder, `approval-${Math.random().toString(36).slice(2)}.json`);
    writeFileSync(path, JSON.stringify(content));
    return (await client.console.files.add({ path, origin: 'upload' })).token;
  }
  async function contentOf(token: unknown): Promise<string> {
    return readFileSync((await client.console.files.find(String(token))).path, 'utf8');
  }
  async function exportPlan(): Promise<string> {
    const job = await client.finish(client.call('plan.export', { format: 'json', encoding: 'utf8', language: 'ja' }));
    return contentOf(job.result?.['token']);
  }
  /** Returns the digests that this console signs for its own plan. */
  async function signedByConsole(): Promise<typeof seen> {
    const token = await fileOf(JSON.parse(await exportPlan()));
    const { file } = unwrapResult(await client.call('approval.review', { token, offset: 0, limit: 50, language: 'ja' }));
    const job = await client.finish(client.call('approval.approve', { token, file, language: 'ja' }));
    return JSON.parse(await contentOf(job.result?.['token'])) as ApprovalFile;
  }
  function approvalOf(change: Partial<Pick<ApprovalFile, 'seal' | 'shown' | 'file' | 'by' | 'at'>> = {}): ApprovalFile {
    const approved = { ...seen, by: '佐藤', at: new Date().toISOString(), ...change };
    const { seal, shown, file, by, at } = approved;
    return { ...APPROVAL_FILE_FORMAT, seal, shown, file, by, at, publicKey: PUBLIC_KEY, signature: signApproval(KEY, approved) };
  }
  const importOf = async (approval: unknown) => client.call('approval.import', { token: await fileOf(approval) });
  const stateOf = async (approval: ApprovalFile): Promise<string> => unwrapResult(await importOf(approval)).state;
  const standing = async (): Promise<string> => unwrapResult(await client.call('approval.list', {})).standing;
  const flipped = (digest: string): string => `${digest.startsWith('0') ? '1' : '0'}${digest.slice(1)}`;

  /** A changed value for every field of the file. A new field does not compile until it is added here. */
  const ALTERED: { readonly [F in keyof ApprovalFile]: (value: ApprovalFile[F]) => unknown } = {
    format: () => 'tsunagi-plan',
    version: () => 1,
    seal: flipped,
    shown: flipped,
    file: flipped,
    by: (by) => `${by}子`,
    at: () => daysAgo(2),
    publicKey: () => derivePublicKey(generatePrivateKey()),
    signature: () => signApproval(generatePrivateKey(), { ...seen, by: '佐藤', at: daysAgo(0) }),
  };

  it('counts when its key is trusted and it is for the plan as shown', async () => {
    expect(await stateOf(approvalOf())).toBe('valid');
    expect(await standing()).toBe('valid');
  });

  it.each(Object.keys(ALTERED) as readonly (keyof ApprovalFile)[])('is refused with the field %s altered after signing', async (field) => {
    const approval = approvalOf();
    const altered = { ...approval, [field]: (ALTERED[field] as (value: unknown) => unknown)(approval[field]) };
    expect(failureCodeOf(await importOf(altered))).toBe('approval-invalid');
  });

  it('is refused with a field that is not signed', async () => {
    expect(failureCodeOf(await importOf({ ...approvalOf(), note: '追記' }))).toBe('approval-invalid');
  });

  it('counts for some days and for a clock that is a little ahead, and not for a date in the future or long ago', async () => {
    const datedIn = (ms: number) => approvalOf({ at: new Date(Date.now() + ms).toISOString() });
    expect(await stateOf(datedIn(HOUR_MS / 2))).toBe('valid');
    expect(await stateOf(datedIn(2 * HOUR_MS))).toBe('expired');
    expect(await stateOf(datedIn(10 * 365 * DAY_MS))).toBe('expired');
    expect(await stateOf(approvalOf({ at: daysAgo(13) }))).toBe('valid');
    expect(await stateOf(approvalOf({ at: daysAgo(15) }))).toBe('expired');
  });

  it('does not count for words other than the shown ones or for other calls, although its signature is valid', async () => {
    const body = { code: 'GROUP9', name: '別の計画', users: [], organizations: [] };
    const put = (of: typeof body) =>
      client.call('drafts.apply', { command: { kind: 'put', section: 'invoice_groups', id: 'group', body: of, note: '' } });
    unwrapResult(await put(body));
    const { seal, shown } = await signedByConsole();
    // The correct calls with another displayed text, and the correct text with other calls.
    expect(await stateOf(approvalOf({ seal, shown: flipped(shown) }))).toBe('valid');
    expect(await stateOf(approvalOf({ seal: flipped(seal), shown }))).toBe('valid');
    expect(await standing()).toBe('other-plan');
    expect(await stateOf(approvalOf({ seal, shown }))).toBe('valid');
    expect(await standing()).toBe('valid');
  });

  it('is asked for again after the server was read, because rules may have changed while it was read', async () => {
    const { policy } = unwrapResult(await client.call('plan.policy', {}));
    unwrapResult(await client.call('plan.changePolicy', { policy: { ...policy, approvalRequired: false } }));
    const { digest } = unwrapResult(await client.call('plan.state', {}));
    const sent = sandbox.calls.length;
    const run = client.finish(client.call('apply.start', { digest, reason: '確認の試験', ifHeld: 'refuse', onFailure: 'stop' }));
    await expect.poll(() => sandbox.calls.length, { interval: 1 }).toBeGreaterThan(sent);
    unwrapResult(await client.call('plan.changePolicy', { policy }));
    for (const { fingerprint } of unwrapResult(await client.call('approval.list', {})).approvers)
      unwrapResult(await client.call('approval.distrust', { fingerprint }));
    expect(await run).toMatchObject({ state: 'failed', error: { code: 'plan-guarded' } });
    expect(sandbox.calls.slice(sent).map(({ action }) => action)).not.toContain('put_object');
    unwrapResult(await client.call('approval.trust', { fingerprint: getKeyFingerprint(PUBLIC_KEY), name: '佐藤' }));
  });

  it('is not signed for a plan file that was replaced after it was shown', async () => {
    const token = await fileOf(JSON.parse(await exportPlan()));
    const { file } = unwrapResult(await client.call('approval.review', { token, offset: 0, limit: 50, language: 'ja' }));
    const { path } = await client.console.files.find(token);
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), madeBy: '別人' }));
    const job = await client.finish(client.call('approval.approve', { token, file, language: 'ja' }));
    expect(job).toMatchObject({ state: 'failed', error: { code: 'plan-changed' }, result: null });
  });

  it('is not replaced by another plan file between its confirmation and its sending', async () => {
    const token = await fileOf(JSON.parse(await exportPlan()));
    const { file } = unwrapResult(await client.call('approval.review', { token, offset: 0, limit: 50, language: 'ja' }));
    const { path } = await client.console.files.find(token);
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), reason: '別の計画' }));
    const company = unwrapResult(await client.call('companies.current', {})).company.id;
    const sent = sandbox.calls.length;
    const order = { token, file, reason: '試験', ifHeld: 'refuse', onFailure: 'stop' };
    const started = await client.console.dispatcher.call('apply.file', order, {
      company,
      caller: { ...createWindowCaller(), source: 'cli' },
    });
    expect(failureCodeOf(started)).toBe('plan-changed');
    expect(sandbox.calls).toHaveLength(sent);
  });
});
