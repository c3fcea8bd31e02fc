import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { navigationLink, type OpenWindow, openWindow, tabLink } from '../support/window.ts';
import { tabTo } from '../support/window-keyboard.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
const NAME = '五段の購入';

const row = ({ page, say }: OpenWindow, step: number, total: number) =>
  page.getByRole('button', { name: say('routesScreen.line.stepOf', { step, total }) });
const keys = async (page: Page, key: string, times = 1): Promise<void> => {
  for (let done = 0; done < times; done += 1) await page.keyboard.press(key);
};

/** Selects the first result of the picker. */
async function choose({ page }: OpenWindow, label: string, name: string): Promise<void> {
  await tabTo(page, page.getByRole('combobox', { name: label, exact: true }));
  await page.keyboard.type(name);
  const option = page.getByRole('listbox', { name: label, exact: true }).getByRole('option', { selected: true });
  await eventually(async () => (await option.textContent())?.startsWith(name)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: label }).getByText(name).waitFor();
}

/** Enters another number in a field. */
async function enter({ page }: OpenWindow, label: string, value: number): Promise<void> {
  await tabTo(page, page.getByRole('textbox', { name: label, exact: true }));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(String(value));
}

/** Opens another tab of the details: the tabs are one Tab stop, arrow keys move between them, and Enter opens one. */
async function show({ page, say }: OpenWindow, from: string, to: string, arrows: number): Promise<void> {
  await tabTo(page, page.getByRole('tab', { name: say.phrase(`routesScreen.tabs.${from}`), exact: true }), 'Shift+Tab');
  await keys(page, arrows > 0 ? 'ArrowRight' : 'ArrowLeft', Math.abs(arrows));
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: say.phrase(`routesScreen.tabs.${to}`), exact: true, selected: true }).waitFor();
}

/** Adds a step after the last one, with the approvers of an organization. */
async function addStep(window: OpenWindow, count: number, organization: string): Promise<void> {
  const { page, say } = window;
  if (count === 1) await tabTo(page, page.getByRole('button', { name: say('routesScreen.line.insert') }));
  else await tabTo(page, row(window, count - 1, count - 1), 'Shift+Tab');
  await page.keyboard.press(count === 1 ? 'Enter' : 'Insert');
  const added = row(window, count, count);
  await eventually(() => added.evaluate((element) => element === document.activeElement)).toBe(true);
  await choose(window, say('route.kind.organization'), organization);
}

const routeId = async (window: OpenWindow): Promise<string> => {
  const { rows } = await window.call('drafts.list', {
    section: 'routes',
    search: NAME,
    sort: { by: 'name', direction: 'ascending' },
    offset: 0,
    limit: 1,
  });
  return rows[0]?.id ?? '';
};
/** Returns a route that existed before. */
const otherRoute = async (window: OpenWindow): Promise<{ readonly id: string; readonly name: string }> => {
  const { rows } = await window.call('drafts.list', {
    section: 'routes',
    search: '',
    sort: { by: 'name', direction: 'ascending' },
    offset: 0,
    limit: 50,
  });
  const row = rows.find(({ name }) => name !== NAME);
  if (row === undefined) throw new Error('the demo company has no route');
  return row;
};
const draftOf = async (window: OpenWindow, id: string) => (await window.call('drafts.get', { section: 'routes', id })).object.draft;
const saved = (window: OpenWindow) => window.page.getByRole('status').filter({ hasText: /保存済み/ });

/** Presses Ctrl+Z or Ctrl+Y until nothing is left; returns the number of steps. */
async function pressThrough(window: OpenWindow, direction: 'undo' | 'redo'): Promise<number> {
  const next = async () => (await window.call('drafts.summary', {})).steps[direction]?.id ?? null;
  let pressed = 0;
  for (let step = await next(); step !== null; step = await next()) {
    await window.page.keyboard.press(direction === 'undo' ? 'Control+Z' : 'Control+Y');
    await eventually(next).not.toBe(step);
    // The notice offers the opposite action when the window has completed this step; until then, the window ignores further keys.
    const back = window.page.getByRole('button', { name: window.say(direction === 'undo' ? 'undo.redo' : 'undo.undo') });
    await back.and(window.page.locator(':not([data-loading])')).waitFor();
    pressed += 1;
  }
  return pressed;
}

