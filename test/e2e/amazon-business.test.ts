import { expect, test } from 'vitest';
import { getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import { DEMO_AMAZON_CLIENT_SECRET, DEMO_AMAZON_REFRESH_TOKEN } from '#shared/domain/integration/demo-amazon-business.ts';
import { openWindow } from '../support/window.ts';
import { findStructureFaults } from '../support/window-axe.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('sets up the Amazon Business API in the demo company, tests it, and removes it', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, call } = window;
  await call('secrets.useSession', { use: true });
  await window.go('integration');
  const section = page.locator('section').filter({ has: page.getByRole('heading', { name: say('amazonBusiness.title'), exact: true }) });
  const press = (key: string): Promise<void> => section.getByRole('button', { name: say.phrase(key), exact: true }).click();
  const fillClient = (value: string): Promise<void> => section.getByLabel(say('amazonBusiness.clientId'), { exact: true }).fill(value);
  await section.getByText(say('amazonBusiness.untried')).waitFor();
  await press('amazonBusiness.setUp');
  await fillClient('amzn1.sp.solution.1');
  await press('amazonBusiness.save');
  await section.getByText(say('amazonBusiness.clientIdFault'), { exact: true }).waitFor();
  await fillClient(getBusinessClientId('revoked'));
  await press('amazonBusiness.save');
  await section.getByText(getBusinessClientId('revoked'), { exact: true }).waitFor();

  const setSecret = async (name: 'amazon-client-secret' | 'amazon-refresh-token', value: string, isFirst: boolean): Promise<void> => {
    const label = say(`secret.name.${name}`);
    await section
      .getByRole('button', { name: say(isFirst ? 'secretsPart.setNamed' : 'secretsPart.replaceNamed', { name: label }) })
      .click();
    await section.getByLabel(say(isFirst ? 'secretsPart.value' : 'secretsPart.newValue', { name: label })).fill(value);
    await press('secretsPart.keep');
    await section.getByLabel(say(isFirst ? 'secretsPart.value' : 'secretsPart.newValue', { name: label })).waitFor({ state: 'detached' });
  };
  await press('amazonBusiness.test');
  await section.getByText(say('connection.reason.business-secret-empty.next')).first().waitFor();
  await setSecret('amazon-client-secret', DEMO_AMAZON_CLIENT_SECRET, true);
  await setSecret('amazon-refresh-token', DEMO_AMAZON_REFRESH_TOKEN, true);
  await press('amazonBusiness.test');
  await section.getByText(say('connection.reason.business-token-refused.next')).first().waitFor();
  expect(await findStructureFaults(page)).toEqual([]);

  await press('amazonBusiness.change');
  await fillClient(getBusinessClientId('none'));
  await press('amazonBusiness.save');
  await press('amazonBusiness.test');
  await section.getByText(say('connection.reason.business-secret-elsewhere.next')).first().waitFor();
  await setSecret('amazon-client-secret', DEMO_AMAZON_CLIENT_SECRET, false);
  await setSecret('amazon-refresh-token', DEMO_AMAZON_REFRESH_TOKEN, false);
  await press('amazonBusiness.test');
  await section.getByText(say('connectionTest.headline.passed', { passed: 5, remarks: 0 })).waitFor();
  expect(await findStructureFaults(page)).toEqual([]);
  await press('amazonBusiness.remove');
  await section.getByText(say('amazonBusiness.none'), { exact: true }).waitFor();
});
