import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { applyButton, connect, draftGroups, read, stateOf } from '../support/window-plan.ts';
import { delayCalls, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('a plan that needs a second administrator is passed between consoles, and is sent once it is approved', async () => {
  await using window = await openWindow(browser());
  await using second = await openWindow(browser());
  const sandbox = await connect(window);
  /** Presses the button that writes a file; returns the path of the download. */
  const saved = async ({ page }: OpenWindow, act: Locator): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), act.click()]);
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
    const plan = await saved(window, page.getByRole('menuitem', { name: say('planScreen.export.json') }));
    await page.getByText(/^「.* 20\d\d-\d\d-\d\d\.json」を保存しました$/).waitFor();

    await second.call('secrets.useSession', { use: true });
    await second.openDemo();
    await second.go('plan');
    if ((await stateOf(second)).read === null) await read(second);
    await draftGroups(second, 1);
    await second.button('planScreen.dock.approval').click();
    await give(second, 'planScreen.approval.other.choose', plan);
    const approval = await saved(second, second.button('planScreen.approval.other.approve', { count: 1 }));
    await second.page.getByText(second.say('planScreen.approval.other.approved')).waitFor();
    await second.page.keyboard.press('Escape');

    await button('planScreen.dock.approval').click();
    await give(window, 'planScreen.approval.import', approval);
    await page.getByLabel(say('planScreen.approval.nameOf')).fill('佐藤');
    await button('planScreen.approval.trust').click();
    await page.getByText(say('planScreen.approval.standing.valid'), { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel(say('planScreen.dock.reason')).fill('支店を増やすため');
    await applyButton(window, 1).click();
    await page.getByText(say('planScreen.run.sentence.done', { done: 1, verified: 1 })).waitFor();
  } finally {
    await sandbox.close();
  }
});

/** Creates a plan with one new group for a production company, without a reason; returns the server, which the test has to close. */
async function planProduction(window: OpenWindow): ReturnType<typeof connect> {
  const sandbox = await connect(window, {}, 'production');
  await window.go('plan');
  await read(window);
  await draftGroups(window, 1);
  await applyButton(window, 1).waitFor();
  return sandbox;
}

test('production is written to only once its name was typed, and shuts itself again', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await planProduction(window);
  try {
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
    expect((await stateOf(window)).company.armedUntil).toBeNull();
  } finally {
    await sandbox.close();
  }
});

test('a met condition keeps its position, so that a click on another one hits it', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await planProduction(window);
  try {
    await page.getByText(say('guard.reason.needs')).waitFor();
    const answer = await delayCalls(window, 'plan.guards');
    // Listens before typing, because on a busy machine the request may be sent before the test continues.
    const asked = page.waitForRequest((request) => request.postData()?.includes('支店を増やすため') === true);
    await page.getByLabel(say('planScreen.dock.reason')).fill('支店を増やすため');
    await asked;
    await button('planScreen.dock.arm').hover();
    await page.mouse.down();
    answer();
    await page.getByText(say('guard.reason.ok')).waitFor();
    await page.mouse.up();
    await page.getByRole('dialog', { name: say('planScreen.arm.title') }).waitFor();
  } finally {
    await sandbox.close();
  }
});

test('a search without results keeps the typed reason, and does not claim that nothing differs', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  const sandbox = await planProduction(window);
  try {
    // A list of few changes has no filter.
    for (let number = 1; number <= 10; number++)
      await window.call('drafts.create', { section: 'invoice_groups', name: `支店 ${number}`, template: null });
    const reason = page.getByLabel(say('planScreen.dock.reason'));
    await reason.fill('支店を増やすため');
    const search = page.getByLabel(say('planScreen.filter.search'));
    await search.fill('qqqzzz');
    const nothing = page.getByText(say('planScreen.noMatches'));
    await nothing.waitFor();
    await search.fill('');
    await nothing.waitFor({ state: 'detached' });
    expect(await page.getByText(say('planScreen.same.title')).count()).toBe(0);
    expect(await reason.inputValue()).toBe('支店を増やすため');
  } finally {
    await sandbox.close();
  }
});
