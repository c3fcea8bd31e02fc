import { describe, expect, it } from 'vitest';
import {
  classifyKeychainError,
  createSessionKeychain,
  createSystemKeychain,
  getSecretIfUnlocked,
  type Keychain,
  toKeychainState,
} from '#main/storage/keychain.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { failureOfAsync } from '../../support/failure-of.ts';

/** Returns a fake system keychain that stores values and whose functions can be replaced. */
function systemOf(changes: Partial<Parameters<typeof Object.assign>[0]> = {}) {
  const kept = new Map<string, string>();
  const calls: string[] = [];
  const keytar = {
    async getPassword(service: string, account: string) {
      calls.push(`get ${service} ${account}`);
      return kept.get(account) ?? null;
    },
    async setPassword(_service: string, account: string, value: string) {
      kept.set(account, value);
    },
    deletePassword: async (_service: string, account: string) => kept.delete(account),
    findCredentials: async () => [...kept].map(([account, password]) => ({ account, password })),
    ...changes,
  };
  const heard: string[] = [];
  const create = (timeoutMs?: number) =>
    createSystemKeychain(
      (secret) => heard.push(secret),
      timeoutMs,
      async () => keytar,
    );
  return { kept, calls, heard, create };
}
const failing = (message: unknown) => ({
  getPassword: async () => {
    throw message;
  },
});
describe('the message of a system', () => {
  it.each([
    ['timeout', 'Timed out after 15 s'],
    ['restarted', 'The session wrapping the secret does not exist'],
    ['restarted', 'The name :1.23 was not provided by any .service files'],
    ['denied', 'Prompt was dismissed'],
    ['denied', 'access denied while locked'],
    ['denied', 'The operation was canceled'],
    ['denied', 'cancelled'],
    ['denied', 'User interaction is not allowed.'],
    ['denied', 'Refused by the user'],
    ['locked', 'Cannot create an item in a locked collection'],
    ['locked', 'prompt needed'],
    ['locked', 'Object does not exist at path "/org/freedesktop/secrets/x"'],
    ['service', 'org.freedesktop.DBus.Error.ServiceUnknown'],
    ['service', 'The name org.x was not provided by any .service files'],
    ['service', 'org.freedesktop.DBus.Error.Spawn.ChildExited'],
    ['service', 'org.freedesktop.secrets'],
    ['dbus', 'Cannot autolaunch D-Bus without X11'],
    ['dbus', 'autolaunch'],
    ['dbus', 'dbus is away'],
    ['dbus', 'Could not connect: No such file'],
    ['dbus', 'cannot connect'],
    ['other', 'something else'],
    ['other', ''],
  ])('%s is recognized in %j', (why, reason) => {
    expect(classifyKeychainError(reason)).toBe(why);
  });

  it.each([
    ['locked', 'locked', 'keychain-locked'],
    ['denied', 'denied', 'keychain-locked'],
    ['timeout', 'timed out', 'keychain-locked'],
    ['dbus', 'cannot connect', 'keychain-unavailable'],
    ['other', 'x', 'keychain-unavailable'],
  ])('as %s is reported as one that the user can open, or not', async (why, reason, code) => {
    const keychain = systemOf(failing(new Error(reason))).create();
    expect(await failureOfAsync(() => keychain.get('c', 'n'))).toEqual({ code, params: { why, reason } });
    expect(await keychain.state()).toEqual({ state: code === 'keychain-locked' ? 'locked' : 'unavailable', why, reason });
  });

  it('may be something other than an error, and reports the missing part if the keychain cannot be loaded', async () => {
    expect(await systemOf(failing('locked')).create().state()).toEqual({ state: 'locked', why: 'locked', reason: 'locked' });
    const lacking = createSystemKeychain(
      () => undefined,
      9,
      async () => {
        throw new Error('libsecret-1.so.0: cannot open shared object file');
      },
    );
    expect(await lacking.state()).toMatchObject({ state: 'unavailable', why: expect.stringMatching(/libsecret|addon/) });
  });

  it('about something else does not describe a state of the keychain', () => {
    const state = (code: 'keychain-locked' | 'keychain-unavailable' | 'storage-full', params = {}) =>
      toKeychainState(new ExpectedError(code, params));
    expect(state('keychain-locked')).toEqual({ state: 'locked', why: 'other', reason: '' });
    expect(state('keychain-unavailable', { why: 'dbus', reason: 'r' })).toEqual({ state: 'unavailable', why: 'dbus', reason: 'r' });
    expect(() => state('storage-full')).toThrow('storage-full');
    expect(() => toKeychainState(new Error('other'))).toThrow('other');
  });
});

