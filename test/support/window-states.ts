import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_SECTIONS } from '#renderer/navigation/settings-sections.ts';
import { comingReview } from './notices.ts';
import type { OpenWindow } from './window.ts';
import { rowsInTable } from './window.ts';
import { chooseFile, chooseList } from './window-import.ts';
import { cp932, type OwnLists, writeOwnLists } from './window-lists.ts';
import { SECRET_STATES } from './window-secret-states.ts';
import { CONNECTION_STATES } from './window-states-connections.ts';
import { DIALOG_STATES } from './window-states-dialogs.ts';
import { PEOPLE_STATES } from './window-states-people.ts';
import { PREPARATION_STATES } from './window-states-preparation.ts';
import { TRIAGE_STATES } from './window-states-triage.ts';

/** A screen in one of its states, and how to open it. */
export interface WindowState {
  readonly name: string;
  /**
   * Opens the state from any other state of the list: the states of the welcome screen in order, then those of the demo company in any
   * order.
   */
  readonly open: (window: OpenWindow) => Promise<void>;
  /** Closes floating elements, so that another state can be opened. */
  readonly leave?: (window: OpenWindow) => Promise<void>;
}

const closeDialog = async ({ page }: OpenWindow): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.locator('[aria-modal="true"]').waitFor({ state: 'detached' });
};

/** A route of the demo company with three steps. */
async function openRoute(window: OpenWindow): Promise<void> {
  await window.go('routes');
  await window.page.getByRole('button', { name: '設備の購入（購買委員会）', exact: true }).click();
  await window.page.getByRole('list').getByText(window.say('route.sentence.applicant')).first().waitFor();
}

/** Opens the details with their button if there is not enough space beside the line. */
async function openDetails(window: OpenWindow, tab: 'everybody' | 'days'): Promise<void> {
  await openRoute(window);
  const open = window.button('routesScreen.openPanel');
  if (await open.isVisible()) await open.click();
  await window.page.getByRole('tab', { name: window.say(`routesScreen.tabs.${tab}`), exact: true }).click();
}

/** The sections of the settings that need a company, and the last one. The section of a team server's people has a test of its own. */
const SETTINGS_STATES: readonly WindowState[] = SETTINGS_SECTIONS.slice(1)
  .filter((section) => section !== 'members')
  .map((section) => ({
    name: `settings-${section}`,
    async open(window) {
      await window.openSettings(section);
      await window.page.getByRole('tabpanel').getByRole('heading', { level: 2 }).first().waitFor();
    },
  }));

/** States before a company is open. */
export const WELCOME_STATES: readonly WindowState[] = [
  { name: 'welcome', open: ({ button }) => button('welcome.demo.start').waitFor() },
  {
    name: 'welcome-lists',
    async open({ page, say }) {
      const list = say('welcome.lists.zone.neo-users');
      const [dialog] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: say('welcome.lists.chooseNamed', { list }), exact: true }).click(),
      ]);
      const buffer = Buffer.from('氏名,Eメールアドレス,役割,グループ\r\n阿部 愛,ai.abe@example.co.jp,購買担当,本社\r\n');
      await dialog.setFiles({ name: 'users.csv', mimeType: 'text/csv', buffer });
      await page.getByText(say('welcome.lists.note.moved')).waitFor();
    },
  },
  {
    name: 'welcome-server',
    async open({ page, button, say }) {
      await button('welcome.server.start').click();
      await page.getByLabel(say('server.accessKey'), { exact: true }).waitFor();
    },
  },
];

