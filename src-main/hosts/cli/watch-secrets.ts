import { ExpectedError } from '#shared/contract/expected-error.ts';
import { LONGEST_SECRET } from '#shared/contract/secret-limits.ts';
import { createSystemKeychain, getOpened, type Keychain } from '../../storage/keychain.ts';
import { maskOutput } from './masked-output.ts';
import { SECRET_VARIABLES, withSecretName } from './secret-name.ts';

/** Under which the keychain keeps what `watch` sends with: of no company, as it works without one. */
const KEPT_FOR = 'watch';

/** What a secret is for: its name in the keychain says so, and it is read for nothing else. */
export type SecretFor =
  | { readonly kind: 'mail'; readonly user: string; readonly host: string; readonly port: number }
  | { readonly kind: 'webhook'; readonly name: string };

const accountOf = (of: SecretFor): string => (of.kind === 'mail' ? `mail:${of.user}@${of.host}:${of.port}` : `webhook:${of.name}`);

export interface WatchSecrets {
  /** From the environment, else from the keychain. Throws secret-not-set, `keychain-*`. */
  require(of: SecretFor): Promise<string>;
  /** Throws `keychain-*`. */
  has(of: SecretFor): Promise<boolean>;
  set(of: SecretFor, value: string): Promise<void>;
  /** Whether there was one. Throws `keychain-*`. */
  clear(of: SecretFor): Promise<boolean>;
}

/** From now on nothing this process prints holds one of them. */
export function createWatchSecrets(): WatchSecrets {
  const register = maskOutput();
  const keychain: Keychain = createSystemKeychain(register);
  const get = (of: SecretFor): Promise<string | null> => withSecretName(of.kind, getOpened(keychain, KEPT_FOR, accountOf(of)));
  return {
    async require(of) {
      const given = process.env[SECRET_VARIABLES[of.kind]];
      const value = given || (await get(of));
      if (value === null || value === undefined || value.length > LONGEST_SECRET * 4)
        throw new ExpectedError('secret-not-set', { name: of.kind });
      for (const part of [value, ...value.split(/\s+/)]) register(part);
      return value;
    },
    has: async (of) => (await get(of)) !== null,
    set: (of, value) => withSecretName(of.kind, keychain.set(KEPT_FOR, accountOf(of), value)),
    clear: async (of) => (await get(of)) !== null && keychain.delete(KEPT_FOR, accountOf(of)),
  };
}
