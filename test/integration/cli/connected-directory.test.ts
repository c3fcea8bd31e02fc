import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOrWarn } from '#main/hosts/cli/lists/connected-directory.ts';
import { auditSchema } from '#main/hosts/cli/output/printed-json.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { DEFAULT_DIRECTORY_FILTER } from '#shared/domain/integration/directory-server.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { CLI } from '../../support/built.ts';
import { disableKeychain } from '../../support/disable-keychain.ts';
import { openHostClient, removeFolder, unwrapResult } from '../../support/host-clients.ts';
import { answers, type BerServer, startBerServer } from '../../support/ldap/ber-server.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { confirmForCommands } from '../../support/trust-keys.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

const KEY = 'a-key-of-the-test';
const PASSWORD = 'cnry-directory-commands';
const NEO = ['氏名,ログインID,社員番号,職場用メールアドレス', '阿部 愛,abe,001,abe@example.co.jp', '井上 功,inoue,002,inoue@example.co.jp'];
const AMAZON = [
  '氏名,Eメールアドレス,役割,ステータス',
  '阿部 愛,abe@example.co.jp,パンチアウト,有効',
  '井上 功,inoue@example.co.jp,パンチアウト,有効',
];

let server: BerServer;
let data: string;
let folder: string;
let company: string;
let isRefusing = false;
/** Logins of the people whom the directory reports as disabled, and those whom it does not know. */
let disabled: readonly string[] = [];
let unknown: readonly string[] = [];

const person = (id: number, code: string, name: string, login: string): Buffer[] =>
  unknown.includes(login)
    ? []
    : [
        answers.entry(id, `cn=${login}`, {
          displayName: [name],
          mail: [`${login}@example.co.jp`],
          employeeID: [code],
          userAccountControl: [disabled.includes(login) ? '514' : '512'],
        }),
      ];

beforeAll(async () => {
  server = await startBerServer(({ kind, id, bytes }) => {
    if (kind === 'bind') return answers.bind(id, !isRefusing && bytes.includes(PASSWORD) ? 0 : 49, 'data 52e,');
    return kind === 'search'
      ? [...person(id, '001', '阿部 愛', 'abe'), ...person(id, '002', '井上 功', 'inoue'), answers.done(id, { cookie: '' })]
      : null;
  });
  folder = temporaryFolder('connected-directory');
  writeFileSync(join(folder, 'neo.csv'), `${NEO.join('\r\n')}\r\n`);
  writeFileSync(join(folder, 'amazon.csv'), `${AMAZON.join('\r\n')}\r\n`);
  const client = await openHostClient('dispatcher');
  data = client.folder;
  company = unwrapResult(await client.call('companies.create', { name: '例示商事', kind: 'test' })).id;
  unwrapResult(await client.call('connections.changeSettings', { extraCa: { add: CERTIFICATES.ca.cert } }));
  const settings = { port: server.port, bindDn: 'cn=reader', baseDn: 'dc=example', filter: DEFAULT_DIRECTORY_FILTER };
  unwrapResult(
    await client.call('connections.changeDirectory', {
      server: { ...settings, host: 'localhost', protection: 'ldaps', codeAttribute: 'employeeID' },
    }),
  );
  for (const [kind, name] of [
    ['neo-users', 'neo.csv'],
    ['amazon-users', 'amazon.csv'],
  ] as const) {
    const { token } = await client.console.files.add({ path: join(folder, name), origin: 'chosen', name });
    expect((await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).error).toBeNull();
  }
  unwrapResult(await client.call('imports.changeLimit', { limit: { count: 0, percent: null, floor: 0 } }));
  await client.close();
  await confirmForCommands(join(data, 'workspaces'), company, KEY);
}, 60_000);
afterAll(async () => {
  await server.close();
  removeFolder(data);
  removeFolder(folder);
});

