import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChatServiceForTests, startChatService } from '../../support/chat-service.ts';
import { ROUTE } from '../../support/deeds.ts';
import { type MailServerForTests, partsOf, startMailServer } from '../../support/mail-server.ts';
import { openDemoPlan, waitForResult } from '../../support/team-demo.ts';
import { type Browser, startTestTeam, type TestTeam } from '../../support/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** An approval request and its decision reach people by mail, and the chat service of the company. */

const PEOPLE = [
  { subject: 'administrator', name: '管理者', roles: ['serverAdministrator'] },
  { subject: 'editor', name: 'Editor', roles: ['editor'] },
  { subject: 'approver', name: '承認者', roles: ['approver'] },
];

let mails: MailServerForTests;
/** Number of mails before the test. */
let earlierMails: number;
let chat: ChatServiceForTests;
let test: TestTeam;
let demo: string;
let administrator: Browser;
let editor: Browser;
let approver: Browser;

beforeAll(async () => {
  mails = await startMailServer({});
  chat = await startChatService();
  const mail = { host: '127.0.0.1', port: mails.port, from: 'tsunagi@example.co.jp' };
  test = await startTestTeam(temporaryFolder('approval-messages'), PEOPLE, { mail });
  administrator = await test.signIn('administrator');
  demo = await openDemoPlan(test, administrator);
  editor = await test.signIn('editor');
  approver = await test.signIn('approver');
  expect(await editor.call('console.changeSettings', { language: 'en' })).toMatchObject({ ok: true });
}, 120_000);
afterAll(async () => {
  await test.close();
  await mails.close();
  chat.close();
});
beforeEach(() => {
  earlierMails = mails.received.length;
  chat.posted.splice(0);
});

let renames = 0;
/** Changes the plan, requests its approval as the editor and returns the id of the request. */
async function request(comment: string): Promise<string> {
  expect(await editor.call('drafts.rename', { ...ROUTE, name: `物品購入 ${++renames}` }, demo)).toMatchObject({ ok: true });
  const result = await editor.call('approval.request', { comment }, demo);
  if (!result.ok) throw new Error(result.error.code);
  return result.value.id;
}

const decide = async (id: string, approve: boolean, comment: string): Promise<void> => {
  expect(await approver.call('approval.decide', { id, approve, comment }, demo)).toMatchObject({ ok: true });
};

const listMails = () => mails.received.slice(earlierMails);

/** Waits until exactly these numbers of mails and posts have arrived. */
async function waitForMessages(mailCount: number, postCount: number): Promise<void> {
  await waitForResult(
    async () => [listMails().length, chat.posted.length],
    ([mailed = 0, posted = 0]) => mailed >= mailCount && posted >= postCount,
  );
  expect([listMails().length, chat.posted.length]).toEqual([mailCount, postCount]);
}

const saveSchedule = (webhook: 'json' | null, address: string | null) =>
  administrator.call('checkSchedule.save', { schedule: { days: [1], time: '07:00', recipients: [], webhook }, address }, demo);

function readLog(): string {
  const folder = join(test.config.dataFolder, 'log');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}

describe('messages about approvals', () => {
  it('reach approvers and the requester by mail alone while the company has no chat service', async () => {
    const id = await request('部署名の変更です');
    await waitForMessages(1, 0);
    await decide(id, false, '名前が長い');
    await waitForMessages(2, 0);
    const [, decided] = listMails().map((mail) => ({ to: mail.to, text: partsOf(mail).text }));
    expect(decided?.to).toEqual(['editor@demo.example']);
    expect(decided?.text).toMatch(/^承認者 .* rejected the plan of デモ商事株式会社 with 1 change\.$/m);
    expect(decided?.text).toContain('名前が長い');
    expect(decided?.text).toContain(`${test.url}/#/${demo}/plan?dialog=approval`);
  });

  it('are posted to the chat service without names of people, addresses and comments', async () => {
    const confirmed = administrator.confirmNextAs('administrator');
    expect(await saveSchedule('json', chat.address)).toMatchObject({ ok: true });
    await confirmed;
    const id = await request('田中さんの部署名の変更です');
    await waitForMessages(1, 1);
    await decide(id, true, '佐藤も確認しました');
    await waitForMessages(2, 2);
    const [requested, approved] = chat.posted.map((body) => JSON.parse(body));
    const link = `${test.url}/#/${demo}/plan?dialog=approval`;
    const facts = { type: 'tsunagi-approval', version: 1, text: link, numbers: { items: 1 } };
    expect(requested).toMatchObject({ ...facts, title: 'デモ商事株式会社: 反映計画の承認依頼（1 件）' });
    expect(approved).toMatchObject({ ...facts, title: 'デモ商事株式会社: 反映計画（1 件）が承認されました' });
    expect(chat.posted.join()).not.toMatch(/Editor|承認者|田中|佐藤|demo\.example|secret-path/);
  });

  it('do not delay the request, and are a warning in the log where they are not accepted', async () => {
    const lost = 'http://127.0.0.1:9/lost-path';
    const confirmed = administrator.confirmNextAs('administrator');
    expect(await saveSchedule('json', lost)).toMatchObject({ ok: true });
    await confirmed;
    await request('');
    expect(readLog()).not.toContain('approval message not sent');
    await waitForResult(
      async () => readLog(),
      (log) => log.includes('approval message not sent'),
    );
    expect(readLog()).not.toContain('lost-path');
    expect(chat.posted).toEqual([]);
  }, 60_000);

  it('are not posted after the chat service was removed from the schedule', async () => {
    expect(await saveSchedule(null, null)).toMatchObject({ ok: true });
    await decide(await request(''), true, '');
    await waitForMessages(2, 0);
  });
});
