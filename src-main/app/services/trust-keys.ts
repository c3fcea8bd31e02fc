import { createHmac, randomBytes } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { TrustKeys } from '../../company/trust/trust-seal.ts';
import type { Secrets } from './secrets.ts';

/** Name of the company's seal key in the keychain; it is generated, never entered by a user. */
const KEY = 'trust-key';

/**
 * Creates the store of seal keys, which are saved beside the companies' secrets. Without a keychain a key lasts as long as the process, so
 * the user is asked again after a restart. `accessKey`: from the environment; on machines without a keychain a key is derived from it,
 * because a person who can write the file does not know it.
 */
export function createTrustKeys(secrets: Pick<Secrets, 'get' | 'set' | 'remember'>, accessKey = ''): TrustKeys {
  const known = new Map<string, string>();

  /** Returns the stored key; `null` if it is missing or the keychain is unavailable. */
  async function stored(company: string): Promise<string | null> {
    const cached = known.get(company);
    if (cached !== undefined) return cached;
    const found = (await secrets.get(company, KEY, 'session')) ?? (await ifReached(() => secrets.get(company, KEY, 'system')));
    if (found !== null) known.set(company, found);
    return found;
  }
  const given = (company: string): readonly string[] =>
    accessKey === '' ? [] : [createHmac('sha256', accessKey).update(`tsunagi-trust-key ${company}`).digest('hex')];

  return {
    async find(company) {
      const found = await stored(company);
      return found === null ? given(company) : [found, ...given(company)];
    },
    async make(company) {
      const found = await this.find(company);
      if (found.length > 0) return found;
      const made = randomBytes(32).toString('hex');
      const keptIn = await ifReached(() => secrets.set(company, KEY, made));
      if (keptIn === null) await secrets.remember(company, KEY, made);
      known.set(company, made);
      return [made];
    },
  };
}

/** Returns the result, or `null` if the keychain is unavailable. */
async function ifReached<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ExpectedError && error.failure.code.startsWith('keychain-')) return null;
    throw error;
  }
}
