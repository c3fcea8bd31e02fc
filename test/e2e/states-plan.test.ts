import { expect, test } from 'vitest';
import { PLAN_STATES } from '../support/window-states-plan.ts';
import { sharedBrowser } from '../support/window-tests.ts';
import { faultsOf } from '../support/window-tour.ts';

const browser = sharedBrowser();

test('the plan and the history: in every look, language and size of the window, axe has nothing to say, nothing is cut, everything can be pressed', async () => {
  expect(await faultsOf(browser(), () => PLAN_STATES)).toEqual({});
});
