import { expect, test } from 'vitest';
import { type Desktop, describeDesktop, PATIENCE_MS } from '../support/electron/desktop.ts';

const isVisible = ({ app }: Desktop): Promise<boolean | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
const close = ({ app }: Desktop): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => void setTimeout(() => BrowserWindow.getAllWindows()[0]?.close()));

describeDesktop('the icon in the notification area', ({ open, launch, screen }) => {
  const panel = (): string => screen().run('xdotool', 'search', '--onlyvisible', '--class', 'trayer').split('\n')[0] ?? '';
  /** The panel is as wide as the icons that it shows. */
  const panelWidth = (): number => Number(/WIDTH=(\d+)/.exec(screen().run('xdotool', 'getwindowgeometry', '--shell', panel()))?.[1]);
  const press = (button: '1' | '3'): void => {
    screen().run('xdotool', 'mousemove', '--window', panel(), '16', '16', 'click', button);
  };

  test('appears if enabled, keeps the console running when its window closes, reopens it, and quits it', async () => {
    screen().start('trayer', ['--edge', 'top', '--align', 'right', '--widthtype', 'request', '--height', '32']);
    const desktop = await open();
    const empty = panelWidth();
    expect(await desktop.call('console.changeSettings', { tray: 'stay' })).toMatchObject({ ok: true });
    await expect.poll(panelWidth, { timeout: PATIENCE_MS }).toBeGreaterThan(empty);

    await close(desktop);
    await expect.poll(() => isVisible(desktop), { timeout: PATIENCE_MS }).toBe(false);
    expect(await desktop.call('console.info', {})).toMatchObject({ ok: true });
    press('1');
    await expect.poll(() => isVisible(desktop), { timeout: PATIENCE_MS }).toBe(true);

    // A user who cannot see the icon starts the console again.
    await close(desktop);
    await expect.poll(() => isVisible(desktop), { timeout: PATIENCE_MS }).toBe(false);
    expect(await launch().exited).toBe(0);
    await expect.poll(() => isVisible(desktop), { timeout: PATIENCE_MS }).toBe(true);

    // Its menu: open, and below the line quit.
    await close(desktop);
    await expect.poll(() => isVisible(desktop), { timeout: PATIENCE_MS }).toBe(false);
    press('3');
    screen().run('xdotool', 'key', '--delay', '300', 'Down', 'Down', 'Return');
    expect(await desktop.exited).toBe(0);
  });

  test('without the wish to stay, closing the window ends the console', async () => {
    const desktop = await open();
    expect(await desktop.call('console.changeSettings', { tray: 'icon' })).toMatchObject({ ok: true });
    expect(await desktop.close()).toBe(0);
  });
});
