import { beforeEach, expect, it } from 'vitest';
import { createSecrets, type Secrets } from '#main/app/services/secrets.ts';
import { createSessionKeychain, type Keychain } from '#main/storage/keychain.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';

/** When a secret is replaced, the old value remains neither in the system's keychain nor in the console's memory. */
const COMPANY = 'company';
const NAME = 'access-key';
let system: Keychain;
let session: Keychain;
let secrets: Secrets;
let isReached: boolean;

/** Returns a keychain that can be unreachable for a time, like one whose service was stopped. */
function leavingKeychain(): Keychain {
  const kept = createSessionKeychain(() => undefined);
  const reach = <T>(ask: () => Promise<T>): Promise<T> =>
    isReached ? ask() : Promise.reject(new ExpectedError('keychain-unavailable', { why: 'service', reason: 'stopped' }));
  return {
    ...kept,
    kind: 'system',
    get: (company, name) => reach(() => kept.get(company, name)),
    set: (company, name, secret) => reach(() => kept.set(company, name, secret)),
    delete: (company, name) => reach(() => kept.delete(company, name)),
  };
}

beforeEach(async () => {
  isReached = true;
  system = leavingKeychain();
  session = createSessionKeychain(() => undefined);
  secrets = createSecrets(system, session);
  secrets.chooseSession(true);
  expect(await secrets.set(COMPANY, NAME, 'first')).toBe('system');
  isReached = false;
  expect(await secrets.set(COMPANY, NAME, 'second')).toBe('session');
  isReached = true;
});

it('clearing a secret from memory leaves no earlier value in the keychain', async () => {
  await secrets.delete(COMPANY, NAME, 'session');
  expect([await system.get(COMPANY, NAME), await session.get(COMPANY, NAME)]).toEqual([null, null]);
});

it('a secret that is cleared from memory while the keychain is away is gone from memory', async () => {
  isReached = false;
  await secrets.delete(COMPANY, NAME, 'session');
  expect(await session.get(COMPANY, NAME)).toBeNull();
});

it('a secret that is in the keychain again is removed from memory', async () => {
  expect(await secrets.set(COMPANY, NAME, 'third')).toBe('system');
  expect([await system.get(COMPANY, NAME), await session.get(COMPANY, NAME)]).toEqual(['third', null]);
});
