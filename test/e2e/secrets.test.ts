import { copyFileSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasKeyring, type Keyring, startKeyring } from '../support/keyring.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { tabTo } from '../support/window-keyboard.ts';
import { typePassword, writeTransfer } from '../support/window-secret-states.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
const CANARY = 'cnry-e2e 7Kq"&<x>';
const PASSPHRASE = '合言葉は長いほど安全です';

const stateOf = async ({ call }: OpenWindow) => (await call('secrets.list', {})).secrets.find(({ name }) => name === 'catalog-password');
const nameIn = ({ say }: OpenWindow): string => say('secret.name.catalog-password');

/** Returns everything that the page stores permanently, and its displayed text. */
const keptByPage = ({ page }: OpenWindow): Promise<string> =>
  page.evaluate(async () => {
    const bases = await indexedDB.databases();
    const values = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value);
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      bases,
      document.cookie,
      document.title,
      location.href,
      document.body.innerText,
      document.documentElement.outerHTML,
      values,
      history.state,
    ]);
  });

test('a catalog password is set, refused, remembered by choice, replaced and cleared by keys alone', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('integration');
  const name = nameIn(window);
  const set = page.getByRole('button', { name: say('secretsPart.setNamed', { name }) });
  await tabTo(page, set);
  await page.keyboard.press('Enter');
  const field = page.getByLabel(say('secretsPart.value', { name }), { exact: true });
  await eventually(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  // The value is hidden unless requested, and suspicious input is reported while it is typed.
  expect(await field.getAttribute('type')).toBe('password');
  await page.keyboard.type(` ${CANARY}`);
  await page.getByText(say('secretsPart.slip.blank-start')).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await page.getByText(say('secretsPart.slip.blank-start')).waitFor({ state: 'detached' });
  await tabTo(page, page.getByRole('button', { name: say('secretsPart.show') }));
  await page.keyboard.press('Space');
  expect(await field.getAttribute('type')).toBe('text');
  await page.keyboard.press('Space');
  await tabTo(page, field, 'Shift+Tab');
  await page.keyboard.press('Enter');

  // There is no keychain, so nothing is saved, and the reason is shown with the choice.
  await page.getByRole('alert').getByText(say('error.keychain-unavailable.what')).waitFor();
  expect(await stateOf(window)).toMatchObject({ state: 'not-set', generation: 0 });
  await tabTo(page, window.button('secretsPart.remember'));
  await page.keyboard.press('Enter');
  await page.getByText(say('secretsPart.news.kept')).waitFor();
  await eventually(async () => (await stateOf(window))?.state).toBe('session-only');
  const replace = page.getByRole('button', { name: say('secretsPart.replaceNamed', { name }) });
  await eventually(() => replace.evaluate((element) => element === document.activeElement)).toBe(true);

  // Escape cancels without a change and restores the focus.
  await page.keyboard.press('Enter');
  await page.keyboard.type('given up');
  await page.keyboard.press('Escape');
  await eventually(() => replace.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await stateOf(window)).toMatchObject({ generation: 1 });

  const clear = page.getByRole('button', { name: say('secretsPart.clearNamed', { name }) });
  await tabTo(page, clear);
  await page.keyboard.press('Enter');
  await tabTo(page, window.button('secretsPart.clearDo'));
  await page.keyboard.press('Enter');
  await page.getByText(say('secretsPart.news.cleared')).waitFor();
  expect(await stateOf(window)).toMatchObject({ state: 'not-set', generation: 2 });
});

