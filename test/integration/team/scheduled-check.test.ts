import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANCELED } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { CheckSchedule } from '#shared/contract/check-schedule.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type ChatServiceForTests, startChatService } from '../../support/chat-service.ts';
import { type MailServerForTests, partsOf, type Received, startMailServer } from '../../support/mail-server.ts';
import { openDemoPlan, waitForResult } from '../../support/team-demo.ts';
import { type Browser, startTestTeam, type TestTeam } from '../../support/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A team server reads a company by schedule, and informs people and a chat service about changed findings. */

const PEOPLE = [
  { subject: 'administrator', name: '管理者', roles: ['serverAdministrator'] },
  { subject: 'editor', name: '編集者', roles: ['editor'] },
  { subject: 'viewer', name: 'Viewer', roles: ['viewer'] },
  { subject: 'guest', name: '役割のない人', roles: [] },
];
const EVERY_DAY: CheckSchedule['days'] = [1, 2, 3, 4, 5, 6, 0];

/** A directory whose password was never entered. */
const UNREACHABLE = {
  host: 'ldap.example.co.jp',
  port: 636,
  protection: 'ldaps' as const,
  bindDn: 'cn=reader',
  baseDn: 'dc=example',
  filter: '(objectClass=person)',
  codeAttribute: 'employeeID',
};

const folder = temporaryFolder('scheduled-check');
let chat: ChatServiceForTests;
let mails: MailServerForTests;
let test: TestTeam;
let demo: string;
let administrator: Browser;
let editor: Browser;
let viewer: Browser;

beforeAll(async () => {
  mails = await startMailServer({});
  chat = await startChatService();
  const mail = { host: '127.0.0.1', port: mails.port, from: 'tsunagi@example.co.jp' };
  test = await startTestTeam(folder, PEOPLE, { mail }, { checkIntervalMs: 100 });
  administrator = await test.signIn('administrator');
  demo = await openDemoPlan(test, administrator);
  editor = await test.signIn('editor');
  viewer = await test.signIn('viewer');
  await test.signIn('guest');
  expect(await viewer.call('console.changeSettings', { language: 'en' })).toMatchObject({ ok: true });
}, 120_000);
afterAll(async () => {
  await test.close();
  await mails.close();
  chat.close();
});

