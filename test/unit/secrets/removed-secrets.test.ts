import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSecretService, type SecretService } from '#main/app/services/secret-service.ts';
import { createSecrets } from '#main/app/services/secrets.ts';
import type { Companies } from '#main/company/companies.ts';
import { hasPasswordAfterApply } from '#main/company/configuration.ts';
import type { CompanySession } from '#main/company/session.ts';
import { createSessionKeychain, type Keychain } from '#main/storage/keychain.ts';
import { openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NAME = 'catalog-password';

let folder: string;
let keychain: Keychain;
let companies: Companies;
let session: CompanySession;
let service: SecretService;
let told: boolean[];
let id: string;

const nothing = (): undefined => undefined;

beforeEach(async () => {
  folder = temporaryFolder('gone');
  keychain = { ...createSessionKeychain(nothing), kind: 'system' };
  told = [];
  companies = openCompanies(folder);
  ({ id } = await companies.create({ name: '自社', kind: 'test' }));
  session = await companies.within(id, async (company) => company);
  const { secrets } = session.file();
  service = createSecretService({
    confirmPlaces: async () => undefined,
    session,
    secrets: createSecrets(keychain, createSessionKeychain(nothing)),
    companyId: id,
    registerSecret: nothing,
    onFound: (name, generation, isThere) => {
      if (secrets.noteFound(name, generation, isThere)) told.push(isThere);
    },
  });
});
afterEach(async () => {
  await companies.close();
});

it('a value removed from the keychain counts as not stored once detected, and as stored again when it is back', async () => {
  await service.set(NAME, 'a value of 20 letters');
  const kept = (await keychain.get(id, NAME)) ?? '';
  expect(hasPasswordAfterApply(session.file())).toBe(true);
  await keychain.delete(id, NAME);
  await service.list();
  expect(hasPasswordAfterApply(session.file())).toBeNull();
  await keychain.set(id, NAME, kept);
  await service.list();
  expect(hasPasswordAfterApply(session.file())).toBe(true);
  // The listener is called once for each change, so that a listener that queries again does not loop.
  await service.list();
  expect(told).toEqual([false, true]);
});

it('a value that replaces a lost one is kept', async () => {
  await service.set(NAME, 'a value of 20 letters');
  await keychain.delete(id, NAME);
  await service.list();
  await service.set(NAME, 'another of 20 letters');
  expect(session.file().secrets.keeps(NAME)).toBe(true);
});
