import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import { type OpenWindow, openWindow, rowsInTable, tabLink } from '../support/window.ts';
import { openFixes } from '../support/window-fix-states.ts';
import { applyButton, connect, draftGroups, read, startsWith } from '../support/window-plan.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

const press = async ({ page }: OpenWindow, target: Locator, key = 'Enter'): Promise<void> => {
  await target.focus();
  await page.keyboard.press(key);
};
/** Returns the focused element as text, or '' if it is the target. */
const elsewhere = (target: Locator): Promise<string> =>
  target.evaluate((element) => (element === document.activeElement ? '' : (document.activeElement?.outerHTML.slice(0, 160) ?? 'nothing')));
const goesTo = (target: Locator, after: string) => eventually(() => elsewhere(target), `the keyboard after: ${after}`).toBe('');
const heading = ({ page }: OpenWindow): Locator => page.locator('#screen-title');

/** Expects focus on an element inside this one. */
const staysIn = (place: Locator, after: string) =>
  eventually(
    () => place.evaluate((element) => element !== document.activeElement && element.contains(document.activeElement)),
    `the keyboard stays after: ${after}`,
  ).toBe(true);

/** Records the focused elements while the submit button of a form is loading. */
async function watchFocusAtWork({ page }: OpenWindow): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    const record = (): void => {
      const button = document.querySelector('[type="submit"][data-loading]');
      if (button !== null) seen.add(button === document.activeElement ? 'the button' : (document.activeElement?.tagName ?? 'nothing'));
      requestAnimationFrame(record);
    };
    record();
    Object.assign(window, { seen });
  });
  return () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
}

const step = ({ page, say }: OpenWindow, at: number, total: number): Locator =>
  page.getByRole('button', { name: say('routesScreen.line.stepOf', { step: at, total }) });

test('adopting, undoing, dropping and closing leave the focus where work continues', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, button } = window;
  await window.go('matching');
  await rowsInTable(window);
  const grid = page.getByRole('grid');
  await grid.focus();
  for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key);
  const panel = page.getByRole('region').filter({ has: button('ui.closePanel') });
  await panel.getByText(say('matching.comparePanel.action')).waitFor();
  await press(window, panel.getByRole('button', { name: say('fixesScreen.adoptOf', { address: '' }).trim() }).first());
  await staysIn(panel, 'adopting in the panel');

  const notice = page.getByRole('status').filter({ has: page.getByRole('button', { name: say('undo.undo') }) });
  const undo = page.getByRole('button', { name: say('undo.undo') });
  const redo = page.getByRole('button', { name: say('undo.redo') });
  await notice.waitFor();
  await press(window, undo);
  await goesTo(redo, 'undoing by the notice');
  await press(window, redo);
  await goesTo(undo, 'doing it again by the notice');
  await press(window, notice.getByRole('button', { name: say('ui.close') }));
  await staysIn(panel, 'closing the notice');
  await press(window, button('ui.closePanel'));
  await goesTo(grid, 'closing the panel');

  // The tabs are rendered again together with the screen.
  await openFixes(window, 'list');
  await grid.waitFor();
  const people = page.getByRole('tab', { name: say('fixesScreen.tabs.people'), exact: true });
  await press(window, people);
  await page.getByRole('heading', { name: say('fix.account.why.leaver') }).waitFor();
  await goesTo(people, 'opening another tab');
  await press(window, page.getByRole('checkbox', { name: say('fixesScreen.people.neo.tickAll') }), 'Space');
  const take = page.getByRole('button', { name: /件を下書きに入れる/ });
  await press(window, take);
  await notice.waitFor();
  await staysIn(page.getByRole('main'), 'taking leavers out');

  await openFixes(window, 'list');
  await grid.focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await press(window, page.getByRole('button', { name: startsWith(say('fixesScreen.panel.drop')) }).last());
  await page.getByText(say('fixesScreen.empty.title')).waitFor();
  await staysIn(page.getByRole('main'), 'dropping the last fix');
});

