import { expect, test } from 'vitest';
import { DEMO_ENTRA, DEMO_ENTRA_SECRET } from '#shared/domain/integration/demo-cloud.ts';
import { openWindow } from '../support/window.ts';
import { findStructureFaults } from '../support/window-axe.ts';
import { chooseList } from '../support/window-import.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('sets up Entra ID in the demo company, tests it, and reads it', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, call } = window;
  await call('secrets.useSession', { use: true });
  await window.go('import');
  await chooseList(window, 'directory-people');
  const source = page.getByRole('region', { name: say('directorySource.title') });
  const press = (key: string): Promise<void> => source.getByRole('button', { name: say.phrase(key), exact: true }).click();
  await press('directorySource.setUp');
  const chooseKind = async (kind: 'entra' | 'google'): Promise<void> => {
    await source.getByRole('combobox', { name: say('directorySource.kind') }).click();
    await page.getByRole('option', { name: say(`directorySource.kinds.${kind}`) }).click();
  };
  await chooseKind('google');
  await source.getByText(say('directorySource.untried.google')).waitFor();
  await press('directorySource.save');
  await source.getByText(say('directorySource.fault.admin'), { exact: true }).waitFor();
  await chooseKind('entra');
  await source.getByText(say('directorySource.permission.entra')).waitFor();
  await source.getByText(say('directorySource.untried.entra')).waitFor();
  await press('directorySource.save');
  await source.getByText(say('directorySource.fault.tenant'), { exact: true }).waitFor();
  await source.getByText(say('directorySource.fault.clientId'), { exact: true }).waitFor();
  expect(await findStructureFaults(page)).toEqual([]);
  await source.getByLabel(say('directorySource.field.tenant'), { exact: true }).fill(DEMO_ENTRA.tenant);
  await source.getByLabel(say('directorySource.field.clientId'), { exact: true }).fill(DEMO_ENTRA.clientId);
  await press('directorySource.save');
  await source.getByText(DEMO_ENTRA.clientId).waitFor();

  const setSecret = async (value: string, isFirst: boolean): Promise<void> => {
    const name = say('secret.name.directory-password');
    await source.getByRole('button', { name: say(isFirst ? 'secretsPart.setNamed' : 'secretsPart.replaceNamed', { name }) }).click();
    await source.getByLabel(say(isFirst ? 'secretsPart.value' : 'secretsPart.newValue', { name })).fill(value);
    await press('secretsPart.keep');
    await source.getByText(say('secretsPart.news.kept')).waitFor();
  };
  await setSecret('wrong-secret', true);
  await press('directorySource.test');
  await source.getByText(say('connection.reason.entra-secret-wrong.next')).first().waitFor();
  await press('directorySource.read');
  await source.getByRole('alert').getByText(say('connection.reason.entra-secret-wrong.next')).waitFor();

  await setSecret(DEMO_ENTRA_SECRET, false);
  await press('directorySource.test');
  await source.getByText(say('connectionTest.headline.passed', { passed: 5, remarks: 0 })).waitFor();
  await press('directorySource.read');
  await source.getByText(say('directorySource.done', { rows: 1586, added: 1586, gone: 0, changed: 0, disabled: 26 })).waitFor();
  expect(await findStructureFaults(page)).toEqual([]);
});
