import { createHmac, randomBytes } from 'node:crypto';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { TrustKeys } from '../../company/trust-seal.ts';
import type { Secrets } from './secrets.ts';

/** Name under which a company's key is kept; it is no secret that anybody types. */
const KEY = 'trust-key';

/**
 * The keys by which companies are sealed, beside their secrets. Where the keychain cannot be asked a key lives as long as the process, and
 * the host asks again with the next one. `accessKey`: that of the environment, from which the key of a machine without a keychain follows:
 * whoever can write the file does not know it.
 */
export function createTrustKeys(secrets: Pick<Secrets, 'get' | 'set' | 'remember'>, accessKey = ''): TrustKeys {
  const known = new Map<string, string>();

  /** `null` where there is none, or the keychain is shut. */
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

/** `null` where the keychain cannot be asked. */
async function ifReached<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ExpectedError && error.failure.code.startsWith('keychain-')) return null;
    throw error;
  }
}
