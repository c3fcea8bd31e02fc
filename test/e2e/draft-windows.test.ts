import { expect, test } from 'vitest';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { blockCall, eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

/** Opens the note of the demo's integration settings; returns its field and a function that reads the saved value. */
async function openNote(window: OpenWindow) {
  const { page, say, call } = window;
  await window.openDemo();
  await window.go('integration');
  const at = { section: 'integration', id: 'integration' } as const;
  return {
    note: page.getByRole('textbox', { name: say('recordEditor.note') }).first(),
    unsaved: page.getByText(say('draft.textUnsaved')),
    kept: async (): Promise<string> => (await call('drafts.get', at)).object.note,
    writeElsewhere: (text: string) => call('drafts.apply', { command: { kind: 'note', ...at, note: text } }),
  };
}

test('a text that was saved is not written again over what another window made of it, when its field is left before the answer', async () => {
  await using window = await openWindow(browser());
  const { note, kept, writeElsewhere } = await openNote(window);
  // This window gets no response until the user leaves the field.
  const answered = Promise.withResolvers<void>();
  await window.page.route('**/call', async (route) => {
    if (!['drafts.apply', 'drafts.get'].includes(route.request().postDataJSON()?.name)) return route.fallback();
    const response = await route.fetch();
    await answered.promise;
    await route.fulfill({ response });
  });
  await note.fill('電話で確認');
  await eventually(kept).toBe('電話で確認');
  await writeElsewhere('電話で確認。担当は佐藤');
  await note.blur();
  answered.resolve();
  await eventually(() => note.inputValue()).toBe('電話で確認。担当は佐藤');
  expect(await kept()).toBe('電話で確認。担当は佐藤');
});

test('an unsaved text stays in its field with a message, and is saved when the field loses focus again', async () => {
  await using window = await openWindow(browser());
  const { note, unsaved, kept } = await openNote(window);
  await note.fill('電話で');
  await eventually(kept).toBe('電話で');
  const letThrough = await blockCall(window, 'drafts.apply');
  await note.fill('電話で確認');
  await note.blur();
  await unsaved.waitFor();
  expect(await note.inputValue()).toBe('電話で確認');
  expect(await kept()).toBe('電話で');
  letThrough();
  await note.focus();
  await note.blur();
  await eventually(kept).toBe('電話で確認');
  await unsaved.waitFor({ state: 'detached' });
  expect(await note.inputValue()).toBe('電話で確認');
});

test('an unsaved text is replaced by the text that another window saved in the meantime', async () => {
  await using window = await openWindow(browser());
  const { note, unsaved, writeElsewhere } = await openNote(window);
  await blockCall(window, 'drafts.apply');
  await note.fill('電話で確認');
  await note.blur();
  await unsaved.waitFor();
  await writeElsewhere('担当は佐藤');
  await eventually(() => note.inputValue()).toBe('担当は佐藤');
  await unsaved.waitFor({ state: 'detached' });
});

test('an invalid number stays in its field with a message, and nothing is saved until it is corrected', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, call } = window;
  await window.go('amazonGroups');
  await page.getByRole('button', { name: 'NEOカタログ購買', exact: true }).click();
  const field = page.getByLabel(say('invoicingScreen.amazon.safeguards.deliveryDays'));
  const wrong = page.getByText(say('draft.numberWrong'));
  await field.fill('三日');
  await field.blur();
  await wrong.waitFor();
  expect(await field.inputValue()).toBe('三日');
  const { undo } = (await call('drafts.summary', {})).steps;
  expect(undo).toBeNull();
  await field.fill('3日');
  await field.blur();
  await wrong.waitFor({ state: 'detached' });
  await eventually(() => field.inputValue()).toBe('3');
});

test('a field that another window changed while typing is saved only after the choice, and nothing typed is lost', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, call } = window;
  const id = (await call('drafts.create', { section: 'routes', name: '購買', template: null })).changed[0]?.id ?? '';
  const at = { section: 'routes', id } as const;
  const name = async () => ((await call('drafts.get', at)).object.draft as { name: string }).name;
  const renameElsewhere = (to: string) => call('drafts.apply', { command: { kind: 'edit', ...at, edit: { kind: 'set-name', name: to } } });
  await window.go('routes');
  await page.getByRole('button', { name: '購買', exact: true }).click();
  const field = page.getByRole('textbox', { name: say('routesScreen.name'), exact: true });
  const dialog = page.getByRole('dialog', { name: say('draft.conflict.title') });
  const typeOver = async (typed: string, other: string): Promise<void> => {
    // Types with pauses shorter than the save delay, while the other window saves.
    await field.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(typed.slice(0, 1));
    await renameElsewhere(other);
    await page.keyboard.insertText(typed.slice(1));
    await dialog.waitFor();
  };
  await typeOver('購買申請', '購買（他の人）');
  const row = dialog.getByRole('row', { name: '購買申請' });
  await row.getByText('購買（他の人）').waitFor();
  expect(await name()).toBe('購買（他の人）');
  await dialog.getByRole('button', { name: say('draft.conflict.keepMine') }).click();
  await eventually(name).toBe('購買申請');
  await eventually(() => field.inputValue()).toBe('購買申請');

  await typeOver('経費', '経費（他の人）');
  await dialog.getByRole('button', { name: say('draft.conflict.takeSaved') }).click();
  await eventually(() => field.inputValue()).toBe('経費（他の人）');
  expect(await name()).toBe('経費（他の人）');
  await dialog.waitFor({ state: 'detached' });
});
