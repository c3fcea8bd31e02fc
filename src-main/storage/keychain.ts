import { createRequire } from 'node:module';
import { ExpectedError } from '#shared/contract/result.ts';

/** Whether secrets can be kept now. `reason` is the system's own wording, for the log and `tsunagi doctor`. */
export type KeychainState = { readonly state: 'ok' } | { readonly state: 'unavailable' | 'locked'; readonly reason: string };

/** Secrets by profile and name. Every method but `state` throws `keychain-unavailable` or `keychain-locked`. */
export interface Keychain {
  /** `system` outlives the console, `session` ends with it. */
  readonly kind: 'system' | 'session';
  get(profile: string, name: string): Promise<string | null>;
  /** The secret must not be empty. */
  set(profile: string, name: string, secret: string): Promise<void>;
  /** Whether there was one. */
  delete(profile: string, name: string): Promise<boolean>;
  /** Removes every secret of a profile. */
  deleteProfile(profile: string): Promise<void>;
  /** Never throws. Asks the keychain without changing it. */
  state(): Promise<KeychainState>;
}

type Keytar = typeof import('keytar');

export const KEYCHAIN_SERVICE = 'Tsunagi';
/** A keychain that asks the user for its password may wait for ever where nobody can see the question. */
const TIMEOUT_MS = 15_000;
const LOCKED = /locked|prompt|dismissed|object does not exist at path|timed out/i;

/** The account under which a secret is kept; a profile's id holds no slash. */
const accountOf = (profile: string, name: string): string => `${profile}/${name}`;

function requireSecret(secret: string): void {
  if (secret === '') throw new RangeError('a secret must not be empty');
}

/** `keytar` hides why its addon cannot be loaded; loading it once more by its own path tells (a missing libsecret). */
function whyNotLoaded(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  try {
    createRequire(import.meta.url)(`keytar/prebuilds/${process.platform}-${process.arch}/keytar.node`);
    return message;
  } catch (cause) {
    return cause instanceof Error ? (cause.message.split('\n')[0] ?? message) : message;
  }
}

/** Runs against the clock: the native call cannot be stopped, but nobody has to wait for it. */
function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`timed out after ${timeoutMs / 1000} s`)), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * The operating system's keychain through `keytar`, loaded at the first use: without libsecret or D-Bus the console
 * starts, and says so when a secret is needed. `onSecret` hears every secret that passes, for the log's redaction.
 */
export function createSystemKeychain(onSecret: (secret: string) => void, timeoutMs = TIMEOUT_MS): Keychain {
  let loading: Promise<Keytar> | undefined;
  const load = (): Promise<Keytar> => {
    loading ??= import('keytar').then((module) => (module as { default?: Keytar }).default ?? module);
    return loading;
  };

  async function ask<T>(question: (keytar: Keytar) => Promise<T>): Promise<T> {
    let keytar: Keytar;
    try {
      keytar = await load();
    } catch (error) {
      throw new ExpectedError('keychain-unavailable', { reason: whyNotLoaded(error) });
    }
    try {
      return await withTimeout(question(keytar), timeoutMs);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ExpectedError(LOCKED.test(reason) ? 'keychain-locked' : 'keychain-unavailable', { reason });
    }
  }

  return {
    kind: 'system',
    async get(profile, name) {
      const secret = await ask((keytar) => keytar.getPassword(KEYCHAIN_SERVICE, accountOf(profile, name)));
      if (secret !== null) onSecret(secret);
      return secret;
    },
    async set(profile, name, secret) {
      requireSecret(secret);
      onSecret(secret);
      await ask((keytar) => keytar.setPassword(KEYCHAIN_SERVICE, accountOf(profile, name), secret));
    },
    delete: (profile, name) => ask((keytar) => keytar.deletePassword(KEYCHAIN_SERVICE, accountOf(profile, name))),
    async deleteProfile(profile) {
      await ask(async (keytar) => {
        for (const { account } of await keytar.findCredentials(KEYCHAIN_SERVICE))
          if (account.startsWith(accountOf(profile, ''))) await keytar.deletePassword(KEYCHAIN_SERVICE, account);
      });
    },
    async state() {
      try {
        await ask((keytar) => keytar.getPassword(KEYCHAIN_SERVICE, accountOf('state', 'probe')));
        return { state: 'ok' };
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        const { code, params } = error.failure;
        return { state: code === 'keychain-locked' ? 'locked' : 'unavailable', reason: String(params['reason']) };
      }
    },
  };
}

/** Secrets in the memory of this process: what the console offers where there is no keychain. */
export function createSessionKeychain(onSecret: (secret: string) => void): Keychain {
  const secrets = new Map<string, string>();
  return {
    kind: 'session',
    get: async (profile, name) => secrets.get(accountOf(profile, name)) ?? null,
    async set(profile, name, secret) {
      requireSecret(secret);
      onSecret(secret);
      secrets.set(accountOf(profile, name), secret);
    },
    delete: async (profile, name) => secrets.delete(accountOf(profile, name)),
    async deleteProfile(profile) {
      for (const account of secrets.keys()) if (account.startsWith(accountOf(profile, ''))) secrets.delete(account);
    },
    state: async () => ({ state: 'ok' }),
  };
}
