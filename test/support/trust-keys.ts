import { join } from 'node:path';
import { createTrustKeys } from '#main/app/services/trust-keys.ts';
import { type TrustKeys, TrustSeal } from '#main/company/trust/trust-seal.ts';
import { CompanyFile } from '#main/storage/company-file.ts';

/** Keys that outlive a session within one test, as those of a keychain do: what a test opens again is still confirmed. */
export const createTestTrustKeys = (): TrustKeys => ({
  find: async (company) => [`key of ${company}`],
  make: async (company) => [`key of ${company}`],
});

const noKeychain: Parameters<typeof createTrustKeys>[0] = {
  get: async () => null,
  set: async () => 'session',
  remember: async () => undefined,
};

/** The keys of a machine without a keychain, which follow from the access keys that commands are given. */
export function accessTrustKeys(...accessKeys: readonly string[]): TrustKeys {
  const keys = async (company: string): Promise<readonly string[]> =>
    (await Promise.all(accessKeys.map((key) => createTrustKeys(noKeychain, key).find(company)))).flat();
  return { find: keys, make: keys };
}

/** Confirms what a company trusts as `tsunagi trust --confirm` does, for commands that are given one of these access keys. */
export async function confirmForCommands(companies: string, id: string, ...accessKeys: readonly string[]): Promise<void> {
  const file = CompanyFile.open(join(companies, `${id}.tsunagi`));
  const keys = accessTrustKeys(...accessKeys);
  const seal = new TrustSeal({ file, keys, timestamp: () => new Date().toISOString(), operator: () => 'tanaka' });
  const found = await seal.unconfirmed();
  if (found !== null) await seal.confirmAs(found.digest);
  file.close();
}
