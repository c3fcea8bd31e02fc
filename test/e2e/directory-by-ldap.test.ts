import { afterEach, expect, test } from 'vitest';
import { answers, type BerServer, startBerServer } from '../support/ldap/ber-server.ts';
import { CERTIFICATES } from '../support/network/certificates.ts';
import { openWindow } from '../support/window.ts';
import { findStructureFaults } from '../support/window-axe.ts';
import { chooseList, createCompany } from '../support/window-import.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let server: BerServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const person = (id: number, at: number): Buffer =>
  answers.entry(id, `cn=${at}`, {
    displayName: [`社員 ${at}`],
    mail: [`p${at}@example.co.jp`],
    employeeID: [`${at}`],
    userAccountControl: ['512'],
  });

test('sets up the directory, tests it, reads it, and asks before people are gone', async () => {
  let count = 40;
  let waiting: (() => void) | null = null;
  server = await startBerServer(({ kind, id, bytes }, socket) => {
    if (kind === 'bind') return answers.bind(id, bytes.includes('right-p4ss') ? 0 : 49, 'data 52e,');
    if (kind !== 'search') return null;
    const page = [
      ...Array.from({ length: count }, (_, at) => person(id, at)),
      answers.reference(id, 'ldap://other/'),
      answers.done(id, { cookie: '' }),
    ];
    if (waiting === null) return page;
    waiting = (): void => void socket.write(Buffer.concat(page));
    return null;
  });
  await using window = await openWindow(browser());
  const { page, say, button, call } = window;
  await createCompany(window, '例示商事');
  await call('secrets.useSession', { use: true });
  await call('connections.changeSettings', { extraCa: { add: CERTIFICATES.ca.cert } });
  await chooseList(window, 'directory-people');
  const source = page.getByRole('region', { name: say('directorySource.title') });
  await source.getByText(say('directorySource.none')).waitFor();
  await source.getByRole('button', { name: say('directorySource.setUp') }).click();

  await source.getByRole('button', { name: say('directorySource.save') }).click();
  expect(await source.getByText(say('directorySource.fault.empty'), { exact: true }).count()).toBe(3);
  const type = (field: 'host' | 'port' | 'bindDn' | 'baseDn', text: string): Promise<void> =>
    source.getByLabel(say(`directorySource.field.${field}`), { exact: true }).fill(text);
  await type('host', 'ldaps://localhost');
  await type('port', String(server.port));
  await type('bindDn', 'cn=reader,dc=example');
  await type('baseDn', 'dc=example');
  await source.getByRole('button', { name: say('directorySource.save') }).click();
  await source.getByRole('alert').waitFor();
  expect(await findStructureFaults(page)).toEqual([]);
  await type('host', 'localhost');
  await source.getByRole('button', { name: say('directorySource.save') }).click();
  await source.getByText(`ldaps://localhost:${server.port}`).first().waitFor();

  const setPassword = async (value: string, isFirst: boolean): Promise<void> => {
    const name = say('secret.name.directory-password');
    await source.getByRole('button', { name: say(isFirst ? 'secretsPart.setNamed' : 'secretsPart.replaceNamed', { name }) }).click();
    await source.getByLabel(say(isFirst ? 'secretsPart.value' : 'secretsPart.newValue', { name })).fill(value);
    await source.getByRole('button', { name: say('secretsPart.keep'), exact: true }).click();
    await source.getByText(say('secretsPart.news.kept')).waitFor();
  };
  await setPassword('wrong-p4ss', true);
  await source.getByRole('button', { name: say('directorySource.test') }).click();
  await source
    .getByText(say('connection.reason.directory-bind-refused.why', { account: 'password' }))
    .first()
    .waitFor();
  await source.getByRole('button', { name: say('directorySource.read') }).click();
  await source.getByRole('alert').getByText(say('connection.reason.directory-bind-refused.next')).waitFor();

  await setPassword('right-p4ss', false);
  await source.getByRole('button', { name: say('directorySource.test') }).click();
  await source.getByText(say('connection.reason.directory-referrals.what')).first().waitFor();
  await source.getByRole('button', { name: say('directorySource.read') }).click();
  const counts = { rows: 40, added: 40, gone: 0, changed: 0, disabled: 0 };
  await source.getByText(say('directorySource.done', counts)).waitFor();
  await source.getByText(say('directorySource.referrals', { count: 1 })).waitFor();
  await page.getByText(say('import.done.directory-people', { rows: 40 })).waitFor();

  expect(await findStructureFaults(page)).toEqual([]);

  count = 10;
  await source.getByRole('button', { name: say('directorySource.read') }).click();
  await source.getByRole('button', { name: say('listGuard.confirm', { gone: 30, percent: '75' }) }).click();
  await source.getByText(say('directorySource.done', { ...counts, rows: 10, added: 0, gone: 30 })).waitFor();

  waiting = (): void => undefined;
  await source.getByRole('button', { name: say('directorySource.read') }).click();
  await source.getByText(say('directorySource.reading', { done: 0 })).waitFor();
  await source.getByRole('button', { name: say('directorySource.stop') }).click();
  await source.getByRole('button', { name: say('directorySource.stop') }).waitFor({ state: 'detached' });
  expect((await call('imports.present', {})).lists).toMatchObject([{ kind: 'directory-people', rows: 10 }]);

  await source.getByRole('button', { name: say('directorySource.remove') }).click();
  await button(say('directorySource.remove')).last().click();
  await source.getByText(say('directorySource.none')).waitFor();
});
