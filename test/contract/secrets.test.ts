import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '#main/sandbox/sandbox.ts';
import { SECRET_NAMES } from '#shared/contract/connections/secrets.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { CERTIFICATES } from '../support/network/certificates.ts';

const PASSPHRASE = 'correct horse battery';
disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

describe.skipIf(process.platform !== 'linux')('secrets through both hosts, without a keychain', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });
  const factsOf = async (secret: (typeof SECRET_NAMES)[number]) =>
    unwrapResult(await client.call('secrets.list', {})).secrets.find((each) => each.name === secret);

  it('list every secret name, with none set', async () => {
    const { secrets, keychain } = unwrapResult(await client.call('secrets.list', {}));
    expect(secrets.map((secret) => secret.name)).toEqual(SECRET_NAMES);
    expect(secrets.every(({ state, generation, setAt }) => state === 'not-set' && generation === 0 && setAt === null)).toBe(true);
    expect(keychain).toMatchObject({ state: 'unavailable', sessionChosen: false });
    expect(keychain.why).toMatch(/^(dbus|libsecret)$/);
  });

  it('store nothing until the user chooses to keep secrets in memory', async () => {
    const refused = await client.call('secrets.set', { name: 'catalog-password', value: 'not-to-be-kept' });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'keychain-unavailable', params: { why: expect.stringMatching(/^(dbus|libsecret)$/) } },
    });
    expect(await factsOf('catalog-password')).toMatchObject({ state: 'not-set', generation: 0 });
    expect(failureCodeOf(await client.call('secrets.test', { name: 'catalog-password' }))).toBe('secret-not-set');
  });

  it('remembers until the end once that was chosen, replaces and clears', async () => {
    expect(unwrapResult(await client.call('secrets.useSession', { use: true }))).toMatchObject({ sessionChosen: true });
    const set = unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: 'first value' }));
    expect(set).toMatchObject({ state: 'session-only', generation: 1, verifiedAt: null, testable: false });
    expect(Date.parse(set.setAt ?? '')).not.toBeNaN();
    expect(unwrapResult(await client.call('secrets.replace', { name: 'catalog-password', value: 'second value' }))).toMatchObject({
      generation: 2,
    });
    expect(failureCodeOf(await client.call('secrets.test', { name: 'catalog-password' }))).toBe('secret-not-testable');
    expect(unwrapResult(await client.call('secrets.clear', { name: 'catalog-password' }))).toMatchObject({
      state: 'not-set',
      gone: null,
      setAt: null,
      generation: 3,
    });
    expect(unwrapResult(await client.call('secrets.clear', { name: 'catalog-password' }))).toMatchObject({ generation: 3 });
  });

  it('refuse values that no keychain can hold, and unknown names', async () => {
    for (const value of ['', 'x'.repeat(513), 'a\0b'])
      expect(failureCodeOf(await client.call('secrets.set', { name: 'access-key', value }))).toBe('invalid-input');
    expect(failureCodeOf(await client.callAnything('secrets.set', { name: 'root-password', value: 'x' }))).toBe('invalid-input');
    expect(failureCodeOf(await client.callAnything('secrets.get', { name: 'access-key' }))).toBe('unknown-call');
  });

  it('tests a new access key at the server before the old one goes', async () => {
    const server = await startSandbox({});
    try {
      unwrapResult(await client.call('server.connect', { address: server.address, accessKey: server.accessKey }));
      expect(await factsOf('access-key')).toMatchObject({
        state: 'session-only',
        testable: true,
        generation: 1,
        verifiedAt: expect.any(String),
      });
      expect(failureCodeOf(await client.call('secrets.replace', { name: 'access-key', value: 'wrong-key' }))).toBe('server-key-refused');
      expect(await factsOf('access-key')).toMatchObject({ generation: 1, verifiedAt: expect.any(String) });
      // The value was saved without a test and tested later: the error is that of the test, and the value stays unchanged.
      expect(unwrapResult(await client.call('secrets.set', { name: 'access-key', value: 'wrong-key' }))).toMatchObject({
        generation: 2,
        verifiedAt: null,
      });
      expect(failureCodeOf(await client.call('secrets.test', { name: 'access-key' }))).toBe('server-key-refused');
      expect(await factsOf('access-key')).toMatchObject({ generation: 2, verifiedAt: null });
      expect(unwrapResult(await client.call('secrets.replace', { name: 'access-key', value: server.accessKey }))).toMatchObject({
        generation: 3,
        verifiedAt: expect.any(String),
      });
      expect(unwrapResult(await client.call('secrets.test', { name: 'access-key' }))).toMatchObject({ verifiedAt: expect.any(String) });
    } finally {
      await server.close();
    }
  });

  it('keeps the secrets of companies apart', async () => {
    const { company } = unwrapResult(await client.call('companies.current', {})) ?? {};
    const other = unwrapResult(await client.call('companies.create', { name: '別の会社', kind: 'production' }));
    expect(await factsOf('access-key')).toMatchObject({ state: 'not-set', generation: 0 });
    unwrapResult(await client.call('secrets.set', { name: 'proxy-password', value: 'of the other' }));
    unwrapResult(await client.call('companies.open', { id: company?.id ?? '' }));
    expect(await factsOf('proxy-password')).toMatchObject({ state: 'not-set' });
    unwrapResult(await client.call('companies.delete', { id: other.id, confirmName: '別の会社' }));
  });

  it('carries a company in one file, with the ticked secrets alone', async () => {
    unwrapResult(await client.call('drafts.create', { section: 'routes', name: '移す経路', template: null }));
    unwrapResult(await client.call('companies.changeDomains', { companyDomains: ['example.co.jp'], aliasDomains: [] }));
    const lock = { reading: 'dates', afterLock: 'refused' } as const;
    unwrapResult(await client.call('clocks.changeLockPolicy', lock));
    const proxy = { kind: 'manual' as const, url: 'http://proxy.example:8080', user: 'tsunagi', bypass: ['in.example'] };
    unwrapResult(await client.call('connections.changeSettings', { proxy, basicUser: 'front', extraCa: { add: CERTIFICATES.ca.cert } }));
    const { policy } = unwrapResult(await client.call('plan.policy', {}));
    const freeze = [{ kind: 'month-end' as const, name: '月末', days: 3 }];
    unwrapResult(await client.call('plan.changePolicy', { policy: { ...policy, freeze, approvalRequired: true } }));
    unwrapResult(
      await client.call('companies.changeMatchingPolicy', {
        purchasingGroups: ['desknetsNEO'],
        caseComparison: 'ignore',
        amazonUsersFrom: 'scim',
      }),
    );
    unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: 'carried secret' }));
    unwrapResult(await client.call('secrets.set', { name: 'proxy-password', value: 'left at home' }));
    const missing = await client.finish(
      client.call('secrets.exportBundle', { passphrase: PASSPHRASE, secrets: ['http-basic-password'], language: 'ja' }),
    );
    expect(missing).toMatchObject({ state: 'failed', error: { code: 'secret-not-set', params: { name: 'http-basic-password' } } });
    const job = await client.finish(
      client.call('secrets.exportBundle', { passphrase: PASSPHRASE, secrets: ['catalog-password'], language: 'ja' }),
    );
    expect(job).toMatchObject({
      state: 'done',
      result: { objects: 1, secrets: 1, name: expect.stringMatching(/^つなぎ引き継ぎ_自社 \d{4}-\d\d-\d\d\.tsunagi-bundle$/) },
    });
    const { path } = await client.console.files.find(String(job.result?.['token']));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path).includes('carried secret')).toBe(false);

    const copy = join(client.folder, 'copied.tsunagi-bundle');
    await writeFile(copy, readFileSync(path));
    const { token } = await client.console.files.add({ path: copy, origin: 'chosen' });
    const list = join(client.folder, 'users.csv');
    await writeFile(list, 'ログインID,名前\r\n');
    const foreign = await client.console.files.add({ path: list, origin: 'chosen' });
    expect(failureCodeOf(await client.call('secrets.checkBundle', { token: foreign.token }))).toBe('bundle-foreign');
    expect(failureCodeOf(await client.call('secrets.checkBundle', { token }))).toBe('ok');
    expect(failureCodeOf(await client.call('secrets.previewBundle', { token, passphrase: 'another passphrase' }))).toBe(
      'bundle-passphrase-wrong',
    );
    expect(unwrapResult(await client.call('secrets.previewBundle', { token, passphrase: PASSPHRASE }))).toMatchObject({
      company: { name: '自社', kind: 'test' },
      drafts: 1,
      authorities: 1,
      secrets: ['catalog-password'],
      nameTaken: true,
    });
    const taken = { token, passphrase: PASSPHRASE, secrets: ['catalog-password' as const] };
    expect(await client.finish(client.call('secrets.importBundle', { ...taken, name: '自社' }))).toMatchObject({
      state: 'failed',
      error: { code: 'company-name-taken' },
    });
    const made = await client.finish(client.call('secrets.importBundle', { ...taken, name: '引き継いだ会社' }));
    expect(made).toMatchObject({ state: 'done', result: { objects: 1, secrets: 1 } });
    const details = unwrapResult(await client.call('companies.current', {}));
    expect(details).toMatchObject({
      company: { id: made.result?.['companyId'], name: '引き継いだ会社', kind: 'test' },
      companyDomains: ['example.co.jp'],
      matchingPolicy: { purchasingGroups: ['desknetsNEO'], caseComparison: 'ignore', amazonUsersFrom: 'scim' },
    });
    expect(unwrapResult(await client.call('clocks.lockPolicy', {}))).toEqual(lock);
    expect(unwrapResult(await client.call('connections.settings', {}))).toMatchObject({
      proxy,
      basicUser: 'front',
      extraCa: [{ authority: true }],
      clientCertificate: null,
    });
    expect(unwrapResult(await client.call('plan.policy', {}))).toMatchObject({
      policy: { freeze, approvalRequired: true },
      standard: false,
    });
    const window = { section: 'routes', search: '', sort: { by: 'name', direction: 'ascending' }, offset: 0, limit: 10 } as const;
    expect(unwrapResult(await client.call('drafts.list', window)).rows.map((row) => row.name)).toEqual(['移す経路']);
    expect(await factsOf('catalog-password')).toMatchObject({ state: 'session-only', generation: 1 });
    expect(await factsOf('proxy-password')).toMatchObject({ state: 'not-set' });
  });

  it('report after a restart that secrets kept in memory are gone', async () => {
    await client.close();
    client = await openHostClient('both hosts', client.folder);
    expect(await factsOf('catalog-password')).toMatchObject({ state: 'not-set', gone: 'session-ended', setAt: expect.any(String) });
    expect(unwrapResult(await client.call('secrets.list', {})).keychain.sessionChosen).toBe(false);
  });

  it('counts a secret deleted from the keychain as not set, in the guide and in the handover book', async () => {
    await client.close();
    client = await openHostClient('both hosts', client.folder);
    const edit = {
      kind: 'set',
      fields: { systemLogin: 'own-group', poRequestUrl: 'https://www.amazon.co.jp/eprocurement/order' },
    } as const;
    const command = { kind: 'edit', section: 'integration', id: 'integration', edit } as const;
    unwrapResult(await client.call('drafts.apply', { command }));
    const { steps } = unwrapResult(await client.call('setup.guide', {}));
    const found = steps.find(({ id }) => id === 'integration-values')?.check?.found.map(({ key }) => key);
    expect(found).toEqual(['values-given', 'password-unknown']);
    const job = await client.finish(client.call('handoverBook.write', { language: 'ja' }));
    const page = readFileSync((await client.console.files.find(String(job.result?.['token']))).path, 'utf8');
    expect(page).toMatch(/カタログ連携パスワード<\/dt><dd>未設定（\d{4}\/\d\d\/\d\d[^<]*残っていません/);
  });
});
