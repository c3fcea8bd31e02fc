import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { SECRET_NAMES, type SecretName } from '#shared/contract/connections/secrets.ts';
import { getSecretIfUnlocked, type Keychain, type KeychainState } from '../../storage/keychain.ts';
import { WATCH_ACCOUNT } from './watch-accounts.ts';

/** Storage of a secret: the system keychain or the memory of this process. */
export type KeychainKind = Keychain['kind'];

/** Names of stored values: secrets entered by users, and the keys for approving and sealing, which are never displayed. */
export type StoredSecretName = SecretName | 'approval-key' | 'trust-key';
const KEPT_NAMES: readonly StoredSecretName[] = [...SECRET_NAMES, 'approval-key', 'trust-key'];

/** Secrets of all companies: in the system keychain, or in memory if the user chose that; never in a file. */
export interface Secrets {
  /** Returns a value; `null` only if it certainly does not exist, see `getSecretIfUnlocked`. Throws `keychain-*`. */
  get(company: string, name: StoredSecretName, keptIn: KeychainKind): Promise<string | null>;
  /**
   * Saves a value, removes it from the other storage, and returns where it is. Throws `keychain-unavailable` or `keychain-locked` unless
   * memory was chosen; the former value then stays.
   */
  set(company: string, name: StoredSecretName, secret: string): Promise<KeychainKind>;
  /** Saves a value in memory only. */
  remember(company: string, name: StoredSecretName, secret: string): Promise<void>;
  /** Deletes a value. Throws `keychain-*` if its keychain is unavailable. */
  delete(company: string, name: StoredSecretName, keptIn: KeychainKind): Promise<void>;
  /** Deletes all secrets of a company. The content of an unavailable keychain stays. */
  deleteCompany(company: string): Promise<void>;
  /** Like `deleteCompany`, but keeps values that were saved by a copy of the company. */
  deleteOwn(company: string, isOwn: (name: StoredSecretName, kept: string) => boolean): Promise<void>;
  /** Secrets of scheduled commands, by the names of `watch-accounts.ts`; in the system keychain only. All throw `keychain-*`. */
  readonly watch: {
    has(name: string): Promise<boolean>;
    set(name: string, secret: string): Promise<void>;
  };
  /** Whether the user chose to keep secrets in memory if the keychain cannot save them. */
  sessionChosen(): boolean;
  chooseSession(use: boolean): void;
  /** State of the system keychain, see `Keychain.state` and `Keychain.probe`. */
  state(): Promise<KeychainState>;
  probe(): Promise<KeychainState>;
}

/** Runs work that may fail if the keychain is unavailable; returns whether it succeeded. */
async function reached(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof ExpectedError && error.failure.code.startsWith('keychain-')) return false;
    throw error;
  }
}

export function createSecrets(system: Keychain, session: Keychain): Secrets {
  let chosen = false;
  return {
    get: (company, name, keptIn) => (keptIn === 'system' ? getSecretIfUnlocked(system, company, name) : session.get(company, name)),
    async set(company, name, secret) {
      const write = (): Promise<void> => system.set(company, name, secret);
      if (!chosen) await write();
      else if (!(await reached(write))) {
        await session.set(company, name, secret);
        return 'session';
      }
      await session.delete(company, name);
      return 'system';
    },
    remember: (company, name, secret) => session.set(company, name, secret),
    async delete(company, name, keptIn) {
      await session.delete(company, name);
      const remove = (): Promise<boolean> => system.delete(company, name);
      // The keychain may contain an older value if it was unavailable when the value was saved in memory.
      if (keptIn === 'session') await reached(remove);
      // A locked keychain may report that nothing was deleted although the value exists; reading unlocks it.
      else if (!(await remove()) && (await getSecretIfUnlocked(system, company, name)) !== null) await remove();
    },
    async deleteCompany(company) {
      await session.deleteCompany(company);
      await reached(() => system.deleteCompany(company));
    },
    async deleteOwn(company, isOwn) {
      await session.deleteCompany(company);
      await reached(async () => {
        for (const name of KEPT_NAMES) {
          const kept = await system.get(company, name);
          if (kept !== null && isOwn(name, kept)) await system.delete(company, name);
        }
      });
    },
    watch: {
      has: async (name) => (await getSecretIfUnlocked(system, WATCH_ACCOUNT, name)) !== null,
      set: (name, secret) => system.set(WATCH_ACCOUNT, name, secret),
    },
    sessionChosen: () => chosen,
    chooseSession(use) {
      chosen = use;
    },
    state: () => system.state(),
    probe: () => system.probe(),
  };
}
