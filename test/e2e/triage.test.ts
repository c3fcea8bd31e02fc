import { expect, test } from 'vitest';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { MIN_REASON_LENGTH } from '#shared/domain/sync/guards/reason.ts';
import { type OpenWindow, openWindow, rowsInTable } from '../support/window.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
const SORT = { by: 'severity', direction: 'ascending' } as const;

const open = (window: OpenWindow, screen: 'triage' | 'trend'): Promise<void> => window.go(screen);

test('accepts all findings of a filter by keyboard, shows what stays blocked, undoes and repeats it', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('matching');
  const everything = await rowsInTable(window);
  await page.getByLabel(say('matching.search.label')).fill('営業');
  const filter = { ...EMPTY_FINDING_FILTER, search: '営業' };
  const { total } = await window.call('matching.rows', { filter, sort: SORT, offset: 0, limit: 1 });
  const blocking = (await window.call('matching.rows', { filter: { ...filter, severities: ['block'] }, sort: SORT, offset: 0, limit: 1 }))
    .total;
  await eventually(() => rowsInTable(window)).toBe(total);

  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  await page.keyboard.press('Control+a');
  await page
    .getByRole('region', { name: say('dataTable.select.actions') })
    .getByText(say('dataTable.select.count', { count: total }))
    .waitFor();
  // Rows that stay in the list after a decision stay selected, and the notice is shown above their action bar.
  const bar = page.getByRole('region', { name: say('dataTable.select.actions') });
  await page.keyboard.press('n');
  await page.keyboard.type('確認中');
  await page.keyboard.press('Control+Enter');
  const notice = page.getByText(say('triage.done.note', { count: total }));
  await notice.waitFor();
  await bar.getByText(say('dataTable.select.count', { count: total })).waitFor();
  const [above, below] = await Promise.all([notice.boundingBox(), bar.boundingBox()]);
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: say('triageScreen.ask.accept', { count: total }) });
  await dialog.getByText(say('triage.stillBlocking', { count: blocking })).waitFor();
  // Nothing is accepted without a reason.
  await page.keyboard.press('Control+Enter');
  await dialog.getByText(say('triageScreen.required.reason', { least: MIN_REASON_LENGTH })).waitFor();
  await page.keyboard.type('移行が終わるまで');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(say('matching.empty.allAccepted.title', { count: total })).waitFor();
  const readiness = await window.call('readiness.summary', {});
  expect(readiness?.blocked).toBeGreaterThan(0);

  await page.keyboard.press('Control+z');
  await page.getByText(say('triage.undone', { count: total })).waitFor();
  await eventually(() => rowsInTable(window)).toBe(total);
  // Redoes the decision with the button beside this text; the key undoes it again.
  await page.getByRole('button', { name: say('undo.redo') }).click();
  await page.getByText(say('triage.redone', { count: total })).waitFor();
  await page.getByText(say('matching.empty.allAccepted.title', { count: total })).waitFor();
  await page.keyboard.press('Control+z');
  await eventually(() => rowsInTable(window)).toBe(total);
  await page.getByLabel(say('matching.search.label')).fill('');
  await eventually(() => rowsInTable(window)).toBe(everything);
});

test('shows in the ledger who decided what, links to the finding, and removes the decision', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await open(window, 'triage');
  await page.getByText(say('triageScreen.ledger.empty.title')).waitFor();
  const { revision, rows } = await window.call('matching.rows', { filter: EMPTY_FINDING_FILTER, sort: SORT, offset: 0, limit: 2 });
  const [first, second] = rows;
  if (first === undefined || second === undefined) throw new Error('nothing to decide about');
  await window.call('triage.change', {
    selection: { revision, rows: [first.row] },
    change: { kind: 'accept', reason: '入社前', until: null },
  });
  await window.call('triage.change', {
    selection: { revision, rows: [second.row] },
    change: { kind: 'assign', side: 'neo', person: '総務' },
  });
  // The decision of another window appears without an action in this one.
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await row(first.name).getByText('入社前').waitFor();
  await row(second.name).getByText('総務').waitFor();
  // The buttons of a row are aligned with the baseline of its text.
  const heights = await row(second.name).evaluate((element) =>
    [element.querySelector('[role="rowheader"] *'), element.querySelector('button:last-child .mantine-Button-label')].map((words) => {
      const range = document.createRange();
      if (words !== null) range.selectNodeContents(words);
      return range.getClientRects()[0]?.y ?? 0;
    }),
  );
  expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 99))).toBeLessThanOrEqual(1);
  await window.button('triageScreen.ledger.removeOf', { name: second.name }).click();
  await row(second.name).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await row(second.name).waitFor();
  await page.keyboard.press('Control+Shift+Z');
  await row(second.name).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Shift+Z');
  await page.getByText(say('undo.nothingToRedo')).waitFor();
  await page.keyboard.press('Control+z');
  await row(second.name).waitFor();
  await page.getByRole('button', { name: first.name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: say('matching.title') }).waitFor();
  await page.getByRole('heading', { level: 3, name: say(`finding.${first.code}.name`) }).waitFor();

  // Text typed while a note is being saved is kept and saved next.
  const noted = async (): Promise<string | undefined> =>
    (await window.call('matching.rows', { filter: { ...EMPTY_FINDING_FILTER, triage: 'accepted' }, sort: SORT, offset: 0, limit: 1 }))
      .rows[0]?.triage.note;
  const note = page.getByRole('textbox', { name: say('triage.field.note') });
  await note.click();
  await page.keyboard.type('確認中');
  const told = page.waitForResponse((response) => response.request().postDataJSON()?.name === 'matching.rows');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('、月曜まで');
  await told;
  await eventually(noted).toBe('確認中');
  expect(await note.inputValue()).toBe('確認中、月曜まで');
  await page.keyboard.press('Control+Enter');
  await eventually(noted).toBe('確認中、月曜まで');
});

