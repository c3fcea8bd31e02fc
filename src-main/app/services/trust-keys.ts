import { createHmac, randomBytes } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { TrustKeys } from '../../company/trust/trust-seal.ts';
import type { Secrets } from './secrets.ts';

/** Name of the company's seal key in the keychain; users never enter it. */
const KEY = 'trust-key';

/**
 * Keys that seal companies, saved beside their secrets. Without a keychain a key exists as long as the process, and the host asks again
 * next time. `accessKey`: from the environment; on a machine without keychain the key is derived from it, because a person who can write
 * the file does not know it.
 */
export function createTrustKeys(secrets: Pick<Secrets, 'get' | 'set' | 'remember'>, accessKey = ''): TrustKeys {
  const known = new Map<string, string>();

  /** `null` if missing, or the keychain is unavailable. */
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

/** `null` if the keychain is unavailable. */
async function ifReached<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ExpectedError && error.failure.code.startsWith('keychain-')) return null;
    throw error;
  }
}
