import { type OpenWindow, rowsInTable } from './window.ts';
import type { WindowState } from './window-states.ts';

const dialogOf = ({ page }: OpenWindow) => page.getByRole('dialog');

const leave = async (window: OpenWindow): Promise<void> => {
  await window.page.keyboard.press('Escape');
  await dialogOf(window).waitFor({ state: 'detached' });
};

/** Opens the findings and selects all rows of the table. */
export async function chooseRows(window: OpenWindow): Promise<void> {
  await window.go('matching');
  await rowsInTable(window);
  await window.page.locator('[role="row"][aria-rowindex="2"]').focus();
  await window.page.keyboard.press('Control+a');
  await window.page.getByRole('region', { name: window.say('dataTable.select.actions') }).waitFor();
}

async function chooseRoutes(window: OpenWindow): Promise<void> {
  await window.go('routes');
  await window.page.getByRole('checkbox', { name: window.say('dataTable.select.all') }).click();
}

const clear = (window: OpenWindow): Promise<void> => window.button('dataTable.select.clear').click();

/** State after a key was pressed with rows selected. */
const onChosenRows = (name: string, key: string): WindowState => ({
  name,
  async open(window) {
    await chooseRows(window);
    await window.page.keyboard.press(key);
    await dialogOf(window).waitFor();
  },
  async leave(window) {
    await leave(window);
    await clear(window);
  },
});

/** Dialogs that are available on more than one screen. */
export const DIALOG_STATES: readonly WindowState[] = [
  {
    name: 'dialog-help',
    async open(window) {
      await window.go('readiness');
      await window.button('help.open').click();
      await dialogOf(window).getByText(window.say('help.gate.4')).waitFor();
    },
    leave,
  },
  onChosenRows('dialog-accept', 'i'),
  onChosenRows('dialog-adopt-chosen', 'a'),
  {
    name: 'dialog-save-view',
    async open(window) {
      await window.go('matching');
      await rowsInTable(window);
      await window.button('views.title.matching').click();
      await window.page.getByRole('menuitem', { name: window.say('views.save.matching') }).click();
      await dialogOf(window).getByLabel(window.say('views.name')).waitFor();
    },
    leave,
  },
  {
    name: 'dialog-delete-routes',
    async open(window) {
      await chooseRoutes(window);
      await window.button('draftList.action.delete').click();
      await dialogOf(window).waitFor();
    },
    async leave(window) {
      await leave(window);
      await clear(window);
    },
  },
  {
    name: 'dialog-rename-route',
    async open(window) {
      await window.go('routes');
      await window.page.getByRole('table').getByRole('row').last().getByRole('button').last().click();
      await window.page.getByRole('menuitem', { name: window.say('draftList.action.rename') }).click();
      await dialogOf(window).getByLabel(window.say('draftList.create.name')).waitFor();
    },
    leave,
  },
];