test('shows whom a new line excludes before it is saved, and the run that came of it', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  const before = await window.call('triage.exclusions', {});
  const { rows } = await window.call('matching.rows', {
    filter: { ...EMPTY_FINDING_FILTER, severities: ['block'] },
    sort: SORT,
    offset: 0,
    limit: 1,
  });
  const name = rows[0]?.name ?? '';
  await open(window, 'triage');
  await page.getByText(say('triageScreen.tabs.exclusions'), { exact: true }).click();
  await window.button('triageScreen.exclusions.add').click();
  await page.keyboard.type(name);
  await page.getByRole('complementary').getByText(name, { exact: true }).first().waitFor();
  expect((await window.call('triage.exclusions', {})).people).toBe(before.people);
  await window.button('triageScreen.exclusions.save').click();
  await eventually(async () => (await window.call('triage.exclusions', {})).people).toBeGreaterThan(before.people);
  await open(window, 'trend');
  await eventually(() => page.getByRole('grid').locator('tbody tr').count()).toBe(2);
  await page.getByRole('grid').locator('tbody tr').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('list').getByText(name, { exact: true }).first().waitFor();
  // A link to a run before the first one explains this and leads to the first run.
  await page.evaluate(() => {
    location.hash = location.hash.replace(/(#\/[^/]+\/).*/, '$1trend?revision=0');
  });
  await window.button('trendScreen.missing.toFirst').click();
  await page.getByText(say('trendScreen.first')).waitFor();
  await open(window, 'triage');
  await page.keyboard.press('Control+z');
  await eventually(async () => (await window.call('triage.exclusions', {})).people).toBe(before.people);
  await page.keyboard.press('Control+y');
  await eventually(async () => (await window.call('triage.exclusions', {})).people).toBeGreaterThan(before.people);
});

test('keeps a filter under a name and brings it back', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('matching');
  const everything = await rowsInTable(window);
  await page.getByLabel(say('matching.search.label')).fill('大阪');
  await eventually(() => rowsInTable(window)).toBeLessThan(everything);
  const found = await rowsInTable(window);
  await window.button('views.title.matching').click();
  await page.getByRole('menuitem', { name: say('views.save.matching') }).click();
  await page.getByRole('dialog').getByLabel(say('views.name')).fill('大阪の確認');
  await page.keyboard.press('Enter');
  const menu = page.getByRole('button', { name: '大阪の確認' });
  await menu.waitFor();
  await window.button('matching.filter.clear').click();
  await eventually(() => rowsInTable(window)).toBe(everything);
  await window.button('views.title.matching').click();
  await page.getByRole('menuitem', { name: '大阪の確認', exact: true }).click();
  await eventually(() => rowsInTable(window)).toBe(found);
});

test('an open finding stays open when findings are recomputed, and no other finding replaces it', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  const { entries: standard } = await window.call('triage.exclusions', {});
  const kept = standard.map(({ people, ...entry }) => entry);
  const exclude = (...logins: readonly (string | null)[]) =>
    window.call('triage.changeExclusions', {
      entries: [...kept, ...logins.map((login) => ({ field: 'login' as const, value: login ?? '', note: '', on: true }))],
    });
  await window.go('matching');
  await rowsInTable(window);
  const { rows } = await window.call('matching.rows', { filter: EMPTY_FINDING_FILTER, sort: SORT, offset: 0, limit: 200 });
  // Uses people with a single finding, because an exclusion hides all findings of a person.
  const single = rows.filter(({ loginId }) => loginId !== null && rows.filter((other) => other.loginId === loginId).length === 1);
  const [first, second] = single;
  const third = single[2];
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few findings');
  const rowOf = (name: string) => page.getByRole('rowheader', { name, exact: true }).first();
  await rowOf(third.name).click();
  await page.getByRole('region', { name: third.name, exact: true }).waitFor();
  await exclude(first.loginId);
  await rowOf(first.name).waitFor({ state: 'detached' });
  await page.locator('[role="grid"][aria-busy="false"]').waitFor();
  await page.getByRole('region', { name: third.name, exact: true }).waitFor();
  await exclude(first.loginId, third.loginId);
  await page.getByText(say('matching.comparePanel.changed')).waitFor();

  // A row opened by a link is updated in the same way.
  const now = await window.call('matching.rows', { filter: EMPTY_FINDING_FILTER, sort: SORT, offset: 0, limit: 200 });
  const linked = now.rows.find(({ key }) => key === second.key)?.row ?? -1;
  await window.call('triage.change', {
    selection: { revision: now.revision, rows: [linked] },
    change: { kind: 'assign', side: 'neo', person: '総務' },
  });
  await open(window, 'triage');
  await page.getByRole('button', { name: second.name, exact: true }).click();
  await page.getByRole('region', { name: second.name, exact: true }).waitFor();
  await exclude(third.loginId);
  await page.getByText(say('matching.comparePanel.changed')).waitFor();
});
