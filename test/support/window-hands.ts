import type { Locator } from 'playwright';
import { expect } from 'vitest';
import type { OpenWindow } from './window.ts';
import { tabTo } from './window-keyboard.ts';
import { eventually } from './window-tests.ts';

/** A user who operates the window with the pointer, or with the keyboard alone. */
export interface UserInput {
  press(target: Locator): Promise<void>;
  /** Selects one radio button of a group. */
  choose(group: Locator, label: string): Promise<void>;
  /** Replaces the content of a field with a text. */
  write(field: Locator, text: string): Promise<void>;
  /** Enters a date, `YYYY-MM-DD`, into an empty date field. */
  writeDay(field: Locator, day: string): Promise<void>;
  /** Selects a file with the button that opens the file dialog. */
  give(button: Locator, path: string): Promise<void>;
}

const radioOf = (group: Locator, label: string): Locator => group.getByRole('radio', { name: label, exact: true });

export const pointer = ({ page }: OpenWindow): UserInput => ({
  press: (target) => target.click(),
  choose: (group, label) => group.getByText(label, { exact: true }).click(),
  write: (field, text) => field.fill(text),
  writeDay: (field, day) => field.fill(day),
  async give(button, path) {
    const [dialog] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
    await dialog.setFiles(path);
  },
});

/** Uses only Tab, arrows, letters, Space and Enter. Every element focused on the way must show its focus. */
export const keyboard = ({ page }: OpenWindow): UserInput => {
  const reach = async (target: Locator): Promise<void> => {
    await target.waitFor({ state: 'attached' });
    const lost = await page.evaluate(() => document.activeElement === document.body);
    // If the focused element was removed, Tab starts in the middle of the page, so a second round may be needed.
    if (lost) await tabTo(page, target).catch(() => tabTo(page, target));
    else await tabTo(page, target);
  };
  const enter = async (target: Locator): Promise<void> => {
    // Waits until the target is enabled; Tab skips disabled elements.
    await eventually(() => target.isEnabled()).toBe(true);
    await reach(target);
    await page.keyboard.press('Enter');
  };
  return {
    press: enter,
    async choose(group, label) {
      const chosen = group.getByRole('radio', { checked: true });
      await group.waitFor();
      const radios = await group.getByRole('radio').count();
      await reach((await chosen.count()) > 0 ? chosen : group.getByRole('radio').first());
      if ((await chosen.count()) === 0) {
        await page.keyboard.press('Space');
        await chosen.waitFor({ state: 'attached' });
      }
      for (let step = 0; step < radios && !(await radioOf(group, label).isChecked()); step++) {
        const before = await chosen.getAttribute('value');
        await page.keyboard.press('ArrowDown');
        await eventually(() => chosen.getAttribute('value')).not.toBe(before);
      }
      expect(await radioOf(group, label).isChecked()).toBe(true);
    },
    async write(field, text) {
      await reach(field);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
    async writeDay(field, day) {
      await reach(field);
      // The test browser uses the English order in date fields: month, day, year.
      const [year = '', month = '', date = ''] = day.split('-');
      await page.keyboard.type(month + date + year);
      expect(await field.inputValue()).toBe(day);
    },
    async give(button, path) {
      // Listens before the button is pressed: Chromium cancels a dialog that opens before the listener is registered.
      const asked = page.waitForEvent('filechooser');
      await reach(button);
      await page.keyboard.press('Enter');
      await (await asked).setFiles(path);
    },
  };
};
