import { join } from 'node:path';
import { createTrustKeys } from '#main/app/services/trust-keys.ts';
import { type TrustKeys, TrustSeal } from '#main/company/trust/trust-seal.ts';
import { CompanyFile } from '#main/storage/company-file.ts';

/** Returns keys that outlive a session within one test, as keychain keys do, so that a reopened company is still confirmed. */
export const createTestTrustKeys = (): TrustKeys => ({
  find: async (company) => [`key of ${company}`],
  make: async (company) => [`key of ${company}`],
});

const noKeychain: Parameters<typeof createTrustKeys>[0] = {
  get: async () => null,
  set: async () => 'session',
  remember: async () => undefined,
};

/** Returns the keys of a machine without a keychain; they are derived from the access keys passed to commands. */
export function accessTrustKeys(...accessKeys: readonly string[]): TrustKeys {
  const keys = async (company: string): Promise<readonly string[]> =>
    (await Promise.all(accessKeys.map((key) => createTrustKeys(noKeychain, key).find(company)))).flat();
  return { find: keys, make: keys };
}

/** Confirms the trusted settings of a company as `tsunagi trust --confirm` does, for commands that use one of these access keys. */
export async function confirmForCommands(companies: string, id: string, ...accessKeys: readonly string[]): Promise<void> {
  const file = CompanyFile.open(join(companies, `${id}.tsunagi`));
  const keys = accessTrustKeys(...accessKeys);
  const seal = new TrustSeal({ file, keys, timestamp: () => new Date().toISOString(), operator: () => 'tanaka' });
  const found = await seal.unconfirmed();
  if (found !== null) await seal.confirmAs(found.digest);
  file.close();
}
