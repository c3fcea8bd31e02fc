import type { Locator } from 'playwright';
import { expect } from 'vitest';
import type { OpenWindow } from './window.ts';
import { tabTo } from './window-keyboard.ts';

/** Somebody who uses the window by the pointer, or by the keyboard alone. */
export interface Hands {
  press(target: Locator): Promise<void>;
  /** Ticks one radio of a group. */
  choose(group: Locator, label: string): Promise<void>;
  /** Writes a text into a field in the place of what stands there. */
  write(field: Locator, text: string): Promise<void>;
  /** Writes a day, `YYYY-MM-DD`, into an empty field for days. */
  writeDay(field: Locator, day: string): Promise<void>;
  /** Chooses a file by the button that asks for one. */
  give(button: Locator, path: string): Promise<void>;
}

const radioOf = (group: Locator, label: string): Locator => group.getByRole('radio', { name: label, exact: true });

export const pointer = ({ page }: OpenWindow): Hands => ({
  press: (target) => target.click(),
  choose: (group, label) => group.getByText(label, { exact: true }).click(),
  write: (field, text) => field.fill(text),
  writeDay: (field, day) => field.fill(day),
  async give(button, path) {
    const [dialog] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
    await dialog.setFiles(path);
  },
});

/** Only Tab, arrows, letters, Space and Enter; every stop on the way has to be seen. */
export const keyboard = ({ page }: OpenWindow): Hands => {
  const enter = async (target: Locator): Promise<void> => {
    await target.waitFor();
    await tabTo(page, target);
    await page.keyboard.press('Enter');
  };
  return {
    press: enter,
    async choose(group, label) {
      const chosen = group.getByRole('radio', { checked: true });
      const radios = await group.getByRole('radio').count();
      await tabTo(page, (await chosen.count()) > 0 ? chosen : group.getByRole('radio').first());
      if ((await chosen.count()) === 0) await page.keyboard.press('Space');
      for (let step = 0; step < radios && !(await radioOf(group, label).isChecked()); step++) await page.keyboard.press('ArrowDown');
      expect(await radioOf(group, label).isChecked()).toBe(true);
    },
    async write(field, text) {
      await field.waitFor();
      await tabTo(page, field);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
    async writeDay(field, day) {
      await tabTo(page, field);
      const [year = '', month = '', date = ''] = day.split('-');
      // The year's part takes six digits, so it has to be left by key.
      await page.keyboard.type(year);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.type(month + date);
      expect(await field.inputValue()).toBe(day);
    },
    async give(button, path) {
      await button.waitFor();
      await tabTo(page, button);
      const [dialog] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
      await dialog.setFiles(path);
    },
  };
};
