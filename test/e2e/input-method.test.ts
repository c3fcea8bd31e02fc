import type { CDPSession } from 'playwright';
import { describe, expect, test } from 'vitest';
import { type OpenWindow, openWindow, rowsInTable } from '../support/window.ts';
import { createCompany } from '../support/window-import.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

/** A user who types Japanese with an input method: kana are converted, and Enter accepts the conversion. */
interface Typist {
  /** Shows unconverted kana in the focused field. */
  compose(kana: string): Promise<void>;
  /** Sends Enter as it arrives while a conversion is open. */
  pressEnter(): Promise<void>;
  /** Ends the conversion with this text. */
  accept(text: string): Promise<void>;
}

async function typist({ page }: OpenWindow): Promise<Typist> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    const seen = window as unknown as { composedEnters?: number };
    seen.composedEnters = 0;
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter' && event.isComposing) seen.composedEnters = (seen.composedEnters ?? 0) + 1;
      },
      { capture: true },
    );
  });
  let pressed = 0;
  return {
    compose: async (kana) =>
      void (await session.send('Input.imeSetComposition', { text: kana, selectionStart: kana.length, selectionEnd: kana.length })),
    async pressEnter() {
      for (const type of ['rawKeyDown', 'keyUp'] as const)
        await session.send('Input.dispatchKeyEvent', { type, key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
      pressed += 1;
      // The page received an Enter key of the input method, not a plain one.
      expect(await page.evaluate(() => (window as unknown as { composedEnters: number }).composedEnters)).toBe(pressed);
    },
    accept: async (text) => void (await session.send('Input.insertText', { text })),
  };
}

describe('an Enter that belongs to the input method', () => {
  test('creates no company and renames none', async () => {
    await using window = await openWindow(browser());
    const { page, say } = window;
    const name = page.getByLabel(say('welcome.company.name'));
    await name.focus();
    const writer = await typist(window);
    await writer.compose('れいじ');
    await writer.pressEnter();
    await writer.accept('例示');
    await writer.compose('しょうじ');
    await writer.pressEnter();
    await writer.accept('商事');
    expect(await name.inputValue()).toBe('例示商事');
    expect((await window.call('companies.list', {})).companies).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: say('import.title') }).waitFor();
    expect((await window.call('companies.list', {})).companies.map((company) => company.name)).toEqual(['例示商事']);

    await page.getByRole('button', { name: say('app.company.switch') }).click();
    await page.getByRole('menuitem', { name: say('app.company.rename') }).click();
    const dialog = page.getByRole('dialog', { name: say('app.company.renameTitle') });
    await dialog.getByLabel(say('app.company.name')).selectText();
    await writer.compose('とうざい');
    await writer.pressEnter();
    await writer.accept('東西');
    expect(await dialog.isVisible()).toBe(true);
    expect((await window.call('companies.list', {})).companies.map((company) => company.name)).toEqual(['例示商事']);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect((await window.call('companies.list', {})).companies.map((company) => company.name)).toEqual(['東西']);
  });

  test('chooses nothing in the palette', async () => {
    await using window = await openWindow(browser());
    const { page, say } = window;
    await createCompany(window, '例示商事');
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: say('palette.title') });
    await eventually(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    const writer = await typist(window);
    await writer.compose('せってい');
    await writer.pressEnter();
    expect(await field.isVisible()).toBe(true);
    await writer.accept('設定');
    expect(await field.inputValue()).toBe('設定');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: say('settings.title') }).waitFor();
  });

  test('neither searches for an unfinished word nor leaves the search', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say } = window;
    await window.go('matching');
    const all = await rowsInTable(window);
    const search = page.getByLabel(say('matching.search.label'));
    await search.focus();
    const asked: string[] = [];
    page.on('request', (request) => {
      const { name, input } = (request.postDataJSON() ?? {}) as { name?: string; input?: { filter?: { search: string } } };
      if (name === 'matching.rows') asked.push(input?.filter?.search ?? '');
    });
    const writer = await typist(window);
    await writer.compose('おお');
    await writer.compose('おおさか');
    await writer.pressEnter();
    expect(await search.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await rowsInTable(window)).toBe(all);
    await writer.accept('大阪');
    await eventually(() => rowsInTable(window)).toBeLessThan(all);
    expect(new Set(asked)).toEqual(new Set(['大阪']));
  });
});