test('adding, deleting and restoring steps and routes leave the focus next to them', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, button } = window;
  await window.go('routes');
  await page.getByRole('table').waitFor();
  const rows = page.getByRole('row').filter({ has: page.locator('[data-opener]') });
  await press(window, page.locator('[data-opener]').first());
  await step(window, 1, 2).waitFor();
  await goesTo(heading(window), 'opening a route');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await goesTo(step(window, 1, 2), 'the way to the steps');
  const actions = (at: number): Locator =>
    page.getByRole('button', { name: say('routesScreen.line.actionsOf', { step: at }), exact: true });
  await page.keyboard.press('ArrowRight');
  await goesTo(actions(1), 'the arrow along a step');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await goesTo(page.getByRole('button', { name: startsWith(say('routesScreen.line.insert')) }).first(), 'the arrow back past a step');
  await press(window, page.getByRole('button', { name: startsWith(say('routesScreen.line.insert')) }).first());
  await goesTo(step(window, 1, 3), 'adding a step');
  await press(window, actions(1));
  await press(window, page.getByRole('menuitem', { name: say('routesScreen.line.remove') }));
  await goesTo(step(window, 1, 2), 'deleting a step from its menu');
  await page.keyboard.press('Delete');
  await goesTo(step(window, 1, 1), 'deleting a step by its key');
  await page.keyboard.press('Delete');
  await eventually(() => page.evaluate(() => document.activeElement?.closest('main ol') !== null), 'the only step').toBe(true);
  await page.keyboard.press('Control+Z');
  await step(window, 1, 1).waitFor();
  const redo = page.getByRole('button', { name: say('undo.redo') });
  await press(window, redo);
  await goesTo(page.getByRole('button', { name: say('undo.undo') }), 'doing it again by the notice');

  await window.go('routes');
  await page.getByRole('table').waitFor();
  const many = await rows.count();
  await press(window, rows.last().getByRole('button').last());
  await press(window, page.getByRole('menuitem', { name: say('draftList.action.delete') }));
  const dialog = page.getByRole('dialog');
  await press(window, dialog.getByRole('button', { name: say('draftList.delete.do', { count: 1 }) }));
  await dialog.waitFor({ state: 'detached' });
  expect(await rows.count()).toBeLessThanOrEqual(many);
  await staysIn(page.getByRole('table'), 'deleting the last route of the list');
  await press(window, button('draftList.create.open'));
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await goesTo(button('draftList.create.open'), 'leaving the dialog');
});

