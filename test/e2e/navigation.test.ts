import { expect, test } from 'vitest';
import type { NavigationEntryId } from '#renderer/app/navigation/navigation-entries.ts';
import { navigationLink, type OpenWindow, openWindow, tabLink } from '../support/window.ts';
import { tabTo } from '../support/window-keyboard.ts';
import { delayCalls, eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

const rail = ({ page, say }: OpenWindow) => page.getByRole('navigation', { name: say('app.navigation'), exact: true });
const entry = ({ page, say }: OpenWindow, id: NavigationEntryId) => navigationLink(page, say, id);

test('a navigation entry keeps its position, regardless of later answers', async () => {
  await using window = await openWindow(browser(), { viewport: { width: 1280, height: 832 } });
  const counted = await delayCalls(window, 'orders.summary', 'drafts.summary', 'plan.state');
  await window.openDemo();
  const places = () => rail(window).evaluate((nav) => [...nav.querySelectorAll('a, button')].map((item) => item.getBoundingClientRect().y));
  await entry(window, 'plan').waitFor();
  const drawn = await places();
  counted();
  await rail(window)
    .getByRole('link', { name: new RegExp(window.say('app.needsOrders', { count: 0 }).replace('0', '\\d+')) })
    .waitFor();
  expect(await places()).toEqual(drawn);
});

test('all seven navigation entries fit without scrolling, and the links to their screens work by keyboard', async () => {
  await using window = await openWindow(browser(), { demo: true, viewport: { width: 1280, height: 832 } });
  const { page, say } = window;
  expect(await rail(window).getByRole('link').count()).toBe(7);
  expect(await rail(window).evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(0);

  await tabTo(page, entry(window, 'matching'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: say('app.screen.matching') }).waitFor();
  expect(await tabLink(page, say, 'matching').getAttribute('aria-current')).toBe('page');
  await tabTo(page, tabLink(page, say, 'fixes'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: say('app.screen.fixes') }).waitFor();
  expect(await tabLink(page, say, 'fixes').getAttribute('aria-current')).toBe('page');
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
    await rail(window).getByText(say('app.entry.integration'), { exact: true }).waitFor();
  };
  // Clicks at a position without controls.
  const besideRail = (): Promise<void> => page.mouse.click(700, 27);
  for (const close of [() => page.keyboard.press('Escape'), besideRail, () => entry(window, 'plan').click()]) {
    await open();
    await close();
    await eventually(width).toBe(56);
  }
  await page.getByRole('heading', { level: 1, name: say('app.screen.plan') }).waitFor();
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
