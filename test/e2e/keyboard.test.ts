import { describe, expect, test } from 'vitest';
import { FIRST_SORT } from '#renderer/screens/matching/view-state.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type OpenWindow, openWindow, rowsInTable } from '../support/window.ts';
import { tabThroughPage, tabTo } from '../support/window-keyboard.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

/** Opens the first result of the command palette for these words. */
async function byPalette({ page, say }: OpenWindow, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: say('palette.title') });
  await field.waitFor();
  await eventually(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  // The palette receives key presses until its closing animation has ended.
  await page.getByRole('dialog', { name: say('palette.title') }).waitFor({ state: 'detached' });
}

const heading = ({ page, say }: OpenWindow, screen: string) =>
  page.getByRole('heading', { level: 1, name: say.phrase(`app.screen.${screen}`) });

describe('by the keyboard alone', () => {
  test('goes from the welcome screen to a report', async () => {
    await using window = await openWindow(browser());
    const { page, say } = window;
    await tabTo(page, window.button('welcome.demo.start'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();

    // The first Tab stop skips the navigation.
    const skip = window.button('app.skip');
    await tabTo(page, skip);
    await eventually(async () => (await skip.boundingBox())?.y ?? -1).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);

    await byPalette(window, 'shougou');
    await heading(window, 'matching').waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('screen-title');
    const all = await rowsInTable(window);
    await page.keyboard.press('/');
    await page.keyboard.type('営業');
    const filter = { ...EMPTY_FINDING_FILTER, search: '営業', perPerson: true };
    const { total: found, people, findings } = await window.call('matching.rows', { filter, sort: FIRST_SORT, offset: 0, limit: 1 });
    expect(found).toBeGreaterThan(2);
    expect(found).toBeLessThan(all);
    await eventually(() => rowsInTable(window)).toBe(found);

    await page.keyboard.press('Enter');
    const grid = page.getByRole('grid');
    await eventually(() => grid.evaluate((element) => element === document.activeElement)).toBe(true);
    const active = () => grid.getAttribute('aria-activedescendant');
    for (const [key, row] of [
      ['j', 'finding-0'],
      ['j', 'finding-1'],
      ['j', 'finding-2'],
      ['k', 'finding-1'],
      ['End', `finding-${found - 1}`],
      ['Home', 'finding-0'],
    ] as const) {
      await page.keyboard.press(key);
      await eventually(active).toBe(row);
    }
    await page.keyboard.press('Enter');
    const panel = page.getByRole('button', { name: say('ui.closePanel') });
    await panel.waitFor();
    await page.getByRole('region', { name: say('matching.comparePanel.comparison') }).waitFor();
    await page.keyboard.press('j');
    await page
      .getByText(say(findings === found ? 'matching.position' : 'matching.positionOfPeople', { total: found, row: 2, people, findings }))
      .waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await eventually(() => grid.evaluate((element) => element === document.activeElement)).toBe(true);

    // Filters by one reason and clears the filter.
    const chip = page
      .getByRole('group', { name: say('matching.filter.codes') })
      .getByRole('button')
      .first();
    await tabTo(page, chip, 'Shift+Tab');
    await page.keyboard.press('Space');
    await eventually(() => chip.getAttribute('aria-pressed')).toBe('true');
    await eventually(() => rowsInTable(window)).toBeLessThan(found);
    await page.keyboard.press('Space');
    await eventually(() => rowsInTable(window)).toBe(found);

    await page.keyboard.press('Shift+?');
    const help = page.getByRole('dialog', { name: say('help.title') });
    await help.getByText(say('help.gate.4')).waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });

    await byPalette(window, 'れぽーと');
    const dialog = page.getByRole('dialog', { name: say('report.title') });
    await dialog.waitFor();
    await tabTo(page, dialog.getByRole('button', { name: say('report.write') }));
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('theme, contrast and language in the settings', async () => {
    await using window = await openWindow(browser());
    const { page, say } = window;
    await tabTo(page, window.button('welcome.demo.start'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
    await byPalette(window, 'settei');
    await heading(window, 'settings').waitFor();
    const root = page.locator('html');

    await tabTo(page, page.getByRole('radiogroup', { name: say('settings.look.theme') }).getByRole('radio', { checked: true }));
    // Moves from the system's theme to the previous option.
    await page.keyboard.press('ArrowLeft');
    await eventually(() => root.getAttribute('data-mantine-color-scheme')).toBe('dark');
    await tabTo(page, page.getByRole('radiogroup', { name: say('settings.look.contrast') }).getByRole('radio', { checked: true }));
    await page.keyboard.press('ArrowRight');
    await eventually(() => root.getAttribute('data-contrast')).toBe('high');
    expect(await root.getAttribute('lang')).toBe('ja');
    await tabTo(page, page.getByRole('radiogroup', { name: say('settings.look.language') }).getByRole('radio', { checked: true }));
    await page.keyboard.press('ArrowRight');
    await eventually(() => root.getAttribute('lang')).toBe('en');
    window.speak('en');
    await heading(window, 'settings').waitFor();
    await eventually(async () => (await window.call('console.settings', {})).language).toBe('en');
    expect(await window.call('console.settings', {})).toMatchObject({ theme: 'dark', contrast: 'high', language: 'en' });
    // After a reload, the same screen is shown with the same settings.
    await page.reload();
    await heading(window, 'settings').waitFor();
    expect(await root.getAttribute('lang')).toBe('en');
    expect(await root.getAttribute('data-contrast')).toBe('high');
  });

  test('reaches everything that can be pressed on every screen, is caught nowhere, and is always seen', async () => {
    await using window = await openWindow(browser());
    const { page } = window;
    expect((await tabThroughPage(page)).length).toBeGreaterThanOrEqual(5);
    await window.openDemo();
    for (const screen of ['readiness', 'matching', 'fixes', 'import', 'server', 'settings'] as const) {
      await window.go(screen);
      if (screen === 'matching') {
        await rowsInTable(window);
        await page.locator('[role="row"][aria-rowindex="2"]').click();
        await page.getByText(window.say('matching.comparePanel.action')).waitFor();
      }
      // Content that is still loading may appear and disappear between two Tab stops.
      await page.waitForFunction(
        (loading) => document.querySelector(`[aria-label="${loading}"], [data-stale]`) === null,
        window.say('ui.loading'),
      );
      expect((await tabThroughPage(page)).length, screen).toBeGreaterThan(12);
    }
  });
});

test('shortcut characters are typed in text fields, and act on an open dialog or menu first', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('matching');
  await rowsInTable(window);
  const search = page.getByLabel(say('matching.search.label'));
  await page.keyboard.press('/');
  await page.keyboard.press('Shift+?');
  await page.keyboard.press('Alt+ArrowLeft');
  expect(await search.inputValue()).toBe('?');
  expect(await page.locator('[aria-modal="true"]').count()).toBe(0);
  await heading(window, 'matching').waitFor();
  await search.fill('');

  // The key that makes a column narrower does not navigate.
  const head = page.getByRole('columnheader').locator('[aria-keyshortcuts]').first();
  const width = async (): Promise<number> => Math.round((await head.locator('xpath=..').boundingBox())?.width ?? 0);
  const before = await width();
  await head.focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await eventually(width).toBeLessThan(before);
  await heading(window, 'matching').waitFor();

  // In an open menu, letter keys do not decide on a row.
  await page.locator('[role="row"][aria-rowindex="2"]').click();
  await window.button('views.title.matching').click();
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  await page.keyboard.press('i');
  expect(await page.locator('[aria-modal="true"]').count()).toBe(0);
  expect((await window.call('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 1 })).total).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.locator('[role="row"][aria-rowindex="2"]').click();
  await page.keyboard.press('Shift+?');
  await page.getByRole('dialog').waitFor();
});
