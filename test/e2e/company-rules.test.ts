import { expect, test } from 'vitest';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { delayCalls, eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

/** Opens the company's apply rules in the settings of the demo. */
async function openRules(window: OpenWindow) {
  const { page, say } = window;
  await window.openDemo();
  await window.openSettings('rules');
  const fewest = page.getByRole('textbox', { name: say('companyRules.fewestApprovals') });
  const save = page
    .locator('form')
    .filter({ has: fewest })
    .getByRole('button', { name: say('companyRules.save') });
  return { fewest, save };
}

test('text typed into the rules stays when another window saves them, and the user chooses', async () => {
  await using window = await openWindow(browser());
  const { page, say, call } = window;
  const { fewest, save } = await openRules(window);
  const most = page.getByRole('textbox', { name: say('companyRules.mostSteps') });
  await fewest.fill('4');
  const { rules } = await call('companyRules.get', {});
  await call('companyRules.change', { rules: { ...rules, mostSteps: 9 } });
  await page.getByText(say('savedElsewhere.said')).waitFor();
  expect([await fewest.inputValue(), await most.inputValue()]).not.toContain('9');
  expect(await fewest.inputValue()).toBe('4');
  await window.button('savedElsewhere.keep').click();
  expect([await fewest.inputValue(), await most.inputValue()]).toEqual(['4', '9']);
  await save.click();
  await page.getByText(say('companyRules.saved')).waitFor();
  expect((await call('companyRules.get', {})).rules).toEqual({ ...rules, fewestApprovals: 4, mostSteps: 9 });
  // A typed value that is replaced by the saved one is discarded.
  await fewest.fill('5');
  await call('companyRules.change', { rules: { ...rules, fewestApprovals: 2 } });
  await window.button('savedElsewhere.take').click();
  await eventually(() => fewest.inputValue()).toBe('2');
});

test('shows the company rules as saved by another window, also after saving them in this window', async () => {
  await using window = await openWindow(browser());
  const { page, say, call } = window;
  const { fewest, save } = await openRules(window);
  // The saving window does not query the rules until another window saves; it shows the response to its own save.
  const release = await delayCalls(window, 'companyRules.get');
  await fewest.fill('3');
  await save.click();
  await page.getByText(say('companyRules.saved')).waitFor();
  const { rules } = await call('companyRules.get', {});
  expect(rules.fewestApprovals).toBe(3);
  await call('companyRules.change', { rules: { ...rules, fewestApprovals: 7 } });
  release();
  await eventually(() => fewest.inputValue()).toBe('7');
  expect(await page.getByText(say('savedElsewhere.said')).count()).toBe(0);
});

test('replaces typed values with the default rules when the user requests it', async () => {
  await using window = await openWindow(browser());
  const { page, say, call } = window;
  const { fewest, save } = await openRules(window);
  const standard = await fewest.inputValue();
  await fewest.fill('3');
  await save.click();
  await page.getByText(say('companyRules.saved')).waitFor();
  await fewest.fill('5');
  await window.button('companyRules.standard').click();
  await page.getByText(say('companyRules.standardAgain')).waitFor();
  expect(await fewest.inputValue()).toBe(standard);
  expect(await page.getByText(say('savedElsewhere.said')).count()).toBe(0);
  expect((await call('companyRules.get', {})).standard).toBe(true);
});

test('merges matching settings of two windows: only the settings changed here are saved over the others', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, call } = window;
  await window.openSettings('matching');
  const { matchingPolicy: before, companyDomains } = await call('companies.current', {});
  const groups = page.getByRole('textbox', { name: say('triage.policy.purchasingGroups') });
  await groups.fill('購買部');
  await call('companies.changeMatchingPolicy', { ...before, caseComparison: 'ignore' });
  await eventually(() => page.getByRole('radio', { name: say('triage.policy.case.ignore') }).isChecked()).toBe(true);
  const formOf = (field: ReturnType<typeof page.getByRole>) => page.locator('form').filter({ has: field });
  await formOf(groups)
    .getByRole('button', { name: say('settings.policy.save') })
    .click();
  await page.getByText(say('settings.policy.saved')).waitFor();
  expect((await call('companies.current', {})).matchingPolicy).toEqual({
    ...before,
    caseComparison: 'ignore',
    purchasingGroups: ['購買部'],
  });

  await window.openSettings('company');
  const domains = page.getByRole('textbox', { name: say('settings.domains.company') });
  await domains.fill([...companyDomains, 'new.example.co.jp'].join('\n'));
  const aliasDomains = [{ from: 'old.example.co.jp', to: 'new.example.co.jp' }];
  await call('companies.changeDomains', { companyDomains, aliasDomains });
  await eventually(() => page.getByRole('textbox', { name: say('settings.domains.from', { row: 1 }) }).inputValue()).toBe(
    'old.example.co.jp',
  );
  await formOf(domains)
    .getByRole('button', { name: say('settings.domains.save') })
    .click();
  await eventually(async () => (await call('companies.current', {})).companyDomains).toEqual([...companyDomains, 'new.example.co.jp']);
  expect(await call('companies.current', {})).toMatchObject({ aliasDomains });
});
