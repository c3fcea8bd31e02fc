import { expect, test } from 'vitest';
import { type BusinessFault, getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import { DEMO_GROUP_ID } from '#main/sandbox/amazon/business-users.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
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

test('missing Amazon users are created after their number is typed, and each result says what to do', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, button } = window;
  const { revision } = await window.call('fixes.worklist', { filter: EMPTY_FINDING_FILTER, by: 'cause' });
  const selection = { revision, filter: EMPTY_FINDING_FILTER, except: [] };
  await window.call('fixes.adoptMany', { selection, ticked: [], invite: true });
  await window.go('matching');
  await button('fixesScreen.tray.make').waitFor();
  // Without a connection nothing can be created.
  expect(await button('amazonUsers.open').count()).toBe(0);
  await connect(window, 'users-cut');
  await button('amazonUsers.open').click();
  const dialog = page.getByRole('dialog', { name: say('amazonUsers.open') });
  const { total } = (await window.call('fixes.amazonUsers', {})).people;
  await dialog.getByText(say('amazonUsers.unverified')).waitFor();
  const group = dialog.getByRole('textbox', { name: say('amazonUsers.group') });
  const confirm = dialog.getByRole('textbox', { name: say('amazonUsers.confirm') });
  const create = dialog.getByRole('button', { name: say('amazonUsers.do', { count: total }) });
  expect(await create.isDisabled()).toBe(true);

  // A group that does not exist.
  await group.fill('ANOTHER');
  await confirm.fill(String(total + 1));
  expect(await create.isDisabled()).toBe(true);
  await confirm.fill(String(total));
  await create.click();
  await dialog.getByRole('alert').getByText('groupId ANOTHER does not exist.').first().waitFor();
  const results = dialog.getByRole('table', { name: say('amazonUsers.results', { count: 5 }) });
  await expect.poll(() => results.getByText(say('amazonUsers.state.refused'), { exact: true }).count()).toBe(5);
  expect(await group.inputValue()).toBe('ANOTHER');

  await group.fill(DEMO_GROUP_ID);
  await dialog.getByRole('switch', { name: say('amazonUsers.invite') }).click();
  await dialog.getByText(say('amazonUsers.noInvite')).waitFor();
  await confirm.fill(String(total));
  await create.click();
  const lost = Math.floor(total / 3);
  await dialog.getByText(say('job.done.create-amazon-users', { created: total - lost, refused: 0, unknown: lost })).waitFor();
  await dialog.getByText(say('amazonUsers.unknownNext')).waitFor();
  expect(await create.count()).toBe(0);
  expect(await findStructureFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  const waiting = page.getByRole('button', { name: say('amazonUsers.awaiting', { count: total }) });
  await waiting.waitFor();

  // The next list shows who exists.
  await window.call('companies.openDemo', {});
  await waiting.waitFor({ state: 'detached' });
});
