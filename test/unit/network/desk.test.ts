import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileTokens } from '#main/app/file-tokens.ts';
import { createNetworkDesk, type NetworkDesk } from '#main/app/network-desk.ts';
import { createSecretDesk, type SecretDesk } from '#main/app/secret-desk.ts';
import { createSecrets } from '#main/app/secrets.ts';
import { DEFAULT_CONNECTION, type StoredConnection } from '#main/app/stored-connection.ts';
import { openDatabase } from '#main/storage/database.ts';
import { createSessionKeychain, type Keychain } from '#main/storage/keychain.ts';
import { SecretStore } from '#main/storage/secret-store.ts';
import type { Workspace } from '#shared/contract/profiles.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { CERTIFICATES, CLIENT_PFX } from '../../support/network/certificates.ts';

const AT = '2026-11-24T00:00:00.000Z';
const COMPANY = 'company';

let folder: string;
/** What is refused from now on: the keychain's writing, or the workspace's. */
let refused: 'nothing' | 'keychain' | 'workspace';
let stored: StoredConnection;
let secretDesk: SecretDesk;
let desk: NetworkDesk;
let files: ReturnType<typeof createFileTokens>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-network-desk-'));
  refused = 'nothing';
  stored = DEFAULT_CONNECTION;
  const store = new SecretStore(openDatabase(':memory:'));
  const inside = createSessionKeychain(() => {});
  const refuse = (): never => {
    throw new ExpectedError('keychain-locked', { why: 'locked', reason: 'locked collection' });
  };
  const keychain: Keychain = {
    ...inside,
    kind: 'system',
    set: async (...order) => (refused === 'keychain' ? refuse() : inside.set(...order)),
    delete: async (...order) => (refused === 'keychain' ? refuse() : inside.delete(...order)),
  };
  secretDesk = createSecretDesk({
    engine: {
      secretRecords: async () => store.list(),
      async noteSecret(name, note) {
        if (note.kind === 'set') store.noteSet(name, note.keptIn, AT, note.boundTo);
        else if (note.kind === 'bound') store.noteBound(name, note.generation, note.boundTo);
        else if (note.kind === 'cleared') store.noteCleared(name);
        else store.noteVerified(name, note.generation, AT);
      },
    },
    secrets: createSecrets(
      keychain,
      createSessionKeychain(() => {}),
    ),
    companyId: COMPANY,
    registerSecret: () => {},
    changed: async () => {},
  });
  files = createFileTokens(join(folder, 'tokens'));
  desk = createNetworkDesk({
    engine: {
      connection: async () => stored,
      async changeConnection(change) {
        if (refused === 'workspace') throw new ExpectedError('workspace-corrupt');
        stored = { ...stored, ...change };
        return stored;
      },
      // The question about trust names the company.
      current: async () => ({ profile: { name: '自社' } }) as Workspace,
    },
    secretDesk,
    files,
    confirmTrust: async () => 'yes',
    proxyResolver: null,
    env: {},
    registerSecret: () => {},
    now: () => Date.parse(AT),
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
  const { clientCertificate } = await desk.settings();
  return clientCertificate === null ? null : `${clientCertificate.kind} ${clientCertificate.state}`;
};

it.each(['keychain', 'workspace'] as const)('a new certificate that the %s cannot take leaves the old one as it was', async (part) => {
  await desk.change({ clientCertificate: await pem() });
  refused = part;
  await expect(desk.change({ clientCertificate: await pfx() })).rejects.toThrow(ExpectedError);
  refused = 'nothing';
  expect(await state()).toBe('pem ready');
  await desk.change({ clientCertificate: await pfx() });
  expect(await state()).toBe('pfx ready');
});

it.each(['keychain', 'workspace'] as const)('the first certificate that the %s cannot take is not there at all', async (part) => {
  refused = part;
  await expect(desk.change({ clientCertificate: await pem() })).rejects.toThrow(ExpectedError);
  refused = 'nothing';
  expect([await state(), await secretDesk.carry('client-certificate-passphrase')]).toEqual([null, null]);
});

it.each(['keychain', 'workspace'] as const)('a certificate whose removal the %s refuses still works', async (part) => {
  await desk.change({ clientCertificate: await pem() });
  refused = part;
  await expect(desk.change({ clientCertificate: null })).rejects.toThrow(ExpectedError);
  refused = 'nothing';
  expect(await state()).toBe('pem ready');
});

it.each(['keychain', 'workspace'] as const)('the password of a proxy stays with it when the %s refuses another one', async (part) => {
  const proxy = { kind: 'manual', url: 'proxy.example:8080', user: 'u', bypass: [] } as const;
  await desk.change({ proxy: { ...proxy, bypass: [] } });
  await secretDesk.set('proxy-password', 'p4ss');
  refused = part;
  await expect(desk.change({ proxy: { ...proxy, bypass: [], url: 'other.example:8080' } })).rejects.toThrow(ExpectedError);
  refused = 'nothing';
  expect([stored.proxy, await secretDesk.read('proxy-password', 'http://proxy.example:8080')]).toEqual([proxy, 'p4ss']);
  await desk.change({ proxy: { ...proxy, bypass: [], url: 'other.example:8080' } });
  expect(await secretDesk.read('proxy-password', 'http://other.example:8080')).toBeNull();
});
