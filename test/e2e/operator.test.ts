import { userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
const NOBODY = { TSUNAGI_OPERATOR: '', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', XDG_RUNTIME_DIR: '/nonexistent' };

test('a user without a recorded name is asked once, and the intended action then continues', async () => {
  await using window = await openWindow(browser(), { demo: true, hostEnvironment: NOBODY });
  const { page, say, button } = window;
  await window.go('serials');
  const revision = async () => (await window.call('drafts.summary', {})).revision;
  const before = await revision();
  const asked = page.getByRole('dialog', { name: say('operator.title') });
  await button('draftList.create.open').first().click();
  await page.getByLabel(say('draftList.create.name'), { exact: true }).fill('購買の番号');
  await button('draftList.create.do').click();
  await asked.waitFor();
  // Only one dialog is visible at a time; the interrupted one returns with the typed text.
  await eventually(() => page.getByRole('dialog').filter({ visible: true }).count()).toBe(1);

  // Closing the dialog changes nothing and shows the reason.
  await page.keyboard.press('Escape');
  await asked.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: say('error.operator-unnamed.what') }).waitFor();
  expect(await page.getByLabel(say('draftList.create.name'), { exact: true }).inputValue()).toBe('購買の番号');
  expect(await revision()).toBe(before);

  await button('draftList.create.do').click();
  await asked.getByLabel(say('operator.name')).fill('山田 太郎');
  await asked.getByRole('button', { name: say('operator.save') }).click();
  await asked.waitFor({ state: 'detached' });
  await eventually(revision).toBeGreaterThan(before);

  // The name is saved in the settings and never asked for again.
  await window.openSettings('display');
  await eventually(() => page.getByLabel(say('operator.name')).inputValue()).toBe('山田 太郎');
  await page.getByLabel(say('operator.name')).fill('山田 太朗');
  await page.getByRole('button', { name: say('operator.change') }).click();
  await page.getByText(say('operator.saved')).waitFor();
  await window.call('secrets.useSession', { use: true });
  await window.call('secrets.set', { name: 'catalog-password', value: '秘密の値' });
  await window.go('history');
  await page.getByText(`山田 太朗 (${userInfo().username})`).first().waitFor();
});
