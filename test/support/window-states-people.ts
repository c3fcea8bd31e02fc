import type { OpenWindow } from './window.ts';
import type { WindowState } from './window-states.ts';

/** Opens the list of all people, regardless of the current view. */
export async function openPeopleList(window: OpenWindow): Promise<void> {
  await window.go('people');
  await window.page.locator('[role="grid"][aria-busy="false"]').waitFor();
}

/** Opens the page of a person of the demo company by keyboard and waits until it is shown. */
export async function openPerson(window: OpenWindow, name: string): Promise<void> {
  const { page, say } = window;
  await openPeopleList(window);
  await page.keyboard.press('/');
  await page.getByRole('textbox', { name: say('people.search') }).fill(name);
  await page.locator('[role="grid"][aria-busy="false"] [role="row"][aria-rowindex="2"]').getByText(name).waitFor();
  await page.getByRole('textbox', { name: say('people.search') }).press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText(`${name} さん`).waitFor();
}

/** Opens the request that NEO sends for the shown person, and waits for Amazon's response. */
export async function openRequest({ page, say }: OpenWindow): Promise<void> {
  await page.getByRole('tab', { name: say('people.request.tab') }).click();
  await page.getByText(say('people.answer.demo')).waitFor();
}

/** A person whose addresses differ, and a person who can order. */
export const PERSON_WHO_CANNOT_ORDER = '福田 さくら';
export const PERSON_WHO_CAN_ORDER = '長谷川 祐介';

/** States of the list of all people and of the page of a person. */
export const PEOPLE_STATES: readonly WindowState[] = [
  {
    name: 'people-everybody',
    open: openPeopleList,
  },
  {
    name: 'people-nobody-found',
    async open(window) {
      await openPeopleList(window);
      await window.page.getByRole('textbox', { name: window.say('people.search') }).fill('だれでもない');
      await window.page.getByText(window.say('people.table.nobody')).waitFor();
    },
    async leave(window) {
      await window.button('people.table.showAll').click();
      await window.page.locator('[role="grid"][aria-busy="false"]').waitFor();
    },
  },
  { name: 'people-stopped', open: (window) => openPerson(window, PERSON_WHO_CANNOT_ORDER) },
  {
    name: 'people-passes',
    async open(window) {
      await openPerson(window, PERSON_WHO_CAN_ORDER);
      await openRequest(window);
      await window.page.getByText(window.say('people.request.document')).click();
      await window.page.locator('pre').waitFor();
    },
  },
  {
    name: 'people-consequences',
    async open(window) {
      await openPerson(window, PERSON_WHO_CANNOT_ORDER);
      await window.page.getByRole('tab', { name: window.say('people.after.title') }).click();
      await window.page.getByRole('heading', { level: 3, name: window.say('people.after.lock.title') }).waitFor();
    },
  },
  {
    name: 'company-read-only',
    async open(window) {
      await setReadOnly(window, true);
      await window.page.getByRole('button', { name: window.say('app.guard.readOnly') }).click();
      await window.page.getByRole('dialog', { name: window.say('app.guard.writableTitle') }).waitFor();
    },
    async leave(window) {
      await window.page.keyboard.press('Escape');
      await setReadOnly(window, false);
      await window.page.getByRole('button', { name: window.say('app.guard.readOnly') }).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'routes-read-only',
    async open(window) {
      await setReadOnly(window, true);
      await window.go('routes');
      await window.button('draftList.create.open').and(window.page.locator('[aria-disabled="true"]')).waitFor();
    },
    leave: (window) => setReadOnly(window, false),
  },
];

/** Makes the open company view-only, or editable again. */
export async function setReadOnly({ call }: OpenWindow, readOnly: boolean): Promise<void> {
  const details = await call('companies.current', {});
  await call('companies.setReadOnly', { id: details?.company.id ?? '', readOnly, typedName: null });
}
