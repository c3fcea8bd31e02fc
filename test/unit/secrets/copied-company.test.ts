import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCompanyListProcedures } from '#main/app/companies/procedures.ts';
import type { ConsoleContext } from '#main/app/context.ts';
import { createSecretService, type SecretService } from '#main/app/services/secret-service.ts';
import { createSecrets } from '#main/app/services/secrets.ts';
import type { Companies } from '#main/company/companies.ts';
import { derivePublicKey, generatePrivateKey, getKeyFingerprint } from '#main/company/plan/approval-signature.ts';
import { createSessionKeychain, type Keychain } from '#main/storage/keychain.ts';
import { openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A company file that exists twice (a backup restored elsewhere, a copied data folder), with one keychain for both. */
const HERE = 'https://neo.example.co.jp';
const THERE = 'https://other.example.co.jp';

let folder: string;
let keychain: Keychain;
let opened: Companies[];
let id: string;

async function deskOf(name: string): Promise<SecretService> {
  const companies = openCompanies(join(folder, name));
  opened.push(companies);
  const session = await companies.within(id, async (company) => company);
  const secrets = createSecrets(
    keychain,
    createSessionKeychain(() => undefined),
  );
  return createSecretService({ session, secrets, companyId: id, registerSecret: () => undefined, confirmPlaces: async () => undefined });
}

/** Deletes the company in one of the folders, as a window does. */
async function deleteIn(name: string): Promise<void> {
  const companies = openCompanies(join(folder, name));
  opened.push(companies);
  const secrets = createSecrets(
    keychain,
    createSessionKeychain(() => undefined),
  );
  const inCompany = (of: string, work: (context: unknown) => unknown) => companies.within(of, async (session) => work({ session }));
  const context = { companies, inCompany, secrets, settings: { get: () => ({ lastCompanyId: null }) } };
  await createCompanyListProcedures(context as unknown as ConsoleContext)['companies.delete']({ id, confirmName: '自社' }, {} as never);
}
const noteKey = async (name: string, fingerprint: string): Promise<void> => {
  const companies = openCompanies(join(folder, name));
  await companies.within(id, async (session) => session.file().approvals.noteOwnKey(fingerprint));
  await companies.close();
};

const closeAll = async (): Promise<void> => {
  for (const companies of opened.splice(0)) await companies.close();
};

beforeEach(async () => {
  folder = temporaryFolder('copied-company');
  keychain = { ...createSessionKeychain(() => undefined), kind: 'system' };
  opened = [];
  const companies = openCompanies(join(folder, 'first'));
  ({ id } = await companies.create({ name: '自社', kind: 'production' }));
  await companies.close();
  await (await deskOf('first')).set('access-key', 'key of here', HERE);
  await closeAll();
  cpSync(join(folder, 'first'), join(folder, 'copy'), { recursive: true });
});
afterEach(async () => {
  await closeAll();
});

it('a copy reads the value that both know', async () => {
  expect(await (await deskOf('copy')).read('access-key', HERE)).toBe('key of here');
  expect(await (await deskOf('first')).read('access-key', HERE)).toBe('key of here');
});

it('a value set in one copy for another server is never sent to the server that the other copy recorded', async () => {
  await (await deskOf('copy')).set('access-key', 'key of there', THERE);
  const first = await deskOf('first');
  expect(await first.read('access-key', HERE)).toBeNull();
  expect(await first.facts('access-key')).toMatchObject({ state: 'not-set', gone: 'set-elsewhere', boundTo: null });
  // The key is set again in this copy, so now the other copy has none.
  await first.set('access-key', 'newer key of here', HERE);
  expect(await first.read('access-key', HERE)).toBe('newer key of here');
  expect(await (await deskOf('copy')).read('access-key', THERE)).toBeNull();
});

it('clearing it in one copy removes nothing from the other that has its own value', async () => {
  await (await deskOf('copy')).set('access-key', 'key of there', THERE);
  expect(await (await deskOf('first')).clear('access-key')).toMatchObject({ state: 'not-set', gone: null });
  expect(await (await deskOf('copy')).read('access-key', THERE)).toBe('key of there');
});

it('reads a value stored before marks existed, but not the one with which a copy replaced it', async () => {
  await keychain.set(id, 'access-key', 'old key of here');
  const database = new DatabaseSync(join(folder, 'first', `${id}.tsunagi`));
  database.exec('UPDATE secret_record SET mark = NULL');
  database.close();
  const first = await deskOf('first');
  // A stored value without a recorded server is sent only to the server that the company is set to.
  await expect(first.read('access-key', HERE)).rejects.toThrow('secret-bound-elsewhere');
  first.providePlace('access-key', async () => HERE);
  expect(await first.read('access-key', HERE)).toBe('old key of here');
  await (await deskOf('copy')).set('access-key', 'key of there', THERE);
  expect(await (await deskOf('first')).read('access-key', HERE)).toBeNull();
});

it('deleting the company in one folder keeps exactly the secrets that the other one saved itself', async () => {
  await (await deskOf('copy')).set('access-key', 'key of there', THERE);
  await (await deskOf('first')).set('catalog-password', 'password of here', 'amazon');
  const key = generatePrivateKey();
  await keychain.set(id, 'approval-key', key);
  await noteKey('copy', getKeyFingerprint(derivePublicKey(key)));
  await closeAll();
  await deleteIn('first');
  expect(await (await deskOf('copy')).read('access-key', THERE)).toBe('key of there');
  expect(await keychain.get(id, 'catalog-password')).toBeNull();
  expect(await keychain.get(id, 'approval-key')).toBe(key);
  await closeAll();
  await deleteIn('copy');
  expect(await keychain.get(id, 'access-key')).toBeNull();
  expect(await keychain.get(id, 'approval-key')).toBeNull();
});

it('deleting the company removes a value stored before marks existed', async () => {
  await keychain.set(id, 'access-key', 'old key of here');
  const database = new DatabaseSync(join(folder, 'first', `${id}.tsunagi`));
  database.exec('UPDATE secret_record SET mark = NULL');
  database.close();
  await deleteIn('first');
  expect(await keychain.get(id, 'access-key')).toBeNull();
});
