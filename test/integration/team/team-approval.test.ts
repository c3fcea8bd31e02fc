import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#shared/contract/calls.ts';
import { ROUTE } from '../../support/deeds.ts';
import { openDemoPlan, waitForResult } from '../../support/team-demo.ts';
import { type Browser, startTestTeam, type TestTeam } from '../../support/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type Person = 'administrator' | 'editor' | 'approver' | 'applier';

let test: TestTeam;
let demo: string;
const people = {} as Record<Person, Browser>;

const codeOf = (result: { ok: boolean; error?: { code: string } }): string => (result.ok ? 'ok' : (result.error?.code ?? ''));

async function getApprovalGuard(person: Person): Promise<string> {
  const result = await people[person].call('plan.guards', { reason: '部署の名前が変わったため' }, demo);
  if (!result.ok) return result.error.code;
  const guard = result.value.guards.find(({ id }) => id === 'approval');
  return `${guard?.state} ${guard?.sentence.key.split('.').at(-1)}`;
}

const rename = async (name: string): Promise<void> => {
  expect(codeOf(await people.editor.call('drafts.rename', { ...ROUTE, name }, demo))).toBe('ok');
};

async function listApprovals(person: Person): Promise<CallOutput<'approval.list'>> {
  const result = await people[person].call('approval.list', {}, demo);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** Requests the approval of the plan as the editor and returns the id of the request. */
async function request(comment: string): Promise<string> {
  const result = await people.editor.call('approval.request', { comment }, demo);
  if (!result.ok) throw new Error(result.error.code);
  return result.value.id;
}

const decide = async (person: Person, id: string, approve: boolean, comment = ''): Promise<string> =>
  codeOf(await people[person].call('approval.decide', { id, approve, comment }, demo));

async function grant(name: string, roles: readonly ('approver' | 'applier')[]): Promise<void> {
  const members = await people.administrator.call('team.members', {});
  const id = (members.ok && members.value.members.find((one) => one.name === name)?.id) || '';
  expect(codeOf(await people.administrator.call('team.changeMember', { id, roles: { company: demo, roles: [...roles] } }))).toBe('ok');
}

beforeAll(async () => {
  test = await startTestTeam(temporaryFolder('team-approval'));
  for (const person of ['administrator', 'editor', 'approver', 'applier'] as const) people[person] = await test.signIn(person);
  const { administrator } = people;
  demo = await openDemoPlan(test, administrator);
  const policy = await administrator.call('plan.policy', {}, demo);
  if (!policy.ok) throw new Error(policy.error.code);
  const changed = { policy: { ...policy.value.policy, approvalRequired: true } };
  expect(codeOf(await administrator.call('plan.changePolicy', changed, demo))).toBe('ok');
}, 120_000);
afterAll(() => test.close());

describe('approval on a team server', () => {
  it('needs a plan with changes', async () => {
    expect(codeOf(await people.editor.call('approval.request', { comment: '' }, demo))).toBe('approval-plan-empty');
  });

  it('is given by an approver who is not the requester, and counts for everyone but the approver', async () => {
    await rename('物品購入（本社）');
    expect(await getApprovalGuard('applier')).toBe('needs needs');
    const id = await request('部署名の変更です');
    expect(await decide('editor', id, true)).toBe('role-missing');
    await grant('編集者', ['approver']);
    expect(await decide('editor', id, true)).toBe('approval-own-request');
    await grant('編集者', []);
    expect(await people.approver.call('approval.openRequest', {}, demo)).toMatchObject({
      value: { request: { id, items: 1, isOwn: false, requestedBy: expect.stringContaining('編集者') } },
    });
    expect(await decide('approver', id, true, '確認しました')).toBe('ok');
    expect(await getApprovalGuard('applier')).toBe('ok ok');
    expect(await getApprovalGuard('approver')).toBe('blocked own-approval');
    expect(await decide('approver', id, false)).toBe('approval-request-closed');
    const { requests, standing } = await listApprovals('applier');
    expect(standing).toBe('valid');
    expect(requests).toMatchObject([{ id, state: 'approved', comment: '部署名の変更です', decision: { comment: '確認しました' } }]);
  });

  it('ends when the plan changes, and the request for the former plan cannot be approved', async () => {
    const id = await request('');
    await rename('物品購入（全社）');
    expect(await getApprovalGuard('applier')).toBe('blocked other-plan');
    expect(await decide('approver', id, true)).toBe('plan-changed');
    expect(await people.approver.call('approval.openRequest', {}, demo)).toMatchObject({ value: { request: null } });
    expect((await listApprovals('approver')).requests[0]).toMatchObject({ id, state: 'open', isCurrent: false });
  });

  it('is refused with a comment that the requester sees; a new request replaces an open one', async () => {
    const [first, second] = [await request('1'), await request('2')];
    expect(await decide('approver', first, true)).toBe('approval-request-closed');
    expect(await decide('approver', second, false, '名前が長い')).toBe('ok');
    expect(await getApprovalGuard('applier')).not.toMatch(/^ok/);
    expect((await listApprovals('editor')).requests[0]).toMatchObject({
      id: second,
      state: 'rejected',
      decision: { comment: '名前が長い' },
    });
  });

  it('is not planted by an edit of the company file', async () => {
    const id = await request('');
    const [file = ''] = readdirSync(join(test.config.dataFolder, 'workspaces')).filter((name) => name.endsWith('.tsunagi'));
    const database = new DatabaseSync(join(test.config.dataFolder, 'workspaces', file), { timeout: 5_000 });
    const signed = database.prepare("SELECT * FROM approval_request WHERE state = 'approved'").get() as Record<string, string>;
    database
      .prepare(
        "UPDATE approval_request SET state = 'approved', shown = ?, approver = ?, decided_by = ?, decided_at = ?, public_key = ?, signature = ? WHERE id = ?",
      )
      .run(
        signed['shown'] as string,
        signed['approver'] as string,
        signed['decided_by'] as string,
        new Date().toISOString(),
        signed['public_key'] as string,
        signed['signature'] as string,
        id,
      );
    database.close();
    expect(await getApprovalGuard('applier')).toBe('blocked broken');
  });

  it('lets the applier send the plan, and the history names requester, approver and applier', async () => {
    const id = await request('');
    expect(await decide('approver', id, true)).toBe('ok');
    const guards = await people.applier.call('plan.guards', { reason: '部署の名前が変わったため' }, demo);
    if (!guards.ok) throw new Error(guards.error.code);
    const { digest } = guards.value;
    const order = { digest, reason: '部署の名前が変わったため', ifHeld: 'refuse', onFailure: 'stop' } as const;
    expect(codeOf(await people.applier.call('apply.start', order, demo))).toBe('ok');
    const runs = await waitForResult(
      () => people.applier.call('apply.runs', { offset: 0, limit: 10 }, demo),
      (result) => result.ok && result.value.runs[0]?.state === 'done',
    );
    expect(runs.ok && runs.value.runs[0]?.by).toContain('反映者');
  }, 90_000);
});