describe('secrets', () => {
  const all: readonly [string, () => { keychain: Keychain; heard: readonly string[] }][] = [
    [
      'of the system',
      () => {
        const { create, heard } = systemOf();
        return { keychain: create(), heard };
      },
    ],
    [
      'of the session',
      () => {
        const heard: string[] = [];
        return { keychain: createSessionKeychain((secret) => heard.push(secret)), heard };
      },
    ],
  ];
  it.each(all)('%s are kept by company and name, and heard before they pass', async (_, create) => {
    const { keychain, heard } = create();
    expect([await keychain.get('a', 'n'), await keychain.state(), await keychain.probe()]).toEqual([
      null,
      { state: 'ok' },
      { state: 'ok' },
    ]);
    await keychain.set('a', 'n', 'one');
    await keychain.set('a', 'm', 'two');
    await keychain.set('ab', 'n', 'three');
    expect([
      await keychain.get('a', 'n'),
      await keychain.get('a', 'm'),
      await keychain.get('ab', 'n'),
      await keychain.get('b', 'n'),
    ]).toEqual(['one', 'two', 'three', null]);
    expect(new Set(heard)).toEqual(new Set(['one', 'two', 'three']));
    expect([await keychain.delete('a', 'm'), await keychain.delete('a', 'm')]).toEqual([true, false]);
    await keychain.deleteCompany('a');
    expect([await keychain.get('a', 'n'), await keychain.get('ab', 'n')]).toEqual([null, 'three']);
    await expect(keychain.set('a', 'n', '')).rejects.toThrow(RangeError);
  });

  it('of the system have the console’s name, and a test leaves nothing behind', async () => {
    const { create, kept, calls, heard } = systemOf();
    const keychain = create();
    await keychain.set('a', 'n', 'one');
    expect([...kept]).toEqual([['a/n', 'one']]);
    expect(await keychain.probe()).toEqual({ state: 'ok' });
    expect([...kept]).toEqual([['a/n', 'one']]);
    await keychain.state();
    expect(calls.at(-1)).toBe('get Tsunagi state/probe');
    expect([heard, keychain.isWaiting(), keychain.kind]).toEqual([['one'], false, 'system']);
    await keychain.get('a', 'n');
    expect(heard).toEqual(['one', 'one']);
  });

  it('that cannot be read back are reported as not kept', async () => {
    const keychain = systemOf({ getPassword: async () => null }).create();
    expect(await keychain.probe()).toEqual({ state: 'unavailable', why: 'other', reason: 'what was stored could not be read back' });
  });

  it('are known to be missing only if the keychain is open', async () => {
    const keychain = (states: readonly (string | null)[], probed: Awaited<ReturnType<Keychain['probe']>>): Keychain => {
      const left = [...states];
      return { ...createSessionKeychain(() => undefined), get: async () => left.shift() ?? null, probe: async () => probed };
    };
    const locked = { state: 'locked', why: 'locked', reason: 'r' } as const;
    expect(await getSecretIfUnlocked(keychain(['x'], locked), 'a', 'n')).toBe('x');
    expect(await getSecretIfUnlocked(keychain([null, 'y'], { state: 'ok' }), 'a', 'n')).toBe('y');
    expect(await getSecretIfUnlocked(keychain([null], { state: 'ok' }), 'a', 'n')).toBeNull();
    expect(await failureOfAsync(() => getSecretIfUnlocked(keychain([null, 'y'], locked), 'a', 'n'))).toEqual({
      code: 'keychain-locked',
      params: { why: 'locked', reason: 'r' },
    });
  });
});

describe('a system that does not answer', () => {
  it('receives no more requests until it does, and is abandoned at once if the console closes', async () => {
    const { promise, resolve } = Promise.withResolvers<null>();
    let asked = 0;
    const { create } = systemOf({
      getPassword: () => {
        asked++;
        return promise;
      },
    });
    const keychain = create(1);
    const first = await failureOfAsync(() => keychain.get('a', 'n'));
    expect(first).toEqual({ code: 'keychain-locked', params: { why: 'timeout', reason: 'timed out after 0.001 s' } });
    expect(await failureOfAsync(() => keychain.get('a', 'n'))).toMatchObject({
      params: { reason: 'timed out: an earlier question is still open' },
    });
    expect([asked, keychain.isWaiting()]).toEqual([1, true]);
    resolve(null);
    await promise;
    await Promise.resolve();
    expect(await keychain.get('a', 'n')).toBeNull();
    const closing = create(60_000);
    const waiting = failureOfAsync(() => closing.get('a', 'n'));
    closing.close();
    expect(await failureOfAsync(() => closing.get('a', 'n'))).toMatchObject({ params: { reason: 'timed out: the console is closing' } });
    await waiting;
  });

  it('is abandoned during a request', async () => {
    const began = Promise.withResolvers<void>();
    const { create } = systemOf({
      getPassword: () => {
        began.resolve();
        return new Promise(() => undefined);
      },
    });
    const keychain = create(60_000);
    const waiting = failureOfAsync(() => keychain.get('a', 'n'));
    await began.promise;
    keychain.close();
    expect(await waiting).toEqual({ code: 'keychain-locked', params: { why: 'timeout', reason: 'timed out: the console is closing' } });
  });
});
