import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../support/sandbox/sandbox.ts';
import { openWindow } from '../../support/window.ts';
import { chooseFile, commit, createCompany, pick } from '../../support/window-import.ts';
import { cp932 } from '../../support/window-lists.ts';
import { killWhileSending, startsWith } from '../../support/window-plan.ts';
import { eventually, sharedBrowser } from '../../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-つなぎ データ-'));
  const people = [1, 2, 3, 4].map((at) => ({ login: `user${at}`, name: `利用者 ${at}`, address: `user${at}@example.co.jp` }));
  writeFileSync(
    join(folder, 'NEO ユーザー.csv'),
    cp932(
      `ログインID,氏名,職場用メールアドレス,状態\r\n${people.map(({ login, name, address }, at) => `${login},${name},${address},${at === 3 ? '休職' : '使用中'}\r\n`).join('')}`,
    ),
  );
  writeFileSync(
    join(folder, 'Amazon.csv'),
    `\ufeff氏名,Eメールアドレス,役割,ステータス\r\n${people.map(({ name, address }) => `${name},${address},"購入者, パンチアウト",有効\r\n`).join('')}`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The keychain is the Credential Manager of Wine: the restarted host takes the access key and the trust from it, and asks nothing.
test('two lists, an answer, a server, a plan and its apply survive a killed host, and the run ends', async () => {
  const sandbox = await startSandbox();
  try {
    await using window = await openWindow(browser(), { folder: join(folder, 'data'), hostEnvironment: {} });
    const { page, say, button, call } = window;
    await createCompany(window, '試験商事');
    await chooseFile(window, join(folder, 'NEO ユーザー.csv'));
    await page.getByText(say('import.words.asked', { words: 1, rows: 1 })).waitFor();
    await pick(window, say('import.words.meaningOf', { word: '休職' }), say('import.words.meanings.neo-state.suspended'));
    await page.getByText(say('import.words.asked', { words: 1, rows: 1 })).waitFor({ state: 'detached' });
    await commit(window, 'neo-users', 4);
    await button('import.next.amazon-users').click();
    await chooseFile(window, join(folder, 'Amazon.csv'), 'drop');
    await commit(window, 'amazon-users', 4);
    await button('import.seeReadiness').click();
    await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
    expect(await call('readiness.summary', {})).toMatchObject({ inScope: 3, blocked: 0 });

    await window.go('server');
    await page.getByLabel(say('server.address'), { exact: true }).fill(sandbox.address);
    await page.getByLabel(say('server.accessKey'), { exact: true }).fill(sandbox.accessKey);
    await page.keyboard.press('Enter');
    await eventually(async () => (await call('server.state', {})).accessKey).toBe('set');

    await killWhileSending(window, sandbox, { count: 4, sent: 2 });
    await page.getByRole('navigation').first().waitFor();
    await page.getByRole('button', { name: startsWith(say('planScreen.bar.waits')) }).click();
    await page.getByText(say('planScreen.run.state.interrupted'), { exact: true }).waitFor();
    await page.getByRole('button', { name: /続きから/ }).click();
    await page.getByText(say('planScreen.run.sentence.done', { done: 4, verified: 4 })).waitFor();
    const puts = sandbox.calls.filter(({ action, parameters }) => action === 'put_object' && parameters['section'] === 'invoice_groups');
    expect(new Set(puts.map(({ parameters }) => parameters['request_id'])).size).toBe(4);

    await window.go('readiness');
    await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
    expect(await call('readiness.summary', {})).toMatchObject({ inScope: 3 });
    const company = await window.company();
    await call('companies.delete', { id: company, confirmName: '試験商事' });
    expect((await call('companies.list', {})).companies).toEqual([]);
  } finally {
    await sandbox.close();
  }
});
