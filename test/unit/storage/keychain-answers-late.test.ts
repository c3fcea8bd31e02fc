import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSystemKeychain } from '#main/storage/keychain.ts';

/** Content of the system's keychain, and a hook that must resolve before it stores a value. */
const system = {
  kept: new Map<string, string>(),
  asks: null as null | ((account: string) => Promise<unknown>),
};
const keytar = {
  getPassword: async (_service: string, account: string) => system.kept.get(account) ?? null,
  async setPassword(_service: string, account: string, value: string) {
    await system.asks?.(account);
    system.kept.set(account, value);
  },
  deletePassword: async (_service: string, account: string) => system.kept.delete(account),
  findCredentials: async () => [],
};
const create = (timeoutMs: number) =>
  createSystemKeychain(
    () => {},
    timeoutMs,
    async () => keytar,
  );

const ACCOUNT = 'company/access-key';

describe('a system that responds after the timeout', () => {
  let answer: () => void;
  beforeEach(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    answer = resolve;
    system.kept.clear();
    system.kept.set(ACCOUNT, 'old');
    system.asks = () => promise;
  });

  it('keeps its value, as reported, if it had to be opened first', async () => {
    const keychain = create(1);
    await expect(keychain.set('company', 'access-key', 'new')).rejects.toMatchObject({ failure: { code: 'keychain-locked' } });
    answer();
    await nextTurn();
    expect(keychain.isWaiting()).toBe(false);
    expect([...system.kept]).toEqual([[ACCOUNT, 'old']]);
  });

  it.each(['old', null])('keeps its value, as reported, if it asks about exactly this secret (%s)', async (before) => {
    const { asks } = system;
    if (before === null) system.kept.clear();
    let isAsked = false;
    system.asks = async (account) => {
      if (account !== ACCOUNT || isAsked) return;
      isAsked = true;
      await asks?.(account);
    };
    const keychain = create(20);
    await expect(keychain.set('company', 'access-key', 'new')).rejects.toMatchObject({ failure: { code: 'keychain-locked' } });
    answer();
    await nextTurn();
    expect(keychain.isWaiting()).toBe(false);
    expect([...system.kept]).toEqual(before === null ? [] : [[ACCOUNT, before]]);
    // A value is stored normally if the response arrives in time.
    await keychain.set('company', 'access-key', 'newer');
    expect([...system.kept]).toEqual([[ACCOUNT, 'newer']]);
  });
});
