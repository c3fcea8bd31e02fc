import { expect, test } from 'vitest';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('nothing is animated if the user prefers reduced motion', async () => {
  /** Returns the number of transitions and animations while the palette opens and the theme changes. */
  const movements = async (window: OpenWindow): Promise<number> => {
    const { page, say } = window;
    await window.openDemo();
    await page.evaluate(() => {
      const seen = window as unknown as { movements: number };
      seen.movements = 0;
      for (const kind of ['transitionrun', 'animationstart'])
        document.addEventListener(kind, () => {
          seen.movements += 1;
        });
    });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: say('palette.title') }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: say('palette.title') }).waitFor({ state: 'detached' });
    await window.go('breakdown');
    await window.button('readiness.organizations.expandAll').click();
    await window.button('readiness.organizations.collapseAll').click();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return page.evaluate(() => (window as unknown as { movements: number }).movements);
  };
  await using still = await openWindow(browser(), { reducedMotion: 'reduce' });
  expect(await movements(still)).toBe(0);
  await using moving = await openWindow(browser(), { reducedMotion: 'no-preference' });
  expect(await movements(moving)).toBeGreaterThan(0);
});
