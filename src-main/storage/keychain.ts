import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { KeychainProblem } from '#shared/contract/connections/secrets.ts';

/** Whether secrets can be saved now. `reason`: the system's error text, for the log and `tsunagi doctor`. */
export type KeychainState =
  | { readonly state: 'ok' }
  | { readonly state: 'unavailable' | 'locked'; readonly why: KeychainProblem; readonly reason: string };

/**
 * Secrets by company and name. All methods except `state` and `probe` throw `keychain-unavailable` or `keychain-locked` with `why` and
 * `reason`.
 */
export interface Keychain {
  /** `system` is persistent; `session` lasts as long as the process. */
  readonly kind: 'system' | 'session';
  /** Returns a secret; `null` if missing. gnome-keyring also returns `null` when locked, which `probe` detects. */
  get(company: string, name: string): Promise<string | null>;
  /** Saves a secret, which must not be empty. */
  set(company: string, name: string, secret: string): Promise<void>;
  /** Deletes a secret; returns whether it existed. */
  delete(company: string, name: string): Promise<boolean>;
  /** Deletes all secrets of a company. */
  deleteCompany(company: string): Promise<void>;
  /** Returns the state without changing the keychain. Never throws; a locked keychain may be reported as working. */
  state(): Promise<KeychainState>;
  /** Determines the state by writing, reading and deleting a test value; the system may ask for a password. Never throws. */
  probe(): Promise<KeychainState>;
}

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword' | 'findCredentials'>;

const load = (): Promise<Keytar> => import('keytar').then((module) => (module as { default?: Keytar }).default ?? module);

export const KEYCHAIN_SERVICE = 'Tsunagi';
/** Timeout of a request, because a password prompt may be invisible to the user. */
const TIMEOUT_MS = 15_000;

/**
 * Patterns of system error messages; the first match is used. macOS and Windows report a refusal by the user, libsecret reports prompts
 * and D-Bus errors.
 */
const MESSAGE_PATTERNS: readonly (readonly [KeychainProblem, RegExp])[] = [
  ['timeout', /timed out/i],
  // libsecret stays connected to the first service, so a restarted service is found only after a restart of the console.
  ['restarted', /session wrapping the secret does not exist|the name :\d+\.\d+ was not provided/i],
  ['denied', /dismissed|denied|cancell?ed|not allowed|refused by the user/i],
  ['locked', /locked|prompt|object does not exist at path/i],
  ['service', /serviceunknown|not provided by any|error\.spawn|org\.freedesktop\.secrets/i],
  ['dbus', /d-?bus|autolaunch|could not connect|cannot connect/i],
];
/** Problems that the user can solve by unlocking or permitting access; the others require installing or starting software. */
const OPENABLE: ReadonlySet<KeychainProblem> = new Set(['locked', 'denied', 'timeout']);

/** Classifies the system's error text. */
export const classifyKeychainError = (reason: string): KeychainProblem =>
  MESSAGE_PATTERNS.find(([, said]) => said.test(reason))?.[0] ?? 'other';
const keychainError = (why: KeychainProblem, reason: string): ExpectedError =>
  new ExpectedError(OPENABLE.has(why) ? 'keychain-locked' : 'keychain-unavailable', { why, reason });

/** Converts a keychain failure to a state; rethrows other errors. */
export function toKeychainState(error: unknown): KeychainState & { readonly state: 'unavailable' | 'locked' } {
  if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('keychain-')) throw error;
  const { code, params } = error.failure;
  return {
    state: code === 'keychain-locked' ? 'locked' : 'unavailable',
    why: (params['why'] ?? 'other') as KeychainProblem,
    reason: String(params['reason'] ?? ''),
  };
}

/**
 * Returns a secret, or `null` if it certainly does not exist. A locked keychain may report a secret as missing, so a test write follows.
 * Throws `keychain-*`.
 */
export async function getSecretIfUnlocked(keychain: Keychain, company: string, name: string): Promise<string | null> {
  const secret = await keychain.get(company, name);
  if (secret !== null) return secret;
  const probed = await keychain.probe();
  if (probed.state !== 'ok') throw keychainError(probed.why, probed.reason);
  return keychain.get(company, name);
}

/** Returns the account name of a secret; company ids contain no slash. */
const accountOf = (company: string, name: string): string => `${company}/${name}`;

function requireSecret(secret: string): void {
  if (secret === '') throw new RangeError('a secret must not be empty');
}

/** Returns why keytar's native addon failed to load. `keytar` hides the reason (a missing libsecret), so the addon is loaded directly. */
function whyNotLoaded(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  try {
    createRequire(import.meta.url)(`keytar/prebuilds/${process.platform}-${process.arch}/keytar.node`);
    return message;
  } catch (cause) {
    return cause instanceof Error ? (cause.message.split('\n')[0] ?? message) : message;
  }
}

async function stateAfter(question: () => Promise<unknown>): Promise<KeychainState> {
  try {
    await question();
    return { state: 'ok' };
  } catch (error) {
    return toKeychainState(error);
  }
}

/** Writes, reads and deletes a test value; returns whether it could be read. The system may ask for a password. */
async function tryOut(keytar: Keytar): Promise<boolean> {
  const account = accountOf('state', `probe-${randomUUID()}`);
  const value = randomUUID();
  await keytar.setPassword(KEYCHAIN_SERVICE, account, value);
  const back = await keytar.getPassword(KEYCHAIN_SERVICE, account);
  await keytar.deletePassword(KEYCHAIN_SERVICE, account);
  return back === value;
}

