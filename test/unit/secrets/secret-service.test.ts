import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretService, type SecretService } from '#main/app/services/secret-service.ts';
import { createSecrets } from '#main/app/services/secrets.ts';
import type { Companies } from '#main/company/companies.ts';
import type { CompanySession } from '#main/company/session.ts';
import { createSessionKeychain, type Keychain } from '#main/storage/keychain.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { SECRET_NAMES } from '#shared/contract/connections/secrets.ts';
import { openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const AT = '2026-11-24T00:00:00.000Z';

/** Returns a keychain that can be locked and counts its queries, because each may show a dialog on the user's screen. */
function shuttableKeychain(): Keychain & { shut: boolean; asked: number } {
  const inside = createSessionKeychain(() => {});
  const refuse = (): never => {
    throw new ExpectedError('keychain-locked', { why: 'locked', reason: 'locked collection' });
  };
  const chain = {
    ...inside,
    kind: 'system' as const,
    shut: false,
    asked: 0,
    // Like gnome-keyring, which does not return locked values.
    get: async (company: string, name: string) => {
      chain.asked += 1;
      return chain.shut ? null : inside.get(company, name);
    },
    set: async (company: string, name: string, value: string) => (chain.shut ? refuse() : inside.set(company, name, value)),
    probe: async () => {
      chain.asked += 1;
      return chain.shut ? ({ state: 'locked', why: 'locked', reason: 'locked collection' } as const) : ({ state: 'ok' } as const);
    },
  };
  return chain;
}

describe('the service of secrets', () => {
  let keychain: ReturnType<typeof shuttableKeychain>;
  let desk: SecretService;
  let folder: string;
  let companies: Companies;
  let session: CompanySession;
  beforeEach(async () => {
    folder = temporaryFolder('secret-service');
    companies = openCompanies(folder, { now: () => Date.parse(AT) });
    const { id } = await companies.create({ name: '自社', kind: 'test' });
    session = await companies.within(id, async (opened) => opened);
    keychain = shuttableKeychain();
    desk = createSecretService({
      confirmPlaces: async () => undefined,
      session,
      secrets: createSecrets(
        keychain,
        createSessionKeychain(() => {}),
      ),
      companyId: id,
      registerSecret: () => {},
    });
  });
  afterEach(async () => {
    await companies.close();
  });
  const stateOf = async () => (await desk.list()).secrets.map(({ state }) => state);

  it('queries a locked keychain once, for any number of secrets and callers', async () => {
    for (const name of SECRET_NAMES) await desk.set(name, `value of ${name}`);
    keychain.shut = true;
    keychain.asked = 0;
    const lists = await Promise.all([desk.list(), desk.list(), desk.list()]);
    for (const { secrets, keychain: facts } of lists) {
      expect(secrets.map(({ state }) => state)).toEqual(SECRET_NAMES.map(() => 'unreachable'));
      expect(facts).toMatchObject({ state: 'locked', why: 'locked' });
    }
    // One query reads a value, the other determines why it is missing.
    expect(keychain.asked).toBe(2);
    keychain.shut = false;
    expect(await stateOf()).toEqual(SECRET_NAMES.map(() => 'set'));
  });

  it('keeps the old value if the new one fails its test or cannot be saved', async () => {
    const tried: string[] = [];
    desk.provideTest('access-key', {
      available: async () => true,
      async run(value) {
        tried.push(value);
        if (value !== 'good' && value !== 'better') throw new ExpectedError('server-key-refused');
      },
    });
    const { signal } = new AbortController();
    await desk.replace('access-key', 'good', signal);
    await expect(desk.replace('access-key', 'bad', signal)).rejects.toThrow('server-key-refused');
    expect(await desk.read('access-key', 'https://neo.example')).toBe('good');
    keychain.shut = true;
    await expect(desk.replace('access-key', 'better', signal)).rejects.toThrow('keychain-locked');
    keychain.shut = false;
    expect(await desk.read('access-key', 'https://neo.example')).toBe('good');
    expect(await desk.facts('access-key')).toMatchObject({ generation: 1, verifiedAt: AT });
    expect(tried).toEqual(['good', 'bad', 'better']);
  });

  it('provides a value only for the server it is bound to, or for the first one if none was named', async () => {
    await desk.set('http-basic-password', 'p4ss');
    expect((await desk.forTest('http-basic-password', 'https://first.example')).value).toBe('p4ss');
    expect(await desk.forTest('http-basic-password', 'https://other.example')).toMatchObject({
      value: null,
      elsewhere: 'https://first.example',
    });
    await expect(desk.read('http-basic-password', 'https://other.example')).rejects.toThrow('secret-bound-elsewhere');
    expect((await desk.facts('http-basic-password')).boundTo).toBe('https://first.example');
    await desk.set('http-basic-password', 'p4ss-2', 'https://other.example');
    expect(await desk.read('http-basic-password', 'https://other.example')).toBe('p4ss-2');
    await desk.clear('http-basic-password');
    expect((await desk.facts('http-basic-password')).boundTo).toBeNull();
  });

  it('recognizes a server that was recorded as a full address', async () => {
    await desk.set('access-key', 'key', 'https://neo.example/cgi-bin/dneo/dneo.cgi');
    expect(await desk.read('access-key', 'https://neo.example')).toBe('key');
    await expect(desk.read('access-key', 'https://neo.example:8443')).rejects.toThrow('secret-bound-elsewhere');
  });

  it('calls only the tested value verified, when another came while the test ran', async () => {
    let during: () => Promise<unknown> = async () => undefined;
    desk.provideTest('access-key', { available: async () => true, run: () => during().then(() => undefined) });
    desk.providePlace('access-key', async () => 'https://neo.example');
    await desk.set('access-key', 'first');
    during = () => desk.set('access-key', 'second');
    await desk.test('access-key', new AbortController().signal);
    expect(await desk.facts('access-key')).toMatchObject({ generation: 2, verifiedAt: null });
  });

  it('calls a value verified by a test elsewhere only while it is still the one', async () => {
    await desk.set('catalog-password', 'first');
    const first = await desk.forTest('catalog-password', 'amazon');
    expect(first.value).toBe('first');
    await desk.set('catalog-password', 'second');
    await first.passed();
    expect(await desk.facts('catalog-password')).toMatchObject({ generation: 2, verifiedAt: null });
    const second = await desk.forTest('catalog-password', 'amazon');
    await second.passed();
    expect(await desk.facts('catalog-password')).toMatchObject({ generation: 2, verifiedAt: AT });
  });

  it.each(['old', null])('keeps the value in the keychain if the record of a new value cannot be written to disk (%s)', async (before) => {
    if (before !== null) await desk.set('access-key', before, 'https://neo.example');
    const { secrets } = session.file();
    const noteSet = secrets.noteSet.bind(secrets);
    secrets.noteSet = () => {
      throw new ExpectedError('storage-full', { folder });
    };
    await expect(desk.set('access-key', 'new', 'https://other.example')).rejects.toThrow('storage-full');
    // Otherwise the value for the new server would be sent to the former one.
    expect(await desk.read('access-key', 'https://neo.example')).toBe(before);
    secrets.noteSet = noteSet;
    await desk.set('access-key', 'new', 'https://other.example');
    expect(await desk.read('access-key', 'https://other.example')).toBe('new');
  });

  it('calls only its own value verified, when another came while it was kept', async () => {
    desk.provideTest('access-key', { available: async () => true, run: async () => undefined });
    const inside = keychain.get;
    let isOver = false;
    keychain.get = async (...order) => {
      const value = await inside(...order);
      if (!isOver && value?.endsWith('second') === true) {
        isOver = true;
        await desk.set('access-key', 'of another window');
      }
      return value;
    };
    await desk.replace('access-key', 'second', new AbortController().signal);
    expect(await desk.read('access-key', 'https://neo.example')).toBe('of another window');
    expect(await desk.facts('access-key')).toMatchObject({ verifiedAt: null });
  });

  it('provides no value for the former server if another server was set while the keychain was read', async () => {
    await desk.set('access-key', 'of the first', 'https://first.example');
    const inside = keychain.get;
    keychain.get = async (...order) => {
      keychain.get = inside;
      await desk.set('access-key', 'of the other', 'https://other.example');
      return inside(...order);
    };
    await expect(desk.read('access-key', 'https://first.example')).rejects.toThrow('secret-bound-elsewhere');
  });
});
