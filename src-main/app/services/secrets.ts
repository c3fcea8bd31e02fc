import { ExpectedError } from '#shared/contract/expected-error.ts';
import { SECRET_NAMES, type SecretName } from '#shared/contract/secrets.ts';
import { getOpened, type Keychain, type KeychainState } from '../../storage/keychain.ts';

/** The keychain's own words for where something is kept. */
export type KeptIn = Keychain['kind'];

/** Names under which something is kept: what people set, and the keys for approving and for sealing, which nobody ever sees. */
export type KeptName = SecretName | 'approval-key' | 'trust-key';
const KEPT_NAMES: readonly KeptName[] = [...SECRET_NAMES, 'approval-key', 'trust-key'];

/** The secrets of all companies: in the system's keychain; in memory only once the user has chosen that; never in a file. */
export interface Secrets {
  /** `null` where there surely is none: see `getOpened`. Throws `keychain-*`. */
  get(company: string, name: KeptName, keptIn: KeptIn): Promise<string | null>;
  /**
   * Answers where it was put; it is nowhere else then. Throws `keychain-unavailable` or `keychain-locked` while memory is
   * not chosen, and what was kept before is as it was.
   */
  set(company: string, name: KeptName, secret: string): Promise<KeptIn>;
  /** Keeps it in memory, whatever the keychain has. */
  remember(company: string, name: KeptName, secret: string): Promise<void>;
  /** Throws `keychain-*` when it lies in a keychain that cannot be asked. */
  delete(company: string, name: KeptName, keptIn: KeptIn): Promise<void>;
  /** Forgets every secret of a company. A keychain that cannot be reached now keeps what it has. */
  deleteCompany(company: string): Promise<void>;
  /** The same, but for what a copy of the company put into the system's keychain. */
  deleteOwn(company: string, isOwn: (name: KeptName, kept: string) => boolean): Promise<void>;
  /** Whether secrets may be remembered until the console ends where the keychain cannot take them. */
  sessionChosen(): boolean;
  chooseSession(use: boolean): void;
  /** `Keychain.state` and `Keychain.probe` of the system's keychain. */
  state(): Promise<KeychainState>;
  probe(): Promise<KeychainState>;
}

/** Runs what may fail because there is no keychain: that is told by the answer. */
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
      // An older value may lie in a keychain that could not be reached when the one in memory was set.
      if (keptIn === 'session') await reached(remove);
      // One that is locked may say that there was nothing: it lies there still then.
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
