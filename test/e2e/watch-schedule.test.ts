import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeSchedulerHome } from '../support/fake-schedulers.ts';
import { writeMorning } from '../support/morning-lists.ts';
import { openWindow } from '../support/window.ts';
import { NO_KEYCHAIN } from '../support/window-host.ts';
import { tabTo } from '../support/window-keyboard.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('the weekly check is scheduled, tried once, changed by hand and removed, by keyboard', async () => {
  const place = makeSchedulerHome();
  const lists = join(place.home, 'NEO & Amazon の一覧');
  for (const side of ['neo', 'amazon']) mkdirSync(join(lists, side), { recursive: true });
  writeMorning(lists, [{ login: 'taro', neo: 'Taro@example.co.jp' }], { neo: 'neo/NEO.csv', amazon: 'amazon/AMAZON.csv' });
  await using window = await openWindow(browser(), { hostEnvironment: { ...NO_KEYCHAIN, ...place.env } });
  await window.call('companies.create', { name: '見張る会社', kind: 'test' }).then(({ id }) => window.show(id));
  const { page, say } = window;
  const heading = (key: string) => page.getByRole('heading', { level: 2, name: say.phrase(key), exact: true });
  const press = async (key: string): Promise<void> => {
    await tabTo(page, window.button(key));
    await page.keyboard.press('Enter');
  };
  const type = async (key: string, value: string): Promise<void> => {
    await tabTo(page, page.getByLabel(say.phrase(key), { exact: true }));
    await page.keyboard.type(value);
  };

  await page.keyboard.press('Control+k');
  await page.keyboard.type('maishuu miharu');
  await page
    .getByRole('option', { name: say('app.screen.weeklyCheck') })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await heading('weeklyCheck.when.title').waitFor();
  await tabTo(page, page.getByRole('checkbox', { name: say('weeklyCheck.dayLong.4') }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await heading('weeklyCheck.lists.title').waitFor();

  // Without a folder the question stays, and its field has the focus.
  await page.keyboard.press('Enter');
  await press('weeklyCheck.next');
  await page.getByText(say('weeklyCheck.error.folder')).first().waitFor();
  await page.locator('input:focus').waitFor();
  await page.keyboard.type(join(lists, 'neo'));
  await type('weeklyCheck.lists.amazonFolder', join(lists, 'amazon'));
  await page.keyboard.press('Enter');
  await heading('weeklyCheck.notify.title').waitFor();
  await tabTo(page, page.getByRole('radio', { name: say('weeklyCheck.notify.by.mail') }));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await heading('weeklyCheck.review.title').waitFor();
  await press('weeklyCheck.review.write');

  await heading('weeklyCheck.state.on').waitFor();
  const company = await window.company();
  const unit = join(place.home, '.config/systemd/user', `tsunagi-watch-${company}`);
  const service = readFileSync(`${unit}.service`, 'utf8');
  expect(service).toContain(`--profile ${company} `);
  expect(service).toContain(`--neo "${join(lists, 'neo').replaceAll('%', '%%')}"`);
  expect(readFileSync(`${unit}.timer`, 'utf8')).toContain('OnCalendar=Mon,Thu *-*-* 07:00:00');
  await page.getByText(`${unit}.timer`).waitFor();

  await press('weeklyCheck.try');
  await page.getByText(say('weeklyCheck.result.news')).waitFor();
  await page
    .getByRole('region', { name: say('weeklyCheck.result.title') })
    .getByText('NEO.csv')
    .waitFor();
  expect(place.calls()).toContain(`systemctl --user start tsunagi-watch-${company}.service`);

  // The page shows what systemd has, not what was written from here.
  writeFileSync(`${unit}.timer`, readFileSync(`${unit}.timer`, 'utf8').replace('Mon,Thu', 'Mon..Fri'));
  await page.reload();
  await heading('weeklyCheck.state.unreadable').waitFor();
  await press('weeklyCheck.remove');
  await page.getByRole('dialog').waitFor();
  const confirm = page.getByRole('dialog').getByRole('button', { name: say('weeklyCheck.remove') });
  await tabTo(page, confirm);
  await page.keyboard.press('Enter');
  await page.getByText(say('weeklyCheck.removed')).waitFor();
  expect(await window.call('weeklyCheck.state', {})).toMatchObject({ state: 'none', check: null });
});
