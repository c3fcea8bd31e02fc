import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { getBusinessDay } from '#main/company/business-day.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { chooseFile, chooseList, createCompany } from '../support/window-import.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = temporaryFolder('orders-e2e');
});

const rows = ({ page }: OpenWindow) => page.locator('tbody th[scope="row"]');
const openOrders = async (window: OpenWindow): Promise<void> => {
  await window.go('orders');
  await window.page.getByRole('table', { name: window.say('orders.table.label') }).waitFor();
};

test('the most urgent order, who can approve it, and the message to send are found by keyboard', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, button } = window;
  await window.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { inDanger, pending } = await window.call('orders.summary', {});
  expect(inDanger + pending).toBeGreaterThan(0);
  await openOrders(window);
  const table = page.getByRole('table', { name: say('orders.table.label') });
  expect(Number(await table.getAttribute('aria-rowcount')) - 1).toBe(pending);

  // Moves from row to row, opens the first one and closes it.
  await rows(window).first().getByRole('button').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const message = page.getByRole('textbox', { name: say('orders.panel.message') });
  await message.waitFor();
  const [first] = (
    await window.call('orders.list', {
      filter: { states: ['pending'], dangers: [], route: null, approver: null, lastDay: null, search: '' },
      sort: { by: 'danger', descending: false },
      offset: 0,
      limit: 1,
    })
  ).rows;
  expect(await message.inputValue()).toContain(first?.number ?? 'nothing');
  await button('orders.panel.copy').click();
  await button('orders.panel.copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(first?.number ?? 'nothing');
  await page.keyboard.press('Escape');
  await message.waitFor({ state: 'detached' });
});

test('selecting a day, a route or another way of counting seven days changes the list', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, button } = window;
  await openOrders(window);
  const { days } = await window.call('orders.forecast', { from: null, days: 28 });
  const busy = days.find(({ fallsOut }) => fallsOut.hours > 0);
  if (busy !== undefined) {
    const strip = page.getByRole('region', { name: say('orders.strip.label') });
    await strip.getByRole('button', { pressed: false }).first().click();
    await eventually(() => rows(window).count()).toBe(busy.fallsOut.hours);
    await strip.getByRole('button', { pressed: true }).click();
  }
  await button('orders.policy.change').click();
  await page.getByRole('radio', { name: say('clocks.policy.dates') }).check();
  await button('clocks.policy.save').click();
  await page.getByText(say('orders.policy.line', { reading: say('orders.reading.dates') })).waitFor();
  const { rows: listed } = await window.call('orders.list', {
    filter: { states: ['pending'], dangers: [], route: null, approver: null, lastDay: null, search: '' },
    sort: { by: 'danger', descending: false },
    offset: 0,
    limit: 100,
  });
  for (const { lock } of listed) expect(lock?.endsAt).toBe(lock?.ends.dates);
});

test('a company day set in the calendar takes effect at once, and can be removed', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, button } = window;
  await window.go('calendar');
  await page.getByRole('table', { name: say('calendarScreen.weeks') }).waitFor();
  const { days } = await window.call('orders.forecast', { from: null, days: 7 });
  const worked = days.findLast(({ kind }) => kind === 'business')?.date ?? '';
  await page
    .getByRole('table', { name: say('calendarScreen.weeks') })
    .getByRole('button', { name: new RegExp(`^${worked.replaceAll('-', '/')}`) })
    .click();
  await page.getByRole('textbox', { name: say('calendarScreen.dayPanel.name') }).fill('創立記念日');
  await button('calendarScreen.dayPanel.makeOff').click();
  await button('calendarScreen.dayPanel.undo').waitFor();
  const kindOf = async (): Promise<string> =>
    (await window.call('orders.forecast', { from: worked, days: 1 })).days.map(({ kind, name }) => `${kind} ${name}`).join();
  expect(await kindOf()).toBe('company 創立記念日');
  await button('calendarScreen.dayPanel.undo').click();
  await button('calendarScreen.dayPanel.makeOff').waitFor();
  expect(await kindOf()).toBe('business ');
});

test('imports orders from NEO and lists missing fields; its export lists unrepresentable characters', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  await createCompany(window, '自社');
  await window.go('orders');
  await page.getByText(say('orders.empty.title')).waitFor();
  await button('orders.import').click();
  await page.getByRole('heading', { level: 1, name: say('import.title') }).waitFor();
  const list = join(folder, 'orders.csv');
  const yesterday = getBusinessDay(Date.now() - 86_400_000).replaceAll('-', '/');
  // CP932 does not contain `𠮷`.
  writeFileSync(
    list,
    `\ufeff申請番号,申請タイトル,申請状態,申請日時,申請者\r\nAB-1,電池の購入（𠮷野）,決裁待,${yesterday} 10:00,青木 はな\r\n`,
  );
  await chooseList(window, 'orders');
  await chooseFile(window, list);
  await button('import.commitRows', { rows: 1 }).click();
  await button('import.seeOrders').click();
  await rows(window).getByText('電池の購入（𠮷野）').waitFor();
  await page.getByText(say('field.orders.approvers'), { exact: true }).waitFor();

  await button('orders.export').click();
  await page.getByRole('menuitem', { name: say('orders.exportAs.cp932') }).click();
  const told = page.getByRole('dialog', { name: say('exportMenu.written', { name: '' }).trim() });
  await told.getByText(say('report.unwritable', { count: 1 })).waitFor();
  await told.getByRole('listitem').getByText('U+20BB7').waitFor();
  await page.keyboard.press('Escape');
  await told.waitFor({ state: 'detached' });
});
