import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { draftGroups, read } from '../support/window-plan.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('success messages close automatically, but not while the pointer is pressed on them', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('plan');
  await page.clock.install();
  await read(window);
  await draftGroups(window, 1);
  const news = page.getByRole('region', { name: say('job.tray') }).getByRole('status');
  await news.first().waitFor();
  const reason = page.getByLabel(say('planScreen.dock.reason'));
  await reason.hover();
  await page.mouse.down();
  const pressedAt = await reason.boundingBox();
  await page.clock.fastForward('01:00');
  await page.clock.fastForward('01:00');
  expect(await news.count()).toBeGreaterThan(0);
  expect(await reason.boundingBox()).toEqual(pressedAt);
  await page.mouse.up();
  await page.clock.fastForward('00:02');
  await page.clock.fastForward('00:02');
  await news.first().waitFor({ state: 'detached' });
});