test('people, tabs, conditions and deadlines give the keyboard back', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, button } = window;
  await window.go('people');
  const grid = page.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await button('people.back').waitFor();
  await goesTo(heading(window), 'opening a person');
  await press(window, button('people.back'));
  await grid.waitFor();
  await goesTo(heading(window), 'leaving a person');

  await window.go('matching');
  await press(window, tabLink(page, say, 'fixes'));
  await page.getByRole('heading', { level: 1, name: say('app.screen.fixes') }).waitFor();
  await goesTo(heading(window), 'opening another screen by its tab');

  // The search opens the section it lists, and shows which screen it belongs to.
  await page.keyboard.press('Control+K');
  const search = page.getByRole('combobox', { name: say('palette.title') });
  await goesTo(search, 'opening the search');
  await page.keyboard.type('退職');
  await page.keyboard.press('Enter');
  const leavers = page.getByRole('tab', { name: say('fixesScreen.tabs.people'), exact: true, selected: true });
  await leavers.waitFor();
  await goesTo(heading(window), 'going to a part of a screen by the search');

  await window.go('routes');
  await press(window, page.getByRole('button', { name: '福岡支店の購入', exact: true }));
  await step(window, 1, 2).waitFor();
  await press(window, button('routesScreen.line.showProblems'));
  const matters = page.getByRole('group', { name: say('routesScreen.step.matters') });
  await goesTo(matters, 'going to what is the matter with a step');
  // The suggestions are still loading; until they are shown, Tab skips this area.
  await matters.getByRole('button').first().waitFor();
  await page.keyboard.press('Tab');
  await staysIn(matters, 'going on from there');

  await window.go('matching');
  await grid.waitFor();
  const views = page.getByRole('button', { name: say('views.title.matching') });
  await press(window, views);
  await press(window, page.getByRole('menuitem', { name: say('views.save.matching') }));
  const name = page.getByRole('textbox', { name: say('views.name') });
  await goesTo(name, 'saving a condition');
  await page.keyboard.type('一つ目');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor({ state: 'detached' });
  // The menu entry that opened the dialog no longer exists.
  const saved = page.getByRole('button', { name: '一つ目' });
  await goesTo(saved, 'closing a dialog whose opener is gone');
  await press(window, saved);
  await press(window, page.getByRole('menuitem', { name: say('views.manage') }));
  await press(window, button('views.deleteOf', { name: '一つ目' }));
  await page.getByText(say('views.allGone')).waitFor();
  await staysIn(dialog, 'deleting the only condition');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await goesTo(views, 'closing the dialog of conditions');

  const bell = page.getByRole('button', { name: startsWith(say('notices.label')) });
  await press(window, bell);
  const later = page.getByRole('button', { name: say('notices.putOffOf', { what: '' }).trim() });
  await later.first().waitFor();
  await press(window, later.first());
  await eventually(() => elsewhere(page.locator('body')), 'putting a deadline off').not.toBe('');
});

test('the focus moves to the next possible action when an apply ends', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  const sandbox = await connect(window);
  try {
    await window.go('plan');
    await read(window);
    await draftGroups(window, 3);
    const apply = applyButton(window, 3);
    await apply.waitFor();
    const reason = page.getByLabel(say('planScreen.dock.reason'));
    await press(window, reason);
    await page.getByText(say('planScreen.dock.notYet', { why: say('guard.reason.needs'), more: 0 })).waitFor();
    await page.keyboard.type('支店を増やすため');
    await page.keyboard.press('Enter');
    await goesTo(apply, 'Enter in the reason');
    expect((await window.call('plan.state', {})).run).toBeNull();
    const focusAtWork = await watchFocusAtWork(window);
    await page.keyboard.press('Enter');
    await page.getByText(say('planScreen.run.sentence.done', { done: 3, verified: 3 })).waitFor();
    expect(await focusAtWork()).toEqual(['the button']);
    await staysIn(page.getByRole('main'), 'an apply that ended');
    await press(window, button('planScreen.run.toPlan'));
    await page.getByText(say('planScreen.same.title')).waitFor();
    await staysIn(page.getByRole('main'), 'going back to the plan');
  } finally {
    await sandbox.close();
  }
});

test('a control keeps the focus if it is moved or briefly disabled, but not if it had lost the focus before', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page } = window;
  await window.go('settings');
  await goesTo(heading(window), 'going to a screen');
  const control = page.locator('main button:enabled:visible').last();
  await control.evaluate((button: HTMLElement) => {
    button.focus();
    button.parentElement?.append(button);
  });
  await goesTo(control, 'being moved');
  await control.evaluate((button: HTMLButtonElement) => {
    document.addEventListener('focusout', () => queueMicrotask(() => button.removeAttribute('disabled')), { once: true });
    button.disabled = true;
  });
  await goesTo(control, 'being switched off for a moment');
  await control.evaluate((button: HTMLElement) => button.blur());
  const stays = await control.evaluate(async (button) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    // Any DOM change triggers the focus check.
    button.toggleAttribute('hidden');
    button.toggleAttribute('hidden');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return document.activeElement === document.body;
  });
  expect(stays, 'nothing takes the keyboard back that somebody let go of').toBe(true);
});
