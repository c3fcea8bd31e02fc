import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenWindow } from './window.ts';
import { chooseFile, chooseList } from './window-import.ts';
import { cp932 } from './window-lists.ts';
import type { WindowState } from './window-states.ts';

/** Opens the orders of the demo company and waits until they are drawn. */
async function openOrders(window: OpenWindow): Promise<void> {
  await window.go('orders');
  await window.page.getByRole('table', { name: window.say('orders.table.label') }).waitFor();
}

/** Filters the requests to a few, because axe checks every word of every row. */
async function showFew(window: OpenWindow, kind: 'pending' | 'over' = 'pending'): Promise<void> {
  const { page, say } = window;
  await openOrders(window);
  await page
    .getByRole('radiogroup', { name: say('orders.filter.view') })
    .getByText(say(`orders.filter.${kind}`), { exact: true })
    .click();
  await page.getByRole('textbox', { name: say('orders.filter.search') }).fill('営業部門');
  const { total } = await window.call('orders.list', {
    filter: {
      states: ['pending'],
      dangers: kind === 'over' ? ['over'] : [],
      route: null,
      approver: null,
      lastDay: null,
      search: '営業部門',
    },
    sort: { by: 'danger', descending: false },
    offset: 0,
    limit: 1,
  });
  await page.locator(`[role="table"][aria-busy="false"][aria-rowcount="${total + 1}"]`).waitFor();
}

async function showEverything({ page, say }: OpenWindow): Promise<void> {
  await page.getByRole('textbox', { name: say('orders.filter.search') }).fill('');
  await page
    .getByRole('radiogroup', { name: say('orders.filter.view') })
    .getByText(say('orders.filter.pending'), { exact: true })
    .click();
}

const showTab = ({ page, say }: OpenWindow, tab: 'list' | 'routes' | 'approvers' | 'amazon'): Promise<void> =>
  page
    .getByRole('tablist', { name: say('orders.tabs.label') })
    .getByRole('tab', { name: say(`orders.tabs.${tab}`), exact: true })
    .click();

const closeDialog = async ({ page }: OpenWindow): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.locator('[aria-modal="true"]').waitFor({ state: 'detached' });
};

/** States of orders, their locks, and the calendar. Files are written into `folder`. */
export function orderStates(folder: string): readonly WindowState[] {
  const prices = join(folder, 'no-holidays.csv');
  writeFileSync(prices, cp932('品名,価格\r\nコピー用紙,450\r\n'));
  return [
    { name: 'orders', open: showFew, leave: showEverything },
    {
      name: 'orders-panel',
      async open(window) {
        await showFew(window);
        await window.page.locator('tbody th button').first().click();
        await window.page.getByRole('heading', { name: window.say('orders.panel.message') }).waitFor();
      },
      leave: async (window) => {
        await window.page.keyboard.press('Escape');
        await showEverything(window);
      },
    },
    {
      name: 'orders-over',
      async open(window) {
        await showFew(window, 'over');
        await window.page.getByRole('rowheader', { name: new RegExp(window.say('orders.table.groupOver')) }).waitFor();
      },
      leave: showEverything,
    },
    {
      name: 'orders-nothing-found',
      async open(window) {
        await openOrders(window);
        await window.page.getByRole('textbox', { name: window.say('orders.filter.search') }).fill('該当しない言葉');
        await window.page.getByText(window.say('orders.noMatches')).waitFor();
      },
      leave: async (window) => {
        await window.button('orders.clearFilter').click();
        await window.page.getByRole('table', { name: window.say('orders.table.label') }).waitFor();
      },
    },
    {
      name: 'orders-by-route',
      async open(window) {
        await openOrders(window);
        await showTab(window, 'routes');
        await window.page.getByRole('table', { name: window.say('orders.groups.routes') }).waitFor();
      },
      leave: (window) => showTab(window, 'list'),
    },
    {
      name: 'orders-by-approver',
      async open(window) {
        await openOrders(window);
        await showTab(window, 'approvers');
        await window.page.getByRole('table', { name: window.say('orders.groups.approvers') }).waitFor();
      },
      leave: (window) => showTab(window, 'list'),
    },
    {
      name: 'orders-amazon-unset',
      async open(window) {
        await openOrders(window);
        await showTab(window, 'amazon');
        await window.button('orders.amazon.empty.open').waitFor();
      },
      leave: (window) => showTab(window, 'list'),
    },
    {
      name: 'orders-approver-message',
      async open(window) {
        await openOrders(window);
        await showTab(window, 'approvers');
        await window.page
          .getByRole('table', { name: window.say('orders.groups.approvers') })
          .locator('tbody button')
          .first()
          .click();
        await window.button('orders.panel.messageToOne').click();
        await window.page
          .getByRole('dialog')
          .getByRole('textbox', { name: window.say('orders.panel.message') })
          .waitFor();
      },
      leave: async (window) => {
        await closeDialog(window);
        await window.go('calendar');
        await openOrders(window);
      },
    },
    {
      name: 'lock-policy',
      async open(window) {
        await showFew(window);
        await window.button('orders.policy.change').click();
        await window.button('clocks.policy.save').waitFor();
      },
      leave: async (window) => {
        await closeDialog(window);
        await showEverything(window);
      },
    },
    {
      name: 'calendar',
      async open(window) {
        await window.go('calendar');
        await window.page.getByRole('table', { name: window.say('calendarScreen.weeks') }).waitFor();
        await window.button('calendarScreen.holidays.import').waitFor();
      },
    },
    {
      name: 'calendar-refused',
      async open(window) {
        await window.go('calendar');
        const chooser = window.page.waitForEvent('filechooser');
        await window.button('calendarScreen.holidays.import').click();
        await (await chooser).setFiles(prices);
        await window.page.getByRole('alert').filter({ visible: true }).waitFor();
      },
    },
    {
      name: 'import-orders',
      async open(window) {
        await window.go('import');
        await chooseList(window, 'orders');
        const list = join(folder, 'orders.csv');
        writeFileSync(
          list,
          cp932(
            '申請番号,申請タイトル,申請状態,申請日時,申請者,現在の決裁者,合計金額\r\nAB-1,電池の購入,決裁待,2026/11/20 9:05,青木 はな,土屋 進,"12,300"\r\n',
          ),
        );
        await chooseFile(window, list);
        await window.page.getByText('電池の購入').first().waitFor();
      },
    },
  ];
}
