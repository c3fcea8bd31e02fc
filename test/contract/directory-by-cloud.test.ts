import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntraFault, getEntraClientId } from '#main/sandbox/cloud/entra-faults.ts';
import { CLOUD_LAYERS } from '#shared/domain/integration/connection-test/connection-test.ts';
import { DEMO_ENTRA, DEMO_ENTRA_SECRET } from '#shared/domain/integration/demo-cloud.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

describe('the demo company’s directory in Entra ID, through both hosts', () => {
  let client: HostClient;
  let companyId: string;
  /** Number of people in the demo's directory. */
  let everybody = 0;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    companyId = unwrapResult(await client.call('console.settings', {})).lastCompanyId ?? '';
    unwrapResult(await client.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const choose = async (fault: EntraFault, tenant = DEMO_ENTRA.tenant) =>
    unwrapResult(
      await client.call('connections.changeDirectory', { server: { kind: 'entra', tenant, clientId: getEntraClientId(fault) } }),
    );
  const setSecret = async (value: string) => unwrapResult(await client.call('secrets.set', { name: 'directory-password', value }));
  const read = (confirmed?: { gone: number; cut: boolean }) =>
    client.finish(client.call('imports.readDirectory', confirmed === undefined ? {} : { confirmed }));
  const test = async () => {
    const job = await client.finish(client.call('connections.testDirectory', {}));
    const run = unwrapResult(await client.call('connections.results', {})).directory;
    return { passed: job.result?.['passed'], run, failed: run?.layers.find(({ state }) => state === 'failed') };
  };
  const list = async () => unwrapResult(await client.call('imports.present', {})).lists.find(({ kind }) => kind === 'directory-people');

  it('is tested layer by layer, each failure with its reason', async () => {
    await choose('none');
    expect((await test()).failed).toMatchObject({
      layer: 'cloud-settings',
      reasons: [{ id: 'cloud-secret-empty', field: 'directoryPassword' }],
    });
    expect(failureCodeOf(await client.call('imports.readDirectory', {}))).toBe('secret-not-set');
    await setSecret('wrong-secret');
    expect((await test()).failed).toMatchObject({ layer: 'cloud-sign-in', reasons: [{ id: 'entra-secret-wrong' }] });
    await setSecret(DEMO_ENTRA_SECRET);
    await choose('no-permission');
    expect((await test()).failed).toMatchObject({ layer: 'cloud-people', reasons: [{ id: 'entra-permission-missing' }] });
    await choose('none');
    const { passed, run } = await test();
    expect([passed, run?.layers.map(({ layer, state }) => [layer, state])]).toEqual([true, CLOUD_LAYERS.map((layer) => [layer, 'passed'])]);
    const { secrets } = unwrapResult(await client.call('secrets.list', {}));
    const facts = secrets.find(({ name }) => name === 'directory-password');
    expect([facts?.boundTo, facts?.verifiedAt !== null]).toEqual([`demo://entra/${DEMO_ENTRA.tenant}`, true]);
  });

  it('replaces the list, which names its source', async () => {
    const { error, result } = await read();
    expect(error).toBeNull();
    everybody = Number(result?.['rows']);
    expect(everybody).toBeGreaterThan(1_500);
    expect(result).toMatchObject({ added: everybody, gone: 0, leftOut: 0, referrals: 0 });
    const { sources } = unwrapResult(await client.call('companies.current', {}));
    expect(sources.find(({ side }) => side === 'directory')).toMatchObject({
      rows: everybody,
      origin: 'server',
      label: 'Microsoft Entra ID (demo-shoji.example)',
    });
  });

  it.each([
    ['cut', 'answer-cut'],
    ['other-shape', 'cloud-unreadable'],
    ['next-elsewhere', 'cloud-elsewhere'],
    ['token-rejected', 'cloud-token-rejected'],
    ['throttled-for-an-hour', 'cloud-throttled'],
    ['secret-expired', 'entra-secret-expired'],
    ['no-permission', 'entra-permission-missing'],
    ['no-users', 'cloud-no-people'],
    ['echo', 'entra-secret-wrong'],
  ] as const)('keeps the list after the fault %s', async (fault, reason) => {
    await choose(fault);
    expect((await read()).error).toMatchObject({ code: 'directory-failed', params: { reason } });
    expect(await list()).toMatchObject({ rows: everybody });
  });

  it.each(['throttled', 'token-expires', 'empty-page'] as const)('reads everybody despite %s', async (fault) => {
    await choose(fault);
    expect((await read()).result).toMatchObject({ rows: everybody, added: 0, gone: 0 });
  });

  it('asks for confirmation before people are removed', async () => {
    await choose('shrunk');
    const { error } = await read();
    expect(error).toMatchObject({ code: 'list-shrinks', params: { side: 'directory', before: everybody } });
    expect(await list()).toMatchObject({ rows: everybody });
    const gone = Number(error?.params['gone']);
    expect((await read({ gone, cut: false })).result).toMatchObject({ gone, rows: everybody - gone });
    await choose('none');
    expect((await read()).result).toMatchObject({ rows: everybody });
  });

  it('sends the secret to no other tenant', async () => {
    await choose('none', 'other.example');
    expect((await test()).failed).toMatchObject({ layer: 'cloud-settings', reasons: [{ id: 'cloud-secret-of-another-tenant' }] });
    expect(failureCodeOf(await client.call('imports.readDirectory', {}))).toBe('secret-bound-elsewhere');
    await choose('none');
    expect((await test()).passed).toBe(true);
  });

  it('refuses settings that name a server', async () => {
    for (const more of [{ signIn: 'https://evil.example' }, { host: 'evil.example', port: 443 }]) {
      const server = { ...DEMO_ENTRA, ...more };
      expect(failureCodeOf(await client.callAnything('connections.changeDirectory', { server }))).toBe('invalid-input');
    }
  });

  it('reads nothing from settings in the file that name a server', async () => {
    const folder = join(client.folder, 'workspaces');
    const file = readdirSync(folder).find((name) => name.endsWith('.tsunagi') && name.includes(companyId)) ?? '';
    const change = (sql: string): void => {
      const database = new DatabaseSync(join(folder, file));
      try {
        database.exec(sql);
      } finally {
        database.close();
      }
    };
    change("UPDATE connection SET settings = json_set(settings, '$.directory.signIn', 'https://evil.example')");
    expect(failureCodeOf(await client.call('imports.readDirectory', {}))).toBe('connection-settings-unreadable');
    change("UPDATE connection SET settings = json_remove(settings, '$.directory.signIn')");
    expect((await read()).error).toBeNull();
  });

  it('uses the key file of a service account for the directory only, and names what the demo company lacks', async () => {
    unwrapResult(await client.call('connections.changeDirectory', { server: { kind: 'google', admin: 'admin@example.co.jp' } }));
    const pem = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const file = JSON.stringify({
      type: 'service_account',
      client_email: 'reader@project.example',
      private_key: pem,
      more: 'x'.repeat(500),
    });
    await setSecret(file);
    expect((await test()).failed).toMatchObject({ layer: 'cloud-sign-in', reasons: [{ id: 'cloud-sign-in-refused' }] });
    expect(failureCodeOf(await client.callAnything('secrets.set', { name: 'access-key', value: file }))).toBe('invalid-input');
    await setSecret('no key');
    expect((await test()).failed).toMatchObject({ layer: 'cloud-settings', reasons: [{ id: 'google-key-malformed' }] });
    await choose('none');
    expect((await test()).failed).toMatchObject({ reasons: [{ id: 'cloud-secret-of-another-tenant' }] });
  });

  it('repeats the secret and the tokens in no answer and no log', async () => {
    const seen = JSON.stringify([
      unwrapResult(await client.call('connections.results', {})),
      unwrapResult(await client.call('connections.directory', {})),
      unwrapResult(await client.call('jobs.list', {})),
      unwrapResult(await client.call('secrets.list', {})),
    ]);
    const logs = readdirSync(join(client.folder, 'log')).map((name) => readFileSync(join(client.folder, 'log', name), 'utf8'));
    for (const text of [seen, ...logs]) {
      expect(text).not.toContain(DEMO_ENTRA_SECRET);
      expect(text).not.toContain(encodeURIComponent(DEMO_ENTRA_SECRET));
      // Tokens of the demo's server.
      expect(text).not.toMatch(/demo\.[\w-]{32}/);
    }
  });
});
