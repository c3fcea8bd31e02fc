import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = temporaryFolder('first-use');
});

type Side = 'neo-users' | 'amazon-users';
const named = ({ page, say }: OpenWindow, key: string, side: Side) =>
  page.getByRole('button', { name: say.phrase(key, { list: say(`welcome.lists.zone.${side}`) }), exact: true });
const zone = ({ page, say }: OpenWindow, side: Side) => page.getByRole('region', { name: say(`welcome.lists.zone.${side}`), exact: true });

async function give(window: OpenWindow, place: Side, path: string): Promise<void> {
  const [dialog] = await Promise.all([window.page.waitForEvent('filechooser'), named(window, 'welcome.lists.chooseNamed', place).click()]);
  await dialog.setFiles(path);
}

async function saveExample(window: OpenWindow, side: Side): Promise<string> {
  const [download] = await Promise.all([window.page.waitForEvent('download'), named(window, 'welcome.lists.exampleNamed', side).click()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

test('a job that ended before the window subscribed to events is still shown', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const held = Promise.withResolvers<void>();
  await page.route('**/events', async (route) => {
    await held.promise;
    await route.fallback();
  });
  await page.reload();
  await button('welcome.demo.start').click();
  await eventually(async () => (await window.call('jobs.list', {})).jobs.map(({ state }) => state)).toEqual(['done']);
  held.resolve();
  await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
});

test('shows who can order after two lists, dropped on either field, and one click', async () => {
  await using window = await openWindow(browser());
  const { page, say, call } = window;
  await page.evaluate(() => {
    const counted = window as unknown as { clicks: number };
    counted.clicks = 0;
    document.addEventListener('click', ({ isTrusted }) => isTrusted && counted.clicks++, true);
  });
  const clicks = (): Promise<number> => page.evaluate(() => (window as unknown as { clicks: number }).clicks);
  const neo = await saveExample(window, 'neo-users');
  const amazon = await saveExample(window, 'amazon-users');

  await give(window, 'neo-users', amazon);
  await zone(window, 'amazon-users').getByText(say('welcome.lists.note.moved')).waitFor();
  await give(window, 'neo-users', neo);
  await zone(window, 'neo-users').getByText('見本_NEOユーザー.csv').waitFor();
  await window.button('welcome.lists.begin').click();
  // The demo company's lists contain only known values, so the import asks no question.
  await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
  expect(await clicks()).toBeLessThanOrEqual(5);

  const { company, sources } = await call('companies.current', {});
  expect(company).toMatchObject({ name: '自社', kind: 'test' });
  expect(sources.map(({ side }) => side).sort()).toEqual(['amazon', 'neo']);

  // The button dismisses the hint for new users permanently; the help restores it.
  const hint = page.getByText(say('firstHint.readiness'));
  await hint.waitFor();
  await window.button('firstHint.putAway').click();
  await hint.waitFor({ state: 'detached' });
  expect(await page.locator('#screen-title').evaluate((title) => title === document.activeElement)).toBe(true);
  await eventually(async () => (await call('console.settings', {})).hintsAway).toEqual(['readiness']);
  await page.reload();
  await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
  await window.go('matching');
  await page.getByText(say('firstHint.matching')).waitFor();
  await window.go('readiness');
  await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
  expect(await hint.count()).toBe(0);
  await page.keyboard.press('Shift+?');
  await window.button('help.hints.again').click();
  await page.keyboard.press('Escape');
  await hint.waitFor();

  // A missing list is named, with a link to the screen that imports it.
  await page.getByText(say('readiness.partial.no-organizations')).waitFor();
  await window.button('readiness.partial.give.organizations').click();
  await page.getByRole('heading', { level: 1, name: say('import.title') }).waitFor();
  await page.getByRole('button', { name: say('import.kind.organizations'), pressed: true }).waitFor();
});

test('a file of another kind is rejected by its name, and a list with a question is shown before the import', async () => {
  await using window = await openWindow(browser());
  const { page, say, call } = window;
  const report = join(folder, 'report.csv');
  writeFileSync(report, 'Order Date,Order ID,Account Group,PO Number,ASIN\n2026/04/01,250-1,HQ,1,B00\n');
  await give(window, 'amazon-users', report);
  await page.getByRole('alert').getByText(say('import.otherList.what.order-report')).waitFor();

  const names = join(folder, 'names.csv');
  writeFileSync(names, '氏名,メールアドレス\n阿部 愛,ai.abe@example.co.jp\n');
  await give(window, 'neo-users', names);
  await page.getByText(say('welcome.lists.note.uncertain', { list: say('welcome.lists.zone.neo-users') })).waitFor();
  const odd = join(folder, 'odd.csv');
  writeFileSync(odd, '氏名,Eメールアドレス,役割,グループ,ステータス\n阿部 愛,ai.abe@example.co.jp,購買担当,本社,休眠中\n');
  await give(window, 'amazon-users', odd);
  await window.button('welcome.lists.begin').click();
  // The import asks for the unknown value, with the file already selected.
  await page.getByRole('heading', { level: 1, name: say('import.title') }).waitFor();
  await page.getByText('odd.csv').waitFor();
  await eventually(async () => (await call('companies.current', {})).sources.map(({ side }) => side)).toEqual(['neo']);
});

test('the settings set whether a company is production; removing the protection requires its name', async () => {
  await using window = await openWindow(browser());
  const { page, say, call, button } = window;
  await button('welcome.lists.beginNone').click();
  await page.getByRole('heading', { level: 1, name: say('import.title') }).waitFor();
  await window.openSettings('company');
  const kind = async (): Promise<string> => (await call('companies.current', {})).company.kind;
  const choose = (wanted: 'production' | 'test') =>
    page.getByRole('radio', { name: say(`settings.company.kinds.${wanted}`), exact: true }).click();

  await choose('production');
  await button('settings.company.change.production.do').click();
  await eventually(kind).toBe('production');
  await page.getByRole('radio', { name: say('settings.company.kinds.production'), exact: true, checked: true }).waitFor();

  await choose('test');
  const dialog = page.getByRole('dialog', { name: say('settings.company.change.test.title', { name: '自社' }) });
  const change = dialog.getByRole('button', { name: say('settings.company.change.test.do'), exact: true });
  expect(await change.isDisabled()).toBe(true);
  await dialog.getByLabel(say('ui.typeName', { name: '自社' })).fill('自社');
  await change.click();
  await eventually(kind).toBe('test');
});