/** All screens of the demo company in their states. Files are written into `folder`. */
export async function demoStates(folder: string): Promise<readonly WindowState[]> {
  const lists: OwnLists = await writeOwnLists(folder);
  const broken = join(folder, 'broken.csv');
  writeFileSync(broken, cp932('氏名,職場用メールアドレス\r\n阿部 愛,"ai.abe@example.co.jp\r\n'));
  const prices = join(folder, 'prices.csv');
  writeFileSync(prices, '品名,価格\r\nコピー用紙,450\r\n');

  const matching = async (window: OpenWindow): Promise<void> => {
    await window.go('matching');
    await rowsInTable(window);
  };
  const importing = async (window: OpenWindow, kind: 'neo-users' | 'amazon-users' = 'neo-users'): Promise<void> => {
    await window.go('import');
    await chooseList(window, kind);
  };
  return [
    {
      name: 'readiness',
      async open(window) {
        await window.go('readiness');
        await window.page.getByRole('heading', { name: window.say('readiness.queue.title') }).waitFor();
      },
    },
    {
      name: 'breakdown',
      async open({ page, say, go }) {
        await go('breakdown');
        await page.getByRole('heading', { name: say('readiness.reasons.title') }).waitFor();
      },
    },
    {
      name: 'breakdown-tree',
      async open({ page, say, go }) {
        await go('breakdown');
        await page.getByRole('tab', { name: say('readiness.organizations.views.coverage'), exact: true }).click();
        await page.getByRole('treegrid', { name: say('readiness.coverage.label') }).waitFor();
      },
    },
    {
      name: 'breakdown-assign',
      async open(window) {
        await window.button('readiness.assign.chip', { route: '福岡支店の購入' }).click();
        await window.page.getByRole('dialog', { name: window.say('readiness.assign.title') }).waitFor();
      },
      leave: closeDialog,
    },
    {
      name: 'report',
      async open(window) {
        await window.go('readiness');
        await window.button('readiness.actions.report').click();
        await window.button('report.write').waitFor();
      },
      leave: closeDialog,
    },
    { name: 'matching', open: matching },
    {
      name: 'matching-panel',
      async open(window) {
        await matching(window);
        await window.page.getByLabel(window.say('matching.search.label')).fill('＠');
        await rowsInTable(window);
        await window.page.locator('[role="row"][aria-rowindex="2"]').click();
        await window.page.getByText(window.say('matching.comparePanel.action'), { exact: true }).waitFor();
      },
      leave: async ({ page }) => page.keyboard.press('Escape'),
    },
    {
      name: 'matching-nothing-found',
      async open(window) {
        await window.go('matching');
        await window.page.getByLabel(window.say('matching.search.label')).fill('該当しない言葉');
        await window.page.getByText(window.say('matching.empty.noMatches.title')).waitFor();
      },
      leave: async (window) => {
        await window.page.getByLabel(window.say('matching.search.label')).fill('');
        await rowsInTable(window);
      },
    },
    ...TRIAGE_STATES,
    ...DIALOG_STATES,
    { name: 'import', open: (window) => importing(window) },
    {
      name: 'import-preview',
      async open(window) {
        await importing(window);
        await chooseFile(window, lists.neo);
        await window.page.getByText(window.say('import.detectedBy.cp932-text')).waitFor();
        await window.page.getByText('ai.abe@example.co.jp').first().waitFor();
      },
    },
    {
      name: 'import-missing',
      async open(window) {
        await importing(window, 'amazon-users');
        await chooseFile(window, prices);
        await window.page.getByText(window.say('import.why.missing')).waitFor();
      },
    },
    {
      name: 'import-error',
      async open(window) {
        await importing(window);
        await chooseFile(window, broken);
        await window.page.getByRole('alert').filter({ visible: true }).waitFor();
      },
    },
    {
      name: 'routes',
      async open(window) {
        await window.go('routes');
        await window.page.getByRole('table', { name: window.say('draft.section.routes') }).waitFor();
      },
    },
    {
      name: 'routes-chosen',
      async open(window) {
        await window.go('routes');
        await window.page.getByRole('checkbox', { name: window.say('dataTable.select.all') }).click();
        await window.button('draftList.action.duplicate').waitFor();
      },
      leave: (window) => window.button('dataTable.select.clear').click(),
    },
    {
      name: 'routes-create',
      async open(window) {
        await window.go('routes');
        await window.button('draftList.create.open').click();
        await window.page.getByRole('dialog').waitFor();
      },
      leave: closeDialog,
    },
    {
      name: 'route',
      async open(window) {
        await openRoute(window);
        await window.page.getByRole('button', { name: window.say('routesScreen.line.stepOf', { step: 1, total: 3 }) }).click();
        await window.page.getByRole('switch', { name: window.say('routesScreen.step.final') }).waitFor();
      },
    },
    {
      name: 'route-stopped',
      async open(window) {
        await window.go('routes');
        await window.page.getByRole('button', { name: '営業部門の購入（部長決裁）', exact: true }).click();
        await window.button('routesScreen.line.showStopped').click();
        // The last suggested change would block other people.
        await window.page.getByText(/新たに止まります/).waitFor();
      },
    },
    {
      name: 'route-everybody',
      async open(window) {
        await openDetails(window, 'everybody');
        await window.page.getByText(window.say('routesScreen.everybody.toStep')).first().waitFor();
      },
    },
    {
      name: 'route-days',
      async open(window) {
        await openDetails(window, 'days');
        await window.page.getByRole('table', { name: window.say('routesScreen.days.chart') }).waitFor();
        await window.button('routesScreen.diagram.showTable').click();
        await window.page.getByRole('table', { name: window.say('routesScreen.diagram.table') }).waitFor();
      },
    },
    ...PREPARATION_STATES,
    ...PEOPLE_STATES,
    ...SECRET_STATES,
    {
      name: 'server',
      async open(window) {
        await window.go('server');
        await window.page.getByText(window.say('server.kindHints.gateway')).waitFor();
      },
    },
    ...CONNECTION_STATES,
    {
      name: 'settings',
      async open(window) {
        await window.openSettings('display');
        await window.page.getByLabel(window.say('operator.name')).waitFor();
      },
    },
    ...SETTINGS_STATES,
    {
      name: 'settings-checked',
      async open(window) {
        await window.openSettings('support');
        await window.button('settings.check.start').click();
        await window.button('settings.check.again').waitFor();
        await window.page.getByRole('table').waitFor();
      },
    },
    {
      name: 'settings-support-file',
      async open(window) {
        await window.openSettings('support');
        await window.button('supportPart.look').click();
        await window.page
          .getByRole('dialog')
          .getByText(/tsunagi-support.*\.json/)
          .waitFor();
      },
      leave: closeDialog,
    },
    {
      name: 'notices',
      async open(window) {
        const { today } = await window.call('notices.list', {});
        const { revision } = (await window.call('readiness.summary', {})) ?? { revision: 0 };
        // Creates a decision that expires today, on any day the test runs.
        await window.call('triage.change', {
          selection: { revision, rows: [0] },
          change: { kind: 'accept', reason: '退職予定', until: today },
        });
        const key = await comingReview((name, input) => window.call(name, input));
        await window.call('notices.putOff', { key, putOff: true });
        await window.page
          .locator('header')
          .getByRole('button', { name: new RegExp(`^${window.say('notices.label')}`) })
          .click();
        await window.page.getByRole('button', { name: window.say('notices.see') }).waitFor();
      },
      async leave({ page }) {
        await page.keyboard.press('Escape');
        await page.locator('header [role="dialog"]').waitFor({ state: 'hidden' });
      },
    },
    {
      name: 'palette',
      async open({ page, say }) {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: say('palette.title') }).fill('佐藤');
        await page.getByRole('group', { name: say('palette.group.people') }).waitFor();
      },
      leave: closeDialog,
    },
    {
      name: 'company-menu',
      async open({ page, say }) {
        await page.getByRole('button', { name: say('app.company.switch') }).click();
        await page.getByRole('menuitem', { name: say('app.company.delete') }).waitFor();
      },
      leave: async ({ page }) => {
        await page.keyboard.press('Escape');
        await page.getByRole('menu').waitFor({ state: 'hidden' });
      },
    },
    {
      name: 'company-delete',
      async open({ page, say }) {
        await page.getByRole('button', { name: say('app.company.switch') }).click();
        await page.getByRole('menuitem', { name: say('app.company.delete') }).click();
        await page.getByRole('button', { name: say('app.company.deleteDo'), exact: true }).waitFor();
      },
      leave: closeDialog,
    },
  ];
}
