import { expect, test } from 'vitest';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

/** Opens a draft by its name in the displayed list. */
const openDraft = async ({ page }: OpenWindow, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
};
const problemsOf = async ({ call }: OpenWindow, section: 'serials' | 'invoice_groups', id: string): Promise<readonly string[]> =>
  (await call('drafts.get', { section, id })).problems.map(({ code }) => code);
const idOf = async ({ call }: OpenWindow, section: 'serials' | 'invoice_groups', name: string): Promise<string> => {
  const sort = { by: 'name', direction: 'ascending' } as const;
  const { rows } = await call('drafts.list', { section, search: name, sort, offset: 0, limit: 10 });
  const found = rows.find((row) => row.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found.id;
};

test('a serial number whose numbers return is seen, mended and moved by keys', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('serials');
  const id = await idOf(window, 'serials', '旧・購入番号');
  expect(await problemsOf(window, 'serials', id)).toContain('collides');
  await openDraft(window, '旧・購入番号');
  await page.getByText(say('serialsScreen.preview.collides'), { exact: true }).waitFor();
  // Two equal numbers on different days.
  const example = page.getByRole('table', { name: say('serialsScreen.preview.example') });
  const [first, second] = await example.locator('td:last-child').allTextContents();
  expect(first).toBe(second);
  const days = await example.getByRole('rowheader').allTextContents();
  expect(new Set(days).size).toBe(2);

  await page.getByRole('button', { name: say('serialsScreen.preview.way.date-parts', { parts: say('serial.part.year4') }) }).click();
  await page.getByText(say('serialsScreen.preview.proved'), { exact: true }).waitFor();
  await eventually(() => problemsOf(window, 'serials', id)).not.toContain('collides');

  // The new part is moved up by keyboard, and the move is announced.
  const kinds = page.getByRole('region', { name: say('serialsScreen.parts.title') }).locator('[data-part-kind]');
  await kinds.nth(1).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByText(say('serialsScreen.parts.moved', { part: say('serial.part.year4'), place: 1, of: 3 })).waitFor();
  await eventually(async () => {
    const { object } = await window.call('drafts.get', { section: 'serials', id });
    return object.section === 'serials' ? object.draft?.parts.map(({ kind }) => kind) : null;
  }).toEqual(['year4', 'text', 'counter']);
});

test('a full-width code is reported by character and fixed with its half-width equivalent', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('invoicing');
  const row = page.getByRole('row').filter({ hasText: '西日本支店（旧）' });
  await row.getByText(say('invoice.match.width')).waitFor();
  await openDraft(window, '西日本支店（旧）');
  const code = page.getByRole('textbox', { name: say('invoicingScreen.code') });
  expect(await code.inputValue()).toBe('ＮISHI01');
  await page.getByText(say('invoice.problem.code-character', { position: 1, character: 'Ｎ', twin: 'NISHI01' })).waitFor();
  await page.getByRole('button', { name: say('invoicingScreen.writeCode', { code: 'NISHI01' }) }).click();
  await eventually(() => code.inputValue()).toBe('NISHI01');
  await page.getByText(say('invoice.match.exact'), { exact: true }).waitFor();
  // Another group already has this code, so the next problem is shown immediately.
  await page.getByText(say('invoice.problem.code-taken', { code: 'NISHI01' })).waitFor();
  await page.getByText(/保存済み/).waitFor();
});

test('a gap in the coverage is seen with its people, and closed', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, call } = window;
  await window.go('invoicing');
  await page.getByText(say('invoicingScreen.tabs.coverage'), { exact: true }).click();
  const { none } = await call('drafts.coverage', { parentId: null });
  expect(none).toBeGreaterThan(0);
  await page.getByRole('table', { name: say('invoicingScreen.coverage.title') }).waitFor();
  await window.button('invoicingScreen.coverage.unfold').click();
  const gap = page.getByRole('button', { name: /^青森営業所の.*注文で使えるグループに所属していません$/ });
  await gap.click();
  const uncovered = Number(await gap.textContent());
  await page.getByText(say('invoicingScreen.coverage.found', { count: uncovered }), { exact: true }).waitFor();
  await page.getByRole('combobox', { name: say('invoicingScreen.coverage.addTo') }).click();
  await page.getByRole('option', { name: /HIGASHI01/ }).click();
  await window.button('invoicingScreen.coverage.add').click();
  await gap.waitFor({ state: 'detached' });
  // The remaining people have groups, but Amazon does not know their codes.
  await eventually(async () => (await call('drafts.coverage', { parentId: null })).none).toBe(none - uncovered);
  const { byCodeAlone } = await call('drafts.coverage', { parentId: null });
  expect(byCodeAlone).toBe(none - uncovered);
});

test('typed text is still there after the host was killed, and Ctrl+Z undoes it', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('integration');
  const login = page.getByRole('textbox', { name: say('integrationScreen.integration.systemLogin') });
  const before = await login.inputValue();
  await login.fill('ＤＥＭＯ 1');
  await login.press('Tab');
  await page.getByText(/保存済み/).waitFor();
  await page.getByText(say('integration.problem.login-blanks')).waitFor();

  window.allow(/ERR_|Failed to (load|fetch)/);
  await window.host.kill();
  await window.restartHost();
  await page.goto(window.host.address);
  await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
  await window.go('serials');
  await page.keyboard.press('Control+z');
  const step = say('draft.step.edit', { name: 'none', section: 'integration', count: 1, what: 'systemLogin' });
  await page.getByText(say('undo.undone', { step })).waitFor();
  await window.button('undo.open').click();
  await page.getByRole('heading', { level: 1, name: say('app.screen.integration'), exact: true }).waitFor();
  await eventually(() => login.inputValue()).toBe(before);
  await page.keyboard.press('Control+Shift+Z');
  await page.getByText(say('undo.redone', { step })).waitFor();
  await eventually(() => login.inputValue()).toBe('ＤＥＭＯ 1');
});

test('an option selected by keyboard stays visible, also at the lower edge of a low window', async () => {
  await using window = await openWindow(browser(), { demo: true, viewport: { width: 720, height: 450 } });
  const { page, say } = window;
  await window.go('integration');
  await page.getByRole('radio', { name: say('integrationScreen.allowed.listed') }).check();
  const field = page.getByRole('combobox', { name: say('integrationScreen.allowed.list') });
  await field.click();
  await field.pressSequentially('sato');
  const option = page.getByRole('listbox').getByRole('option', { selected: true });
  await eventually(async () => (await option.textContent())?.startsWith('佐藤')).toBe(true);
  const first = await option.textContent();
  for (let pressed = 0; pressed < 8; pressed += 1) await page.keyboard.press('ArrowDown');
  await eventually(() => option.textContent()).not.toBe(first);
  /** Returns whether the element is visible at its center. */
  const isSeen = (element: Element): boolean => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && element.contains(hit);
  };
  await eventually(() => option.evaluate(isSeen)).toBe(true);
  await eventually(() => field.evaluate(isSeen)).toBe(true);
});
