import { describe, expect, test } from 'vitest';
import { connectGroupware } from '#main/groupware/connect.ts';
import { type SandboxOptions, startSandbox } from '#main/sandbox/sandbox.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { tabRound, tabTo } from '../support/window-keyboard.ts';
import { PLAN_STATES } from '../support/window-states-plan.ts';
import { browserOfFile, eventually } from '../support/window-tests.ts';

const browser = browserOfFile();
const ROUTE = 'demo-route-committee';
const ROUTE_NAME = '設備の購入（購買委員会）';
const TITLE = 'common_settings common_settings';

const rowOf = ({ page }: OpenWindow, key: string) => page.locator(`[data-row="${key}"]`);
const isFocused = (element: Element): boolean => element === document.activeElement;
const startsWith = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
const applyButton = ({ page, say }: OpenWindow, count: number) =>
  page.getByRole('button', { name: say('planScreen.dock.apply', { count }), exact: true });
const stateOf = async (window: OpenWindow) => window.call('plan.state', {});
const routeOf = async (window: OpenWindow): Promise<{ readonly base: Route; readonly draft: Route }> =>
  (await window.call('drafts.get', { section: 'routes', id: ROUTE })).object as unknown as { base: Route; draft: Route };
const order = ({ steps }: Route): string[] => steps.map(({ id }) => id);

/** A company of one's own on a server of the test; nothing of the plan was looked at yet. */
async function connect(window: OpenWindow, options: SandboxOptions = {}, kind: 'test' | 'production' = 'test') {
  const sandbox = await startSandbox(options);
  const { page, say, button, call } = window;
  // This machine has no keychain to lend.
  await call('secrets.useSession', { use: true });
  await button('welcome.server.start').click();
  await page.getByLabel(say('welcome.company.name')).fill('試験商事');
  await page.getByLabel(say(`welcome.company.${kind}`), { exact: true }).check();
  await page.getByLabel(say('server.address'), { exact: true }).fill(sandbox.address);
  await page.getByLabel(say('server.accessKey'), { exact: true }).fill(sandbox.accessKey);
  await button('welcome.server.submit').click();
  await page.getByRole('navigation').waitFor();
  // Whom it concerns is another guard's question: this company has no list of Amazon's side.
  const { policy } = await call('plan.policy', {});
  await call('plan.changePolicy', { policy: { ...policy, people: { count: null, percent: null, floor: 0 } } });
  return sandbox;
}

/** Reads the server from the plan's screen and waits until it is read. */
async function read(window: OpenWindow): Promise<void> {
  const before = (await stateOf(window)).read?.at ?? '';
  await window.button('planScreen.read').first().click();
  await eventually(async () => (await stateOf(window)).read?.at ?? '').not.toBe(before);
}

async function draftGroups(window: OpenWindow, count: number): Promise<void> {
  for (let at = 1; at <= count; at++)
    await window.call('drafts.apply', {
      command: {
        kind: 'put',
        section: 'invoice_groups',
        id: `group-${at}`,
        note: '',
        body: { code: `NEW${at}`, name: `新しいグループ${at}`, users: [], organizations: [] },
      },
    });
}

