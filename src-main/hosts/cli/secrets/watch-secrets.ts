import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { MAX_SECRET_LENGTH } from '#shared/contract/connections/secret-limits.ts';
import { createSystemKeychain, getSecretIfUnlocked, type Keychain } from '../../../storage/keychain.ts';
import { maskOutput } from './masked-output.ts';
import { SECRET_VARIABLES, withSecretName } from './secret-name.ts';

/** Keychain account for the secrets of scheduled commands, which do not depend on a company. */
const KEPT_FOR = 'watch';

/** Purpose of a secret. It is part of the keychain entry's name, so a secret is never used for another purpose. */
export type WatchSecretPurpose =
  | { readonly kind: 'mail'; readonly user: string; readonly host: string; readonly port: number }
  | { readonly kind: 'webhook'; readonly name: string }
  | { readonly kind: 'backup' };

function accountOf(of: WatchSecretPurpose): string {
  if (of.kind === 'mail') return `mail:${of.user}@${of.host}:${of.port}`;
  return of.kind === 'webhook' ? `webhook:${of.name}` : 'backup-passphrase';
}

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
    withSecretName(of.kind, getSecretIfUnlocked(keychain, KEPT_FOR, accountOf(of)));
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
    set: (of, value) => withSecretName(of.kind, keychain.set(KEPT_FOR, accountOf(of), value)),
    clear: async (of) => (await get(of)) !== null && keychain.delete(KEPT_FOR, accountOf(of)),
  };
}
