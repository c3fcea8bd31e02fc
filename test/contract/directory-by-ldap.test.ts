import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { LDAP_LAYERS } from '#shared/domain/integration/connection-test/connection-test.ts';
import { DEFAULT_DIRECTORY_FILTER, type DirectoryServer } from '#shared/domain/integration/directory-server.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { answers, type BerServer, startBerServer } from '../support/ldap/ber-server.ts';
import { CERTIFICATES } from '../support/network/certificates.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

const PASSWORD = 'cnry-directory-contract';
const NEO = [
  '氏名,ログインID,社員番号,職場用メールアドレス',
  '阿部 愛,abe,001,abe@example.co.jp',
  '井上 功,inoue,002,inoue@example.co.jp',
  '上野 海,ueno,003,ueno@exmaple.co.jp',
];
const AMAZON = [
  '氏名,Eメールアドレス,役割,ステータス',
  '阿部 愛,abe@example.co.jp,パンチアウト,有効',
  '井上 功,inoue@example.co.jp,パンチアウト,有効',
  '上野 海,ueno@example.co.jp,パンチアウト,有効',
];
const person = (id: number, code: string, name: string, mail: string, control: string): Buffer =>
  answers.entry(id, `cn=${name}`, { displayName: [name], mail: [mail], employeeID: [code], userAccountControl: [control] });
const PEOPLE = (id: number): Buffer[] => [
  person(id, '001', '阿部 愛', 'abe@example.co.jp', '512'),
  person(id, '002', '井上 功', 'inoue@example.co.jp', '514'),
  person(id, '003', '上野 海', 'ueno@example.co.jp', '512'),
];

