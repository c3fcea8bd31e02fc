import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '#main/sandbox/sandbox.ts';
import { SECRET_NAMES } from '#shared/contract/connections/secrets.ts';
import { answered, type Door, openDoorBy, removeFolder } from '../support/console-doors.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { CERTIFICATES } from '../support/network/certificates.ts';

const PASSPHRASE = 'correct horse battery';
disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

describe.skipIf(process.platform !== 'linux')('secrets through both hosts, without a keychain', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoorBy('both hosts');
    answered(await door.call('companies.create', { name: '自社', kind: 'test' }));
  });
  afterAll(async () => {
    await door.close();
    removeFolder(door.folder);
  });
  const factsOf = async (secret: (typeof SECRET_NAMES)[number]) =>
    answered(await door.call('secrets.list', {})).secrets.find((each) => each.name === secret);

  it('list every secret name, with none set', async () => {
    const { secrets, keychain } = answered(await door.call('secrets.list', {}));
    expect(secrets.map((secret) => secret.name)).toEqual(SECRET_NAMES);
    expect(secrets.every(({ state, generation, setAt }) => state === 'not-set' && generation === 0 && setAt === null)).toBe(true);
    expect(keychain).toMatchObject({ state: 'unavailable', sessionChosen: false });
    expect(keychain.why).toMatch(/^(dbus|libsecret)$/);
  });

  it('store nothing until the user chooses to keep secrets in memory', async () => {
    const refused = await door.call('secrets.set', { name: 'catalog-password', value: 'not-to-be-kept' });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'keychain-unavailable', params: { why: expect.stringMatching(/^(dbus|libsecret)$/) } },
    });
    expect(await factsOf('catalog-password')).toMatchObject({ state: 'not-set', generation: 0 });
    expect(failureCodeOf(await door.call('secrets.test', { name: 'catalog-password' }))).toBe('secret-not-set');
  });

  it('remembers until the end once that was chosen, replaces and clears', async () => {
    expect(answered(await door.call('secrets.useSession', { use: true }))).toMatchObject({ sessionChosen: true });
    const set = answered(await door.call('secrets.set', { name: 'catalog-password', value: 'first value' }));
    expect(set).toMatchObject({ state: 'session-only', generation: 1, verifiedAt: null, appliedGeneration: null, testable: false });
    expect(Date.parse(set.setAt ?? '')).not.toBeNaN();
    expect(answered(await door.call('secrets.replace', { name: 'catalog-password', value: 'second value' }))).toMatchObject({
      generation: 2,
    });
    expect(failureCodeOf(await door.call('secrets.test', { name: 'catalog-password' }))).toBe('secret-not-testable');
    expect(answered(await door.call('secrets.clear', { name: 'catalog-password' }))).toMatchObject({
      state: 'not-set',
      gone: null,
      setAt: null,
      generation: 3,
    });
    expect(answered(await door.call('secrets.clear', { name: 'catalog-password' }))).toMatchObject({ generation: 3 });
  });

  it('refuse values that no keychain can hold, and unknown names', async () => {
    for (const value of ['', 'x'.repeat(513), 'a\0b'])
      expect(failureCodeOf(await door.call('secrets.set', { name: 'access-key', value }))).toBe('invalid-input');
    expect(failureCodeOf(await door.callAnything('secrets.set', { name: 'root-password', value: 'x' }))).toBe('invalid-input');
    expect(failureCodeOf(await door.callAnything('secrets.get', { name: 'access-key' }))).toBe('unknown-call');
  });

  it('tests a new access key at the server before the old one goes', async () => {
    const server = await startSandbox({});
    try {
      answered(await door.call('server.connect', { address: server.address, accessKey: server.accessKey }));
      expect(await factsOf('access-key')).toMatchObject({
        state: 'session-only',
        testable: true,
        generation: 1,
        verifiedAt: expect.any(String),
      });
      expect(failureCodeOf(await door.call('secrets.replace', { name: 'access-key', value: 'wrong-key' }))).toBe('server-key-refused');
      expect(await factsOf('access-key')).toMatchObject({ generation: 1, verifiedAt: expect.any(String) });
      // Set without a test, then tested: the failure is the test's, and the value stays as it was given.
      expect(answered(await door.call('secrets.set', { name: 'access-key', value: 'wrong-key' }))).toMatchObject({
        generation: 2,
        verifiedAt: null,
      });
      expect(failureCodeOf(await door.call('secrets.test', { name: 'access-key' }))).toBe('server-key-refused');
      expect(await factsOf('access-key')).toMatchObject({ generation: 2, verifiedAt: null });
      expect(answered(await door.call('secrets.replace', { name: 'access-key', value: server.accessKey }))).toMatchObject({
        generation: 3,
        verifiedAt: expect.any(String),
      });
      expect(answered(await door.call('secrets.test', { name: 'access-key' }))).toMatchObject({ verifiedAt: expect.any(String) });
    } finally {
      await server.close();
    }
  });

  it('keeps the secrets of companies apart', async () => {
    const { company } = answered(await door.call('companies.current', {})) ?? {};
    const other = answered(await door.call('companies.create', { name: '別の会社', kind: 'production' }));
    expect(await factsOf('access-key')).toMatchObject({ state: 'not-set', generation: 0 });
    answered(await door.call('secrets.set', { name: 'proxy-password', value: 'of the other' }));
    answered(await door.call('companies.open', { id: company?.id ?? '' }));
    expect(await factsOf('proxy-password')).toMatchObject({ state: 'not-set' });
    answered(await door.call('companies.delete', { id: other.id, confirmName: '別の会社' }));
  });

  it('carries a company in one file, with the ticked secrets alone', async () => {
    answered(await door.call('drafts.create', { section: 'routes', name: '移す経路', template: null }));
    answered(await door.call('companies.changeDomains', { companyDomains: ['example.co.jp'], aliasDomains: [] }));
    const lock = { reading: 'dates', afterLock: 'refused' } as const;
    answered(await door.call('clocks.changeLockPolicy', lock));
    const proxy = { kind: 'manual' as const, url: 'http://proxy.example:8080', user: 'tsunagi', bypass: ['in.example'] };
    answered(await door.call('connections.changeSettings', { proxy, basicUser: 'front', extraCa: { add: CERTIFICATES.ca.cert } }));
    const { policy } = answered(await door.call('plan.policy', {}));
    const freeze = [{ kind: 'month-end' as const, name: '月末', days: 3 }];
    answered(await door.call('plan.changePolicy', { policy: { ...policy, freeze, approvalRequired: true } }));
    answered(
      await door.call('companies.changeMatchingPolicy', {
        purchasingGroups: ['desknetsNEO'],
        caseComparison: 'ignore',
        amazonUsersFrom: 'scim',
      }),
    );
    answered(await door.call('secrets.set', { name: 'catalog-password', value: 'carried secret' }));
    answered(await door.call('secrets.set', { name: 'proxy-password', value: 'left at home' }));
    const missing = await door.finish(
      door.call('secrets.exportBundle', { passphrase: PASSPHRASE, secrets: ['http-basic-password'], language: 'ja' }),
    );
    expect(missing).toMatchObject({ state: 'failed', error: { code: 'secret-not-set', params: { name: 'http-basic-password' } } });
    const job = await door.finish(
      door.call('secrets.exportBundle', { passphrase: PASSPHRASE, secrets: ['catalog-password'], language: 'ja' }),
    );
    expect(job).toMatchObject({
      state: 'done',
      result: { objects: 1, secrets: 1, name: expect.stringMatching(/^つなぎ引き継ぎ_自社 \d{4}-\d\d-\d\d\.tsunagi-bundle$/) },
    });
    const { path } = await door.console.files.find(String(job.result?.['token']));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path).includes('carried secret')).toBe(false);

    const copy = join(door.folder, 'copied.tsunagi-bundle');
    await writeFile(copy, readFileSync(path));
    const { token } = await door.console.files.add({ path: copy, origin: 'chosen' });
    const list = join(door.folder, 'users.csv');
    await writeFile(list, 'ログインID,名前\r\n');
    const foreign = await door.console.files.add({ path: list, origin: 'chosen' });
    expect(failureCodeOf(await door.call('secrets.checkBundle', { token: foreign.token }))).toBe('bundle-foreign');
    expect(failureCodeOf(await door.call('secrets.checkBundle', { token }))).toBe('ok');
    expect(failureCodeOf(await door.call('secrets.previewBundle', { token, passphrase: 'another passphrase' }))).toBe(
      'bundle-passphrase-wrong',
    );
    expect(answered(await door.call('secrets.previewBundle', { token, passphrase: PASSPHRASE }))).toMatchObject({
      company: { name: '自社', kind: 'test' },
      drafts: 1,
      authorities: 1,
      secrets: ['catalog-password'],
      nameTaken: true,
    });
    const taken = { token, passphrase: PASSPHRASE, secrets: ['catalog-password' as const] };
    expect(await door.finish(door.call('secrets.importBundle', { ...taken, name: '自社' }))).toMatchObject({
      state: 'failed',
      error: { code: 'company-name-taken' },
    });
    const made = await door.finish(door.call('secrets.importBundle', { ...taken, name: '引き継いだ会社' }));
    expect(made).toMatchObject({ state: 'done', result: { objects: 1, secrets: 1 } });
    const details = answered(await door.call('companies.current', {}));
    expect(details).toMatchObject({
      company: { id: made.result?.['companyId'], name: '引き継いだ会社', kind: 'test' },
      companyDomains: ['example.co.jp'],
      matchingPolicy: { purchasingGroups: ['desknetsNEO'], caseComparison: 'ignore', amazonUsersFrom: 'scim' },
    });
    expect(answered(await door.call('clocks.lockPolicy', {}))).toEqual(lock);
    expect(answered(await door.call('connections.settings', {}))).toMatchObject({
      proxy,
      basicUser: 'front',
      extraCa: [{ authority: true }],
      clientCertificate: null,
    });
    expect(answered(await door.call('plan.policy', {}))).toMatchObject({ policy: { freeze, approvalRequired: true }, standard: false });
    const window = { section: 'routes', search: '', sort: { by: 'name', direction: 'ascending' }, offset: 0, limit: 10 } as const;
    expect(answered(await door.call('drafts.list', window)).rows.map((row) => row.name)).toEqual(['移す経路']);
    expect(await factsOf('catalog-password')).toMatchObject({ state: 'session-only', generation: 1 });
    expect(await factsOf('proxy-password')).toMatchObject({ state: 'not-set' });
  });

  it('report after a restart that secrets kept in memory are gone', async () => {
    await door.close();
    door = await openDoorBy('both hosts', door.folder);
    expect(await factsOf('catalog-password')).toMatchObject({ state: 'not-set', gone: 'session-ended', setAt: expect.any(String) });
    expect(answered(await door.call('secrets.list', {})).keychain.sessionChosen).toBe(false);
  });

  it('counts what is gone as kept nowhere: not in the guide, not in the book', async () => {
    await door.close();
    door = await openDoorBy('both hosts', door.folder);
    const edit = {
      kind: 'set',
      fields: { systemLogin: 'own-group', poRequestUrl: 'https://www.amazon.co.jp/eprocurement/order' },
    } as const;
    const command = { kind: 'edit', section: 'integration', id: 'integration', edit } as const;
    answered(await door.call('drafts.apply', { command }));
    const { steps } = answered(await door.call('setup.guide', {}));
    const found = steps.find(({ id }) => id === 'integration-values')?.check?.found.map(({ key }) => key);
    expect(found).toEqual(['values-given', 'password-unknown']);
    const job = await door.finish(door.call('handoverBook.write', { language: 'ja' }));
    const page = readFileSync((await door.console.files.find(String(job.result?.['token']))).path, 'utf8');
    expect(page).toMatch(/カタログ連携パスワード<\/dt><dd>未設定（\d{4}\/\d\d\/\d\d[^<]*もうありません/);
  });
});
