import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { NavigationEntryId } from '#renderer/app/navigation/navigation-entries.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { navigationLink, type OpenWindow, openWindow } from '../support/window.ts';
import { chooseFile, commit, createCompany } from '../support/window-import.ts';
import { tabTo } from '../support/window-keyboard.ts';
import { NEO_ROWS, writeOwnLists } from '../support/window-lists.ts';
import { delayCalls, eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

const rail = ({ page }: OpenWindow) => page.getByRole('navigation');
const entry = ({ page, say }: OpenWindow, id: NavigationEntryId) => navigationLink(page, say, id);

test('navigation entries without content are folded on the first day, and appear once they have content', async () => {
  const folder = temporaryFolder('navigation');
  try {
    await using window = await openWindow(browser(), { viewport: { width: 1280, height: 832 } });
    const { page, say } = window;
    const lists = await writeOwnLists(folder);
    await createCompany(window, '例示商事');
    const more = rail(window).getByRole('button', { name: say('app.moreDoors', { count: 6 }) });
    await more.waitFor();
    await entry(window, 'setup').waitFor();
    for (const id of ['matching', 'routes', 'plan'] as const) expect(await entry(window, id).count(), id).toBe(0);

    await tabTo(page, more);
    await page.keyboard.press('Enter');
    await entry(window, 'routes').click();
    await page.getByRole('heading', { level: 1, name: say('app.screen.routes') }).waitFor();
    await rail(window)
      .getByRole('button', { name: say('app.fewerDoors') })
      .click();
    // The current screen's entry stays in the navigation; others are removed.
    await entry(window, 'plan').waitFor({ state: 'detached' });
    await entry(window, 'routes').waitFor();

    await window.go('import');
    await chooseFile(window, lists.neo);
    await commit(window, 'neo-users', NEO_ROWS);
    await entry(window, 'matching').waitFor();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a navigation entry keeps its position, regardless of later answers', async () => {
  await using window = await openWindow(browser(), { viewport: { width: 1280, height: 832 } });
  const known = await delayCalls(window, 'companies.possessions');
  const counted = await delayCalls(window, 'orders.summary', 'drafts.summary', 'plan.state');
  await window.openDemo();
  // No entry is drawn whose position could still change.
  expect(await entry(window, 'setup').count()).toBe(0);
  known();
  const places = () => rail(window).evaluate((nav) => [...nav.querySelectorAll('a, button')].map((item) => item.getBoundingClientRect().y));
  await entry(window, 'plan').waitFor();
  const drawn = await places();
  counted();
  await rail(window)
    .getByRole('link', { name: new RegExp(window.say('app.needsOrders', { count: 0 }).replace('0', '\\d+')) })
    .waitFor();
  expect(await places()).toEqual(drawn);
});

test('all ten navigation entries fit without scrolling, and their tabs work by keyboard', async () => {
  await using window = await openWindow(browser(), { demo: true, viewport: { width: 1280, height: 832 } });
  const { page, say } = window;
  await entry(window, 'plan').waitFor();
  expect(await rail(window).getByRole('link').count()).toBe(11);
  expect(await rail(window).evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(0);

  await tabTo(page, entry(window, 'matching'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: say('app.screen.matching') }).waitFor();
  const findings = page.getByRole('tab', { name: new RegExp(`^${say('app.tab.matching')}`) });
  expect(await findings.getAttribute('aria-selected')).toBe('true');
  await tabTo(page, findings, 'Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('heading', { level: 1, name: say('app.screen.matching') }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: say('app.screen.fixes') }).waitFor();
  expect(await entry(window, 'matching').getAttribute('aria-current')).toBe('page');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: say('app.screen.matching') }).waitFor();
});

test('the navigation of a narrow window opens over the page; Escape, a click outside or a selection closes it', async () => {
  await using window = await openWindow(browser(), { demo: true, viewport: { width: 1024, height: 768 } });
  const { page, say } = window;
  const width = async (): Promise<number> => Math.round((await rail(window).boundingBox())?.width ?? 0);
  const left = async (): Promise<number> => (await page.getByRole('main').boundingBox())?.x ?? 0;
  const before = await left();
  const open = async (): Promise<void> => {
    await rail(window)
      .getByRole('button', { name: say('app.expandRail') })
      .click();
    await eventually(width).toBe(216);
    expect(await left()).toBe(before);
    await rail(window).getByText(say('app.door.routes'), { exact: true }).waitFor();
  };
  // Clicks at a position without controls.
  const besideRail = (): Promise<void> => page.mouse.click(700, 27);
  for (const close of [() => page.keyboard.press('Escape'), besideRail, () => entry(window, 'routes').click()]) {
    await open();
    await close();
    await eventually(width).toBe(56);
  }
  await page.getByRole('heading', { level: 1, name: say('app.screen.routes') }).waitFor();
});

test('a navigation link clicked with Ctrl or the middle button opens in this tab, because a new tab has no session', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page } = window;
  const title = (screen: 'orders' | 'matching') =>
    page.getByRole('heading', { level: 1, name: window.say(`app.screen.${screen}`), exact: true });
  await entry(window, 'orders').click({ modifiers: ['Control'] });
  await title('orders').waitFor();
  await entry(window, 'matching').click({ button: 'middle' });
  await title('matching').waitFor();
  expect(page.context().pages()).toHaveLength(1);
});
