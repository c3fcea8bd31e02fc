import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileTokens } from '#main/app/services/file-tokens.ts';
import { createNetworkService, type NetworkService } from '#main/app/services/network-service.ts';
import { createSecretService, type SecretService } from '#main/app/services/secret-service.ts';
import { createSecrets } from '#main/app/services/secrets.ts';
import type { Companies } from '#main/company/companies.ts';
import type { CompanySession } from '#main/company/session.ts';
import { createSessionKeychain, type Keychain } from '#main/storage/keychain.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { openCompanies } from '../../support/engine.ts';
import { CERTIFICATES, CLIENT_PFX } from '../../support/network/certificates.ts';

const AT = '2026-11-24T00:00:00.000Z';

let folder: string;
/** The storage that refuses writes from now on: the keychain or the company file. */
let refused: 'nothing' | 'keychain' | 'company file';
/** Hooks that run while the host's confirmation dialog is open, and while the keychain stores a value. */
let meanwhile: { readonly question?: () => Promise<unknown>; readonly keychain?: () => Promise<unknown> };
let companies: Companies;
let session: CompanySession;
let secretService: SecretService;
let service: NetworkService;
let files: ReturnType<typeof createFileTokens>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-network-service-'));
  refused = 'nothing';
  meanwhile = {};
  companies = openCompanies(folder, { now: () => Date.parse(AT) });
  const { id } = await companies.create({ name: '自社', kind: 'test' });
  session = await companies.within(id, async (opened) => opened);
  const { connection } = session.file();
  const changeSettings = connection.changeSettings.bind(connection);
  connection.changeSettings = (...change) => {
    if (refused === 'company file') throw new ExpectedError('company-file-corrupt');
    changeSettings(...change);
  };
  const inside = createSessionKeychain(() => {});
  const refuse = (): never => {
    throw new ExpectedError('keychain-locked', { why: 'locked', reason: 'locked collection' });
  };
  const keychain: Keychain = {
    ...inside,
    kind: 'system',
    async set(...order) {
      await meanwhile.keychain?.();
      return refused === 'keychain' ? refuse() : inside.set(...order);
    },
    delete: async (...order) => (refused === 'keychain' ? refuse() : inside.delete(...order)),
  };
  secretService = createSecretService({
    confirmPlaces: async () => undefined,
    session,
    secrets: createSecrets(
      keychain,
      createSessionKeychain(() => {}),
    ),
    companyId: id,
    registerSecret: () => {},
  });
  files = createFileTokens(join(folder, 'tokens'));
  service = createNetworkService({
    session,
    secretService,
    files,
    async confirmTrust() {
      const { question } = meanwhile;
      meanwhile = { ...meanwhile, question: async () => undefined };
      await question?.();
      return 'yes';
    },
    proxyResolver: null,
    env: {},
    registerSecret: () => {},
    now: () => Date.parse(AT),
  });
});
afterEach(async () => {
  await companies.close();
  rmSync(folder, { recursive: true, force: true });
});

const tokenOf = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return (await files.add({ path, origin: 'chosen' })).token;
};
const pem = async () => ({
  tokens: [await tokenOf('c.pem', CERTIFICATES.client.cert), await tokenOf('k.pem', CERTIFICATES.client.key)],
  passphrase: '',
});
const pfx = async () => ({ tokens: [await tokenOf('c.pfx', CLIENT_PFX.file)], passphrase: CLIENT_PFX.passphrase });
const state = async () => {
  const { clientCertificate } = await service.settings();
  return clientCertificate === null ? null : `${clientCertificate.kind} ${clientCertificate.state}`;
};

it.each(['keychain', 'company file'] as const)('a new certificate that the %s cannot store leaves the old one unchanged', async (part) => {
  await service.change({ clientCertificate: await pem() });
  refused = part;
  await expect(service.change({ clientCertificate: await pfx() })).rejects.toThrow(ExpectedError);
  refused = 'nothing';
  expect(await state()).toBe('pem ready');
  await service.change({ clientCertificate: await pfx() });
  expect(await state()).toBe('pfx ready');
});

