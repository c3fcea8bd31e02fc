import { expect, test } from 'vitest';
import { describeDesktop, PATIENCE_MS } from '../support/electron/desktop.ts';

describeDesktop('a keychain that waits for its password', ({ open, screen, windows }) => {
  test('keeps neither the window nor the end', async () => {
    // Without a keyring of its own yet, it asks for the password of a new one, and nobody answers.
    screen().start('gnome-keyring-daemon', ['--foreground', '--components=secrets']);
    const desktop = await open();
    // Not waited for: the question stands on the screen.
    const doctor = desktop.call('console.doctor', {});
    await expect.poll(() => windows().filter((name) => name !== 'つなぎ').length, { timeout: PATIENCE_MS }).toBeGreaterThan(0);
    expect(await desktop.call('console.settings', {})).toMatchObject({ ok: true });
    expect(await doctor).toMatchObject({ ok: true });
    // Asking again opens no second question, and is not waited for.
    for (let times = 0; times < 6; times++) expect(await desktop.call('console.doctor', {})).toMatchObject({ ok: true });
    // Files are read and written all the while.
    expect(await desktop.call('support.preview', {})).toMatchObject({ ok: true });
    await desktop.close();
    expect(desktop.app.process().killed).toBe(false);
  });
});
