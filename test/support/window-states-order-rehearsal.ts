import type { OpenWindow } from './window.ts';
import type { WindowState } from './window-states.ts';

/** Chooses somebody of the demo company by name, by keyboard alone, and waits until everything about the order is shown. */
export async function rehearseFor(window: OpenWindow, name: string): Promise<void> {
  const { page, say } = window;
  await window.go('orderRehearsal');
  await page.getByRole('combobox', { name: say('orderRehearsal.who') }).fill(name);
  await page.getByRole('option', { name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText(`${name} さん`).waitFor();
  await page.getByText(say('orderRehearsal.answer.demo')).waitFor();
}

/** Somebody whose addresses differ, and somebody whose order passes. */
export const STOPPED = '福田 さくら';
export const PASSES = '長谷川 祐介';

/** The rehearsal of an order in its states. */
export const ORDER_REHEARSAL_STATES: readonly WindowState[] = [
  {
    name: 'order-rehearsal-nobody',
    async open(window) {
      await window.go('orderRehearsal');
      await window.page.getByText(window.say('orderRehearsal.empty.title')).waitFor();
    },
  },
  { name: 'order-rehearsal-stopped', open: (window) => rehearseFor(window, STOPPED) },
  {
    name: 'order-rehearsal-passes',
    async open(window) {
      await rehearseFor(window, PASSES);
      await window.page.getByText(window.say('orderRehearsal.request.document')).click();
      await window.page.locator('pre').waitFor();
    },
  },
  {
    name: 'company-read-only',
    async open(window) {
      await lookOnly(window, true);
      await window.page.getByRole('button', { name: window.say('app.guard.readOnly') }).click();
      await window.page.getByRole('dialog', { name: window.say('app.guard.writableTitle') }).waitFor();
    },
    async leave(window) {
      await window.page.keyboard.press('Escape');
      await lookOnly(window, false);
      await window.page.getByRole('button', { name: window.say('app.guard.readOnly') }).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'routes-read-only',
    async open(window) {
      await lookOnly(window, true);
      await window.go('routes');
      await window.button('draftList.create.open').and(window.page.locator('[aria-disabled="true"]')).waitFor();
    },
    leave: (window) => lookOnly(window, false),
  },
];

/** Sets the open company to be looked at only, or to be worked on again. */
export async function lookOnly({ call }: OpenWindow, readOnly: boolean): Promise<void> {
  const workspace = await call('profiles.current', {});
  await call('profiles.setReadOnly', { id: workspace?.profile.id ?? '', readOnly, company: null });
}
