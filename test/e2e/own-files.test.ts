import { beforeAll, describe, expect, test } from 'vitest';
import { getFormat } from '#renderer/ui/text/format.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWindow, rowsInTable } from '../support/window.ts';
import { tsunagi } from '../support/window-command.ts';
import { chooseFile, chooseList, columnFor, commit, createCompany, pick } from '../support/window-import.ts';
import {
  AMAZON_ROWS,
  BLOCKED,
  IN_SCOPE,
  NEO_ROWS,
  ORPHANS,
  type OwnLists,
  PLANTED,
  SUSPENDED,
  writeOwnLists,
} from '../support/window-lists.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
let lists: OwnLists;
beforeAll(async () => {
  folder = temporaryFolder('lists');
  lists = await writeOwnLists(folder);
});

interface AuditReport {
  readonly summary: {
    readonly inScope: number;
    readonly ready: number;
    readonly notChecked: number;
    readonly blocked: number;
    readonly byCode: Readonly<Record<string, number>>;
  };
  readonly findings: readonly unknown[];
}

describe('two lists of one’s own', () => {
  test('are imported by dialog and by drop, and give the same numbers as the command line', async () => {
    await using window = await openWindow(browser());
    const { page, say, button } = window;
    await createCompany(window, '例示商事');
    await chooseFile(window, lists.neo);
    await page.getByText(say('import.detectedBy.cp932-text')).waitFor();
    expect(await page.getByRole('combobox', { name: say('import.encoding') }).inputValue()).toBe(say('import.encodings.shift_jis'));
    expect(await page.getByRole('combobox', { name: say('import.delimiter') }).inputValue()).toBe(say('import.delimiters.comma'));
    await page.getByRole('cell', { name: '阿部 愛' }).first().waitFor();
    await commit(window, 'neo-users', NEO_ROWS);
    await button('import.next.amazon-users').click();
    await chooseFile(window, lists.amazonXlsx, 'drop');
    await page.getByText(say('import.xlsx')).waitFor();
    await commit(window, 'amazon-users', AMAZON_ROWS);
    await button('import.seeReadiness').click();

    // Two lists only show who is matched, so no one is shown as able to order.
    const matched = IN_SCOPE - BLOCKED;
    await page.getByText(say('readiness.answer.blocked', { people: BLOCKED })).waitFor();
    await page.getByText(say('readiness.sentence.matched', { matched, inScope: IN_SCOPE }), { exact: true }).waitFor();
    await page.getByText(say('readiness.answer.gates', { count: 6 }), { exact: true }).waitFor();
    await window.go('breakdown');
    for (const [code, people] of Object.entries(PLANTED))
      await button('readiness.reasons.openOf', { reason: say.phrase(`finding.${code}.name`), people }).waitFor();

    const { code, stdout, stderr } = await tsunagi('audit', '--neo', lists.neo, '--amazon', lists.amazonXlsx);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const report = JSON.parse(stdout) as AuditReport;
    expect(report.summary).toMatchObject({ inScope: IN_SCOPE, ready: 0, notChecked: matched, matched, blocked: BLOCKED });
    await window.go('matching');
    expect(await rowsInTable(window)).toBe(report.findings.length);
    const { codeCounts } = await window.call('matching.rows', {
      filter: EMPTY_FINDING_FILTER,
      sort: { by: 'code', direction: 'ascending' },
      offset: 0,
      limit: 1,
    });
    const counted = Object.fromEntries(codeCounts.filter(({ findings }) => findings > 0).map((row) => [row.code, row.findings]));
    expect(counted).toEqual(Object.fromEntries(Object.entries(report.summary.byCode).filter(([, findings]) => findings > 0)));
    // A person without a work address cannot be found by it, so their account is unclaimed as well.
    const unclaimed = ORPHANS + PLANTED['work-email-missing'];
    expect(counted).toMatchObject({ ...PLANTED, 'amazon-orphan': unclaimed, 'amazon-user-of-suspended': SUSPENDED });
    for (const [kind, findings] of Object.entries(counted))
      await page
        .getByRole('group', { name: say('matching.filter.codes') })
        .getByText(`${say.phrase(`finding.${kind}.name`)} ${findings}`)
        .waitFor({ state: 'attached' });

    // Imports the same accounts as CSV; the result is the same.
    await window.go('import');
    await chooseList(window, 'amazon-users');
    await chooseFile(window, lists.amazonCsv);
    await page.getByText(say('import.detectedBy.bom')).waitFor();
    await commit(window, 'amazon-users', AMAZON_ROWS);
    expect(await window.call('readiness.summary', {})).toMatchObject({
      inScope: IN_SCOPE,
      ready: 0,
      notChecked: matched,
      matched,
      blocked: BLOCKED,
    });
    const { sources } = (await window.call('companies.current', {})) ?? { sources: [] };
    expect(sources.map(({ side, origin, label, rows }) => ({ side, origin, label, rows }))).toEqual([
      { side: 'neo', origin: 'file', label: 'NEO ユーザー.csv', rows: NEO_ROWS },
      { side: 'amazon', origin: 'file', label: 'amazon-users.csv', rows: AMAZON_ROWS },
    ]);
  });

  test('keep a column that was corrected by hand in mind', async () => {
    await using window = await openWindow(browser());
    const { page, say, button } = window;
    await createCompany(window, '例示商事');
    await chooseFile(window, lists.neoOddHeaders);
    const select = columnFor(window, 'neo-users', 'workEmail');
    const work = page.getByRole('row').filter({ has: page.getByRole('combobox', { name: select, exact: true }) });
    await work.getByText(say('import.by.header')).waitFor();
    expect(await work.getByRole('combobox').inputValue()).toBe('メールアドレス');
    await work.getByText('private-ai.abe@mail.example').waitFor();

    await pick(window, select, '連絡先');
    await work.getByText(say('import.by.user')).waitFor();
    await work.getByText('ai.abe@example.co.jp').first().waitFor();
    await commit(window, 'neo-users', NEO_ROWS);

    await chooseList(window, 'neo-users');
    await chooseFile(window, lists.neoOddHeaders, 'drop');
    await work.getByText(say('import.by.remembered')).waitFor();
    expect(await work.getByRole('combobox').inputValue()).toBe('連絡先');
    await commit(window, 'neo-users', NEO_ROWS);
    await button('import.next.amazon-users').click();
    await chooseFile(window, lists.amazonCsv);
    await commit(window, 'amazon-users', AMAZON_ROWS);
    expect(await window.call('readiness.summary', {})).toMatchObject({ inScope: IN_SCOPE, blocked: BLOCKED });
  });

  test('show a route as not checked, instead of as blocking everyone', async () => {
    await using window = await openWindow(browser());
    const { page, say, button } = window;
    await createCompany(window, '例示商事');
    await chooseFile(window, lists.neo);
    await commit(window, 'neo-users', NEO_ROWS);
    await window.go('routes');
    await button('draftList.create.open').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('物品購入');
    await dialog.getByText(say('draft.template.route-department.name')).click();
    await dialog.getByRole('button', { name: say('draftList.create.do'), exact: true }).click();
    await page.getByRole('tab', { name: say('routesScreen.tabs.everybody'), exact: true }).click();
    const unchecked = page.getByText(say('routesScreen.everybody.unchecked', { count: IN_SCOPE }));
    await unchecked.waitFor();
    const share = getFormat('ja').share(0, IN_SCOPE);
    await page.getByText(say('routesScreen.everybody.known', { passing: '0', allowed: `${IN_SCOPE}`, share })).waitFor();
    const { x = 0, width = 0 } = (await unchecked.boundingBox()) ?? {};
    expect(x + width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  });
});