/** The system keychain with the methods needed to end the process. */
export interface SystemKeychain extends Keychain {
  /** Whether a request is still running, for example an open password prompt; it blocks a thread and keeps the process alive. */
  isWaiting(): boolean;
  /** Rejects running and all later requests. */
  close(): void;
}

/**
 * Creates access to the operating system's keychain through `keytar`, which is loaded on first use, so that the console starts without
 * libsecret or D-Bus. `onSecret` gets every secret, so that logs mask it.
 */
export function createSystemKeychain(onSecret: (secret: string) => void, timeoutMs = TIMEOUT_MS, loadKeytar = load): SystemKeychain {
  let loading: Promise<Keytar> | undefined;

  let waiting = false;
  let last: Promise<unknown> = Promise.resolve();
  const closed = new AbortController();

  /**
   * Runs one request at a time with a timeout. The native call cannot be canceled and blocks one of the few libuv threads, so no request
   * starts while one that timed out is still running.
   */
  function inTurn<T>(question: (isGivenUp: () => boolean) => Promise<T>): Promise<T> {
    const turn = last.then(async () => {
      if (closed.signal.aborted) throw new Error('timed out: the console is closing');
      if (waiting) throw new Error('timed out: an earlier question is still open');
      const { promise: late, reject } = Promise.withResolvers<never>();
      let isGivenUp = false;
      const end = (why: string): void => {
        isGivenUp = true;
        reject(new Error(`timed out${why}`));
      };
      const timer = setTimeout(() => end(` after ${timeoutMs / 1000} s`), timeoutMs);
      const giveUp = (): void => end(': the console is closing');
      closed.signal.addEventListener('abort', giveUp);
      waiting = true;
      const answer = question(() => isGivenUp).finally(() => {
        waiting = false;
      });
      try {
        return await Promise.race([answer, late]);
      } finally {
        clearTimeout(timer);
        closed.signal.removeEventListener('abort', giveUp);
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  }

  async function ask<T>(question: (keytar: Keytar, isGivenUp: () => boolean) => Promise<T>): Promise<T> {
    let keytar: Keytar;
    try {
      loading ??= loadKeytar();
      keytar = await loading;
    } catch (error) {
      const reason = whyNotLoaded(error);
      throw keychainError(/libsecret/i.test(reason) ? 'libsecret' : 'addon', reason);
    }
    try {
      return await inTurn((isGivenUp) => question(keytar, isGivenUp));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw keychainError(classifyKeychainError(reason), reason);
    }
  }

  return {
    isWaiting: () => waiting,
    close: () => closed.abort(),
    kind: 'system',
    async get(company, name) {
      const secret = await ask((keytar) => keytar.getPassword(KEYCHAIN_SERVICE, accountOf(company, name)));
      if (secret !== null) onSecret(secret);
      return secret;
    },
    async set(company, name, secret) {
      requireSecret(secret);
      onSecret(secret);
      const account = accountOf(company, name);
      await ask(async (keytar, isGivenUp) => {
        // If the keychain is unlocked only after the timeout, change nothing, because the caller was already informed of the failure.
        await tryOut(keytar);
        if (isGivenUp()) return;
        const before = await keytar.getPassword(KEYCHAIN_SERVICE, account);
        await keytar.setPassword(KEYCHAIN_SERVICE, account, secret);
        if (!isGivenUp()) return;
        if (before === null) await keytar.deletePassword(KEYCHAIN_SERVICE, account);
        else await keytar.setPassword(KEYCHAIN_SERVICE, account, before);
      });
    },
    delete: (company, name) => ask((keytar) => keytar.deletePassword(KEYCHAIN_SERVICE, accountOf(company, name))),
    async deleteCompany(company) {
      await ask(async (keytar) => {
        for (const { account } of await keytar.findCredentials(KEYCHAIN_SERVICE))
          if (account.startsWith(accountOf(company, ''))) await keytar.deletePassword(KEYCHAIN_SERVICE, account);
      });
    },
    state: () => stateAfter(() => ask((keytar) => keytar.getPassword(KEYCHAIN_SERVICE, accountOf('state', 'probe')))),
    probe: () =>
      stateAfter(async () => {
        if (!(await ask(tryOut))) throw keychainError('other', 'what was stored could not be read back');
      }),
  };
}

/** Creates a keychain in memory, which is offered if the system has none. */
export function createSessionKeychain(onSecret: (secret: string) => void): Keychain {
  const secrets = new Map<string, string>();
  return {
    kind: 'session',
    get: async (company, name) => secrets.get(accountOf(company, name)) ?? null,
    async set(company, name, secret) {
      requireSecret(secret);
      onSecret(secret);
      secrets.set(accountOf(company, name), secret);
    },
    delete: async (company, name) => secrets.delete(accountOf(company, name)),
    async deleteCompany(company) {
      for (const account of secrets.keys()) if (account.startsWith(accountOf(company, ''))) secrets.delete(account);
    },
    state: async () => ({ state: 'ok' }),
    probe: async () => ({ state: 'ok' }),
  };
}
