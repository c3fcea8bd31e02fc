import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { SECRET_NAMES, type SecretName } from '#shared/contract/connections/secrets.ts';
import { getOpened, type Keychain, type KeychainState } from '../../storage/keychain.ts';

/** The keychain's names for where something is saved. */
export type KeychainKind = Keychain['kind'];

/** Names of stored values: user secrets, and the keys for approving and sealing, which are never displayed. */
export type StoredSecretName = SecretName | 'approval-key' | 'trust-key';
const KEPT_NAMES: readonly StoredSecretName[] = [...SECRET_NAMES, 'approval-key', 'trust-key'];

/** The secrets of all companies: in the system's keychain; in memory only once the user has chosen that; never in a file. */
export interface Secrets {
  /** `null` if it certainly does not exist: see `getOpened`. Throws `keychain-*`. */
  get(company: string, name: StoredSecretName, keptIn: KeychainKind): Promise<string | null>;
  /**
   * Returns where it was saved; it is saved nowhere else then. Throws `keychain-unavailable` or `keychain-locked` unless memory is
   * chosen, and the former value stays.
   */
  set(company: string, name: StoredSecretName, secret: string): Promise<KeychainKind>;
  /** Saves it in memory only. */
  remember(company: string, name: StoredSecretName, secret: string): Promise<void>;
  /** Throws `keychain-*` if its keychain is unavailable. */
  delete(company: string, name: StoredSecretName, keptIn: KeychainKind): Promise<void>;
  /** Deletes all secrets of a company. An unavailable keychain keeps its content. */
  deleteCompany(company: string): Promise<void>;
  /** The same, except values saved by a copy of the company. */
  deleteOwn(company: string, isOwn: (name: StoredSecretName, kept: string) => boolean): Promise<void>;
  /** Whether secrets may be kept in memory if the keychain cannot save them. */
  sessionChosen(): boolean;
  chooseSession(use: boolean): void;
  /** `Keychain.state` and `Keychain.probe` of the system's keychain. */
  state(): Promise<KeychainState>;
  probe(): Promise<KeychainState>;
}

/** Runs work that may fail without a keychain; returns whether it succeeded. */
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
    get: (company, name, keptIn) => (keptIn === 'system' ? getOpened(system, company, name) : session.get(company, name)),
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
      // An older value may be in a keychain that was unavailable when the memory value was set.
      if (keptIn === 'session') await reached(remove);
      // A locked keychain may report nothing deleted although the value exists.
      else if (!(await remove()) && (await getOpened(system, company, name)) !== null) await remove();
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
    sessionChosen: () => chosen,
    chooseSession(use) {
      chosen = use;
    },
    state: () => system.state(),
    probe: () => system.probe(),
  };
}
