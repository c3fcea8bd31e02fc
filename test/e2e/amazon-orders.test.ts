import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type BusinessFault, getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import {
  DEMO_AMAZON_BUSINESS,
  DEMO_AMAZON_CLIENT_SECRET,
  DEMO_AMAZON_REFRESH_TOKEN,
} from '#shared/domain/integration/demo-amazon-business.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { findStructureFaults } from '../support/window-axe.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

async function connect(window: OpenWindow, fault: BusinessFault): Promise<void> {
  await window.call('secrets.useSession', { use: true });
  await window.call('connections.changeAmazonBusiness', { connection: { ...DEMO_AMAZON_BUSINESS, clientId: getBusinessClientId(fault) } });
  await window.call('secrets.set', { name: 'amazon-client-secret', value: DEMO_AMAZON_CLIENT_SECRET });
  await window.call('secrets.set', { name: 'amazon-refresh-token', value: DEMO_AMAZON_REFRESH_TOKEN });
}
const showTab = async ({ page, say }: OpenWindow): Promise<void> =>
  page.getByRole('tab', { name: say('orders.tabs.amazon'), exact: true }).click();

test('Amazon’s orders are connected, read, compared and deleted, and a failed reading keeps the former one', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, button } = window;
  await window.go('orders');
  await showTab(window);
  // Without a connection the screen leads to its settings.
  await button('orders.amazon.empty.open').waitFor();
  await connect(window, 'none');
  await button('orders.amazon.read').click();
  const table = page.getByRole('table', { name: say('orders.amazon.short.other-address') });
  await table.waitFor();
  const { source } = await window.call('orders.amazonSummary', { hours: 24 });
  const countOf = (kind: string) => source?.findings.find((each) => each.kind === kind)?.count ?? 0;
  expect(await table.locator('tbody tr').count()).toBe(countOf('other-address'));
  await page.getByText(say('orders.amazon.honest')).waitFor();
  expect(await findStructureFaults(page)).toEqual([]);

  await page.getByRole('combobox', { name: say('orders.amazon.kinds') }).click();
  await page
    .getByRole('option', { name: say('orders.amazon.option', { name: say('orders.amazon.short.not-seen'), count: countOf('not-seen') }) })
    .click();
  const missing = page.getByRole('table', { name: say('orders.amazon.short.not-seen') });
  await missing.waitFor();
  const download = page.waitForEvent('download');
  await button('orders.export').click();
  await page.getByRole('menuitem', { name: say('orders.exportAs.utf8-bom') }).click();
  expect(
    readFileSync(await (await download).path(), 'utf8')
      .trimEnd()
      .split('\n'),
  ).toHaveLength(countOf('not-seen') + 1);
  const number = (await missing.locator('tbody th').first().textContent()) ?? '';
  await page.getByRole('textbox', { name: say('orders.amazon.search') }).fill(number);
  await expect.poll(() => missing.locator('tbody tr').count()).toBe(1);
  await page.getByRole('textbox', { name: say('orders.amazon.search') }).fill('該当しない言葉');
  await page.getByText(say('orders.amazon.noMatches')).waitFor();

  await connect(window, 'orders-shape');
  await button('orders.amazon.readAgain').click();
  await page
    .getByRole('alert')
    .filter({ hasText: say('connection.reason.business-unreadable.what') })
    .waitFor();
  expect((await window.call('orders.amazonSummary', { hours: 24 })).source).toEqual(source);

  await button('orders.amazon.remove').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('orders.amazon.remove') })
    .click();
  await page.getByText(say('orders.amazon.empty.title')).waitFor();
});
