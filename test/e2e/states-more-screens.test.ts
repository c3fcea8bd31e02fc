import { expect, test } from 'vitest';
import { demoStates } from '../support/window-states.ts';
import { PEOPLE_STATES } from '../support/window-states-people.ts';
import { PREPARATION_STATES } from '../support/window-states-preparation.ts';
import { sharedBrowser } from '../support/window-tests.ts';
import { faultsOf } from '../support/window-tour.ts';

const browser = sharedBrowser();

test('preparation, people, secrets, connections: axe, clipping, controls and the keyboard pass in the looks of this run', async () => {
  const halfIn = async (folder: string) => {
    const states = await demoStates(folder);
    const [first] = PREPARATION_STATES;
    return states.slice(states.findIndex(({ name }) => name === first?.name));
  };
  const isKeyboardTested = (state: string) => PEOPLE_STATES.some(({ name }) => name === state);
  expect(await faultsOf(browser(), halfIn, { isKeyboardTested })).toEqual({});
});
