import { describe, expect, test } from 'vitest';
import { connectGroupware } from '#main/groupware/connect.ts';
import type { NavigationEntryId } from '#renderer/app/navigation/navigation-entries.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { MIN_REASON_LENGTH } from '#shared/domain/sync/guards/reason.ts';
import { navigationLink, type OpenWindow, openWindow, tabLink } from '../support/window.ts';
import { tabTo } from '../support/window-keyboard.ts';
import { applyButton, connect, read, rowOf, startsWith, stateOf } from '../support/window-plan.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
const ROUTE = 'demo-route-committee';
const ROUTE_NAME = '設備の購入（購買委員会）';
const TITLE = 'common_settings common_settings';

const isFocused = (element: Element): boolean => element === document.activeElement;
const routeOf = async (window: OpenWindow): Promise<{ readonly base: Route; readonly draft: Route }> =>
  (await window.call('drafts.get', { section: 'routes', id: ROUTE })).object as unknown as { base: Route; draft: Route };
const order = ({ steps }: Route): string[] => steps.map(({ id }) => id);

test('a route is changed, planned, applied and undone by keyboard alone', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  const press = async (target: Parameters<typeof tabTo>[1]): Promise<void> => {
    await tabTo(page, target);
    await page.keyboard.press('Enter');
  };
  const rail = (entry: NavigationEntryId) => navigationLink(page, say, entry);
  const before = order((await routeOf(window)).draft);

  await press(rail('integration'));
  await press(tabLink(page, say, 'routes'));
  // The list is a single Tab stop; keys of the list move between its rows.
  const route = page.getByRole('button', { name: ROUTE_NAME, exact: true });
  await route.waitFor();
  await tabTo(page, page.locator('table [data-opener]').first());
  for (let at = 0; at < 10 && !(await route.evaluate(isFocused)); at++) await page.keyboard.press('j');
  await eventually(() => route.evaluate(isFocused)).toBe(true);
  await page.keyboard.press('Enter');
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
  // J starts at the first row, and the route is one of the next rows.
  for (let at = 0; at < 10 && !(await row.evaluate(isFocused)); at++) await page.keyboard.press('j');
  expect(await row.evaluate(isFocused)).toBe(true);
  await page.keyboard.press('Space');
  await eventually(async () => (await stateOf(window)).totals.chosen).toBe(0);
  await page.keyboard.press('Space');
  await eventually(async () => (await stateOf(window)).totals.chosen).toBe(1);
  await page.keyboard.press('Enter');
  const item = page.getByRole('region', { name: say('plan.object.routes', { name: ROUTE_NAME }) });
  await item.getByText(say('planScreen.item.change.moved'), { exact: true }).waitFor();
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
  await page.getByRole('heading', { level: 1, name: say('historyScreen.title') }).waitFor();
  await page.getByText(say('historyScreen.chain.intact', { count: 3 })).waitFor();
  const written = page.locator('[data-entry]').filter({ hasText: ROUTE_NAME });
  await written.waitFor();
  await page.keyboard.press('j');
  for (let at = 0; at < 5 && !(await written.evaluate(isFocused)); at++) await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByText('承認の順を見直すため').first().waitFor();
  await press(page.getByRole('button', { name: say('historyScreen.panel.undoOne'), exact: true }));
  await page.getByText(say('undoRun.does.change')).waitFor();
  await press(page.getByRole('button', { name: say('undoRun.do', { count: 1 }), exact: true }));
  await page.getByRole('heading', { level: 1, name: say('planScreen.title') }).waitFor();
  await row.waitFor();
  await send('元の順に戻すため');
  expect(order((await routeOf(window)).base)).toEqual(before);
  expect((await window.call('historyLog.verify', {})).state).toBe('intact');
});

describe('other administrators', () => {
  test('a conflict accepts a third value; the holder of the edit lock is shown, and is replaced only on request', async () => {
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

    // Another console holds the edit lock.
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
    // The hint about a plan disappears together with the plan, not a moment later while the user types.
    expect(await page.getByText(say('firstHint.plan')).count()).toBe(0);
    await button('planScreen.run.history').click();
    await page.getByRole('heading', { level: 1, name: say('historyScreen.title') }).waitFor();
    // The takeover of the edit lock is recorded before a run exists, so it is not one of the run's entries.
    await button('historyScreen.filter.oneRun').click();
    await page.getByText(say('historyLog.sentence.take-over', { holder: '佐藤@PC02' })).waitFor();
    // The result of the run was seen, so the plan is shown again.
    await window.go('plan');
    await read(window);
    await page.getByText(say('planScreen.same.title')).waitFor();
    expect((await window.call('drafts.get', { section: 'common_settings', id: 'common_settings' })).object.base).toMatchObject({
      title: '購入申請',
    });
  });

  test('changes by others are accepted into the draft, or ignored with a reason until a date', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say, button } = window;
    await window.go('plan');
    // Two colleagues have changed objects since the console last read the server.
    if ((await stateOf(window)).totals.byKind.drift === 0) await read(window);
    await rowOf(window, TITLE).click();
    await button('planScreen.item.takeTheirs').click();
    await rowOf(window, TITLE).waitFor({ state: 'detached' });
    await rowOf(window, 'serials demo-serial-overflows').click();
    await button('planScreen.item.ignore').click();
    const dialog = page.getByRole('dialog', { name: say('planScreen.ignore.title') });
    await dialog.getByRole('button', { name: say('planScreen.ignore.do') }).click();
    await dialog.getByText(say('planScreen.ignore.becauseMissing', { least: MIN_REASON_LENGTH })).waitFor();
    await dialog.getByLabel(say('planScreen.ignore.because')).fill('支店の番号は来月そろえる');
    await dialog.getByRole('button', { name: say('planScreen.ignore.do') }).click();
    await page.getByText(say('planScreen.same.title')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: say('planScreen.summary.ignored', { count: 1 }) }).click();
    await page.getByText(/支店の番号は来月そろえる/).waitFor();
    await button('planScreen.ignored.takeBack').click();
    await rowOf(window, 'serials demo-serial-overflows').waitFor();
    await window.go('history');
    await page.getByText(/支店の番号は来月そろえる/).waitFor();
    await page.getByText(say('historyLog.sentence.unignore')).waitFor();
  });
});
