import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Desktop, describeDesktop, PATIENCE_MS } from '../support/electron/desktop.ts';
import { changeOwner } from '../support/electron/plain-user.ts';

const stateOf = ({ app }: Desktop) =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { bounds: window?.getBounds(), maximised: window?.isMaximized(), zoom: window?.webContents.getZoomLevel() };
  });
const zoomOf = async (desktop: Desktop): Promise<number | undefined> => (await stateOf(desktop)).zoom;

describeDesktop('the window', ({ open, openShared, press, program, dataFolder }) => {
  test('restores its position, size and zoom', async () => {
    const bounds = { x: 90, y: 120, width: 1100, height: 720 };
    const first = await open();
    await first.app.evaluate(({ BrowserWindow }, to) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setBounds(to);
      window?.webContents.setZoomLevel(1);
    }, bounds);
    await expect.poll(async () => (await stateOf(first)).bounds?.width).toBe(bounds.width);
    const before = await stateOf(first);
    expect(await first.close()).toBe(0);
    const again = await open();
    await expect.poll(() => stateOf(again), { timeout: PATIENCE_MS }).toMatchObject({ zoom: 1, maximised: false });
    const after = await stateOf(again);
    expect({ width: after.bounds?.width, height: after.bounds?.height }).toEqual({ width: bounds.width, height: bounds.height });
    // A window manager may count its frame to the place or not.
    expect(Math.abs((after.bounds?.x ?? 0) - (before.bounds?.x ?? 0))).toBeLessThan(40);
    await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize());
    await expect.poll(async () => (await stateOf(again)).maximised).toBe(true);
    expect(await again.close()).toBe(0);
    const third = await open();
    await expect.poll(async () => (await stateOf(third)).maximised, { timeout: PATIENCE_MS }).toBe(true);
  });

  test('moves to an available display if its own was disconnected', async () => {
    const kept = path.join(dataFolder(), 'desktop.json');
    const window = { bounds: { x: 5_000, y: -900, width: 1100, height: 720 }, maximised: false, zoomLevel: 0 };
    writeFileSync(kept, JSON.stringify({ window }));
    changeOwner(kept);
    const { bounds } = await stateOf(await open());
    expect(bounds).toMatchObject({ width: 1100, height: 720 });
    expect([bounds?.x, bounds?.y].every((at) => at !== undefined && at >= 0 && at < 600)).toBe(true);
  });

  test('is read larger and smaller by the keys of every keyboard', async () => {
    const desktop = await openShared();
    for (const [key, level] of [
      ['ctrl+equal', 0.5],
      ['ctrl+semicolon', 1],
      ['ctrl+KP_Add', 1.5],
      ['ctrl+plus', 2],
      ['ctrl+minus', 1.5],
      ['ctrl+KP_Subtract', 1],
      ['ctrl+0', 0],
    ] as const) {
      await press('つなぎ', key);
      await expect.poll(() => zoomOf(desktop), { message: key }).toBe(level);
    }
  });

  test('listens once, however many screens listen', async () => {
    const { app, page } = await openShared();
    const said: string[] = [];
    app.process().stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    page.on('console', (message) => said.push(message.text()));
    await page.evaluate(() => {
      const bridge = (window as unknown as { tsunagi: { on(event: string, listener: () => void): () => void } }).tsunagi;
      for (let n = 0; n < 40; n++) bridge.on('job', () => {});
    });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    expect(said.filter((line) => line.includes('MaxListenersExceeded'))).toEqual([]);
    expect(program.major).toBeGreaterThan(30);
  });

  test('has a menu bar whose items open their screens, and an about box', async () => {
    // Last of the shared one, because it opens a company there.
    const desktop = await openShared();
    const labels = await desktop.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
    expect(labels).toEqual(['ファイル(&F)', '編集(&E)', '表示(&V)', 'ウィンドウ(&W)', 'ヘルプ(&H)']);
    await desktop.page.getByRole('button', { name: 'デモを開く', exact: true }).click();
    await desktop.page.getByRole('navigation').first().waitFor({ timeout: PATIENCE_MS });
    await expect.poll(() => desktop.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('settings')?.enabled)).toBe(true);
    await press('つなぎ', 'ctrl+comma');
    await desktop.page.getByRole('heading', { level: 1, name: '設定', exact: true }).waitFor();
    await press('つなぎ', 'F1');
    await desktop.page.getByRole('heading', { level: 1, name: '初期設定ガイド', exact: true }).waitFor();
  });
});
