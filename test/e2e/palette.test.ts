import { expect, test } from 'vitest';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { delayCalls, eventually, sharedBrowser, sharedDemo } from '../support/window-tests.ts';

const browser = sharedBrowser();
const demo = sharedDemo(browser);

const search = ({ page, say }: OpenWindow) => page.getByRole('combobox', { name: say('palette.title') });

test('keeps all letters typed directly after Ctrl+K, on a slow machine too', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page } = window;
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  for (let time = 0; time < 5; time++) {
    await page.keyboard.press('Control+K');
    await page.keyboard.type('taisyoku');
    await eventually(() => search(window).inputValue()).toBe('taisyoku');
    await page.keyboard.press('Escape');
    await search(window).waitFor({ state: 'detached' });
  }
});

test('Enter pressed before the answer arrives opens the person who was typed, not the previous result', async () => {
  const window = await demo();
  const { page } = window;
  const { rows } = await window.call('people.list', {
    filter: { search: '', states: [] },
    sort: { by: 'list', direction: 'ascending' },
    offset: 0,
    limit: 50,
  });
  const [one, other] = [rows[3], rows[40]];
  if (one === undefined || other === undefined) throw new Error('the demo company has more people');

  await page.keyboard.press('Control+K');
  await search(window).fill(one.workEmail);
  await page.getByRole('option').getByText(one.name, { exact: true }).waitFor();
  // The response is delayed until after Enter.
  const release = await delayCalls(window, 'people.list');
  await search(window).fill(other.workEmail);
  await page.keyboard.press('Enter');
  release();
  await search(window).waitFor({ state: 'detached' });
  await eventually(() => page.evaluate(() => location.hash)).toContain(encodeURIComponent(other.personId));
});

test('a route is found by its name, before people of an organization of that name, and its undo steps are not listed', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  const { rows } = await window.call('drafts.list', {
    section: 'routes',
    search: '福岡支店',
    sort: { by: 'name', direction: 'ascending' },
    offset: 0,
    limit: 1,
  });
  const [route] = rows;
  if (route === undefined) throw new Error('the demo company has a route of its branch');
  await window.call('drafts.apply', {
    command: { kind: 'edit', section: 'routes', id: route.id, edit: { kind: 'set-status', status: 'incomplete' } },
  });
  await page.keyboard.press('Control+K');
  await search(window).fill('福岡支店');
  await page.getByRole('group', { name: say('palette.group.people') }).waitFor();
  await page.keyboard.press('Enter');
  await eventually(() => page.evaluate(() => location.hash)).toContain(`routes?id=${route.id}`);
  const { steps } = await window.call('drafts.summary', {});
  if (steps.undo === null || steps.redo !== null) throw new Error('the change was undone');
});

test('an organisation is found by its name and leads to its people', async () => {
  const window = await demo();
  const { page, say } = window;
  const { organizations = [] } = (await window.call('readiness.summary', {})) ?? {};
  const [, organization] = organizations.filter(({ name }) => organizations.filter((one) => one.name === name).length === 1);
  if (organization === undefined) throw new Error('the demo company has organisations with names of their own');
  await page.keyboard.press('Control+K');
  await search(window).fill(organization.name);
  const found = page.getByRole('group', { name: say('palette.group.objects') }).getByRole('option');
  await found
    .filter({ hasText: say('palette.kind.organization') })
    .filter({ has: page.getByText(organization.name, { exact: true }) })
    .click();
  await eventually(() => page.evaluate(() => location.hash)).toContain(`organizationId=${organization.id}`);
  await page.locator('[role="grid"][aria-busy="false"]').waitFor();
});

test('creating an object from the palette opens the dialog of its screen, once', async () => {
  const window = await demo();
  const { page, say } = window;
  for (const section of ['routes', 'serials', 'invoice_groups'] as const) {
    const title = say(`draftList.create.title.${section}`);
    await page.keyboard.press('Control+K');
    await search(window).fill(title);
    await page.getByRole('option').getByText(title, { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: title });
    await eventually(() => dialog.getByLabel(say('draftList.create.name')).evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  // After leaving and reopening the screen, the dialog stays closed.
  await window.go('routes');
  await window.button('draftList.create.open').waitFor();
  await eventually(() => page.getByRole('dialog').count()).toBe(0);
});

test('does not report anything as not found before the search has finished', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  const release = await delayCalls(window, 'people.list');
  await page.keyboard.press('Control+K');
  await search(window).fill('qqqzzz');
  await eventually(() => page.getByRole('option').count()).toBe(0);
  const nothing = page.getByText(say('palette.empty'));
  await page.getByText(say('palette.searching')).waitFor();
  expect(await nothing.count()).toBe(0);
  release();
  await nothing.waitFor();

  // The same in a company without lists of people.
  await page.keyboard.press('Escape');
  await window.call('companies.create', { name: '一覧のない会社', kind: 'test' });
  await page.keyboard.press('Control+K');
  await search(window).fill('一覧のない会社');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await eventually(() => page.title()).toContain('一覧のない会社');
  await page.keyboard.press('Control+K');
  await search(window).fill('qqqzzz');
  await page.getByText(say('palette.noLists')).waitFor();
  expect(await nothing.count()).toBe(0);
});

test('finds the weekly check, sections of the settings, the report and the help by the words that administrators use', async () => {
  const window = await demo();
  const { page, say } = window;
  const openFound = async (word: string): Promise<void> => {
    await page.keyboard.press('Control+K');
    await search(window).fill(word);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await search(window).waitFor({ state: 'detached' });
  };
  await openFound('予約');
  await page.getByRole('heading', { level: 1, name: say('app.screen.weeklyCheck'), exact: true }).waitFor();
  for (const [word, section] of [
    ['引き継ぎ', 'handover'],
    ['パスワード', 'secrets'],
  ] as const) {
    await openFound(word);
    await page.getByRole('tab', { name: say(`settings.sections.${section}`), exact: true, selected: true }).waitFor();
  }
  for (const [word, title] of [
    ['ヘルプ', 'help.title'],
    ['Excel', 'report.title'],
  ] as const) {
    await openFound(word);
    const dialog = page.getByRole('dialog', { name: say(title) });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  expect(await page.locator('[aria-modal="true"]').count()).toBe(0);
});
