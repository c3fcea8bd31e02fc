import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { createSystemKeychain } from '#main/storage/keychain.ts';

const registered: string[] = [];
const keychain = createSystemKeychain((secret) => registered.push(secret));
const company = randomUUID();
afterAll(async () => {
  await keychain.deleteCompany(company);
  keychain.close();
});

it('the Credential Manager of Windows keeps secrets, gives them back and forgets them', async () => {
  expect(await keychain.probe()).toEqual({ state: 'ok' });
  await keychain.set(company, '鍵', '秘密の値①髙');
  await keychain.set(company, 'other', 'x'.repeat(500));
  expect([await keychain.get(company, '鍵'), await keychain.get(company, 'other')]).toEqual(['秘密の値①髙', 'x'.repeat(500)]);
  expect(await keychain.get(randomUUID(), '鍵')).toBeNull();
  await keychain.delete(company, 'other');
  expect([await keychain.get(company, '鍵'), await keychain.get(company, 'other')]).toEqual(['秘密の値①髙', null]);
  await keychain.deleteCompany(company);
  expect(await keychain.get(company, '鍵')).toBeNull();
  expect(registered).toContain('秘密の値①髙');
});
