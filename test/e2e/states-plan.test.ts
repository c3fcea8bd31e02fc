import { expect, test } from 'vitest';
import { PLAN_STATES } from '../support/window-states-plan.ts';
import { sharedBrowser } from '../support/window-tests.ts';
import { faultsOf } from '../support/window-tour.ts';

const browser = sharedBrowser();

test('plan and history: axe, clipping, controls and the keyboard pass in the looks of this run', async () => {
  // The browser's date fields in the history have several Tab stops in one element.
  const isKeyboardTested = (name: string) => !name.startsWith('history');
  expect(await faultsOf(browser(), () => PLAN_STATES, { isKeyboardTested })).toEqual({});
});
