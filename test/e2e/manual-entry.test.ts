import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { connect, startsWith } from '../support/window-plan.ts';
import { delayCalls, eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('a plan without write access is a manual entry sheet; checks stay, and entered items are in the history', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window, { gateway: false });
  try {
    await window.call('drafts.apply', {
      command: {
        kind: 'put',
        section: 'invoice_groups',
        id: 'g1',
        note: '',
        body: { code: 'HONSHA', name: '本社', users: [], organizations: [] },
      },
    });
    await window.go('plan');
    await button('planScreen.read').click();
    await page.getByText(say('manualEntry.sentence', { objects: 1 })).waitFor();
    await page.getByText('[Amazonビジネス>機能管理>請求書グループ設定>請求書グループの追加]').waitFor();
    const finish = page.getByRole('button', { name: startsWith(say('manualEntry.task.finish')) });
    expect(await finish.isDisabled()).toBe(true);
    const boxes = page.getByRole('article').getByRole('checkbox');
    expect(await boxes.count()).toBe(2);
    for (let at = 0; at < 2; at++) {
      await page.keyboard.press('j');
      await page.keyboard.press('Space');
      await eventually(() => boxes.nth(at).isChecked()).toBe(true);
    }
    await window.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: window.host.origin });
    await page
      .getByRole('button', { name: startsWith(say('manualEntry.task.copy')) })
      .nth(1)
      .click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('HONSHA');
    await page.reload();
    await window.go('plan');
    await eventually(() => boxes.nth(1).isChecked()).toBe(true);
    await finish.click();
    await page.getByText(say('manualEntry.entered.title', { count: 1 })).waitFor();
    await page.getByText(say('manualEntry.nothing')).waitFor();
    // The object counts as entered: the draft is equal to the server, and a later change is a separate line.
    const draft = async () => (await window.call('drafts.get', { section: 'invoice_groups', id: 'g1' })).object;
    expect(await draft()).toMatchObject({ state: 'same' });
    await page.getByRole('button', { name: startsWith(say('manualEntry.entered.reopen')) }).click();
    await page.getByText(say('manualEntry.sentence', { objects: 1 })).waitFor();
    expect(await draft()).toMatchObject({ state: 'new' });
    await page.getByRole('button', { name: startsWith(say('manualEntry.task.tickAll')) }).click();
    await finish.click();
    await page.getByText(say('manualEntry.nothing')).waitFor();
    await window.go('history');
    await page
      .getByText(say('historyLog.sentence.hand-over.create', { object: say('plan.object.invoice_groups', { name: '本社' }), lines: 2 }))
      .first()
      .waitFor();
    // While all data is loaded again, the empty result of the former search must not make the history appear empty.
    const search = page.getByLabel(say('historyScreen.filter.search'));
    await search.fill('qqqzzz');
    await page.getByText(say('historyScreen.noMatches')).waitFor();
    const field = await search.elementHandle();
    if (field === null) throw new Error('no field');
    const tell = await delayCalls(window, 'historyLog.list');
    await search.fill('');
    await page.getByText(say('historyScreen.noMatches')).waitFor({ state: 'detached' });
    expect(await page.getByText(say('historyScreen.empty.title')).count()).toBe(0);
    expect(await field.evaluate((element) => element.isConnected)).toBe(true);
    tell();
    await page
      .getByText(say('historyLog.sentence.hand-over.reopen', { object: say('plan.object.invoice_groups', { name: '本社' }) }))
      .waitFor();
  } finally {
    await sandbox.close();
  }
});

test('paper has every name of a long list, which the screen shows the beginning of', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window, { gateway: false });
  try {
    const users = Array.from({ length: 12 }, (_, at) => `person-${at + 1}`);
    const body = { code: 'HONSHA', name: '本社', users, organizations: [] };
    await window.call('drafts.apply', { command: { kind: 'put', section: 'invoice_groups', id: 'g1', note: '', body } });
    await window.go('plan');
    await button('planScreen.read').click();
    const line = page.locator('[data-line]').filter({ hasText: say('manualEntry.task.lines', { count: 12 }) });
    await line.waitFor();
    const last = line.getByText('person-12');
    expect(await last.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await last.isVisible()).toBe(true);
    expect((await last.innerText()).split('\n')).toEqual(users);
  } finally {
    await sandbox.close();
  }
});