test('a typed secret is not left in the page, its storage, the folder, the arguments or the host’s output', async () => {
  await using window = await openWindow(browser(), { demo: true });
  await window.call('secrets.useSession', { use: true });
  await typePassword(window, CANARY);
  await window.page.getByRole('button', { name: window.say('secretsPart.show') }).click();
  await window.button('secretsPart.keep').click();
  await window.page.getByText(window.say('secretsPart.news.kept')).waitFor();
  const page = await keptByPage(window);
  const host = window.host.process.pid as number;
  const places: Record<string, string> = { page, printed: window.host.stderr() };
  if (process.platform === 'linux') for (const file of ['cmdline', 'environ']) places[file] = readFileSync(`/proc/${host}/${file}`, 'utf8');
  for (const [place, text] of Object.entries(places))
    for (const form of [CANARY, 'cnry-e2e']) expect(text.includes(form), place).toBe(false);
  for (const name of readdirSync(window.folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(window.folder, name);
    if (statSync(path).isFile()) expect(readFileSync(path).includes('cnry-e2e'), name).toBe(false);
  }
});

test('a company is transferred to another machine in one file, with its password', async () => {
  const kept = temporaryFolder('transfer');
  const copied = join(kept, '引き継ぎ.tsunagi-bundle');
  try {
    {
      await using window = await openWindow(browser(), { demo: true });
      await window.call('secrets.useSession', { use: true });
      await window.call('secrets.set', { name: 'catalog-password', value: CANARY });
      await window.openSettings('handover');
      copyFileSync(await writeTransfer(window, PASSPHRASE), copied);
      await window.page.getByText(/を保存しました。パスフレーズは/).waitFor();
      expect(readFileSync(copied).includes('cnry-e2e')).toBe(false);
    }
    await using window = await openWindow(browser());
    const { page, say, button } = window;
    const chooser = page.waitForEvent('filechooser');
    await button('welcome.transfer.start').click();
    await (await chooser).setFiles(copied);
    const passphrase = page.getByLabel(say('secretsPart.bundle.passphrase'), { exact: true });
    await passphrase.fill('これは違う合言葉です');
    await page.keyboard.press('Enter');
    await page.getByText(say('error.bundle-passphrase-wrong.what')).waitFor();
    await passphrase.fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    const company = page.getByRole('textbox', { name: say('secretsPart.bundle.name') });
    await company.fill('引き継いだ会社');
    await company.press('Enter');
    // No keychain here either, so nothing is created before the administrator chooses.
    await page.getByRole('alert').getByText(say('error.keychain-unavailable.what')).waitFor();
    expect((await window.call('companies.list', {})).companies).toEqual([]);
    await button('secretsPart.remember').click();
    await page.getByRole('heading', { level: 1, name: say('app.screen.readiness'), exact: true }).waitFor();
    await page.getByText('引き継いだ会社').first().waitFor();
    expect(await stateOf(window)).toMatchObject({ state: 'session-only', generation: 1 });
    const { sections } = await window.call('drafts.summary', {});
    expect(sections.reduce((sum, { objects }) => sum + objects, 0)).toBeGreaterThan(10);
  } finally {
    rmSync(kept, { recursive: true, force: true });
  }
});

describe.skipIf(!hasKeyring)('with a real keychain', () => {
  let keyring: Keyring;
  beforeAll(async () => {
    keyring = await startKeyring();
  });
  afterAll(() => keyring.stop());

  test('a password is kept after a restart, and its age is shown', async () => {
    await using window = await openWindow(browser(), { demo: true, hostEnvironment: keyring.env });
    const { page, say } = window;
    await typePassword(window, CANARY);
    await window.button('secretsPart.keep').click();
    await page.getByText(say('secretsPart.news.kept')).waitFor();
    window.allow(/ERR_|Failed to (load|fetch)/);
    await window.host.stop();
    await window.restartHost();
    await page.goto(window.host.address);
    await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
    await window.go('integration');
    const line = page.getByRole('group', { name: nameIn(window) });
    await line.getByText(say('secretsPart.state.set'), { exact: true }).waitFor();
    await line.getByText(/に設定$/).waitFor();
    await window.openSettings('secrets');
    await page.getByText(say('secretsPart.keychain.works')).waitFor();
  });
});