test('a route is changed, planned, applied and taken back by keyboard alone', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  await window.openDemo();
  const press = async (target: Parameters<typeof tabTo>[1]): Promise<void> => {
    await tabTo(page, target);
    await page.keyboard.press('Enter');
  };
  const rail = (screen: string) =>
    page
      .getByRole('navigation')
      .getByRole('button', { name: startsWith(say(`app.screen.${screen}`)) })
      .first();
  const before = order((await routeOf(window)).draft);

  await press(rail('routes'));
  await press(page.getByRole('button', { name: ROUTE_NAME, exact: true }));
  await page.getByRole('heading', { level: 1, name: ROUTE_NAME }).waitFor();
  const step = page.getByRole('button', { name: say('routesScreen.line.stepOf', { step: 1, total: before.length }) });
  await tabTo(page, step);
  await page.keyboard.press('Alt+ArrowDown');
  await eventually(async () => order((await routeOf(window)).draft)).not.toEqual(before);
  const moved = order((await routeOf(window)).draft);

  await press(rail('plan'));
  await page.getByRole('heading', { level: 1, name: say('planScreen.title') }).waitFor();
  const row = rowOf(window, `routes ${ROUTE}`);
  await row.waitFor();
  // J from anywhere begins at the first row; the route is one of the next.
  for (let at = 0; at < 10 && !(await row.evaluate(isFocused)); at++) await page.keyboard.press('j');
  expect(await row.evaluate(isFocused)).toBe(true);
  await page.keyboard.press('Space');
  await eventually(async () => (await stateOf(window)).totals.chosen).toBe(0);
  await page.keyboard.press('Space');
  await eventually(async () => (await stateOf(window)).totals.chosen).toBe(1);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: say('plan.object.routes', { name: ROUTE_NAME }) }).waitFor();
  await page.getByText(say('planScreen.item.change.moved')).waitFor();
  await page.keyboard.press('Escape');
  await eventually(() => row.evaluate(isFocused)).toBe(true);

  const send = async (reason: string): Promise<void> => {
    const field = page.getByLabel(say('planScreen.dock.reason'));
    await tabTo(page, field);
    await page.keyboard.type(reason);
    await applyButton(window, 1).and(page.locator(':not([disabled])')).waitFor();
    await tabTo(page, applyButton(window, 1));
    await page.keyboard.press('Enter');
    await page.getByText(say('planScreen.run.sentence.done', { done: 1, verified: 1 })).waitFor();
  };
  await send('承認の順を見直すため');
  expect(order((await routeOf(window)).base)).toEqual(moved);

  await press(page.getByRole('button', { name: say('planScreen.run.history'), exact: true }));
  await page.getByRole('heading', { level: 1, name: say('changeLog.title') }).waitFor();
  await page.getByText(say('changeLog.chain.intact', { count: 3 })).waitFor();
  const written = page.locator('[data-entry]').filter({ hasText: ROUTE_NAME });
  await written.waitFor();
  await page.keyboard.press('j');
  for (let at = 0; at < 5 && !(await written.evaluate(isFocused)); at++) await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByText('承認の順を見直すため').first().waitFor();
  await press(page.getByRole('button', { name: say('changeLog.panel.undoOne'), exact: true }));
  await page.getByText(say('undoRun.outcome.clean')).waitFor();
  await press(page.getByRole('button', { name: say('undoRun.do', { count: 1 }), exact: true }));
  await page.getByRole('heading', { level: 1, name: say('planScreen.title') }).waitFor();
  await row.waitFor();
  await send('元の順に戻すため');
  expect(order((await routeOf(window)).base)).toEqual(before);
  expect((await window.call('historyLog.verify', {})).state).toBe('intact');
});

