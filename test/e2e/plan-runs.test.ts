import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { applyButton, connect, connectAgain, draftGroups, killWhileSending, read, startsWith } from '../support/window-plan.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('a run that was interrupted shows its progress after a restart, and can be completed', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window);
  try {
    await killWhileSending(window, sandbox, { count: 6, sent: 2 });
    await page.getByRole('navigation').first().waitFor();
    await connectAgain(window, sandbox);
    await page.getByRole('button', { name: startsWith(say('planScreen.bar.waits')) }).click();
    await page.getByText(say('planScreen.run.state.interrupted'), { exact: true }).waitFor();
    const left = await page.getByRole('button', { name: /続きから/ }).textContent();
    expect(left).toMatch(/[34] 件/);
    await page.getByRole('button', { name: /続きから/ }).click();
    await page.getByText(say('planScreen.run.sentence.done', { done: 6, verified: 6 })).waitFor();
    // Each object was written once.
    const puts = sandbox.calls.filter(({ action, parameters }) => action === 'put_object' && parameters['section'] === 'invoice_groups');
    expect(new Set(puts.map(({ parameters }) => parameters['request_id'])).size).toBe(6);
    await button('planScreen.run.toPlan').click();
    await page.getByText(say('planScreen.same.title')).waitFor();
  } finally {
    await sandbox.close();
  }
});

test('a run abandoned before a response arrived is shown as outcome unknown until the server is read', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window);
  try {
    await killWhileSending(window, sandbox, { count: 3, sent: 1 });
    await page.getByRole('button', { name: startsWith(say('planScreen.bar.waits')) }).click();
    // The interrupted session had the only copy of the key, so the server cannot be queried.
    await button('planScreen.run.giveUp').click();
    await page.getByText(say('planScreen.run.unknown', { count: 1 })).waitFor();
    const steps = page.getByRole('table', { name: say('planScreen.steps.label') }).locator('tbody tr');
    expect(await steps.nth(1).textContent()).toContain(say('planScreen.step.outcome.unread'));
    await connectAgain(window, sandbox);
    await window.call('plan.readServer', {});
    await page.getByText(say('planScreen.run.unknown', { count: 1 })).waitFor({ state: 'detached' });
    await eventually(() => steps.nth(1).textContent()).toContain(say('planScreen.step.verified'));
    expect(sandbox.calls.filter(({ action, status }) => action === 'put_object' && status === 200)).toHaveLength(2);
    await button('planScreen.run.history').click();
    await page.getByText(startsWith(say('historyLog.sentence.outcome.done', { change: '' }).trim())).waitFor();
  } finally {
    await sandbox.close();
  }
});

test('a failure keeps what succeeded, shows what failed and why, and retries only what can succeed', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window);
  try {
    await window.go('plan');
    await read(window);
    await draftGroups(window, 3);
    await applyButton(window, 3).waitFor();
    // Another user changes the first object right before it is written, and the write of the second one fails for a time.
    sandbox.misbehave({ kind: 'edited-meanwhile', times: 1 });
    sandbox.misbehave({ kind: 'html', action: 'put_object', after: 1, times: 1 });
    await page.getByLabel(say('planScreen.dock.reason')).fill('支店を増やすため');
    await page.getByLabel(say('planScreen.dock.goOn')).check();
    await applyButton(window, 3).click();
    await page.getByText(say('planScreen.run.state.failed'), { exact: true }).waitFor();
    const steps = page.getByRole('table', { name: say('planScreen.steps.label') }).locator('tbody tr');
    await eventually(() => steps.count()).toBe(3);
    expect(await steps.nth(0).textContent()).toContain(say('error.apply-conflict.what'));
    await page.getByRole('radiogroup').getByText(say('planScreen.run.view.failed'), { exact: true }).click();
    const { steps: failed } = await window.call('apply.state', { runId: null, states: ['failed'], offset: 0, limit: 10 });
    await eventually(() => steps.count()).toBe(failed.length);
    const again = failed.filter(({ retryable }) => retryable).length;
    expect(failed.length - again).toBe(1);
    if (again > 0) {
      await button('planScreen.run.retry', { count: again }).click();
      await eventually(
        async () => (await window.call('apply.state', { runId: null, states: ['failed'], offset: 0, limit: 10 })).total,
      ).toBe(1);
    }
    await page.getByText(say('planScreen.run.noRetry')).waitFor();
    await button('planScreen.run.toPlan').click();
    await read(window);
    await page.getByText(say('plan.kind.conflict')).first().waitFor();
  } finally {
    await sandbox.close();
  }
});

test('waits as long as a throttling server asks; pausing takes effect at once, and the run can continue', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window);
  try {
    await window.go('plan');
    await read(window);
    await draftGroups(window, 4);
    await applyButton(window, 4).waitFor();
    sandbox.misbehave({ kind: 'throttle', action: 'put_object', after: 2, ms: 300_000 });
    await page.getByLabel(say('planScreen.dock.reason')).fill('支店を増やすため');
    await applyButton(window, 4).click();
    const waiting = page.getByText(/あと [45]:\d\d/);
    await waiting.waitFor();
    const first = await waiting.textContent();
    await eventually(() => waiting.textContent()).not.toBe(first);
    await button('planScreen.run.pause').click();
    await page.getByText(say('planScreen.run.state.paused'), { exact: true }).waitFor();
    await waiting.waitFor({ state: 'detached' });
    sandbox.misbehave(null);
    await button('planScreen.run.resume', { count: 2 }).click();
    await page.getByText(say('planScreen.run.sentence.done', { done: 4, verified: 4 })).waitFor();
    const puts = sandbox.calls.filter(({ action, status }) => action === 'put_object' && status === 200);
    expect(puts).toHaveLength(4);
  } finally {
    await sandbox.close();
  }
});
