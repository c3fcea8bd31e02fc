import { expect, test } from 'vitest';
import { PLAN_STATES } from '../support/window-states-plan.ts';
import { sharedBrowser } from '../support/window-tests.ts';
import { faultsOf } from '../support/window-tour.ts';

const browser = sharedBrowser();

test('plan and history: axe, clipping and controls pass in the looks of this run', async () => {
  expect(await faultsOf(browser(), () => PLAN_STATES)).toEqual({});
});
