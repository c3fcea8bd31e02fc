import { expect, test } from 'vitest';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { type Desktop, describeDesktop, PATIENCE_MS } from '../support/electron/desktop.ts';

const say = createTexts('ja');

async function answered<N extends CallName>({ call }: Desktop, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer = await call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

describeDesktop('a notification of what ends today', ({ open, screen }) => {
  test('opens the window on the matching screen when it is clicked', async () => {
    screen().start('dunst', []);
    const desktop = await open({ env: { TSUNAGI_OPERATOR: '試験 担当' } });
    await desktop.page.getByRole('button', { name: say('welcome.demo.start'), exact: true }).click();
    await desktop.page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor({ timeout: PATIENCE_MS });
    const { today } = await answered(desktop, 'notices.list', {});
    const revision = (await answered(desktop, 'readiness.summary', {}))?.revision ?? 0;
    await answered(desktop, 'triage.change', {
      selection: { revision, rows: [0] },
      change: { kind: 'accept', reason: '退職予定', until: today },
    } as CallInput<'triage.change'>);
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    await answered(desktop, 'notices.list', {});
    const shown = (): string[] => {
      try {
        return screen().run('xdotool', 'search', '--onlyvisible', '--class', 'dunst').split('\n').filter(Boolean);
      } catch {
        return [];
      }
    };
    await expect.poll(() => shown().length, { timeout: PATIENCE_MS }).toBeGreaterThan(0);
    // The middle button is this desktop's way of following a notification.
    screen().run('xdotool', 'mousemove', '--window', shown()[0] ?? '', '20', '20', 'click', '2');
    await expect
      .poll(() => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()), { timeout: PATIENCE_MS })
      .toBe(false);
    await expect
      .poll(() => desktop.page.locator('h1').first().textContent(), { timeout: PATIENCE_MS })
      .not.toBe(say('app.screen.readiness'));
  });
});
