import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTexts, type Language } from '#shared/messages/texts.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { comingReview } from '../support/notices.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

const PASSWORD = 'a-catalog-password-9Xk';
let client: HostClient;
beforeAll(async () => {
  client = await openHostClient('dispatcher');
  const job = await client.finish(client.call('companies.openDemo', {}));
  expect(job.error).toBeNull();
  unwrapResult(await client.call('secrets.useSession', { use: true }));
  unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: PASSWORD }));
  unwrapResult(await client.call('setup.assign', { step: 'route', person: '総務部 <高橋>' }));
  unwrapResult(await client.call('setup.note', { step: 'route', text: '来年 4 月に見直す' }));
});
afterAll(async () => {
  await client.close();
  removeFolder(client.folder);
});

async function book(language: Language): Promise<string> {
  const job = await client.finish(client.call('handoverBook.write', { language }));
  expect(job.error).toBeNull();
  return readFileSync((await client.console.files.find(String(job.result?.['token']))).path, 'utf8');
}

describe('the handover book', () => {
  it('is written as PDF only by a host that can print; a browser prints it itself', async () => {
    const refused = await client.call('handoverBook.write', { language: 'ja', form: 'pdf' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
  });

  it('has every chapter, every route with its steps, and whom to ask', async () => {
    const page = await book('ja');
    const { rows } = unwrapResult(
      await client.call('drafts.list', {
        section: 'routes',
        search: '',
        sort: { by: 'name', direction: 'ascending' },
        offset: 0,
        limit: 100,
      }),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { name } of rows) expect(page).toContain(`<h3>${name}</h3>`);
    const chapters = [...page.matchAll(/<section class="chapter[^>]*><h2><b>(\d+)<\/b>/g)].map(([, at]) => Number(at));
    expect(chapters).toEqual(Array.from({ length: 14 }, (_, at) => at + 1));
    for (const at of chapters) expect(page).toContain(`href="#chapter-${at}"`);
    expect(page).toContain('総務部 &lt;高橋&gt;');
    expect(page).toContain('来年 4 月に見直す');
    expect(page).toContain('注文できない理由');
  });

  it('shows for each invoice group how many people may choose it, with the same number as its screen', async () => {
    const page = await book('ja');
    const sort = { by: 'name', direction: 'ascending' } as const;
    const asked = { section: 'invoice_groups', search: '', sort, offset: 0, limit: 100 } as const;
    const { rows } = unwrapResult(await client.call('drafts.list', asked));
    expect(rows.length).toBeGreaterThan(0);
    for (const { id, name } of rows) {
      const which = { kind: 'group', groupId: id } as const;
      const { total } = unwrapResult(
        await client.call('invoicing.people', { which, organizationId: null, search: '', offset: 0, limit: 1 }),
      );
      const cells = new RegExp(`<td[^>]*>${name}</td><td[^>]*>([^<]*)</td>`).exec(page);
      expect(cells?.[1], name).toBe(createTexts('ja')('book.peopleCount', { count: total }));
    }
  });

  it('shows that a password is set and since when, and never the password itself', async () => {
    const page = await book('ja');
    expect(page).toMatch(/カタログ連携パスワード<\/dt><dd>設定済み（\d{4}\/\d\d\/\d\d/);
    expect(page).not.toContain(PASSWORD);
  });

  it.each(['ja', 'en'] as const)('in %s leaves no text out and loads nothing', async (language) => {
    const page = await book(language);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(createTexts(language)('book.title'));
    // A missing text, or one with a missing argument, would appear as its key.
    expect(page).not.toMatch(
      /\b(book|digest|setupGuide|setupScreen|plan|planFile|historyFile|calendarScreen|companyRules|triage|invoicingScreen|clocks)\.[a-z]\w*/,
    );
    expect(page).not.toMatch(/<(script|img|link|iframe)|\burl\(|(src|href)="http/);
  });
});

describe('notices', () => {
  // Creates a decision that expires today, on any day the test runs.
  beforeAll(async () => {
    const { today } = unwrapResult(await client.call('notices.list', {}));
    const revision = unwrapResult(await client.call('readiness.summary', {}))?.revision ?? 0;
    unwrapResult(
      await client.call('triage.change', {
        selection: { revision, rows: [0] },
        change: { kind: 'accept', reason: '退職予定', until: today },
      }),
    );
  });

  it('are seen once a day, in every window', async () => {
    const { notices } = unwrapResult(await client.call('notices.list', {}));
    expect(notices.length).toBeGreaterThan(0);
    expect(notices.every(({ seen }) => !seen)).toBe(true);
    const first = notices.find(({ deadline }) => deadline.kind === 'acceptance');
    if (first === undefined) throw new Error('nothing is due');
    const after = unwrapResult(await client.call('notices.see', { keys: [first.key] }));
    expect(after.notices.filter(({ seen }) => seen).map(({ key }) => key)).toEqual([first.key]);
    expect(unwrapResult(await client.call('notices.list', {}))).toEqual(after);
  });

  it('that are coming up can be put off until their day, and brought back', async () => {
    const reviewed = await comingReview(async (name, input) => unwrapResult(await client.call(name, input)));
    const coming = async () => unwrapResult(await client.call('notices.list', {})).coming.filter(({ key }) => key === reviewed);
    expect(await coming()).toMatchObject([{ putOff: false }]);
    unwrapResult(await client.call('notices.putOff', { key: reviewed, putOff: true }));
    unwrapResult(await client.call('notices.putOff', { key: 'gone meanwhile', putOff: true }));
    expect(await coming()).toMatchObject([{ putOff: true }]);
    const { coming: all, notices } = unwrapResult(await client.call('notices.putOff', { key: reviewed, putOff: false }));
    expect(all.filter(({ putOff }) => putOff)).toEqual([]);
    const keys = [...all, ...notices].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are part of what ends on the next days', async () => {
    const { notices } = unwrapResult(await client.call('notices.list', {}));
    const { deadlines } = unwrapResult(await client.call('notices.digest', { days: 14 }));
    expect(deadlines).toEqual(expect.arrayContaining(notices.map(({ deadline }) => deadline)));
  });
});
