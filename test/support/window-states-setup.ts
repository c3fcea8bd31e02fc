import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import type { OpenWindow } from './window.ts';
import type { WindowState } from './window-states.ts';

/** Opens a step of the guide by its entry in the list. */
async function openStep(window: OpenWindow, id: SetupStepId): Promise<void> {
  await window.go('setup');
  const entry = window.page.locator(`[data-step="${id}"]`);
  await entry.click();
  await window.page.locator(`[data-step="${id}"][aria-current="step"]`).waitFor();
  await window.page.getByRole('heading', { level: 2, name: window.say(`setupGuide.step.${id}.name`), exact: true }).waitFor();
}

/** Steps of every kind in the guide, and a screen opened from it. */
export const setupStates = (): readonly WindowState[] => [
  { name: 'setup-choose', open: (window) => openStep(window, 'choose') },
  { name: 'setup-entries', open: (window) => openStep(window, 'group-add') },
  { name: 'setup-said', open: (window) => openStep(window, 'company-payment') },
  { name: 'setup-waiting', open: (window) => openStep(window, 'late-orders') },
  { name: 'setup-people', open: (window) => openStep(window, 'work-emails') },
  { name: 'setup-not-needed', open: (window) => openStep(window, 'register') },
  {
    name: 'setup-away',
    async open(window) {
      await openStep(window, 'route');
      await window.button('setupScreen.place.routes').click();
      await window.button('setupScreen.back').waitFor();
    },
    leave: (window) => window.button('setupScreen.leaveTrip').click(),
  },
];
