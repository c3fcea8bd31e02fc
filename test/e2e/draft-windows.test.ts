import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { browserOfFile, eventually } from '../support/window-tests.ts';

const browser = browserOfFile();

test('a text that was saved is not written again over what another window made of it, when its field is left before the answer', async () => {
  await using window = await openWindow(browser());
  const { page, say, call } = window;
  await window.openDemo();
  await window.go('integration');
  const note = page.getByRole('textbox', { name: say('recordEditor.note') }).first();
  const at = { section: 'integration', id: 'integration' } as const;
  const kept = async (): Promise<string> => (await call('drafts.get', at)).object.note;
  // This window hears of neither until its field is left.
  const answered = Promise.withResolvers<void>();
  await page.route('**/call', async (route) => {
    if (!['drafts.apply', 'drafts.get'].includes(route.request().postDataJSON()?.name)) return route.fallback();
    const response = await route.fetch();
    await answered.promise;
    await route.fulfill({ response });
  });
  await note.fill('電話で確認');
  await eventually(kept).toBe('電話で確認');
  await call('drafts.apply', { command: { kind: 'note', ...at, note: '電話で確認。担当は佐藤' } });
  await note.blur();
  answered.resolve();
  await eventually(() => note.inputValue()).toBe('電話で確認。担当は佐藤');
  expect(await kept()).toBe('電話で確認。担当は佐藤');
});

test('a text that could not be saved stays in its field, which says so, and is saved when the field is left once more', async () => {
  await using window = await openWindow(browser());
  const { page, say, call } = window;
  window.allow(/net::ERR_CONNECTION_REFUSED/);
  await window.openDemo();
  await window.go('integration');
  const note = page.getByRole('textbox', { name: say('recordEditor.note') }).first();
  const at = { section: 'integration', id: 'integration' } as const;
  const kept = async (): Promise<string> => (await call('drafts.get', at)).object.note;
  let isCut = true;
  await page.route('**/call', (route) =>
    isCut && route.request().postDataJSON()?.name === 'drafts.apply' ? route.abort('connectionrefused') : route.fallback(),
  );
  await note.fill('電話で確認');
  await note.blur();
  await page.getByText(say('draft.textUnsaved')).waitFor();
  expect(await note.inputValue()).toBe('電話で確認');
  expect(await kept()).toBe('');
  isCut = false;
  await note.focus();
  await note.blur();
  await eventually(kept).toBe('電話で確認');
  await page.getByText(say('draft.textUnsaved')).waitFor({ state: 'detached' });
  expect(await note.inputValue()).toBe('電話で確認');
});

test('a text that could not be saved gives way to what another window saved meanwhile', async () => {
  await using window = await openWindow(browser());
  const { page, say, call } = window;
  window.allow(/net::ERR_CONNECTION_REFUSED/);
  await window.openDemo();
  await window.go('integration');
  const note = page.getByRole('textbox', { name: say('recordEditor.note') }).first();
  const at = { section: 'integration', id: 'integration' } as const;
  await page.route('**/call', (route) =>
    route.request().postDataJSON()?.name === 'drafts.apply' ? route.abort('connectionrefused') : route.fallback(),
  );
  await note.fill('電話で確認');
  await note.blur();
  await page.getByText(say('draft.textUnsaved')).waitFor();
  await call('drafts.apply', { command: { kind: 'note', ...at, note: '担当は佐藤' } });
  await eventually(() => note.inputValue()).toBe('担当は佐藤');
  await page.getByText(say('draft.textUnsaved')).waitFor({ state: 'detached' });
});
