import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWindow } from '../support/window.ts';
import { giveFixFile, openFixes } from '../support/window-fix-states.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = temporaryFolder('leavers');
});

describe('people who leave', () => {
  test('are replaced in the settings of NEO, and removed on Amazon by its own sheet', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say, button } = window;
    const nobody = await window.call('leavers.plan', { chosen: [], also: [] });
    const left = nobody.people.filter(({ state, lines }) => (state === 'suspended' || state === 'deleted') && lines.length > 0);
    const all = left.map(({ id }) => ({ id, by: null }));
    const found = await window.call('leavers.plan', { chosen: all, also: [] });
    const leaver = found.people.find(({ lines }) => lines.some(({ effect }) => effect === 'vacant'));
    if (leaver === undefined) throw new Error('nobody of the demo company holds a step alone');
    // No one is selected for removal by default; one click selects all leavers.
    await openFixes(window, 'people');
    await eventually(() => button('fixesScreen.people.neo.take', { count: 0 }).isDisabled()).toBe(true);
    const tickAll = page.getByRole('checkbox', { name: say('fixesScreen.people.neo.tickAll') });
    await tickAll.click();
    // The resulting plan is shown for the selection.
    await eventually(() => tickAll.isChecked()).toBe(true);
    // The step would have no approver, so it stays unchanged until a successor is selected.
    await page.getByText(say('fixesScreen.people.neo.vacant', { count: 1 })).waitFor();
    const line = page.getByRole('row').filter({ hasText: leaver.name }).first();
    await line.getByText(say('leavers.effect.vacant')).waitFor();
    await line.getByRole('button', { name: say('fixesScreen.people.neo.successorOf', { name: leaver.name }) }).click();
    await line.getByRole('combobox').fill('佐藤');
    await page.getByRole('option').first().waitFor();
    await line.getByRole('combobox').press('Enter');
    await line.getByText(say('leavers.effect.replaced')).waitFor();
    const objects = found.objects + 1;
    await button('fixesScreen.people.neo.take', { count: objects }).click();
    await page.getByText(say('fixesScreen.done.people', { count: objects })).waitFor();
    const after = await window.call('leavers.plan', { chosen: all, also: [] });
    expect([after.objects, after.vacant]).toEqual([0, 0]);
    await page.getByRole('button', { name: say('undo.undo') }).click();
    await page.getByText(say('fixesScreen.undone.people', { count: 1 })).waitFor();
    await eventually(async () => (await window.call('leavers.plan', { chosen: all, also: [] })).vacant).toBe(1);

    // Amazon: nothing is selected by default either; accounts are selected by reason or individually.
    const accounts = await window.call('fixes.accounts', {});
    const chosen = accounts.rows.filter(({ why, changes }) => (why === 'leaver' || why === 'no-role') && changes.length > 0);
    await eventually(() => button('fixesScreen.people.amazon.take', { count: 0 }).isDisabled()).toBe(true);
    for (const why of ['leaver', 'no-role'] as const)
      await page.getByRole('checkbox', { name: say('fixesScreen.people.amazon.tickAll', { why: say(`fix.account.why.${why}`) }) }).check();
    await button('fixesScreen.people.amazon.take', { count: chosen.length }).click();
    await page.getByText(say('fixesScreen.done.adopt', { count: chosen.length })).waitFor();
    const template = join(folder, 'template.csv');
    writeFileSync(template, '操作,メールアドレス,グループ,役割\r\n招待,example@example.com,,\r\n削除,,,\r\n役割を変更,,,\r\n');
    await giveFixFile(window, 'amazon', template);
    // A value of unknown kind may refer to the group or to the account. It removes nothing until the administrator chooses.
    const remove = page.getByRole('combobox', { name: new RegExp(`^${say('fix.account.kind.remove-account')}`) });
    await remove.waitFor();
    expect(await remove.inputValue()).toBe('');
    await page.getByText(say('fix.leftOut.no-action-word')).waitFor();
    await remove.click();
    await page.getByRole('option', { name: '削除', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button('fixesScreen.make.amazon', { count: chosen.length }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^Amazon一括変更 \d{4}-\d\d-\d\d\.csv$/);
    await download.saveAs(join(folder, 'sheet.csv'));
    const written = readFileSync(join(folder, 'sheet.csv'), 'utf8').trimEnd().split('\r\n');
    expect(written).toHaveLength(chosen.length + 1);
    for (const { email, why } of chosen) if (why === 'leaver') expect(written).toContain(`削除,${email},,`);
  });

  test('keep the earlier selection when one more choice is refused', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say, button } = window;
    const listed = await window.call('leavers.plan', { chosen: [], also: [] });
    const [leaver, other] = listed.people.filter(({ state, lines }) => (state === 'suspended' || state === 'deleted') && lines.length > 0);
    const { rows } = await window.call('people.list', {
      filter: { search: '', states: ['ready'] },
      sort: { by: 'list', direction: 'ascending' },
      offset: 0,
      limit: 1,
    });
    const [successor] = rows;
    if (leaver === undefined || other === undefined || successor === undefined) throw new Error('too few people');
    await window.call('drafts.apply', {
      command: {
        kind: 'put',
        section: 'invoice_groups',
        id: 'own',
        note: '',
        body: { code: 'OWN', name: '個人', users: [successor.personId], organizations: [] },
      },
    });

    await openFixes(window, 'people');
    const tick = (name: string) => page.getByRole('checkbox', { name: say('fixesScreen.people.neo.tick', { name }), exact: true }).first();
    await tick(other.name).click();
    await eventually(() => tick(other.name).isChecked()).toBe(true);
    const choose = async (field: ReturnType<typeof page.getByRole>): Promise<void> => {
      await field.fill(successor.loginId);
      await page.getByRole('option').filter({ hasText: successor.name }).first().click();
    };
    await button('fixesScreen.people.neo.successorOf', { name: leaver.name }).first().click();
    await choose(page.getByRole('combobox', { name: say('fixesScreen.people.neo.by', { name: leaver.name }) }));
    await eventually(() => tick(leaver.name).isChecked()).toBe(true);
    // A person whose own duties are handed over cannot be a successor.
    await choose(page.getByRole('combobox', { name: say('fixesScreen.people.neo.add') }));
    await tick(successor.name).click();
    await page
      .getByText(say('error.person-cannot-replace.what', { name: successor.name }))
      .first()
      .waitFor();
    await page
      .getByRole('alert')
      .getByRole('button', { name: say('ui.retry') })
      .click();
    await eventually(() => tick(leaver.name).isChecked()).toBe(true);
    expect([await tick(other.name).isChecked(), await tick(successor.name).isChecked()]).toEqual([true, false]);
    // A person who is being replaced is not offered as a successor.
    await tick(other.name).click();
    await tick(successor.name).waitFor();
  });
});