test('a new user drafts five steps by keyboard alone, sees where they fail, fixes them, undoes all, restarts, redoes', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  for (const link of [navigationLink(page, say, 'integration'), tabLink(page, say, 'routes')]) {
    await tabTo(page, link);
    await page.keyboard.press('Enter');
  }
  await page.getByRole('heading', { level: 1, name: say('app.screen.routes') }).waitFor();

  await tabTo(page, window.button('draftList.create.open'));
  await page.keyboard.press('Enter');
  const name = page.getByRole('textbox', { name: say('draftList.create.name') });
  await eventually(() => name.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type(NAME);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor();

  for (const [at, organization] of ['購買部', '経理部', '総務部', '人事部', '法務部'].entries())
    await addStep(window, at + 1, organization);
  // The last approver is the final decider.
  await tabTo(page, page.getByRole('switch', { name: say('routesScreen.step.final') }));
  await page.keyboard.press('Space');
  // The third step follows the applicant's own organization; it moves up one position and changes its kind.
  await tabTo(page, row(window, 5, 5), 'Shift+Tab');
  await keys(page, 'ArrowUp', 2);
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByText(say('routesScreen.line.moved', { step: 2, total: 5 })).waitFor();
  const kind = page.getByRole('combobox', { name: say('routesScreen.step.kind') });
  await tabTo(page, kind);
  await page.keyboard.press('Enter');
  const hierarchy = page.getByRole('option', { name: say('route.kind.hierarchy') });
  await hierarchy.waitFor();
  for (let pressed = 0; pressed < 6; pressed += 1) {
    const active = await kind.getAttribute('aria-activedescendant');
    if (active !== null && active === (await hierarchy.getAttribute('id'))) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await enter(window, say('routesScreen.step.fromLevel'), 2);
  await enter(window, say('routesScreen.step.toLevel'), 2);
  await saved(window).waitFor();

  const id = await routeId(window);
  const question = { routeId: id, date: new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10), absences: [] };
  await eventually(async () => JSON.stringify(await draftOf(window, id))).toContain('"from":2,"to":2');
  const before = await window.call('routes.simulateAll', question);
  expect(before.failing).toBeGreaterThan(0);

  await show(window, 'step', 'everybody', 3);
  const vacant = say('route.reason.nobody-at-level', { step: 2, level: 2, organization: '仙台支店' });
  const line = page.getByRole('listitem').filter({ hasText: vacant });
  await line.waitFor();
  const group = before.groups.find(({ problem }) => say.phrase(problem.text, problem.params) === vacant);
  expect(await line.textContent()).toContain(say('routesScreen.everybody.people', { count: group?.people ?? 0 }));

  await tabTo(page, line.getByRole('button', { name: say('routesScreen.everybody.toStep') }));
  await page.keyboard.press('Enter');
  await eventually(() => row(window, 2, 5).evaluate((element) => element === document.activeElement)).toBe(true);
  await enter(window, say('routesScreen.step.fromLevel'), 1);
  await enter(window, say('routesScreen.step.toLevel'), 1);
  await eventually(async () => JSON.stringify(await draftOf(window, id))).toContain('"from":1,"to":1');
  await show(window, 'step', 'everybody', 3);
  await line.waitFor({ state: 'detached' });
  const after = await window.call('routes.simulateAll', question);
  expect(after.failing).toBeLessThan(before.failing);
  const done = await draftOf(window, id);
  expect(done).toMatchObject({ name: NAME });

  // After undoing everything, the route no longer exists.
  const undone = await pressThrough(window, 'undo');
  expect(undone).toBeGreaterThan(5);
  await page.getByText(say('routesScreen.gone.title')).waitFor();
  expect(await routeId(window)).toBe('');

  // The host ends, and the session key of the page becomes invalid.
  window.allow(/ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE)/);
  window.allow(/status of 401/);
  await window.host.stop();
  await window.restartHost();
  await page.goto(window.host.address);
  await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
  await window.go('routes');
  expect(await pressThrough(window, 'redo')).toBe(undone);
  expect(await draftOf(window, id)).toEqual(done);
  await page.getByRole('button', { name: NAME, exact: true }).click();
  await row(window, 5, 5).waitFor();

  // A step is copied into another route, and one undo restores that route.
  await row(window, 2, 5).focus();
  await page.keyboard.press('Control+C');
  await page.getByText(say('routesScreen.line.copied', { count: 1 })).waitFor({ state: 'attached' });
  const other = await otherRoute(window);
  const untouched = await draftOf(window, other.id);
  await page.getByRole('button', { name: say('routesScreen.toList'), exact: true }).click();
  await page.getByRole('button', { name: other.name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: other.name }).waitFor();
  await page.getByRole('button', { name: say('routesScreen.line.pasteHere', { count: 1 }) }).click();
  const steps = async () => ((await draftOf(window, other.id)) as { readonly steps: readonly object[] }).steps;
  await eventually(async () => (await steps()).length).toBe((untouched as { steps: object[] }).steps.length + 1);
  const { id: _, ...pasted } = (await steps()).at(-1) as { readonly id: string };
  const { id: __, ...copied } = (done as { steps: { id: string }[] }).steps[1] as { id: string };
  expect(pasted).toEqual(copied);
  await page.keyboard.press('Control+Z');
  await eventually(async () => await draftOf(window, other.id)).toEqual(untouched);
});