type State = CallOutput<'checkSchedule.state'>;
async function readState(browser = viewer): Promise<State> {
  const result = await browser.call('checkSchedule.state', {}, demo);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const idOf = async (name: string): Promise<string> => (await readState()).people.find((person) => person.name === name)?.id ?? '';

async function saveSchedule(change: Partial<CheckSchedule> = {}, address: string | null = null) {
  const schedule = { days: EVERY_DAY, time: '07:00', recipients: [], webhook: null, ...change };
  return administrator.call('checkSchedule.save', { schedule, address }, demo);
}

/** Number of stored schedules, started checks and runs. */
function countRows(): readonly number[] {
  const database = new DatabaseSync(join(test.config.dataFolder, 'control.sqlite'));
  const counts = ['check_schedule', 'check_start', 'check_run'].map((table) =>
    Number(database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count']),
  );
  database.close();
  return counts;
}

/** Makes the next run due, as if its time had come. */
function makeDue(): void {
  const database = new DatabaseSync(join(test.config.dataFolder, 'control.sqlite'));
  database.exec('UPDATE check_schedule SET next_at = 1');
  database.close();
}

/** Waits until there are `count` runs, and returns the newest. */
async function waitForRun(count: number): Promise<State['runs'][number]> {
  const { runs } = await waitForResult(readState, (state) => state.runs.length >= count);
  expect(runs).toHaveLength(count);
  return runs[0] as State['runs'][number];
}

async function runNow(browser: Browser): Promise<State['runs'][number]> {
  const { runs } = await readState();
  expect(await browser.call('checkSchedule.run', {}, demo)).toMatchObject({ ok: true });
  return waitForRun(runs.length + 1);
}

describe('the schedule', () => {
  it('is changed by administrators of the company, run by editors, and read by viewers', async () => {
    const refused = { ok: false, status: 200, error: { code: 'role-missing' } };
    const schedule = { days: EVERY_DAY, time: '07:00', recipients: [], webhook: null };
    for (const browser of [editor, viewer]) {
      expect(await browser.call('checkSchedule.save', { schedule, address: null }, demo)).toMatchObject(refused);
      expect(await browser.call('checkSchedule.remove', {}, demo)).toMatchObject(refused);
    }
    expect(await viewer.call('checkSchedule.run', {}, demo)).toMatchObject(refused);
    expect(await readState()).toMatchObject({ schedule: null, next: null, hasMail: true, webhookSaved: false, runs: [] });
  });

  it('names only people with a role in the company as recipients', async () => {
    const { people } = await readState();
    expect(people.map(({ name }) => name).sort()).toEqual(['Viewer', '管理者', '編集者']);
    expect(await saveSchedule({ recipients: ['no-such-person'] })).toMatchObject({ ok: false, error: { code: 'person-not-found' } });
  });

  it('needs the address of a chat service, which is https except on this machine', async () => {
    expect(await saveSchedule({ webhook: 'json' })).toMatchObject({ ok: false, error: { code: 'secret-not-set' } });
    const plain = await saveSchedule({ webhook: 'json' }, 'http://chat.example.co.jp/hook');
    expect(plain).toMatchObject({ ok: false, error: { code: 'schedule-webhook-invalid' } });
    expect((await readState()).schedule).toBeNull();
  });

  it('sends to a new address after the administrator confirmed it by signing in again', async () => {
    const { address } = chat;
    const recipients = [await idOf('編集者'), await idOf('Viewer')];
    const confirmed = administrator.confirmNextAs('administrator');
    expect(await saveSchedule({ recipients, webhook: 'json' }, address)).toMatchObject({ ok: true });
    await confirmed;
    const state = await readState();
    expect(state).toMatchObject({ schedule: { recipients, webhook: 'json', time: '07:00' }, webhookSaved: true });
    expect(Date.parse(state.next ?? '')).toBeGreaterThan(Date.now());
    expect(JSON.stringify(state)).not.toContain('secret-path');
  });
});

describe('a check', () => {
  it('runs when its time has come, and starts once', async () => {
    makeDue();
    const run = await waitForRun(1);
    expect(run).toMatchObject({ startedBy: '', failure: null, undelivered: 0, numbers: { changes: null } });
    expect(run.numbers?.inScope).toBeGreaterThan(0);
    expect(Date.parse((await readState()).next ?? '')).toBeGreaterThan(Date.now());
    expect(mails.received.map(({ to }) => to.join()).sort()).toEqual(['editor@demo.example', 'viewer@demo.example']);
    const english = mails.received.find(({ to }) => to.includes('viewer@demo.example'));
    expect(partsOf(english as NonNullable<typeof english>).text).toContain('This is the first check');
    expect(chat.posted).toHaveLength(1);
  });

  it('sends nothing by schedule if no finding changed', async () => {
    makeDue();
    expect(await waitForRun(2)).toMatchObject({ numbers: { changes: { new: 0, fixed: 0, byCode: [] } } });
    expect([mails.received.length, chat.posted.length]).toEqual([2, 1]);
  });

  it('counts the findings that came and went since the last check, also by edits within an hour', async () => {
    const filter = { ...EMPTY_FINDING_FILTER, severities: ['block' as const] };
    const rows = await editor.call(
      'matching.rows',
      { filter, sort: { by: 'severity', direction: 'ascending' }, offset: 0, limit: 20 },
      demo,
    );
    const blocked = (rows.ok && rows.value.rows.find(({ loginId }) => loginId !== null)?.loginId) || '';
    const { numbers: last } = await runNow(editor);
    const entries = [{ field: 'login' as const, value: blocked, note: '', on: true }];
    expect(await editor.call('triage.changeExclusions', { entries }, demo)).toMatchObject({ ok: true });
    const without = await runNow(editor);
    expect(without).toMatchObject({ startedBy: '編集者', numbers: { inScope: (last?.inScope ?? 0) - 1, changes: { new: 0 } } });
    const fixed = without.numbers?.changes?.fixed ?? 0;
    expect(fixed).toBeGreaterThan(0);
    expect(await editor.call('triage.changeExclusions', { entries: [] }, demo)).toMatchObject({ ok: true });
    const again = await runNow(editor);
    expect(again.numbers).toMatchObject({ inScope: last?.inScope, changes: { fixed: 0, new: fixed } });
    const text = partsOf(mails.received.at(-1) as Received).text;
    expect(text).toMatch(/^.*1 new|新規の指摘/m);
    expect(text).not.toContain(blocked);
    expect(chat.posted.at(-1)).not.toContain(blocked);
    expect(JSON.parse(chat.posted.at(-1) ?? '')).toMatchObject({ numbers: { new: fixed, fixed: 0 } });
  });

  it('that fails is recorded and reported with its reason, and changes no list', async () => {
    const { runs } = await readState();
    const before = mails.received.length;
    const confirmed = administrator.confirmNextAs('administrator');
    expect(await administrator.call('connections.changeDirectory', { server: UNREACHABLE }, demo)).toMatchObject({ ok: true });
    await confirmed;
    makeDue();
    const run = await waitForRun(runs.length + 1);
    expect(run).toMatchObject({ numbers: null, failure: { code: 'secret-not-set' } });
    await waitForResult(
      async () => mails.received.length,
      (count) => count === before + 2,
    );
    expect(partsOf(mails.received.at(-1) as Received).text).toContain('/readiness');
    expect(await administrator.call('connections.changeDirectory', { server: null }, demo)).toMatchObject({ ok: true });
  });

  it('that a person stops is recorded, and not reported', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const server = { ...UNREACHABLE, host: '127.0.0.1', port: (silent.address() as AddressInfo).port };
    const confirmed = administrator.confirmNextAs('administrator');
    expect(await administrator.call('connections.changeDirectory', { server }, demo)).toMatchObject({ ok: true });
    await confirmed;
    const password = { name: 'directory-password' as const, value: 'password' };
    expect(await administrator.call('secrets.set', password, demo)).toMatchObject({ ok: true });
    const { runs } = await readState();
    const before = mails.received.length;
    const started = await editor.call('checkSchedule.run', {}, demo);
    if (!started.ok) throw new Error(started.error.code);
    await once(silent, 'connection');
    expect(await editor.call('jobs.cancel', { id: started.value.jobId })).toMatchObject({ ok: true });
    expect(await waitForRun(runs.length + 1)).toMatchObject({ failure: CANCELED, undelivered: 0 });
    expect(mails.received).toHaveLength(before);
    silent.close();
    expect(await administrator.call('connections.changeDirectory', { server: null }, demo)).toMatchObject({ ok: true });
  });

  it('reports messages that were not accepted', async () => {
    await mails.close();
    const run = await runNow(editor);
    expect(run).toMatchObject({ failure: null, undelivered: 2 });
  }, 60_000);

  it('ends with the company, and its runs too', async () => {
    expect(countRows()).toEqual([1, 0, expect.any(Number)]);
    expect(await administrator.call('companies.delete', { id: demo, confirmName: 'デモ商事株式会社' })).toMatchObject({ ok: true });
    expect(countRows()).toEqual([0, 0, 0]);
  });
});
