// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SavedTextInput } from '#renderer/ui/drafts/saved-text.tsx';
import { typeInto } from '../../support/window/press.ts';
import { renderContent, settle } from '../../support/window/render.tsx';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 1 }));
afterEach(() => void vi.useRealTimers());

interface Saving {
  readonly value: string;
  readonly answer: (isSaved: boolean) => Promise<void>;
}

async function renderText(value = '始め') {
  const saves: Saving[] = [];
  const onSave = (typed: string): Promise<boolean> =>
    new Promise((resolve) => saves.push({ value: typed, answer: (isSaved) => settle(() => resolve(isSaved)) }));
  const draw = (now: string) => <SavedTextInput label="名前" value={now} onSave={onSave} />;
  const { show, unmount } = await renderContent(draw(value));
  const field = (): HTMLInputElement => document.querySelector('input') as HTMLInputElement;
  const pause = (): Promise<void> => settle(() => vi.advanceTimersByTimeAsync(400));
  return { saves, field, pause, unmount, setSaved: (now: string) => show(draw(now)) };
}

test('saves typed text once typing pauses, and only the last text', async () => {
  const { saves, field, pause } = await renderText();
  await typeInto(field(), '一');
  await typeInto(field(), '一二');
  expect(saves).toEqual([]);
  await pause();
  expect(saves.map(({ value }) => value)).toEqual(['一二']);
});

test('keeps later typed text on screen when the save of earlier text is answered', async () => {
  const { saves, field, pause, setSaved } = await renderText();
  await typeInto(field(), '一');
  await pause();
  await typeInto(field(), '一二');
  await setSaved('一');
  await saves[0]?.answer(true);
  expect(field().value).toBe('一二');
  await pause();
  expect(saves.map(({ value }) => value)).toEqual(['一', '一二']);
});

test('keeps refused text with a message instead of losing it', async () => {
  const { saves, field, pause } = await renderText();
  await typeInto(field(), '新しい');
  await pause();
  await saves[0]?.answer(false);
  expect(field().value).toBe('新しい');
  expect(field().getAttribute('aria-invalid')).toBe('true');
});

test('saves typed text when the field is removed from the screen', async () => {
  const { saves, field, unmount } = await renderText();
  await typeInto(field(), '途中');
  await unmount();
  expect(saves.map(({ value }) => value)).toEqual(['途中']);
});

test('does not write old text again over what another window saved since', async () => {
  const { saves, field, pause, setSaved } = await renderText();
  await typeInto(field(), '新しい');
  await pause();
  await saves[0]?.answer(true);
  await setSaved('他の画面');
  await settle(() => field().dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  await pause();
  expect(saves.map(({ value }) => value)).toEqual(['新しい']);
  expect(field().value).toBe('他の画面');
});

test('saves no half converted text of an input method', async () => {
  const { saves, field, pause } = await renderText();
  await settle(() => field().dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true })));
  await typeInto(field(), 'か');
  await pause();
  expect(saves).toEqual([]);
  await typeInto(field(), '課');
  await settle(() => field().dispatchEvent(new CompositionEvent('compositionend', { bubbles: true })));
  await pause();
  expect(saves.map(({ value }) => value)).toEqual(['課']);
});
