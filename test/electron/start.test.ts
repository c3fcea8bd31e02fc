import { expect, test } from 'vitest';
import { describeDesktop } from '../support/electron/desktop.ts';

describeDesktop('the start and the end', ({ open, launch }) => {
  test('a second start exits at once and brings the window to the front', async () => {
    const { app, page } = await open();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    expect(await launch().exited).toBe(0);
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(false);
    expect(app.windows()).toHaveLength(1);
    expect(page.url()).toBe('app://ui/');
  });

  test('closing the window ends the process, and the data folder is free again', async () => {
    const first = await open();
    expect(await first.close()).toBe(0);
    const again = await open();
    expect(again.page.url()).toBe('app://ui/');
    expect(await again.close()).toBe(0);
  });
});
