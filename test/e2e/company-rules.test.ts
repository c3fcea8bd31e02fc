import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { browserOfFile, eventually } from '../support/window-tests.ts';

const browser = browserOfFile();

test('the rules of the company stand as another window saved them, also after they were saved here', async () => {
  await using window = await openWindow(browser());
  const { page, say, call } = window;
  await window.openDemo();
  await window.go('settings');
  const fewest = page.getByRole('textbox', { name: say('companyRules.fewestApprovals') });
  await fewest.fill('3');
  await page
    .locator('form')
    .filter({ has: fewest })
    .getByRole('button', { name: say('companyRules.save') })
    .click();
  await page.getByText(say('companyRules.saved')).waitFor();
  const { rules } = await call('companyRules.get', {});
  expect(rules.fewestApprovals).toBe(3);
  await call('companyRules.change', { rules: { ...rules, fewestApprovals: 7 } });
  await eventually(() => fewest.inputValue()).toBe('7');
});
