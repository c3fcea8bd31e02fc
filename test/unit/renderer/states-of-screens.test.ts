import { expect, test } from 'vitest';
import { SCREEN_PARAMS, type ScreenId } from '#renderer/navigation/screen-params.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fixStates } from '../../support/window-fix-states.ts';
import { demoStates, WELCOME_STATES } from '../../support/window-states.ts';
import { orderStates } from '../../support/window-states-orders.ts';
import { PLAN_STATES } from '../../support/window-states-plan.ts';
import { setupStates } from '../../support/window-states-setup.ts';

const folder = temporaryFolder('states-of-screens');

test('every screen is covered by a tour', async () => {
  const groups = [WELCOME_STATES, await demoStates(folder), await fixStates(folder), orderStates(folder), PLAN_STATES, setupStates()];
  const names = groups.flat().map(({ name }) => name);
  const kebab = (id: string): string => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const isVisited = (id: ScreenId): boolean => names.some((name) => name === kebab(id) || name.startsWith(`${kebab(id)}-`));
  expect((Object.keys(SCREEN_PARAMS) as ScreenId[]).filter((id) => !isVisited(id))).toEqual([]);
});
