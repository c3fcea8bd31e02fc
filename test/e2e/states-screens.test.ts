import { expect, test } from 'vitest';
import { demoStates } from '../support/window-states.ts';
import { PREPARATION_STATES } from '../support/window-states-preparation.ts';
import { sharedBrowser } from '../support/window-tests.ts';
import { faultsOf } from '../support/window-tour.ts';

const browser = sharedBrowser();

test('lists and setup: axe, clipping and controls pass in the looks of this run', async () => {
  const halfIn = async (folder: string) => {
    const states = await demoStates(folder);
    const [first] = PREPARATION_STATES;
    return states.slice(
      0,
      states.findIndex(({ name }) => name === first?.name),
    );
  };
  expect(await faultsOf(browser(), halfIn)).toEqual({});
});
