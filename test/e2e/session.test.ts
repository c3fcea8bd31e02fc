import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWindow, PATIENCE_MS } from '../support/window.ts';
import { startHost } from '../support/window-host.ts';
import { chooseFile, chooseList, commit, createCompany } from '../support/window-import.ts';
import { AMAZON_ROWS, BLOCKED, IN_SCOPE, NEO_ROWS, writeLongLists, writeOwnLists } from '../support/window-lists.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = temporaryFolder('session');
});

/** The browser logs every unsuccessful response; these are expected here. */
const REFUSED = /status of 401/;
const GONE = /ERR_(CONNECTION_REFUSED|SOCKET_NOT_CONNECTED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE)/;

describe('one session', () => {
  test('survives reloads, keeps its key hidden, and cannot be used by another client', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say } = window;
    for (let reload = 0; reload < 3; reload++) {
      await page.reload();
      await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
      expect(page.url()).toBe(`${window.host.origin}/#/${await window.company()}/readiness`);
    }
    window.allow(REFUSED);
    for (const address of [window.host.origin, window.host.address]) {
      const stranger = await window.context.newPage();
      await window.watch(stranger);
      await stranger.goto(address);
      await stranger.getByRole('heading', { level: 1, name: say('app.lostKey.title') }).waitFor();
      await stranger.close();
    }
    await page.reload();
    await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
  });

  test('survives a token that the host refuses, typed into the open tab', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say } = window;
    window.allow(REFUSED);
    for (const token of ['x', new URL(window.host.address).hash.slice('#token='.length)]) {
      await Promise.all([page.waitForEvent('load'), page.evaluate((hash) => globalThis.location.assign(hash), `#token=${token}`)]);
      await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
      expect(page.url()).not.toContain('token');
    }
  });

  test('moves to the tab opened last, and the first tab says so', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say } = window;
    window.allow(REFUSED);
    // A second start on the same folder prints an address of the host that is already running.
    const again = await startHost(window.folder);
    expect(again.origin).toBe(window.host.origin);
    const second = await window.context.newPage();
    await window.watch(second);
    await second.goto(again.address);
    await second.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
    await page.getByRole('heading', { level: 1, name: say('app.lostKey.title') }).waitFor();
    await page.getByText(say('app.lostKey.body')).waitFor();
    await second.getByRole('button', { name: say('readiness.actions.recompute') }).click();
    await second.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();

    const back = await startHost(window.folder);
    await page.goto(back.address);
    await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
    await second.getByRole('heading', { level: 1, name: say('app.lostKey.title') }).waitFor();
  });

  test('is shown as lost if the host is killed, and the data are kept for the next start', async () => {
    await using window = await openWindow(browser());
    const { page, say, button } = window;
    const lists = await writeOwnLists(folder);
    await createCompany(window, '例示商事');
    await chooseFile(window, lists.neo);
    await commit(window, 'neo-users', NEO_ROWS);
    await button('import.next.amazon-users').click();
    await chooseFile(window, lists.amazonCsv);
    await commit(window, 'amazon-users', AMAZON_ROWS);
    await button('import.seeReadiness').click();
    await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();

    window.allow(GONE);
    window.allow(REFUSED);
    await window.host.kill();
    await page.getByText(say('job.disconnected')).waitFor();
    // The displayed content stays readable.
    await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();

    await window.restartHost();
    await page.getByRole('heading', { level: 1, name: say('app.lostKey.title') }).waitFor();
    await page.goto(window.host.address);
    await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
    expect(await window.call('readiness.summary', {})).toMatchObject({ inScope: IN_SCOPE, blocked: BLOCKED });
  });
});

test('a canceled import keeps the old list, and an import continues if the user leaves its screen', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const lists = await writeOwnLists(folder);
  const long = writeLongLists(folder, 150_000);
  await createCompany(window, '例示商事');
  await chooseFile(window, lists.neo);
  await commit(window, 'neo-users', NEO_ROWS);
  const before = await window.call('companies.current', {});

  await chooseList(window, 'neo-users');
  await chooseFile(window, long.neo);
  // The list contains other people than the one it replaces; comparing so many takes a while on a busy machine.
  await page.getByRole('checkbox', { name: /人（[\d.]+ %）が減ることを確認しました$/ }).check({ timeout: 4 * PATIENCE_MS });
  const start = page.getByRole('button', { name: /行を取り込む$/ });
  await start.click();
  const tray = page.getByRole('region', { name: say('job.tray') });
  await tray.getByRole('progressbar').waitFor();
  await window.go('settings');
  await tray.getByRole('button', { name: say('job.cancel') }).click();
  await tray.waitFor({ state: 'hidden' });
  const ends = async () =>
    (await window.call('jobs.list', {})).jobs.flatMap(({ kind, state }) => (kind === 'import' ? [`${kind} ${state}`] : []));
  await eventually(ends).toEqual(['import done', 'import cancelled']);
  expect(await window.call('companies.current', {})).toEqual(before);

  // The file is still selected, so the list can be imported after all and replaces the old one.
  await window.go('import');
  await chooseList(window, 'neo-users');
  await chooseFile(window, lists.neo);
  await commit(window, 'neo-users', NEO_ROWS);
  await button('import.next.amazon-users').waitFor();
});
