import { test } from 'vitest';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { browserOfFile, eventually } from '../support/window-tests.ts';

const browser = browserOfFile();

const search = ({ page, say }: OpenWindow) => page.getByRole('combobox', { name: say('palette.title') });

test('letters that are typed at once after Ctrl+K are all there, on a slow machine too', async () => {
  await using window = await openWindow(browser());
  const { page } = window;
  await window.openDemo();
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

test('Enter that comes before the answer opens the person who was typed, not the one who was there before', async () => {
  await using window = await openWindow(browser());
  const { page } = window;
  await window.openDemo();
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
  // The answer is held until after Enter.
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/call', async (route) => {
    if (route.request().postData()?.includes('"people.list"') === true) await held;
    await route.continue();
  });
  await search(window).fill(other.workEmail);
  await page.keyboard.press('Enter');
  release();
  await search(window).waitFor({ state: 'detached' });
  await eventually(() => page.evaluate(() => location.hash)).toContain(encodeURIComponent(other.personId));
});

test('a route is found by its name, before people of an organisation of that name, and never an undo of what was done to it', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  await window.openDemo();
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
