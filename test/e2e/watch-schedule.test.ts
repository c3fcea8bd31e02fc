import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { tabTo } from '../support/window-keyboard.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('a run of watch is put together and copied, by keyboard', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: window.host.origin });
  await window.openSettings('watch');
  const choose = async (group: 'scheduler' | 'channel', now: string, key: string): Promise<void> => {
    await tabTo(page, page.getByRole('radiogroup', { name: say(`settings.watch.${group}`) }).getByRole('radio', { name: now }));
    await page.keyboard.press(key);
  };
  await choose('scheduler', say('settings.watch.schedulers.systemd'), 'ArrowRight');
  await choose('channel', say('settings.watch.ways.mail'), 'ArrowRight');
  const what = say('settings.watch.block.crontab');
  const line = await page.getByRole('region', { name: what, exact: true }).innerText();
  expect(line).toMatch(
    /^TSUNAGI_WEBHOOK=\.\.\.\n0 7 \* \* 1-5 {2}cd \/srv\/tsunagi && \/usr\/bin\/tsunagi watch .* --webhook it --webhook-form teams /,
  );
  const copy = page.getByRole('button', { name: say('settings.watch.copyOf', { what }) });
  await tabTo(page, copy);
  await page.keyboard.press('Enter');
  await copy.getByText(say('settings.watch.copied')).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${line.trimEnd()}\n`);
});
