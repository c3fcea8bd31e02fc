import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { writeDemoFiles } from '#main/sandbox/demo-files.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { OpenWindow } from './window.ts';
import { chooseFile, type FileInputWay } from './window-import.ts';
import type { WindowState } from './window-states.ts';
import { chooseRows } from './window-states-dialogs.ts';

type Tab = 'list' | 'people' | 'writings';

/** Opens a tab of the screen of fixes. */
export async function openFixes(window: OpenWindow, tab: Tab): Promise<void> {
  const { page, say } = window;
  await window.go('fixes');
  await page
    .getByRole('tablist', { name: say('fixesScreen.tabs.label') })
    .getByRole('tab', { name: say(`fixesScreen.tabs.${tab}`), exact: true })
    .click();
}

const filesDialog = ({ page, say }: OpenWindow): Locator => page.getByRole('dialog', { name: say('fixesScreen.make.title') });

/** Opens the dialog that makes the files, unless it is open, and returns the section of a side. */
export async function openFiles(window: OpenWindow, side: 'neo' | 'amazon'): Promise<Locator> {
  const { say } = window;
  if (!(await filesDialog(window).isVisible())) {
    await openFixes(window, 'list');
    await window.button('fixesScreen.tray.make').click();
  }
  const section = filesDialog(window).getByRole('region', { name: say(`fixesScreen.make.part.${side}`), exact: true });
  await section.waitFor();
  return section;
}

/** Closes the dialog, which forgets files that were written. */
export async function closeFiles(window: OpenWindow): Promise<void> {
  await window.page.keyboard.press('Escape');
  await filesDialog(window).waitFor({ state: 'detached' });
}

/** Selects this file in the section of a side, even if it already has one. */
export async function giveFixFile(window: OpenWindow, side: 'neo' | 'amazon', path: string, by?: FileInputWay): Promise<Locator> {
  const section = await openFiles(window, side);
  const other = section.getByRole('button', { name: new RegExp(window.say('fixesScreen.make.otherFile', { name: '.*' })) });
  const choose = section.getByRole('button', { name: window.say('import.chooseFile'), exact: true });
  await other.or(choose).waitFor();
  if (await other.isVisible()) await other.click();
  await chooseFile(window, path, by, section);
  return section;
}

/** States of the screen of fixes, in order; the first ones have no fixes yet. Files are written into `folder`. */
export async function fixStates(folder: string): Promise<readonly WindowState[]> {
  await writeDemoFiles(folder);
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const noPassword = file('no-password.csv', 'ID,氏名,ログインID,職場用メールアドレス\r\n1,阿部,abe,a@example.co.jp\r\n');
  const noEmail = file('no-email.csv', 'Who,Group,Role\r\n');
  const template = file('template.csv', '"Email","Group","Role"\r\n"example@example.com","購買","PunchOut User"\r\n');
  const words = file('words.csv', '操作,メールアドレス,グループ,役割\r\n招待,example@example.com,,\r\n削除,,,\r\n役割を変更,,,\r\n');
  return [
    {
      name: 'fixes-empty',
      async open(window) {
        await openFixes(window, 'list');
        await window.page.getByText(window.say('fixesScreen.empty.title')).waitFor();
      },
    },
    {
      name: 'fixes-adopting',
      async open(window) {
        const { page, say } = window;
        await chooseRows(window);
        await page.keyboard.press('a');
        const dialog = page.getByRole('dialog', { name: say('fixesScreen.bulk.title') });
        await dialog.locator('summary').first().click();
      },
      async leave({ page, button }) {
        await page.keyboard.press('Escape');
        await page.locator('[aria-modal="true"]').waitFor({ state: 'detached' });
        await button('dataTable.select.clear').click();
      },
    },
    {
      name: 'fixes-list',
      async open(window) {
        const { revision } = await window.call('matching.rows', {
          filter: EMPTY_FINDING_FILTER,
          sort: { by: 'severity', direction: 'ascending' },
          offset: 0,
          limit: 1,
        });
        await window.call('fixes.adoptMany', {
          selection: { revision, filter: EMPTY_FINDING_FILTER, except: [] },
          ticked: [],
          invite: true,
        });
        await openFixes(window, 'list');
        await window.page.getByRole('grid', { name: window.say('fixesScreen.list.label') }).waitFor();
      },
    },
    {
      name: 'fixes-panel',
      async open(window) {
        await openFixes(window, 'list');
        await window.page.locator('[role="row"][aria-rowindex="3"]').click();
        await window.page.getByRole('region', { name: window.say('fixesScreen.panel.change') }).waitFor();
      },
      leave: async ({ page }) => page.keyboard.press('Escape'),
    },
    {
      name: 'fixes-neo-choose',
      async open(window) {
        const section = await openFiles(window, 'neo');
        await section.getByRole('button', { name: window.say('import.chooseFile') }).waitFor();
      },
      leave: closeFiles,
    },
    {
      name: 'fixes-neo-refused',
      async open(window) {
        const section = await giveFixFile(window, 'neo', noPassword);
        await section.getByRole('alert').filter({ visible: true }).waitFor();
      },
      leave: closeFiles,
    },
    {
      name: 'fixes-neo-check',
      async open(window) {
        const section = await giveFixFile(window, 'neo', join(folder, 'neo-users.csv'));
        await section.locator('summary').first().click();
        await section.getByText(window.say('fixesScreen.changes.row'), { exact: true }).waitFor();
      },
      leave: closeFiles,
    },
    {
      name: 'fixes-neo-written',
      async open(window) {
        const { counts } = await window.call('fixes.list', {
          filter: { states: [], sides: ['neo'], search: '' },
          offset: 0,
          limit: 1,
        });
        const section = await openFiles(window, 'neo');
        await window.button('fixesScreen.make.neo', { count: counts.adopted }).click();
        await section.getByText(window.say('fixesScreen.handOver.neo.title')).waitFor();
      },
      leave: closeFiles,
    },
    {
      name: 'fixes-amazon-refused',
      async open(window) {
        const section = await giveFixFile(window, 'amazon', noEmail);
        await section.getByRole('combobox', { name: window.say('import.columnFor', { field: window.say('fix.field.email') }) }).waitFor();
      },
      leave: closeFiles,
    },
    {
      name: 'fixes-amazon-check',
      async open(window) {
        const section = await giveFixFile(window, 'amazon', template);
        await section.getByText(window.say('fixesScreen.values.title')).waitFor();
      },
      leave: closeFiles,
    },
    {
      name: 'fixes-writings',
      async open(window) {
        await openFixes(window, 'writings');
        await window.page.getByText(window.say('fixesScreen.files.report')).waitFor();
      },
    },
    {
      name: 'fixes-people',
      async open(window) {
        await openFixes(window, 'people');
        await window.page.getByRole('heading', { name: window.say('fix.account.why.leaver') }).waitFor();
      },
    },
    {
      name: 'fixes-amazon-words',
      async open(window) {
        const { revision, rows } = await window.call('fixes.accounts', {});
        await window.call('fixes.adoptAccounts', {
          revision,
          changes: rows.flatMap(({ email, changes: [change] }) => (change === undefined ? [] : [{ email, ...change }])),
        });
        const section = await giveFixFile(window, 'amazon', words);
        await section.getByText(window.say('fixesScreen.words.title')).waitFor();
      },
      leave: closeFiles,
    },
  ];
}
