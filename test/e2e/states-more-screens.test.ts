import { expect, test } from 'vitest';
import { demoStates } from '../support/window-states.ts';
import { PREPARATION_STATES } from '../support/window-states-preparation.ts';
import { sharedBrowser } from '../support/window-tests.ts';
import { faultsOf } from '../support/window-tour.ts';

const browser = sharedBrowser();

test('the screens of preparing, people, secrets and connections: in every look, language and size of the window, axe has nothing to say, nothing is cut, everything can be pressed', async () => {
  const halfIn = async (folder: string) => {
    const states = await demoStates(folder);
    const [first] = PREPARATION_STATES;
    return states.slice(states.findIndex(({ name }) => name === first?.name));
  };
  expect(await faultsOf(browser(), halfIn)).toEqual({});
});
