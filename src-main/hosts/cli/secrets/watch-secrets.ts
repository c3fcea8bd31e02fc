import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { MAX_SECRET_LENGTH } from '#shared/contract/connections/secret-limits.ts';
import { getWatchSecretName, WATCH_ACCOUNT, type WatchSecretPurpose } from '../../../app/services/watch-accounts.ts';
import { createSystemKeychain, getSecretIfUnlocked, type Keychain } from '../../../storage/keychain.ts';
import { maskOutput } from './masked-output.ts';
import { SECRET_VARIABLES, withSecretName } from './secret-name.ts';

export interface WatchSecrets {
  /** Returns the secret from the environment, else from the keychain; `null` if it is in neither. Throws `keychain-*`. */
  find(of: WatchSecretPurpose): Promise<string | null>;
  /** Returns the secret from the environment, else from the keychain. Throws secret-not-set, `keychain-*`. */
  require(of: WatchSecretPurpose): Promise<string>;
  /** Throws `keychain-*`. */
  has(of: WatchSecretPurpose): Promise<boolean>;
  set(of: WatchSecretPurpose, value: string): Promise<void>;
  /** Returns whether it existed. Throws `keychain-*`. */
  clear(of: WatchSecretPurpose): Promise<boolean>;
}

/** Creates access to these secrets. From then on they are masked in all output of this process. */
export function createWatchSecrets(): WatchSecrets {
  const register = maskOutput();
  const keychain: Keychain = createSystemKeychain(register);
  const get = (of: WatchSecretPurpose): Promise<string | null> =>
    withSecretName(of.kind, getSecretIfUnlocked(keychain, WATCH_ACCOUNT, getWatchSecretName(of)));
  async function find(of: WatchSecretPurpose): Promise<string | null> {
    const value = process.env[SECRET_VARIABLES[of.kind]] || (await get(of));
    if (value === null || value.length > MAX_SECRET_LENGTH * 4) return null;
    for (const part of [value, ...value.split(/\s+/)]) register(part);
    return value;
  }
  return {
    find,
    async require(of) {
      const value = await find(of);
      if (value === null) throw new ExpectedError('secret-not-set', { name: of.kind });
      return value;
    },
    has: async (of) => (await get(of)) !== null,
    set: (of, value) => withSecretName(of.kind, keychain.set(WATCH_ACCOUNT, getWatchSecretName(of), value)),
    clear: async (of) => (await get(of)) !== null && keychain.delete(WATCH_ACCOUNT, getWatchSecretName(of)),
  };
}