describe('other administrators', () => {
  test('a conflict is decided by a third value; whoever writes is named, and taken over from only on purpose', async () => {
    await using window = await openWindow(browser());
    const { page, say, button } = window;
    await using sandbox = Object.assign(await connect(window), {
      async [Symbol.asyncDispose]() {
        await sandbox.close();
      },
    });
    await window.go('plan');
    await page.getByText(say('planScreen.unread.title')).waitFor();
    await read(window);
    await page.getByText(say('planScreen.same.title')).waitFor();
    sandbox.edit({ section: 'common_settings', id: 'common_settings', by: '坂本 美穂', fields: { title: '購入申請（全社）' } });
    await window.call('drafts.apply', {
      command: {
        kind: 'edit',
        section: 'common_settings',
        id: 'common_settings',
        edit: { kind: 'set', fields: { title: '購入申請（本社）' } },
      },
    });
    await read(window);
    await page.getByRole('button', { name: startsWith(say('planScreen.summary.serverChanges', { count: 1 })) }).click();
    await page
      .getByRole('region', { name: say('planScreen.panel.server-changes') })
      .getByText('坂本 美穂')
      .waitFor();
    await page.keyboard.press('Escape');
    const conflict = page.getByRole('group', { name: startsWith(say('plan.label.title')) });
    await conflict.getByRole('radio', { name: /購入申請（本社）/ }).waitFor();
    await conflict.getByRole('radio', { name: /購入申請（全社）/ }).waitFor();
    await button('planScreen.decide.edit').click();
    await page.getByLabel(say('planScreen.decide.editLabel', { field: say('plan.label.title') })).fill('購入申請');
    await button('planScreen.decide.editDo').click();
    await eventually(async () => (await stateOf(window)).totals).toMatchObject({ undecided: 0, chosen: 1 });

    // Somebody else has the turn.
    const other = await connectGroupware({ address: sandbox.address, accessKey: sandbox.accessKey });
    await other.objects?.acquireLease({ holder: '佐藤@PC02', ttlSeconds: 600 });
    await other.close();
    await page.getByLabel(say('planScreen.dock.reason')).fill('呼び名をそろえるため');
    await applyButton(window, 1).click();
    await page
      .getByText(/佐藤@PC02/)
      .first()
      .waitFor();
    await button('planScreen.lease.open').click();
    const dialog = page.getByRole('dialog', { name: say('planScreen.lease.title', { holder: '佐藤@PC02' }) });
    expect(await dialog.getByRole('button', { name: say('planScreen.lease.do') }).isDisabled()).toBe(true);
    await dialog.getByLabel(say('planScreen.lease.sure')).check();
    await dialog.getByRole('button', { name: say('planScreen.lease.do') }).click();
    await page.getByText(say('planScreen.run.sentence.done', { done: 1, verified: 1 })).waitFor();
    await button('planScreen.run.history').click();
    await page.getByText(say('historyLog.sentence.take-over', { holder: '佐藤@PC02' })).waitFor();
    // Its end was seen: here is the plan again.
    await window.go('plan');
    await read(window);
    await page.getByText(say('planScreen.same.title')).waitFor();
    expect((await window.call('drafts.get', { section: 'common_settings', id: 'common_settings' })).object.base).toMatchObject({
      title: '購入申請',
    });
  });

  test('what others changed is taken into the draft, or left alone with a reason until a day', async () => {
    await using window = await openWindow(browser());
    const { page, say, button } = window;
    await window.openDemo();
    await window.go('plan');
    // Two colleagues have changed something since the console last looked.
    if ((await stateOf(window)).totals.byKind.drift === 0) await read(window);
    await rowOf(window, TITLE).click();
    await button('planScreen.item.takeTheirs').click();
    await rowOf(window, TITLE).waitFor({ state: 'detached' });
    await rowOf(window, 'serials demo-serial-overflows').click();
    await button('planScreen.item.ignore').click();
    const dialog = page.getByRole('dialog', { name: say('planScreen.ignore.title') });
    await dialog.getByRole('button', { name: say('planScreen.ignore.do') }).click();
    await dialog.getByText(say('planScreen.ignore.becauseMissing')).waitFor();
    await dialog.getByLabel(say('planScreen.ignore.because')).fill('支店の番号は来月そろえる');
    await dialog.getByRole('button', { name: say('planScreen.ignore.do') }).click();
    await page.getByText(say('planScreen.same.title')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: say('planScreen.summary.ignored', { count: 1 }) }).click();
    await page.getByText(/支店の番号は来月そろえる/).waitFor();
    await button('planScreen.ignored.takeBack').click();
    await rowOf(window, 'serials demo-serial-overflows').waitFor();
    await window.go('changeLog');
    await page.getByText(/支店の番号は来月そろえる/).waitFor();
    await page.getByText(say('historyLog.sentence.unignore')).waitFor();
  });
});

