import { expect, test } from 'vitest';
import { fixStates } from '../support/window-fix-states.ts';
import { WELCOME_STATES } from '../support/window-states.ts';
import { orderStates } from '../support/window-states-orders.ts';
import { setupStates } from '../support/window-states-setup.ts';
import { sharedBrowser } from '../support/window-tests.ts';
import { faultsOf } from '../support/window-tour.ts';

const browser = sharedBrowser();

test('the welcome screen: axe, clipping and controls pass in the looks of this run', async () => {
  expect(await faultsOf(browser(), () => WELCOME_STATES, { isDemo: false })).toEqual({});
});

test.each([
  ['the fixes', fixStates],
  ['the orders and the calendar', orderStates],
  ['the set-up guide', setupStates],
] as const)('%s: axe, clipping and controls pass in the looks of this run', async (_, statesIn) => {
  expect(await faultsOf(browser(), statesIn)).toEqual({});
});
