import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { writeDemoFiles } from '#main/sandbox/demo-files.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { rowsOfExport } from '../support/neo-import.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { navigationLink, type OpenWindow, openWindow, rowsInTable } from '../support/window.ts';
import { openFiles } from '../support/window-fix-states.ts';
import { chooseFile, chooseList, createCompany } from '../support/window-import.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
let template: string;
beforeAll(async () => {
  folder = temporaryFolder('worklist');
  await writeDemoFiles(folder);
  template = join(folder, 'template.csv');
  writeFileSync(template, '"Email","Group","Role"\r\n"example@example.com","購買","PunchOut User"\r\n');
});

const FILTER = { ...EMPTY_FINDING_FILTER, perPerson: true };
const worklist = ({ call }: OpenWindow, by: 'cause' | 'owner' = 'cause') => call('fixes.worklist', { filter: FILTER, by });
const adopted = async ({ call }: OpenWindow, side: 'neo' | 'amazon'): Promise<number> =>
  (await call('fixes.list', { filter: { states: ['adopted'], sides: [side], search: '' }, offset: 0, limit: 1 })).total;

/** Matches a text in which a number is not known. */
const SENTINEL = 1_234_567;
const withAnyCount = (text: string): RegExp => new RegExp(text.replace('1,234,567', '[0-9,]+'));

/** Creates a company from the two lists, as an administrator does. */
async function importBoth(window: OpenWindow): Promise<void> {
  const { page, say } = window;
  await createCompany(window, '自社');
  for (const [kind, name] of [
    ['neo-users', 'neo-users.csv'],
    ['amazon-users', 'amazon-users.csv'],
  ] as const) {
    await chooseList(window, kind);
    await chooseFile(window, join(folder, name));
    await page.getByRole('button', { name: withAnyCount(say('import.commitRows', { rows: SENTINEL })) }).click();
    await page.getByText(withAnyCount(say(`import.done.${kind}`, { rows: SENTINEL }))).waitFor();
  }
}

/** Counts the clicks in the page from now on. */
async function countClicks({ page }: OpenWindow): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counter = window as unknown as { clicks: number };
    counter.clicks = 0;
    document.addEventListener('click', (event) => void (event.isTrusted ? counter.clicks++ : null), { capture: true });
  });
  return () => page.evaluate(() => (window as unknown as { clicks: number }).clicks);
}

test('all safe fixes become the NEO file and the Amazon sheet in five clicks, and no file is asked for twice', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  await importBoth(window);
  await window.go('readiness');
  const { safe } = await worklist(window);
  expect(safe).toBeGreaterThan(20);

  const clicks = await countClicks(window);
  await navigationLink(page, say, 'matching').click();
  await button('matching.adoptAll', { count: safe }).click();
  await page.getByText(say('fixesScreen.done.adopt', { count: safe })).waitFor();
  const [neo, amazon] = [await adopted(window, 'neo'), await adopted(window, 'amazon')];
  expect([neo > 0, amazon > 0, neo + amazon]).toEqual([true, true, safe]);
  await page
    .getByRole('group', { name: say('fixesScreen.tray.label') })
    .getByText(say('fixesScreen.tray.waiting', { neo, amazon }))
    .waitFor();
  await button('fixesScreen.tray.make').click();
  // The export is the imported file; only Amazon's template, which no list contains, is chosen once.
  const dialog = page.getByRole('dialog', { name: say('fixesScreen.make.title') });
  await dialog.getByText('neo-users.csv', { exact: true }).waitFor();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: say('import.chooseFile'), exact: true }).click(),
  ]);
  await chooser.setFiles(template);
  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  await button('fixesScreen.make.both', { neo, amazon }).click();
  await page.getByText(say('job.done.fix-neo', { people: neo })).waitFor();
  await page.getByText(say('job.done.fix-amazon', { people: amazon, files: 1 })).waitFor();
  expect(await clicks()).toBe(5);
  await eventually(async () => downloads.length).toBe(2);
  await page.keyboard.press('Escape');
  await page
    .getByRole('group', { name: say('fixesScreen.tray.label') })
    .getByText(say('fixesScreen.tray.written', { count: safe }))
    .waitFor();

  // Also after the page is loaded again, both sources are known.
  await page.reload();
  await page.locator('h1').first().waitFor();
  const ofAmazon = await openFiles(window, 'amazon');
  await ofAmazon.getByRole('switch', { name: say('fixesScreen.again', { count: amazon }) }).check({ force: true });
  await ofAmazon.getByText('template.csv', { exact: true }).waitFor();
  const [again] = await Promise.all([page.waitForEvent('download'), button('fixesScreen.make.amazon', { count: amazon }).click()]);
  const path = join(folder, 'again.csv');
  await again.saveAs(path);
  expect(rowsOfExport(readFileSync(path), 'utf8')).toHaveLength(amazon + 1);
});

test('a group is adopted by its head or by Shift+A, and no row moves', async () => {
  await using window = await openWindow(browser(), { demo: true, reducedMotion: 'reduce' });
  const { page, say } = window;
  await window.go('matching');
  await rowsInTable(window);
  const [group] = (await worklist(window)).groups.filter(({ safe }) => safe > 0);
  const [, code = ''] = (group?.key ?? '').split(' ');
  const name = say.phrase(`finding.${code}.name`);
  const grid = page.getByRole('grid', { name: say('matching.table.label') });
  const adopt = page.getByRole('button', { name: say('matching.group.adoptOf', { count: group?.safe ?? 0, group: name }) });
  // The list is long, so the group may have to be scrolled to.
  await grid.focus();
  while (!(await adopt.isVisible())) await page.keyboard.press('PageDown');
  await adopt.scrollIntoViewIfNeeded();
  /** Positions of the visible rows; the active row is also rendered where it is not visible. */
  const tops = (): Promise<readonly string[]> =>
    grid.locator('[role="row"][id]').evaluateAll((rows) =>
      rows
        .map((row) => ({ id: row.id, top: Math.round(row.getBoundingClientRect().top) }))
        .filter(({ top }) => top > 250 && top < 780)
        .map(({ id, top }) => `${id} ${top}`),
    );
  const before = await tops();
  await adopt.click();
  await page.getByText(say('fixesScreen.done.adopt', { count: group?.safe ?? 0 })).waitFor();
  await page
    .getByText(say('matching.group.adopted', { count: group?.safe ?? 0 }))
    .first()
    .waitFor();
  // A row below the visible ones may be rendered later.
  expect(await tops()).toEqual(expect.arrayContaining([...before]));
  // The pressed button is gone, so the table has the focus.
  expect(await grid.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Control+z');
  await page.getByText(say('fixesScreen.undone.adopt', { count: group?.safe ?? 0 })).waitFor();
  await eventually(async () => (await worklist(window)).groups.find(({ key }) => key === group?.key)?.safe).toBe(group?.safe);

  const active = Number(await page.locator('[role="row"][data-active]').getAttribute('aria-rowindex')) - 2;
  const row = (
    await window.call('matching.rows', { filter: FILTER, sort: { by: 'severity', direction: 'ascending' }, offset: active, limit: 1 })
  ).rows[0];
  const ofRow = (await worklist(window)).groups.find(({ key }) => key === `${row?.severity} ${row?.code}`);
  await adopt.or(page.locator('[role="grid"][aria-busy="false"]')).first().waitFor();
  await page.keyboard.press('Shift+A');
  await page.getByText(say('fixesScreen.done.adopt', { count: ofRow?.safe ?? 0 })).waitFor();
});
