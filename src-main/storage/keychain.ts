import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { KeychainWhy } from '#shared/contract/secrets.ts';

/** Whether secrets can be kept now. `reason` is the system's own wording, for the log and `tsunagi doctor`. */
export type KeychainState =
  | { readonly state: 'ok' }
  | { readonly state: 'unavailable' | 'locked'; readonly why: KeychainWhy; readonly reason: string };

/** Secrets by company and name. Every method but `state` and `probe` throws `keychain-unavailable` or `keychain-locked` with `why` and `reason`. */
export interface Keychain {
  /** `system` outlives the console, `session` ends with it. */
  readonly kind: 'system' | 'session';
  /** `null` where there is none; gnome-keyring says the same of one it keeps locked: `probe` tells the two apart. */
  get(company: string, name: string): Promise<string | null>;
  /** The secret must not be empty. */
  set(company: string, name: string, secret: string): Promise<void>;
  /** Whether there was one. */
  delete(company: string, name: string): Promise<boolean>;
  /** Removes every secret of a company. */
  deleteCompany(company: string): Promise<void>;
  /** Never throws. Asks the keychain without changing it: one that is locked may pass for one that works. */
  state(): Promise<KeychainState>;
  /** Never throws. Keeps a value for a moment, reads it and takes it away again. A system that asks for its password asks now. */
  probe(): Promise<KeychainState>;
}

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword' | 'findCredentials'>;

const load = (): Promise<Keytar> => import('keytar').then((module) => (module as { default?: Keytar }).default ?? module);

export const KEYCHAIN_SERVICE = 'Tsunagi';
/** A keychain that asks the user for its password may wait for ever where nobody can see the question. */
const TIMEOUT_MS = 15_000;

/** What the systems say, the first that fits counts. macOS and Windows speak of the user's refusal, libsecret of prompts and D-Bus. */
const SAID: readonly (readonly [KeychainWhy, RegExp])[] = [
  ['timeout', /timed out/i],
  // libsecret keeps to the service it first spoke to; one that was started again is found by a new start of the console only.
  ['restarted', /session wrapping the secret does not exist|the name :\d+\.\d+ was not provided/i],
  ['denied', /dismissed|denied|cancell?ed|not allowed|refused by the user/i],
  ['locked', /locked|prompt|object does not exist at path/i],
  ['service', /serviceunknown|not provided by any|error\.spawn|org\.freedesktop\.secrets/i],
  ['dbus', /d-?bus|autolaunch|could not connect|cannot connect/i],
];
/** Somebody at the machine can open these; the others need something installed or started. */
const OPENABLE: ReadonlySet<KeychainWhy> = new Set(['locked', 'denied', 'timeout']);

/** Which of the reasons a system's wording means. */
export const keychainWhy = (reason: string): KeychainWhy => SAID.find(([, said]) => said.test(reason))?.[0] ?? 'other';
const keychainError = (why: KeychainWhy, reason: string): ExpectedError =>
  new ExpectedError(OPENABLE.has(why) ? 'keychain-locked' : 'keychain-unavailable', { why, reason });

/** A failure as a state; what is no failure of a keychain is thrown on. */
export function keychainStateOf(error: unknown): KeychainState & { readonly state: 'unavailable' | 'locked' } {
  if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('keychain-')) throw error;
  const { code, params } = error.failure;
  return {
    state: code === 'keychain-locked' ? 'locked' : 'unavailable',
    why: (params['why'] ?? 'other') as KeychainWhy,
    reason: String(params['reason'] ?? ''),
  };
}

/**
 * The secret, or `null` where there surely is none: a keychain that is locked may say that it has nothing. Asked to keep something, it says
 * that it is locked, or has its owner open it. Throws `keychain-*`.
 */
export async function getOpened(keychain: Keychain, company: string, name: string): Promise<string | null> {
  const secret = await keychain.get(company, name);
  if (secret !== null) return secret;
  const probed = await keychain.probe();
  if (probed.state !== 'ok') throw keychainError(probed.why, probed.reason);
  return keychain.get(company, name);
}

/** The account under which a secret is kept; a company's id holds no slash. */
const accountOf = (company: string, name: string): string => `${company}/${name}`;

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

async function stateAfter(question: () => Promise<unknown>): Promise<KeychainState> {
  try {
    await question();
    return { state: 'ok' };
  } catch (error) {
    return keychainStateOf(error);
  }
}

/** Keeps a value for a moment; whether it could be read back. A system that asks for its password asks now. */
async function tryOut(keytar: Keytar): Promise<boolean> {
  const account = accountOf('state', `probe-${randomUUID()}`);
  const value = randomUUID();
  await keytar.setPassword(KEYCHAIN_SERVICE, account, value);
  const back = await keytar.getPassword(KEYCHAIN_SERVICE, account);
  await keytar.deletePassword(KEYCHAIN_SERVICE, account);
  return back === value;
}

/** The system's keychain, as its owner holds it. */
export interface SystemKeychain extends Keychain {
  /** Whether the system still waits for somebody to answer it. Such a call keeps a thread, and the process with it. */
  isWaiting(): boolean;
  /** Gives up whatever is asked now, and everything after it. */
  close(): void;
}

/**
 * The operating system's keychain through `keytar`, loaded at the first use: without libsecret or D-Bus the console
 * starts, and says so when a secret is needed. `onSecret` hears every secret that passes, for the log's redaction.
 */
export function createSystemKeychain(onSecret: (secret: string) => void, timeoutMs = TIMEOUT_MS, loadKeytar = load): SystemKeychain {
  let loading: Promise<Keytar> | undefined;

  let waiting = false;
  let last: Promise<unknown> = Promise.resolve();
  const closed = new AbortController();

  /**
   * Runs against the clock: the native call cannot be stopped, but nobody has to wait for it. One at a time, and none
   * beside one that was given up: each call keeps one of the few threads that also read and write files.
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
      throw keychainError(keychainWhy(reason), reason);
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
        // Whoever opens the keychain when nobody waits for it any more was told that the one before is kept: it is not touched then.
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

/** Secrets in the memory of this process: what the console offers where there is no keychain. */
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
