import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { getCrashFolder, listCrashDumps } from '#main/storage/log/crash-dumps.ts';
import type { Desktop } from '../support/electron/desktop.ts';
import { describeDesktop, PATIENCE_MS } from '../support/electron/desktop.ts';

/** Lets the window's process die, waits until that is known, and answers the address that is shown when it has loaded. */
const crash = ({ app }: Desktop): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('no window');
    const loaded = new Promise<string>((resolve) => {
      contents.once('render-process-gone', () => contents.once('did-finish-load', () => resolve(contents.getURL())));
    });
    contents.forcefullyCrashRenderer();
    return loaded;
  });

describeDesktop('a window whose process dies', ({ open, dataFolder }) => {
  test('recovers twice and answers calls, then reports the crash on a page without scripts', async () => {
    const desktop = await open();
    for (let times = 1; times <= 2; times++) {
      expect(await crash(desktop)).toBe('app://ui/');
      expect(await desktop.call('console.info', {})).toMatchObject({ ok: true, value: { host: 'electron' } });
    }
    expect(await crash(desktop)).toBe('app://ui/stopped');
    // The fourth within the minute stays there, and does not bring the dead one back.
    expect(await crash(desktop)).toBe('app://ui/stopped');
    const log = readFileSync(path.join(dataFolder(), 'log/tsunagi.log'), 'utf8');
    expect(log.match(/window process gone/g)).toHaveLength(4);
    // The crash dump is kept on this machine, and its name is available to support.
    await expect.poll(() => listCrashDumps(getCrashFolder(dataFolder())).length, { timeout: PATIENCE_MS }).toBeGreaterThan(0);
    const named = listCrashDumps(getCrashFolder(dataFolder())).map(({ name }) => name);
    // A late event for the end of one load would be taken for a failure of the next.
    const isLoading = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isLoading());
    await expect.poll(isLoading, { timeout: PATIENCE_MS }).toBe(false);
    const again = await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.loadURL('app://ui/'));
    expect(again).toBeUndefined();
    const support = await desktop.call('support.preview', { companyId: null });
    expect(support.ok && named.filter((name) => support.value.text.includes(name)).length).toBeGreaterThan(0);
    expect(await desktop.close()).toBe(0);
  });

  test('answers calls after a reload by the user, before and after a crash', async () => {
    const desktop = await open();
    const reload = (): Promise<void> =>
      desktop.app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const loaded = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()));
        contents?.reload();
        return loaded;
      });
    await reload();
    expect(await desktop.call('console.info', {})).toMatchObject({ ok: true });
    await crash(desktop);
    await reload();
    expect(await desktop.call('console.info', {})).toMatchObject({ ok: true });
  });
});