describe('the company’s directory by LDAP, through both hosts', () => {
  let client: HostClient;
  let files: string;
  let server: BerServer;
  /** Response to a search; the first page is always the last one. */
  let found: (id: number) => Buffer[] = PEOPLE;
  let isRefusing = false;
  beforeAll(async () => {
    files = temporaryFolder('ldap');
    server = await startBerServer(({ kind, id, bytes }) => {
      if (kind === 'bind') return answers.bind(id, !isRefusing && bytes.includes(PASSWORD) ? 0 : 49, 'data 52e,');
      return kind === 'search' ? [...found(id), answers.done(id, { cookie: '' })] : null;
    });
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '例示商事', kind: 'test' }));
    unwrapResult(await client.call('secrets.useSession', { use: true }));
    for (const [kind, lines] of [
      ['neo-users', NEO],
      ['amazon-users', AMAZON],
    ] as const) {
      const path = join(files, `${kind}.csv`);
      writeFileSync(path, `${lines.join('\r\n')}\r\n`);
      const { token } = await client.console.files.add({ path, origin: 'upload', name: `${kind}.csv` });
      expect((await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).error).toBeNull();
    }
  });
  afterAll(async () => {
    await client.close();
    await server.close();
    removeFolder(client.folder);
    removeFolder(files);
  });
  const directory = (change: Partial<DirectoryServer> = {}): DirectoryServer => ({
    host: 'localhost',
    port: server.port,
    protection: 'ldaps',
    bindDn: 'cn=reader,dc=example',
    baseDn: 'dc=example',
    filter: DEFAULT_DIRECTORY_FILTER,
    codeAttribute: 'employeeID',
    ...change,
  });
  const test = async () => {
    const job = await client.finish(client.call('connections.testDirectory', {}));
    const run = unwrapResult(await client.call('connections.results', {})).directory;
    return { passed: job.result?.['passed'], run, failed: run?.layers.find(({ state }) => state === 'failed') };
  };
  const read = () => client.finish(client.call('imports.readDirectory', {}));

  it('names what is missing before it is set up', async () => {
    expect(unwrapResult(await client.call('connections.directory', {}))).toEqual({ server: null });
    expect(failureCodeOf(await client.call('imports.readDirectory', {}))).toBe('directory-unset');
    expect((await test()).failed).toMatchObject({ layer: 'directory-settings', reasons: [{ id: 'directory-not-set' }] });
  });

  it('refuses settings that cannot be meant, and knows no unencrypted protection', async () => {
    for (const [change, why] of [
      [{ host: 'ldaps://dc01' }, 'host'],
      [{ host: 'dc01/evil' }, 'host'],
      [{ host: 'user@dc01' }, 'host'],
      [{ filter: '(cn=' }, 'filter'],
    ] as const)
      expect(await client.call('connections.changeDirectory', { server: directory(change) })).toMatchObject({
        error: { code: 'connection-directory-invalid', params: { why } },
      });
    const plain = { server: { ...directory(), protection: 'none' } };
    expect(failureCodeOf(await client.callAnything('connections.changeDirectory', plain))).toBe('invalid-input');
    expect(failureCodeOf(await client.callAnything('connections.changeDirectory', { server: { ...directory(), port: 0 } }))).toBe(
      'invalid-input',
    );
  });

  it('is tested layer by layer, each failure with its reason', async () => {
    expect(unwrapResult(await client.call('connections.changeDirectory', { server: directory() }))).toEqual({ server: directory() });
    expect((await test()).failed?.reasons).toMatchObject([{ id: 'directory-password-empty', field: 'directoryPassword' }]);
    expect(failureCodeOf(await client.call('imports.readDirectory', {}))).toBe('secret-not-set');
    unwrapResult(await client.call('secrets.set', { name: 'directory-password', value: PASSWORD }));
    expect((await test()).failed).toMatchObject({ layer: 'directory-tls', reasons: [{ id: 'tls-issuer-unknown', field: 'extraCa' }] });
    unwrapResult(await client.call('connections.changeSettings', { extraCa: { add: CERTIFICATES.ca.cert } }));
    isRefusing = true;
    expect((await test()).failed).toMatchObject({
      layer: 'directory-bind',
      reasons: [{ id: 'directory-bind-refused', params: { account: 'password' } }],
    });
    isRefusing = false;
    const { passed, run } = await test();
    expect([passed, run?.layers.map(({ layer, state }) => [layer, state])]).toEqual([true, LDAP_LAYERS.map((layer) => [layer, 'passed'])]);
    const { secrets } = unwrapResult(await client.call('secrets.list', {}));
    const facts = secrets.find(({ name }) => name === 'directory-password');
    expect([facts?.boundTo, facts?.verifiedAt !== null]).toEqual([`ldaps://localhost:${server.port}`, true]);
  });

  it('replaces the list, and the audit uses it', async () => {
    const job = await read();
    expect(job.error).toBeNull();
    expect(job.result).toMatchObject({ rows: 3, added: 3, gone: 0, changed: 0, disabled: 1, referrals: 0, leftOut: 0 });
    const { lists } = unwrapResult(await client.call('imports.present', {}));
    expect(lists.find(({ kind }) => kind === 'directory-people')).toMatchObject({ rows: 3 });
    const { rows } = unwrapResult(
      await client.call('matching.rows', {
        filter: { ...EMPTY_FINDING_FILTER, triage: 'all' },
        sort: { by: 'severity', direction: 'ascending' },
        offset: 0,
        limit: 100,
      }),
    );
    expect(rows.map(({ code, name, suggestion }) => [code, name, suggestion?.reasons[0] ?? null])).toEqual([
      ['email-differs-typo', '上野 海', 'directory-address'],
      ['directory-disabled', '井上 功', null],
    ]);
  });

  it('keeps the list when no people are found, when too many are gone, and when the read fails', async () => {
    const rows = async () =>
      unwrapResult(await client.call('imports.present', {})).lists.find(({ kind }) => kind === 'directory-people')?.rows;
    found = () => [];
    expect((await read()).error).toMatchObject({ code: 'directory-failed', params: { reason: 'directory-no-people' } });
    found = (id) => PEOPLE(id).slice(0, 2);
    unwrapResult(await client.call('imports.changeLimit', { limit: { count: 0, percent: null, floor: 0 } }));
    expect((await read()).error).toMatchObject({ code: 'list-shrinks', params: { side: 'directory', gone: 1, before: 3 } });
    found = (id) => [...PEOPLE(id), answers.done(id, { code: 4 })];
    expect((await read()).error).toMatchObject({ code: 'directory-failed', params: { reason: 'directory-size-limit' } });
    expect(await rows()).toBe(3);
    found = (id) => PEOPLE(id).slice(0, 2);
    const confirmed = { gone: 1, cut: false };
    expect((await client.finish(client.call('imports.readDirectory', { confirmed }))).result).toMatchObject({ rows: 2, gone: 1 });
    found = PEOPLE;
    unwrapResult(await client.call('imports.changeLimit', { limit: null }));
  });

  it('sends the password to no other host or port', async () => {
    const other = await startBerServer(({ id }) => answers.bind(id));
    try {
      unwrapResult(await client.call('connections.changeDirectory', { server: directory({ port: other.port }) }));
      expect((await test()).failed).toMatchObject({ reasons: [{ id: 'directory-password-of-another-server' }] });
      expect(failureCodeOf(await client.call('imports.readDirectory', {}))).toBe('secret-bound-elsewhere');
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
      unwrapResult(await client.call('connections.changeDirectory', { server: directory() }));
    }
    expect((await read()).error).toBeNull();
  });

  it('records who set which server, and repeats the password nowhere', async () => {
    const { entries } = unwrapResult(
      await client.call('historyLog.list', {
        filter: { kinds: ['trust'], sections: [], search: '', runId: null, from: null, to: null },
        offset: 0,
        limit: 100,
      }),
    ) as unknown as { entries: unknown[] };
    expect(JSON.stringify(entries)).toContain(`ldaps://localhost:${server.port}`);
    const seen = JSON.stringify([
      unwrapResult(await client.call('connections.results', {})),
      unwrapResult(await client.call('connections.directory', {})),
      unwrapResult(await client.call('jobs.list', {})),
    ]);
    expect(seen).not.toContain(PASSWORD);
  });
});
