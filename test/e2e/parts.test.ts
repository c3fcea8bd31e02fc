import { expect, test } from 'vitest';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { navigationLink, type OpenWindow, openWindow, tabLink } from '../support/window.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

const heading = ({ page, say }: OpenWindow, screen: 'routes' | 'readiness' | 'matching') =>
  page.getByRole('heading', { level: 1, name: say(`app.screen.${screen}`) });

test('a screen whose file cannot be loaded says so, works after a retry, and does not affect the others', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  window.allow(/Failed to load resource|Failed to fetch dynamically imported module/);
  const FILE = /\/assets\/routes-[\w-]+\.js$/;
  await page.route(FILE, (route) => route.abort());
  // A reload discards the modules that the page had already loaded.
  await page.reload();
  await heading(window, 'readiness').waitFor();

  await navigationLink(page, say, 'integration').click();
  await tabLink(page, say, 'routes').click();
  const told = page.getByRole('alert').filter({ hasText: say('error.part-not-loaded.what') });
  await told.waitFor();
  expect(await page.title()).toContain(say('app.screen.routes'));
  await window.go('readiness');
  await heading(window, 'readiness').waitFor();
  await page.goBack();
  await told.waitFor();

  await page.unroute(FILE);
  await told.getByRole('button', { name: say('ui.retry') }).click();
  await heading(window, 'routes').waitFor();
  expect(await told.count()).toBe(0);
});

test('a language that cannot be reached leaves the window in the one it has, in texts and preference', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  window.allow(/Failed to load resource|Failed to fetch dynamically imported module/);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await window.openDemo();
  const FILE = /\/assets\/en-[\w-]+\.js$/;
  expect(asked.filter((url) => FILE.test(url))).toEqual([]);

  const choose = async (language: string): Promise<void> => {
    await page.getByRole('button', { name: say('app.language.label') }).click();
    await page.getByRole('menuitemradio', { name: language, exact: true }).click();
  };
  await page.route(FILE, (route) => route.abort());
  await choose(say('app.language.en'));
  await page.getByRole('dialog').getByText(say('error.part-not-loaded.next')).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await heading(window, 'readiness').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ja');
  expect((await window.call('console.settings', {})).language).toBe('ja');

  // A message to an approver uses the window's language too, and explains the reason.
  await window.go('orders');
  await page.locator('tbody th[scope="row"]').first().getByRole('button').click();
  const message = page.getByRole('textbox', { name: say('orders.panel.message') });
  const inJapanese = await message.inputValue();
  await page
    .getByRole('radiogroup', { name: say('orders.panel.messageLanguage') })
    .getByText('English')
    .click();
  const told = page.getByRole('status').filter({ hasText: say('orders.panel.messageNotLoaded', { language: 'en' }) });
  await told.waitFor();
  expect(await message.inputValue()).toBe(inJapanese);
  await page.unroute(FILE);
  await told.getByRole('button', { name: say('ui.retry') }).click();
  await told.waitFor({ state: 'detached' });
  await eventually(() => message.inputValue()).toContain('Amazon Business order');
  await window.go('readiness');

  await choose(say('app.language.en'));
  window.speak('en');
  await page.getByRole('heading', { level: 1, name: window.say('app.screen.readiness') }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

test('a preference that could not be saved is reported, and the screen shows the former value', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  window.allow(/Failed to load resource/);
  const chooseEnglish = async (): Promise<void> => {
    await page.getByRole('button', { name: say('app.language.label') }).click();
    await page.getByRole('menuitemradio', { name: say('app.language.en'), exact: true }).click();
  };
  const CALL = '**/call';
  const isChange = (body: string | null): boolean => body?.includes('console.changeSettings') === true;
  await page.route(CALL, (route) => (isChange(route.request().postData()) ? route.abort() : route.continue()));
  await chooseEnglish();
  const told = page.getByRole('dialog', { name: say('app.settingsLost') });
  await told.waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ja');
  await page.keyboard.press('Escape');
  await told.waitFor({ state: 'detached' });

  await page.unroute(CALL);
  // A table of thousands of rows caches the names of findings, so the cache must follow the language.
  await window.go('matching');
  const rows = page.getByRole('grid', { name: say('matching.table.label') });
  await rows.getByRole('row').nth(1).waitFor();
  const shown = await rows.innerText();
  const code = FINDING_CODES.find((each) => shown.includes(say(`finding.${each}.name`)));
  if (code === undefined) throw new Error(`no name of a finding in: ${shown}`);
  await chooseEnglish();
  window.speak('en');
  await heading(window, 'matching').waitFor();
  const inEnglish = page.getByRole('grid', { name: window.say('matching.table.label') });
  await inEnglish
    .getByText(window.say(`finding.${code}.name`))
    .first()
    .waitFor();
});