const tsunagi = (...args: readonly string[]): Promise<{ exit: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const secrets = { TSUNAGI_ACCESS_KEY: KEY, TSUNAGI_DIRECTORY_PASSWORD: PASSWORD };
    const options = { cwd: folder, timeout: 60_000, env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', ...secrets } };
    const words = [CLI, ...args, '--data-dir', data, '--profile', '例示商事', '--format', 'json', '--out', 'report.json'];
    execFile(process.execPath, words, options, (error, out, err) => {
      expect(out + err).not.toContain(PASSWORD);
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
const codes = (): string[] =>
  auditSchema.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).findings.map(({ code }) => code);
const audit = async () => ({ ...(await tsunagi('audit')), codes: codes() });
let runs = 0;
/** Runs a first check, which lists every finding. */
const watch = async () => ({
  ...(await tsunagi('watch', '--state', `state-${++runs}`, '--neo', 'neo.csv', '--amazon', 'amazon.csv')),
  codes: codes(),
});

/** Stores a list as a window does that read it on this day. */
function storeList(takenAt: string): void {
  const companies = new CompanyFolder(join(data, 'workspaces'));
  const file = companies.open(company);
  const snapshotId = file.people.begin({
    side: 'directory',
    origin: 'server',
    label: `ldaps://localhost:${server.port}`,
    takenAt,
    serverRevision: null,
    missingFields: ['group', 'blocked'],
  });
  const person = { principalName: '', accountName: '', group: '' };
  file.people.append(snapshotId, 'directory_person', [
    { ...person, mail: 'abe@example.co.jp', employeeId: '001', name: '阿部 愛', state: 'disabled' },
    { ...person, mail: 'inoue@example.co.jp', employeeId: '002', name: '井上 功', state: 'enabled' },
  ]);
  file.people.publish([{ snapshotId, table: 'directory_person' }], takenAt);
  file.close();
}

describe('commands of a company with a connected directory', () => {
  it('say that no list is used if it was never read and cannot be read', async () => {
    isRefusing = true;
    for (const run of [await audit(), await watch()]) {
      expect([run.exit, run.codes]).toEqual([0, []]);
      expect(run.err).toContain('The list of the company directory could not be updated. No list of the directory is used.');
      expect(run.err).toContain('The sign-in was refused');
    }
    isRefusing = false;
  });

  it('read it before they judge, and store nothing', async () => {
    disabled = ['inoue'];
    const audited = await audit();
    expect([audited.codes, audited.err.includes('could not be')]).toEqual([['directory-disabled'], false]);
    const watched = await watch();
    expect([watched.exit, watched.codes, watched.err]).toEqual([1, ['directory-disabled'], '']);
    expect(watched.out).toContain(`ldaps://localhost:${server.port}`);
    const file = new CompanyFolder(join(data, 'workspaces')).open(company);
    expect(file.people.current().map(({ side }) => side)).not.toContain('directory');
    file.close();
  });

  it('use the list read last, and say its age, if the sign-in is refused', async () => {
    storeList(new Date(Date.now() - 3 * 86_400_000 - 60_000).toISOString());
    isRefusing = true;
    for (const run of [await audit(), await watch()]) {
      expect(run.codes).toEqual(['directory-disabled']);
      expect(run.err).toMatch(/The list of \d{4}-\d\d-\d\d \d\d:\d\d UTC is used \(3 days old\)/);
    }
    expect((await watch()).out).toContain('could not be updated this time');
    isRefusing = false;
  });

  it('do not use a list that lost people, which needs a confirmation', async () => {
    unknown = ['inoue'];
    disabled = [];
    for (const run of [await audit(), await watch()]) {
      expect(run.codes).toEqual(['directory-disabled']);
      expect(run.err).toContain('3 days old');
      expect(run.err).toContain('Reason: This list would remove 1 person');
    }
    unknown = [];
  });

  it('forget the former list as soon as the directory is read again', async () => {
    expect([(await audit()).codes, (await watch()).codes]).toEqual([[], []]);
  });
});

it('a directory that does not answer is not waited for longer than the limit', async () => {
  const warnings: string[] = [];
  const output = { translate: createTexts('en'), warn: (text: string) => void warnings.push(text) };
  const hanging = (signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  const now = Date.parse('2026-12-04T00:00:00.000Z');
  expect(await readOrWarn(hanging, { storedAt: '2026-12-03T23:00:00.000Z', output, timeoutMs: 50, now })).toBeNull();
  expect(warnings).toEqual([expect.stringContaining('(from today)')]);
  expect(warnings[0]).toContain('did not end within 1 minute');
});