test('a run that is cut says where it stands after a restart, and goes on to the end', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window);
  try {
    await window.go('plan');
    await read(window);
    await draftGroups(window, 6);
    await applyButton(window, 6).waitFor();
    // The third one stands long enough for the host to be killed while it is on its way, however busy the machine is.
    sandbox.misbehave({ kind: 'latency', action: 'put_object', ms: 10_000, after: 2 });
    await page.getByLabel(say('planScreen.dock.reason')).fill('支店を増やすため');
    await applyButton(window, 6).click();
    await page.getByText(say('planScreen.run.sentence.running', { total: 6, done: 2 })).waitFor();
    window.allow(/ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE)/);
    window.allow(/status of 401/);
    await window.host.kill();
    sandbox.misbehave(null);
    await window.restartHost();
    await page.goto(window.host.address);
    // The key was remembered for the session that was cut.
    await page.getByRole('navigation').waitFor();
    await window.call('secrets.useSession', { use: true });
    await window.call('server.connect', { address: sandbox.address, accessKey: sandbox.accessKey });
    await page.getByRole('button', { name: startsWith(say('planScreen.bar.waits')) }).click();
    await page.getByText(say('planScreen.run.state.interrupted')).waitFor();
    const left = await page.getByRole('button', { name: /続きから/ }).textContent();
    expect(left).toMatch(/[34] 件/);
    await page.getByRole('button', { name: /続きから/ }).click();
    await page.getByText(say('planScreen.run.sentence.done', { done: 6, verified: 6 })).waitFor();
    // Each was written once.
    const puts = sandbox.calls.filter(({ action, parameters }) => action === 'put_object' && parameters['section'] === 'invoice_groups');
    expect(new Set(puts.map(({ parameters }) => parameters['request_id'])).size).toBe(6);
    await button('planScreen.run.toPlan').click();
    await page.getByText(say('planScreen.same.title')).waitFor();
  } finally {
    await sandbox.close();
  }
});

test('a failure leaves what succeeded, says what did not and why, and tries again only what may help', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window);
  try {
    await window.go('plan');
    await read(window);
    await draftGroups(window, 3);
    await applyButton(window, 3).waitFor();
    // Somebody takes the first one's place right before it is written; the second one's server is out of order for a while.
    sandbox.misbehave({ kind: 'edited-meanwhile', times: 1 });
    sandbox.misbehave({ kind: 'html', action: 'put_object', after: 1, times: 1 });
    await page.getByLabel(say('planScreen.dock.reason')).fill('支店を増やすため');
    await page.getByLabel(say('planScreen.dock.goOn')).check();
    await applyButton(window, 3).click();
    await page.getByText(say('planScreen.run.state.failed'), { exact: true }).waitFor();
    const steps = page.getByRole('table', { name: say('planScreen.steps.label') }).locator('tbody tr');
    await eventually(() => steps.count()).toBe(3);
    expect(await steps.nth(0).textContent()).toContain(say('error.apply-conflict.what'));
    await page.getByText(say('planScreen.run.view.failed'), { exact: true }).click();
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

test('a plan that needs a second administrator goes from console to console, and is sent once that one approved it', async () => {
  await using window = await openWindow(browser());
  await using second = await openWindow(browser());
  const sandbox = await connect(window);
  /** Saves the file that waits below the screen. */
  const saved = async ({ page, say }: OpenWindow): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: say('job.save') }).click()]);
    return download.path();
  };
  const give = async ({ page, button }: OpenWindow, name: string, path: string): Promise<void> => {
    const [dialog] = await Promise.all([page.waitForEvent('filechooser'), button(name).click()]);
    await dialog.setFiles(path);
  };
  try {
    const { page, say, button } = window;
    await window.go('plan');
    await read(window);
    await draftGroups(window, 1);
    await applyButton(window, 1).waitFor();
    await button('planScreen.dock.rules').click();
    await page.getByLabel(say('planScreen.rules.approvalRequired')).check();
    await button('planScreen.rules.do').click();
    await page.getByText(say('guard.approval.needs')).waitFor();
    await button('planScreen.export.open').click();
    await page.getByRole('menuitem', { name: say('planScreen.export.json') }).click();
    const plan = await saved(window);

    await second.call('secrets.useSession', { use: true });
    await second.openDemo();
    await second.go('plan');
    if ((await stateOf(second)).read === null) await read(second);
    await draftGroups(second, 1);
    await second.button('planScreen.dock.approval').click();
    await give(second, 'planScreen.approval.other.choose', plan);
    await second.button('planScreen.approval.other.approve', { count: 1 }).click();
    await second.page.getByText(second.say('planScreen.approval.other.approved')).waitFor();
    await second.page.keyboard.press('Escape');
    const approval = await saved(second);

    await button('planScreen.dock.approval').click();
    await give(window, 'planScreen.approval.import', approval);
    await page.getByLabel(say('planScreen.approval.nameOf')).fill('佐藤');
    await button('planScreen.approval.trust').click();
    await page.getByText(say('planScreen.approval.standing.valid')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel(say('planScreen.dock.reason')).fill('支店を増やすため');
    await applyButton(window, 1).click();
    await page.getByText(say('planScreen.run.sentence.done', { done: 1, verified: 1 })).waitFor();
  } finally {
    await sandbox.close();
  }
});

