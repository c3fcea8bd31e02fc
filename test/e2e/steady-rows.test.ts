import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import { type OpenWindow, openWindow, rowsInTable } from '../support/window.ts';
import { PLAN_STATES } from '../support/window-states-plan.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

/** Number of frames after which rows of a new width have been measured. */
const FRAMES = 40;

async function topOf({ page }: OpenWindow, row: Locator): Promise<number> {
  await page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, FRAMES);
  return (await row.boundingBox())?.y ?? Number.NaN;
}

/** Opens the panel of a row by a click and closes it; returns the position of the row before, while and after the panel is open. */
async function opened(window: OpenWindow, row: Locator): Promise<readonly number[]> {
  await row.waitFor();
  const before = await topOf(window, row);
  await row.click();
  const panel = window.button('ui.closePanel');
  await panel.waitFor();
  const beside = await topOf(window, row);
  await panel.click();
  await panel.waitFor({ state: 'detached' });
  return [before, beside, await topOf(window, row)].map(Math.round);
}

const openState = async (window: OpenWindow, name: string): Promise<void> => {
  const state = PLAN_STATES.find((each) => each.name === name);
  if (state === undefined) throw new Error(`no state ${name}`);
  await state.open(window);
};

test('a clicked row stays under the pointer when its panel opens and closes', async () => {
  await using window = await openWindow(browser(), { demo: true, reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } });
  const { page } = window;
  const tops: Record<string, readonly number[]> = {};
  await window.go('orders');
  tops['orders'] = await opened(window, page.locator('tbody th button').nth(3));
  await window.go('matching');
  await rowsInTable(window);
  tops['matching'] = await opened(window, page.locator('[role="row"][aria-rowindex="6"]'));
  await openState(window, 'plan-conflict');
  tops['plan'] = await opened(window, page.locator('[data-row="invoice_groups state-group"]'));
  await openState(window, 'plan-run');
  await openState(window, 'history');
  tops['history'] = await opened(window, page.locator('[data-entry]').last());
  expect(Object.keys(tops)).toHaveLength(4);
  for (const [screen, [before, ...later]] of Object.entries(tops))
    for (const top of later)
      expect(Math.abs(top - (before ?? Number.NaN)), `${screen}: ${[before, ...later].join(', ')}`).toBeLessThanOrEqual(1);
});

test('the search field keeps its position when changes to apply appear', async () => {
  await using window = await openWindow(browser(), { demo: true, reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } });
  const search = window.page.getByRole('banner').locator('[aria-keyshortcuts="Control+K"]');
  const before = await search.boundingBox();
  await openState(window, 'plan-conflict');
  await window.page.getByRole('banner').getByText(window.say('planScreen.bar.none')).waitFor();
  expect(await search.boundingBox()).toEqual(before);
});
