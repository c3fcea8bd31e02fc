import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { createCompany } from '../support/window-import.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

const companyFiles = (folder: string): string[] => readdirSync(join(folder, 'workspaces')).filter((name) => name.endsWith('.tsunagi'));

/** Opens the menu below the company's name and selects one of its entries. */
async function companyMenu({ page, say }: OpenWindow, entry: string, role: 'menuitem' | 'menuitemradio' = 'menuitem'): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: say('app.company.switch') })
    .click();
  await page.getByRole(role, { name: entry }).click();
}

const companyShown = ({ page, say }: OpenWindow): Promise<string> =>
  page
    .getByRole('banner')
    .getByRole('button', { name: say('app.company.switch') })
    .innerText();

describe('companies', () => {
  test('are made, renamed, switched and deleted, each with its own file', async () => {
    await using window = await openWindow(browser());
    const { page, say, folder } = window;
    await createCompany(window, '東商事');
    expect(companyFiles(folder)).toHaveLength(1);
    await companyMenu(window, say('app.company.add'));
    await createCompany(window, '西商事', 'production');
    expect(companyFiles(folder)).toHaveLength(2);
    await eventually(() => companyShown(window)).toContain('西商事');
    await eventually(() => companyShown(window)).toContain(say('app.kind.production'));

    await companyMenu(window, '東商事', 'menuitemradio');
    await eventually(() => companyShown(window)).toContain('東商事');
    await companyMenu(window, say('app.company.rename'));
    const rename = page.getByRole('dialog', { name: say('app.company.renameTitle') });
    await rename.getByLabel(say('app.company.name')).fill('西商事');
    await rename.getByRole('button', { name: say('app.company.renameDo') }).click();
    await rename.getByText(say('error.company-name-taken.what')).waitFor();
    await rename.getByLabel(say('app.company.name')).fill('東物産');
    await rename.getByRole('button', { name: say('app.company.renameDo') }).click();
    await rename.waitFor({ state: 'hidden' });
    await eventually(() => companyShown(window)).toContain('東物産');
    await eventually(() => page.title()).toContain('東物産');

    // A restart opens the company that was open last.
    await page.reload();
    await eventually(() => companyShown(window)).toContain('東物産');

    await companyMenu(window, '西商事', 'menuitemradio');
    await eventually(() => companyShown(window)).toContain('西商事');
    await companyMenu(window, say('app.company.delete'));
    const remove = page.getByRole('dialog', { name: say('app.company.deleteTitle', { name: '西商事' }) });
    const really = remove.getByRole('button', { name: say('app.company.deleteDo') });
    expect(await really.isDisabled()).toBe(true);
    await remove.getByLabel(say('ui.typeName', { name: '西商事' })).fill('東商事');
    expect(await really.isDisabled()).toBe(true);
    await remove.getByLabel(say('ui.typeName', { name: '西商事' })).fill('西商事');
    await really.click();
    await page.getByRole('heading', { level: 1, name: say('welcome.title') }).waitFor();
    await eventually(async () => companyFiles(folder).length).toBe(1);
    await eventually(() => page.getByText('西商事').count()).toBe(0);

    await window.button('welcome.openNamed', { name: '東物産' }).click();
    await eventually(() => companyShown(window)).toContain('東物産');
  });

  test('never replace a company chosen later if they are slow to open', async () => {
    await using window = await openWindow(browser());
    const { page } = window;
    await createCompany(window, '東商事');
    for (const name of ['西商事', '南商事']) await window.call('companies.create', { name, kind: 'test' });
    const { companies } = await window.call('companies.list', {});
    const slow = companies.find(({ name }) => name === '西商事')?.id;
    const held = Promise.withResolvers<void>();
    await page.route('**/call', async (route) => {
      const { name, input } = route.request().postDataJSON() ?? {};
      if (name === 'companies.open' && input.id === slow) await held.promise;
      await route.fallback();
    });
    await companyMenu(window, '西商事', 'menuitemradio');
    await companyMenu(window, '南商事', 'menuitemradio');
    await eventually(() => companyShown(window)).toContain('南商事');
    const late = page.waitForResponse((response) => response.request().postDataJSON()?.input?.id === slow);
    held.resolve();
    await (await late).finished();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await companyShown(window)).toContain('南商事');
  });

  test('report why they cannot be opened, and their files stay unchanged', async () => {
    const folder = temporaryFolder('unreadable');
    const companiesFolder = join(folder, 'workspaces');
    mkdirSync(companiesFolder);
    const [broken, newer] = ['11111111-1111-4111-8111-111111111111.tsunagi', '22222222-2222-4222-8222-222222222222.tsunagi'];
    writeFileSync(join(companiesFolder, broken), Buffer.alloc(8192, 'no database '));
    const database = new DatabaseSync(join(companiesFolder, newer));
    database.exec('CREATE TABLE future (id INTEGER); PRAGMA user_version = 9999;');
    database.close();
    const before = [broken, newer].map((name) => readFileSync(join(companiesFolder, name)));
    try {
      await using window = await openWindow(browser(), { folder });
      const { page, say } = window;
      for (const [file, code] of [
        [broken, 'company-file-corrupt'],
        [newer, 'company-file-newer'],
      ] as const) {
        const item = page.getByRole('listitem').filter({ hasText: file });
        await item.getByText(say(`error.${code}.what`, { file: 'none' })).waitFor();
        await item.getByText(say(`error.${code}.next`, { file: 'none' })).waitFor();
      }
      // The other companies still work, and a new one can be created beside them.
      await createCompany(window, '例示商事');
      expect(companyFiles(folder)).toHaveLength(3);
      expect([broken, newer].map((name) => readFileSync(join(companiesFolder, name)))).toEqual(before);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('resetting the demo company deletes its drafts', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  const first = await window.company();
  const summary = async () => (await window.call('drafts.summary', {})).sections.map(({ objects, changed }) => [objects, changed]);
  const before = await summary();
  await window.call('drafts.create', { section: 'routes', name: '消える経路', template: null });
  expect(await summary()).not.toEqual(before);

  await companyMenu(window, say('app.company.reset'));
  await page
    .getByRole('dialog', { name: say('app.company.resetTitle') })
    .getByRole('button', { name: say('app.company.resetDo') })
    .click();
  await eventually(async () => {
    const now = await window.company();
    return now !== '' && now !== first;
  }).toBe(true);
  await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
  expect(await summary()).toEqual(before);
});

test('a report that was written in one company is not offered in another', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.call('companies.create', { name: '西商事', kind: 'test' });
  const report = page.getByRole('dialog', { name: say('report.title') });
  const openReport = async (): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: say('palette.title') }).fill(say('palette.report'));
    await page
      .getByRole('option', { name: say('palette.report') })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await report.waitFor();
  };
  // A restart would open the company created last; here the demo is still shown.
  await openReport();
  await Promise.all([page.waitForEvent('download'), report.getByRole('button', { name: say('report.write') }).click()]);
  await report.getByText(/ 件/).first().waitFor();
  await page.keyboard.press('Escape');
  await report.waitFor({ state: 'detached' });
  await companyMenu(window, '西商事', 'menuitemradio');
  await eventually(() => companyShown(window)).toContain('西商事');
  await openReport();
  await report.getByRole('button', { name: say('report.write') }).waitFor();
});
