import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { CLI } from '../../support/built.ts';
import { ROUTE } from '../../support/deeds.ts';
import { type MailServerBehavior, type MailServerForTests, partsOf, type Received, startMailServer } from '../../support/mail-server.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { openDemoPlan, waitForResult } from '../../support/team-demo.ts';
import { type Browser, startTestTeam, type TestTeam } from '../../support/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What the operator of a team server needs: metrics, the access log, and mails to approvers. */

const PEOPLE = [
  { subject: 'administrator', name: '管理者', roles: ['serverAdministrator'] },
  { subject: 'editor', name: '編集者', roles: ['editor', 'approver'] },
  { subject: 'approver', name: '承認者', roles: ['approver'] },
  { subject: 'english', name: 'Approver', roles: ['approver'] },
  { subject: 'viewer', name: '閲覧者', roles: ['viewer'] },
];

const folder = temporaryFolder('team-operation');
const behavior: MailServerBehavior = {};
let mails: MailServerForTests;
let test: TestTeam;
let demo: string;
let editor: Browser;

beforeAll(async () => {
  mails = await startMailServer(behavior);
  const mail = { host: '127.0.0.1', port: mails.port, from: 'tsunagi@example.co.jp' };
  test = await startTestTeam(folder, PEOPLE, { mail, metrics: { host: '127.0.0.1', port: 0 } });
  const administrator = await test.signIn('administrator');
  demo = await openDemoPlan(test, administrator);
  editor = await test.signIn('editor');
  await test.signIn('approver');
  await test.signIn('viewer');
  const english = await test.signIn('english');
  expect(await english.call('console.changeSettings', { language: 'en' })).toMatchObject({ ok: true });
}, 120_000);
afterAll(async () => {
  await test.close();
  await mails.close();
});

const readMetrics = async (): Promise<string> => (await fetch(`http://127.0.0.1:${test.server.metricsPort}/metrics`)).text();

async function requestApproval(name: string, comment: string): Promise<void> {
  expect(await editor.call('drafts.rename', { ...ROUTE, name }, demo)).toMatchObject({ ok: true });
  expect(await editor.call('approval.request', { comment }, demo)).toMatchObject({ ok: true });
}

describe('mails about an approval request', () => {
  it('go to every approver but the requester, one by one, in the language of each', async () => {
    await requestApproval('物品購入（本社）', '部署名の変更です');
    await waitForResult(
      async () => mails.received.length,
      (count) => count === 2,
    );
    const byRecipient = new Map(mails.received.map((mail) => [mail.to.join(), partsOf(mail).text]));
    expect([...byRecipient.keys()].sort()).toEqual(['approver@demo.example', 'english@demo.example']);
    const japanese = byRecipient.get('approver@demo.example') ?? '';
    expect(japanese).toContain('編集者');
    expect(japanese).toContain('部署名の変更です');
    expect(japanese).toContain(`${test.url}/#/${demo}/plan?dialog=approval`);
    expect(byRecipient.get('english@demo.example')).toContain('requests the approval of a plan of デモ商事株式会社 with 1 change.');
  });

  it('do not delay the request, and are sent again if the mail server is busy', async () => {
    const before = mails.received.length;
    behavior.busy = 1;
    await requestApproval('物品購入（支社）', '');
    expect(mails.received).toHaveLength(before);
    await waitForResult(
      async () => mails.received.length,
      (count) => count === before + 2,
    );
    expect(partsOf(mails.received.at(-1) as Received).text).not.toMatch(/Comment|コメント/);
  });
});

describe('metrics', () => {
  it('count calls by outcome and access events, without names of people or companies', async () => {
    await editor.call('companies.delete', { id: demo } as never);
    await editor.call('no.such-call' as 'companies.list', {});
    const metrics = await readMetrics();
    expect(metrics).toMatch(/^tsunagi_calls_total\{call="approval\.request",outcome="ok"\} 2$/m);
    expect(metrics).toMatch(/^tsunagi_calls_total\{call="companies\.delete",outcome="role-missing"\} 1$/m);
    expect(metrics).toMatch(/^tsunagi_calls_total\{call="unknown",outcome="unknown-call"\} 1$/m);
    expect(metrics).toMatch(/^tsunagi_access_events_total\{event="signed-in"\} 5$/m);
    expect(metrics).toMatch(/^tsunagi_sessions 5$/m);
    expect(metrics).toMatch(/^tsunagi_call_duration_seconds_bucket\{le="0\.1"\} \d+$/m);
    expect(metrics).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(metrics).not.toMatch(new RegExp(`編集者|デモ商事|demo\\.example|no\\.such-call|${demo}`));
  });

  it('are not served on the address of the application', async () => {
    expect((await fetch(`${test.url}/metrics`)).status).toBe(404);
  });
});

it('keeps an unused connection longer than proxies, which close theirs after 60 seconds', async () => {
  const { headers } = await fetch(`${test.url}/healthz`);
  expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(60);
});

describe('tsunagi serve --access-log', () => {
  it('prints every entry with names while the server runs', async () => {
    const { listen, dataFolder, masterKeyFile, oidc, publicUrl } = test.config;
    const config = join(folder, 'server.yaml');
    writeFileSync(config, stringify({ listen, dataFolder, masterKeyFile, oidc, publicUrl }));
    const args = [CLI, 'serve', '--config', config, '--access-log'];
    const env = { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8' };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [...args, '--json'], { env });
    requirePrinted(['serve'], stdout, stderr);
    const entries = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const signedIn = entries.filter(({ event }) => event === 'signed-in').map(({ person }) => `${person.name} ${person.account}`);
    expect(signedIn).toEqual(expect.arrayContaining(['管理者 administrator@demo.example', 'Approver english@demo.example']));
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());
    const text = (await promisify(execFile)(process.execPath, args, { env })).stdout;
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z 管理者 \(administrator@demo\.example\) サインインした$/m);
  });
});
