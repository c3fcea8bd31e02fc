import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import type { NavigationEntryId } from '#renderer/app/navigation/navigation-entries.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { type Desktop, describeDesktop, PATIENCE_MS } from '../support/electron/desktop.ts';
import { changeOwner } from '../support/electron/plain-user.ts';
import { navigationLink } from '../support/window.ts';

const say = createTexts('ja');
const exact = (key: MessageKey): { name: string; exact: true } => ({ name: say(key), exact: true });

async function openDemo({ page }: Desktop): Promise<void> {
  await page.getByRole('button', exact('welcome.demo.start')).click();
  await page.getByRole('navigation').first().waitFor({ timeout: PATIENCE_MS });
}
const go = ({ page }: Desktop, entry: NavigationEntryId | 'settings'): Promise<void> => navigationLink(page, say, entry).click();

/** Drops a file on what is in the middle of an element, as a file manager does. */
async function drop(page: Page, selector: string, file: string): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not seen`);
  const inspector = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await inspector.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
  await inspector.detach();
}

describeDesktop('files of the user', ({ open, launch, press, dataFolder }) => {
  /** Answers the dialog that asks where to save; the whole path, so that it does not matter where the dialog began. */
  const saveAs = async ({ app }: Desktop, file: string): Promise<void> => {
    // Pasted, because keys that no keyboard has get lost.
    await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), file);
    await press(`^${say('desktop.dialog.saveTitle')}$`, 'ctrl+a', 'ctrl+v', 'Return');
  };
  test('dropped on the window are taken by a token, and nothing else that a page hands over is', async () => {
    const file = path.join(dataFolder(), 'users.csv');
    writeFileSync(file, '\uFEFFログインID,氏名,メールアドレス\nrig01,山田 太郎,taro@example.co.jp\n');
    changeOwner(file);
    const desktop = await open();
    const { page } = desktop;
    await openDemo(desktop);
    await go(desktop, 'import');
    await page.getByText(say('import.orDrop'), { exact: true }).first().waitFor();
    await drop(page, '[class*="_drop_"]', file);
    await page.getByText('users.csv').first().waitFor({ timeout: PATIENCE_MS });
    const handed = await page.evaluate(async () => {
      const bridge = (window as unknown as { tsunagi: { dropFile(file: unknown): Promise<{ ok: boolean }> } }).tsunagi;
      const made = new File(['x'], 'made.csv');
      return Promise.all([made, '/etc/passwd', { path: '/etc/passwd', name: 'x' }].map((file) => bridge.dropFile(file)));
    });
    expect(handed.map(({ ok }) => ok)).toEqual([false, false, false]);
  });

  test('are saved under the name that was chosen, with its ending, and the folder is remembered', async () => {
    const folder = dataFolder();
    const desktop = await open();
    const { page } = desktop;
    await openDemo(desktop);
    await go(desktop, 'settings');
    await page.getByRole('tab', exact('settings.sections.support')).click();
    await page.getByRole('button', exact('supportPart.look')).click();
    await page.getByRole('dialog').getByRole('button', exact('supportPart.save')).click();
    await saveAs(desktop, path.join(folder, 'kept'));
    await page.getByText(say('job.savedAs', { name: 'kept.json' })).waitFor({ timeout: PATIENCE_MS });
    expect(JSON.parse(readFileSync(path.join(folder, 'kept.json'), 'utf8'))).toMatchObject({ format: 'tsunagi-support' });
    await page.getByRole('button', exact('job.openFolder')).click();
    await expect.poll(() => existsSync(path.join(folder, 'desktop.json'))).toBe(true);
    expect(JSON.parse(readFileSync(path.join(folder, 'desktop.json'), 'utf8'))).toMatchObject({ folders: { save: folder } });
  });

  test('prints the handover book to PDF in a separate page while the window keeps working', async () => {
    const desktop = await open();
    const { page } = desktop;
    await openDemo(desktop);
    await go(desktop, 'settings');
    await page.getByRole('tab', exact('settings.sections.handover')).click();
    await page.getByRole('button', exact('handoverPart.writePdf')).click();
    expect(await desktop.call('console.info', {})).toMatchObject({ ok: true });
    await saveAs(desktop, path.join(dataFolder(), 'book'));
    await page.getByText(say('handoverPart.saved', { name: 'book.pdf' })).waitFor({ timeout: PATIENCE_MS });
    const book = readFileSync(path.join(dataFolder(), 'book.pdf'), 'latin1');
    expect(book.slice(0, 5)).toBe('%PDF-');
    // Chapters begin on a page of their own.
    expect(book.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(5);
  });

  test('with a transfer file the console opens, or the one that is open offers it', async () => {
    const file = path.join(dataFolder(), '自社.tsunagi-bundle');
    writeFileSync(file, 'x');
    changeOwner(file);
    const { page } = await open({ args: [file] });
    const offered = page.getByRole('dialog', { name: say('secretsPart.bundle.importTitle') });
    await offered.waitFor({ timeout: PATIENCE_MS });
    await page.keyboard.press('Escape');
    await offered.waitFor({ state: 'detached' });
    expect(await launch({ args: [file] }).exited).toBe(0);
    await offered.waitFor({ timeout: PATIENCE_MS });
  });
});
