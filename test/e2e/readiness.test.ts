import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { getFormat } from '#renderer/ui/text/format.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { navigationLink, type OpenWindow, openWindow, rowsInTable } from '../support/window.ts';
import { tabTo } from '../support/window-keyboard.ts';
import { eventually, sharedBrowser, sharedDemo } from '../support/window-tests.ts';

const browser = sharedBrowser();
const demo = sharedDemo(browser);
const format = getFormat('ja');

/** The breakdown of the shared window. */
const breakdown = async (): Promise<OpenWindow> => {
  const window = await demo();
  await window.go('breakdown');
  return window;
};

type Cause = NonNullable<CallOutput<'fixes.causes'>>['causes'][number];

/** The button of a card. */
const cardButton = ({ page }: OpenWindow, title: string) => page.getByRole('listitem').filter({ hasText: title }).getByRole('button');
const titleOf = ({ say }: OpenWindow, { kind, root }: Cause): string => {
  const action = say(`readiness.next.action.${kind}`);
  return root === null ? action : say('readiness.queue.ofRoot', { action, root: root.name });
};

describe('the home of the demo company', () => {
  test('says in one sentence who cannot order and what helps today, with the same number as the navigation and the list', async () => {
    const window = await demo();
    const { page, say } = window;
    const { blocked = 0 } = (await window.call('readiness.summary', {})) ?? {};
    const answer = await window.call('fixes.causes', {});
    if (answer === null) throw new Error('no causes');
    expect(answer.today.causes).toBeGreaterThan(1);
    expect(answer.today.people).toBeLessThan(blocked);
    await page.getByText(say('readiness.answer.blocked', { people: blocked })).waitFor();
    await page.getByText(say('readiness.answer.today', answer.today), { exact: true }).waitFor();
    await navigationLink(page, say, 'matching').getByText(format.count(blocked), { exact: true }).waitFor();
    // The causes are a partition of the people who cannot order.
    expect(answer.causes.reduce((sum, { people }) => sum + people, 0)).toBe(blocked);
    const { inDanger } = await window.call('orders.summary', {});
    const orders = page.getByRole('listitem').filter({ hasText: say('readiness.queue.orders.title') });
    await orders.getByText(say('readiness.queue.orders.count', { count: inDanger }), { exact: true }).waitFor();
    await navigationLink(page, say, 'orders').getByText(format.count(inDanger), { exact: true }).waitFor();
    expect(await page.title()).toContain(say('app.screen.readiness'));
  });

  test('leads from a card to exactly its people, and from a cause with one root to the root', async () => {
    const window = await demo();
    const { page, say } = window;
    const causes = (await window.call('fixes.causes', {}))?.causes ?? [];
    for (const cause of [causes.find(({ kind }) => kind === 'spelling'), causes.find(({ kind }) => kind === 'remind')]) {
      if (cause === undefined) throw new Error('the demo company is another one');
      await cardButton(window, titleOf(window, cause)).click();
      await page.getByRole('heading', { level: 1, name: say('matching.title') }).waitFor();
      await eventually(() => rowsInTable(window), cause.kind).toBe(cause.people);
      await page.keyboard.press('Alt+ArrowLeft');
    }
    const rooted = causes.find(({ root }) => root !== null);
    if (rooted?.root == null) throw new Error('no cause has a root');
    await cardButton(window, titleOf(window, rooted)).click();
    await eventually(() => page.evaluate(() => globalThis.location.hash)).toContain(`/${rooted.root.screen}?`);
    expect(await page.evaluate(() => globalThis.location.hash)).toContain(encodeURIComponent(rooted.root.id));
  });

  test('moves between the cards with the arrow keys, opens one with Enter, and keeps the focus on the way back', async () => {
    const window = await demo();
    const { page, say } = window;
    const buttons = page.getByRole('list', { name: say('readiness.queue.title') }).getByRole('button');
    await buttons.nth(2).waitFor();
    const isFocused = (at: number) => buttons.nth(at).evaluate((element) => element === document.activeElement);
    await tabTo(page, buttons.first());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await isFocused(2)).toBe(true);
    await page.keyboard.press('ArrowUp');
    expect(await isFocused(1)).toBe(true);
    await page.keyboard.press('End');
    expect(await isFocused((await buttons.count()) - 1)).toBe(true);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: say('app.screen.orders') }).waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await buttons.first().waitFor();
    await eventually(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });

  test('follows the work on a cause from an adopted fix to the file', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say } = window;
    const cause = async () => (await window.call('fixes.causes', {}))?.causes.find(({ kind }) => kind === 'spelling');
    const before = await cause();
    if (before === undefined) throw new Error('the demo company is another one');
    const card = page.getByRole('listitem').filter({ hasText: titleOf(window, before) });
    await card.getByText(say('readiness.queue.state.open'), { exact: true }).waitFor();
    const { revision } = (await window.call('readiness.summary', {})) ?? { revision: 0 };
    const filter = { ...EMPTY_FINDING_FILTER, codes: before.codes, firstGateOnly: true };
    const { adopted } = await window.call('fixes.adoptMany', { selection: { revision, filter, except: [] }, ticked: [], invite: false });
    expect(adopted).toBeGreaterThan(0);
    await card.getByText(say('readiness.queue.progress.adopted', { count: adopted })).waitFor();
    expect(await cause()).toMatchObject({ state: 'open', people: before.people, progress: { adopted, none: before.people - adopted } });
  });

  test('leads from every part of the bar to exactly its people in the list of people', async () => {
    const window = await demo();
    const { page, say } = window;
    const summary = await window.call('readiness.summary', {});
    if (summary === null) throw new Error('nothing was computed');
    const { ready, blocked, notChecked, inScope, users } = summary;
    const parts = [
      ['ready', ready],
      ['blocked', blocked],
      ['notChecked', notChecked],
      ['outside', users - inScope],
    ] as const;
    expect(parts.filter(([, people]) => people > 0).length).toBeGreaterThan(2);
    for (const [part, people] of parts) {
      await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
      const link = page.getByRole('button', {
        name: `${say(`readiness.states.${part}`)} ${say('readiness.states.people', { people })}`,
        exact: true,
      });
      if (people === 0) {
        expect(await link.count()).toBe(0);
        continue;
      }
      await link.click();
      await page.getByRole('heading', { level: 1, name: say('people.title') }).waitFor();
      const grid = page.getByRole('grid', { name: say('people.table.label') });
      await eventually(() => grid.getAttribute('aria-rowcount'), part).toBe(String(people + 1));
      await page.keyboard.press('Alt+ArrowLeft');
    }
  });
});