it.each(['keychain', 'company file'] as const)('a first certificate that the %s cannot store is not configured', async (part) => {
  refused = part;
  await expect(service.change({ clientCertificate: await pem() })).rejects.toThrow(ExpectedError);
  refused = 'nothing';
  expect([await state(), await secretService.carry('client-certificate-passphrase')]).toEqual([null, null]);
});

it('a passphrase can be tested against a certificate, and is refused if it does not open it', async () => {
  const name = 'client-certificate-passphrase';
  const testable = async () => (await secretService.facts(name)).testable;
  expect(await testable()).toBe(false);
  await service.change({ clientCertificate: await pfx() });
  expect(await testable()).toBe(true);
  const { signal } = new AbortController();
  expect(await secretService.test(name, signal)).toMatchObject({ verifiedAt: expect.any(String) });
  await expect(secretService.replace(name, 'another', signal)).rejects.toMatchObject({
    failure: { code: 'connection-client-certificate-invalid', params: { why: 'passphrase' } },
  });
  expect(await state()).toBe('pfx ready');
  await service.change({ clientCertificate: null });
  expect(await testable()).toBe(false);
});

it.each(['keychain', 'company file'] as const)('a certificate whose removal the %s refuses still works', async (part) => {
  await service.change({ clientCertificate: await pem() });
  refused = part;
  await expect(service.change({ clientCertificate: null })).rejects.toThrow(ExpectedError);
  refused = 'nothing';
  expect(await state()).toBe('pem ready');
});

it.each(['keychain', 'company file'] as const)('a proxy keeps its password if the %s refuses another one', async (part) => {
  const proxy = { kind: 'manual', url: 'proxy.example:8080', user: 'u', bypass: [] } as const;
  await service.change({ proxy: { ...proxy, bypass: [] } });
  await secretService.set('proxy-password', 'p4ss');
  refused = part;
  await expect(service.change({ proxy: { ...proxy, bypass: [], url: 'other.example:8080' } })).rejects.toThrow(ExpectedError);
  refused = 'nothing';
  expect([session.file().connection.settings(), await secretService.read('proxy-password', 'http://proxy.example:8080')]).toEqual([
    expect.objectContaining({ proxy }),
    'p4ss',
  ]);
  await service.change({ proxy: { ...proxy, bypass: [], url: 'other.example:8080' } });
  expect(await secretService.read('proxy-password', 'http://other.example:8080')).toBeNull();
});

const subjects = async () => (await service.settings()).extraCa.map(({ subject }) => subject);

it('does not trust an authority again that was removed while another was being confirmed', async () => {
  await service.change({ extraCa: { add: CERTIFICATES.ca.cert } });
  const [{ fingerprint = '' } = {}] = (await service.settings()).extraCa;
  meanwhile = { question: () => service.change({ extraCa: { remove: fingerprint } }) };
  await service.change({ extraCa: { add: CERTIFICATES.zscaler.cert } });
  expect(await subjects()).toEqual(['Zscaler Root CA']);
});

it('keeps both authorities if two windows add one each at the same time', async () => {
  meanwhile = { question: () => service.change({ extraCa: { add: CERTIFICATES.ca.cert } }) };
  await service.change({ extraCa: { add: CERTIFICATES.zscaler.cert } });
  expect(await subjects()).toEqual(['Demo Shoji Internal CA', 'Zscaler Root CA']);
});

it('changes of another window during the saving of a certificate stay if the keychain refuses the certificate', async () => {
  refused = 'keychain';
  meanwhile = { keychain: () => service.change({ extraCa: { add: CERTIFICATES.ca.cert } }) };
  await expect(service.change({ clientCertificate: await pem() })).rejects.toThrow('keychain-locked');
  expect([await state(), await subjects()]).toEqual([null, ['Demo Shoji Internal CA']]);
});

it('does not keep for the former proxy a password that another window sets during the confirmation', async () => {
  const proxy = { kind: 'manual', url: 'proxy.example:8080', user: 'u', bypass: [] } as const;
  const to = (url: string) => ({ proxy: { ...proxy, bypass: [], url } });
  meanwhile = {
    async question() {
      await service.change(to('other.example:8080'));
      await secretService.set('proxy-password', 'p4ss of the other');
    },
  };
  await service.change(to('third.example:8080'));
  expect(await secretService.facts('proxy-password')).toMatchObject({ state: 'not-set' });
});