test('production is written to only once its name was typed, and shuts itself again', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window, {}, 'production');
  try {
    await window.go('plan');
    await read(window);
    await draftGroups(window, 1);
    await applyButton(window, 1).waitFor();
    await page.getByLabel(say('planScreen.dock.reason')).fill('支店を増やすため');
    await page.getByText(say('guard.armed.needs')).waitFor();
    expect(await applyButton(window, 1).isDisabled()).toBe(true);
    await button('planScreen.dock.arm').click();
    const dialog = page.getByRole('dialog', { name: say('planScreen.arm.title') });
    const name = dialog.getByLabel(say('ui.typeName', { name: '試験商事' }));
    await name.fill('試験商');
    expect(await dialog.getByRole('button', { name: say('planScreen.arm.do') }).isDisabled()).toBe(true);
    await name.fill('試験商事');
    await dialog.getByRole('button', { name: say('planScreen.arm.do') }).click();
    await page.getByText(say('guard.armed.needs')).waitFor({ state: 'detached' });
    await applyButton(window, 1).click();
    await page.getByText(say('planScreen.run.sentence.done', { done: 1, verified: 1 })).waitFor();
    expect((await stateOf(window)).profile.armedUntil).toBeNull();
  } finally {
    await sandbox.close();
  }
});

test('where nothing can be written the plan is a sheet; ticks stay, and what was entered is in the history', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window, { gateway: false });
  try {
    await window.call('drafts.apply', {
      command: {
        kind: 'put',
        section: 'invoice_groups',
        id: 'g1',
        note: '',
        body: { code: 'HONSHA', name: '本社', users: [], organizations: [] },
      },
    });
    await window.go('plan');
    await button('planScreen.read').click();
    await page.getByText(say('handOver.sentence', { objects: 1 })).waitFor();
    await page.getByText('[Amazonビジネス>機能管理>請求書グループ設定>請求書グループの追加]').waitFor();
    const finish = page.getByRole('button', { name: startsWith(say('handOver.task.finish')) });
    expect(await finish.isDisabled()).toBe(true);
    const boxes = page.getByRole('article').getByRole('checkbox');
    expect(await boxes.count()).toBe(2);
    for (let at = 0; at < 2; at++) {
      await page.keyboard.press('j');
      await page.keyboard.press('Space');
      await eventually(() => boxes.nth(at).isChecked()).toBe(true);
    }
    await window.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: window.host.origin });
    await page
      .getByRole('button', { name: startsWith(say('handOver.task.copy')) })
      .nth(1)
      .click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('HONSHA');
    await page.reload();
    await window.go('plan');
    await eventually(() => boxes.nth(1).isChecked()).toBe(true);
    await finish.click();
    await page.getByText(say('handOver.entered.title', { count: 1 })).waitFor();
    await window.go('changeLog');
    await page
      .getByText(say('historyLog.sentence.hand-over.create', { object: say('plan.object.invoice_groups', { name: '本社' }), lines: 2 }))
      .waitFor();
  } finally {
    await sandbox.close();
  }
});

test('every state of the plan, the history and the sheet is used by keyboard: all is reached, nothing catches it', async () => {
  await using window = await openWindow(browser());
  await window.openDemo();
  for (const { name, open, leave } of PLAN_STATES) {
    await open(window);
    // A dialog keeps the keyboard to itself, as it should; and the browser's own fields for days are several stops in one element.
    const isOpen = await window.page.locator('[aria-modal="true"]').isVisible();
    if (!isOpen && !name.startsWith('change-log')) expect((await tabRound(window.page)).length, name).toBeGreaterThan(12);
    await leave?.(window);
  }
});