describe('the breakdown of the demo company', () => {
  test('shows the numbers that the contract computes', async () => {
    const window = await breakdown();
    const { page, say } = window;
    const summary = await window.call('readiness.summary', {});
    if (summary === null) throw new Error('nothing was computed');
    const { blocked, reasons, byCode, gates } = summary;
    const strip = page.getByRole('list', { name: say('readiness.gates.label') });
    for (const { gate, stopsHere } of gates) {
      const there = strip.getByRole('button', { name: new RegExp(`^${gate} ${say(`readiness.gates.name.${gate}`)}`) });
      if (stopsHere > 0) await there.getByText(say('readiness.gates.stopsCount', { count: stopsHere }), { exact: true }).waitFor();
    }

    await window.button('readiness.reasons.more', { reasons: reasons.length - 8 }).click();
    const told = await page
      .getByRole('table')
      .filter({ hasText: say('readiness.reasons.title') })
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [row.querySelector('th span')?.firstChild?.textContent, row.querySelector('td')?.textContent]),
      );
    expect(told).toEqual(reasons.map(({ code, people }) => [say(`finding.${code}.name`), format.count(people)]));
    expect(reasons.reduce((sum, { people }) => sum + people, 0)).toBe(blocked);

    for (const { code, severity, findings } of byCode.filter((row) => row.severity !== 'block' && row.findings > 0)) {
      const name = `${say(`ui.state.${severity}`)} ${say(`finding.${code}.name`)} ${say('readiness.risks.findings', { findings })}`;
      expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(1);
    }
  });

  test('links every number to exactly the people it counts', async () => {
    const window = await breakdown();
    const { page, say } = window;
    const summary = await window.call('readiness.summary', {});
    const reasons = summary?.reasons ?? [];
    expect(reasons.length).toBeGreaterThan(15);
    for (const { code, people } of reasons) {
      await page.getByRole('heading', { name: say('readiness.reasons.title') }).waitFor();
      const link = window.button('readiness.reasons.openOf', { reason: say(`finding.${code}.name`), people });
      if ((await link.count()) === 0) await window.button('readiness.reasons.more', { reasons: reasons.length - 8 }).click();
      await link.click();
      await page.getByRole('heading', { level: 1, name: say('matching.title') }).waitFor();
      await eventually(() => rowsInTable(window), code).toBe(people);
      await page.getByText(say('matching.count', { count: people, people }), { exact: true }).waitFor();
      await page.keyboard.press('Alt+ArrowLeft');
    }
  });

  test('leads from each responsible side to exactly its people, and from the navigation to the whole list with the number of its entry', async () => {
    const window = await breakdown();
    const { page, say } = window;
    const { reasons = [], blocked = 0 } = (await window.call('readiness.summary', {})) ?? {};
    for (const side of ['neo', 'amazon', 'both'] as const) {
      const people = reasons.reduce((sum, { owners }) => sum + owners[side], 0);
      expect(people, side).toBeGreaterThan(0);
      await page
        .getByRole('list', { name: say('readiness.reasons.byMove') })
        .getByRole('button', { name: `${say(`readiness.move.${side}`)} ${say('readiness.reasons.number', { people })}` })
        .click();
      await page
        .getByRole('button', { name: say('matching.filter.side', { owner: say(`readiness.move.${side}`) }), exact: true })
        .waitFor();
      await eventually(() => rowsInTable(window), side).toBe(people);
      await page.keyboard.press('Alt+ArrowLeft');
    }
    await window.go('matching');
    await page.getByText(`（注文できない人は ${blocked} 人）`).waitFor();
  });

  test('leads from a gate to exactly the people it stops, and from a number of people not checked to these', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say } = window;
    const summary = await window.call('readiness.summary', {});
    const gate = summary?.gates.find(({ stopsHere }) => stopsHere > 0);
    if (gate === undefined) throw new Error('no gate stops anybody');
    await window.go('breakdown');
    const strip = page.getByRole('list', { name: say('readiness.gates.label') });
    const button = (place: number) =>
      strip.getByRole('button', { name: new RegExp(`^${place} ${say.phrase(`readiness.gates.name.${place}`)}`) });
    await button(gate.gate).click();
    await page.getByRole('heading', { level: 1, name: say('matching.title') }).waitFor();
    await eventually(() => rowsInTable(window)).toBe(gate.stopsHere);

    await window.call('secrets.useSession', { use: true });
    await window.call('secrets.set', { name: 'catalog-password', value: 'a-catalog-password-9Xk' });
    await window.call('secrets.clear', { name: 'catalog-password' });
    await window.go('readiness');
    await page.getByText(say('readiness.answer.gates', { count: 1 }), { exact: true }).waitFor();
    await window.go('breakdown');
    await button(1).getByText(say('readiness.gates.notChecked'), { exact: true }).waitFor();
    const after = await window.call('readiness.summary', {});
    const unseen = after?.organizations.find(({ depth, inScope, ready, blocked }) => depth === 1 && inScope > ready + blocked);
    if (unseen === undefined) throw new Error('everybody was checked');
    const people = unseen.inScope - unseen.ready - unseen.blocked;
    await window.button('readiness.organizations.openNotChecked', { name: unseen.name, people }).click();
    await page.getByRole('heading', { level: 1, name: say('people.title') }).waitFor();
    const grid = page.getByRole('grid', { name: say('people.table.label') });
    await eventually(() => grid.getAttribute('aria-rowcount')).toBe(String(people + 1));
  });

  test('shows every organisation in its tree, and leads to its people', async () => {
    const window = await breakdown();
    const { page } = window;
    const summary = await window.call('readiness.summary', {});
    const organizations = summary?.organizations ?? [];
    expect(organizations.length).toBeGreaterThan(100);
    await window.button('readiness.organizations.expandAll').click();
    const rows = page.getByRole('treegrid').locator('tbody tr');
    expect(await rows.count()).toBe(organizations.length);
    const levels = await rows.evaluateAll((all) => all.map((row) => Number(row.getAttribute('aria-level'))));
    expect(Math.max(...levels)).toBe(Math.max(...organizations.map(({ depth }) => depth)) + 1);

    const deepest = organizations.filter(({ blocked }) => blocked > 0).at(-1);
    if (deepest === undefined) throw new Error('nobody is blocked');
    const people = deepest.blocked;
    await window.button('readiness.organizations.open', { name: deepest.name, people }).first().click();
    expect(await rowsInTable(window)).toBe(people);
  });

  test('shows organisations by reason, sorts them by one, and leads from a cell to exactly its people', async () => {
    const window = await breakdown();
    const { page, say } = window;
    const summary = await window.call('readiness.summary', {});
    const [first] = summary?.reasons ?? [];
    const organizations = summary?.organizations ?? [];
    const most = (summary?.organizationReasons ?? [])
      .filter(({ organizationId, code }) => code === first?.code && organizations.find(({ id }) => id === organizationId)?.depth === 1)
      .toSorted((a, b) => b.people - a.people)[0];
    if (first === undefined || most === undefined) throw new Error('nobody is blocked');
    const name = organizations.find(({ id }) => id === most.organizationId)?.name ?? '';
    const reason = say(`finding.${first.code}.name`);
    await page
      .getByRole('tablist', { name: say('readiness.organizations.view') })
      .getByRole('tab', { name: say('readiness.organizations.views.reasons'), exact: true })
      .click();
    const grid = page.getByRole('treegrid', { name: say('readiness.organizations.heat') });
    await grid.getByRole('columnheader').getByRole('button', { name: reason, exact: true }).click();
    expect(await grid.locator('tbody tr').nth(1).locator('td').first().innerText()).toBe(name);
    await window.button('readiness.organizations.openReason', { name, reason, people: most.people }).click();
    await page.getByRole('heading', { level: 1, name: say('matching.title') }).waitFor();
    await eventually(() => rowsInTable(window)).toBe(most.people);
  });

  test('assigns a route to an organization by dragging, undoes it, and assigns it by dialog', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say } = window;
    const { routes, organizations } = await window.call('routes.reach', {});
    const place = routes.findIndex(({ name }) => name === '福岡支店の購入');
    const route = routes[place];
    const named = new Map((await window.call('readiness.summary', {}))?.organizations.map(({ id, name }) => [id, name]));
    const without = organizations.find(({ id, routes: open }) => named.get(id) === '本社' && open.every((one) => one.route !== place));
    if (route === undefined || without === undefined) throw new Error('the demo company is another one');
    const { id: organizationId, people } = without;
    const { outcome } = await window.call('routes.assignment', { routeId: route.id, organizationId });
    const names = { route: route.name, organization: '本社', seconds: outcome.kind === 'adds' ? outcome.seconds : 0, unsure: 0 };
    const able = async () =>
      (await window.call('routes.reach', {})).organizations
        .find(({ id }) => id === organizationId)
        ?.routes.find((one) => one.route === place)?.people ?? 0;

    await window.go('breakdown');
    await page.getByRole('tab', { name: say('readiness.organizations.views.coverage'), exact: true }).click();
    const row = page.getByRole('treegrid', { name: say('readiness.coverage.label') }).locator(`tr[data-id="${organizationId}"]`);
    const chip = window.button('readiness.assign.chip', { route: route.name });
    await chip.scrollIntoViewIfNeeded();
    await row.getByText('本社', { exact: true }).hover();
    await chip.hover();
    await page.mouse.down();
    // At the lower edge the screen scrolls while dragging; Escape cancels the drag.
    const scrolled = () =>
      page.locator('main').evaluate((main) => Math.max(...[...main.querySelectorAll('*')].map(({ scrollTop }) => scrollTop)));
    const before = await scrolled();
    await page.mouse.move(700, 896, { steps: 4 });
    await eventually(scrolled).toBeGreaterThan(before);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await able()).toBe(0);
    await chip.scrollIntoViewIfNeeded();
    await row.getByText('本社', { exact: true }).hover();
    await chip.hover();
    await page.mouse.down();
    const { x, y, height } = (await row.boundingBox()) ?? { x: 0, y: 0, height: 0 };
    await page.mouse.move(x + 60, y + height / 2, { steps: 4 });
    await page.getByText(say('readiness.assign.adds', { ...names, people }), { exact: true }).waitFor();
    await page.mouse.up();
    await page.getByText(say('readiness.assign.done', { ...names, people }), { exact: true }).waitFor();
    expect(await able()).toBe(people);
    await page.getByRole('button', { name: say('undo.undo') }).click();
    await eventually(able).toBe(0);

    await row.getByText('本社', { exact: true }).hover();
    await window.button('readiness.assign.give', { organization: '本社' }).click();
    const dialog = page.getByRole('dialog', { name: say('readiness.assign.title') });
    await dialog.getByRole('combobox', { name: say('readiness.assign.route') }).click();
    await page.getByRole('option', { name: route.name, exact: true }).click();
    await dialog.getByText(say('readiness.assign.adds', { ...names, people }), { exact: true }).waitFor();
    await dialog.getByRole('button', { name: say('readiness.assign.do'), exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await able()).toBe(people);
  });

  test('creates the report of what the table shows, and downloads it', async () => {
    const window = await demo();
    const { page, say } = window;
    await window.go('matching');
    const people = await rowsInTable(window);
    const sort = { by: 'code', direction: 'ascending' } as const;
    const everything = (await window.call('matching.rows', { filter: EMPTY_FINDING_FILTER, sort, offset: 0, limit: 1 })).total;
    // The screen shows one row per person; the whole report contains all findings.
    expect(people).toBeLessThan(everything);
    await page.getByLabel(say('matching.search.label')).fill('大阪');
    await eventually(() => rowsInTable(window)).toBeLessThan(people);
    const shown = await rowsInTable(window);
    expect(shown).toBeGreaterThan(0);

    // The next report starts with the default scope, whichever way the dialog was closed.
    for (const { scope, rows, byKey } of [
      { scope: say('report.whole'), rows: everything, byKey: true },
      { scope: say('report.filtered', { count: shown }), rows: shown, byKey: false },
    ]) {
      await window.button('matching.report').click();
      const dialog = page.getByRole('dialog', { name: say('report.title') });
      await dialog.getByRole('radio', { name: new RegExp(`^${say('report.formats.csv.name')}`) }).check();
      await dialog.getByLabel(scope).check();
      // The file is saved immediately, with the date in its name.
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: say('report.write') }).click(),
      ]);
      await dialog.getByText(new RegExp(`^${format.count(rows)} 件`)).waitFor();
      expect(download.suggestedFilename()).toMatch(/^デモ商事.* \d{4}-\d\d-\d\d\.csv$/u);
      const text = readFileSync(await download.path(), 'utf8');
      expect(text.startsWith('\ufeff')).toBe(true);
      expect(text.trimEnd().split('\r\n')).toHaveLength(rows + 1);
      await dialog.getByText(say('report.saved', { name: download.suggestedFilename() })).waitFor();
      if (byKey) await page.keyboard.press('Escape');
      else
        await dialog
          .getByRole('button', { name: say('report.close'), exact: true })
          .last()
          .click();
      await dialog.waitFor({ state: 'hidden' });
    }
  });
});
