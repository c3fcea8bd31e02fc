import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApprovalProcedures } from '#main/app/approval/procedures.ts';
import type { CompanyContext } from '#main/app/context.ts';
import { requireUnlockedKeychain } from '#main/app/services/keychain-facts.ts';
import { createSecretService } from '#main/app/services/secret-service.ts';
import { createSecrets, type Secrets } from '#main/app/services/secrets.ts';
import type { Companies } from '#main/company/companies.ts';
import type { CompanySession } from '#main/company/session.ts';
import { createSessionKeychain, type Keychain } from '#main/storage/keychain.ts';
import { openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Like gnome-keyring: a locked value is not found, and storing one asks for the password, which the user enters. */
function openableKeychain(): Keychain & { locked: boolean } {
  const inside = createSessionKeychain(() => {});
  const chain: Keychain & { locked: boolean } = {
    ...inside,
    kind: 'system',
    locked: false,
    get: async (company, name) => (chain.locked ? null : inside.get(company, name)),
    delete: async (company, name) => !chain.locked && inside.delete(company, name),
    async set(company, name, value) {
      chain.locked = false;
      await inside.set(company, name, value);
    },
    async probe() {
      chain.locked = false;
      return { state: 'ok' };
    },
  };
  return chain;
}

describe('a keychain that is opened by the query for the reason of a missing value', () => {
  let folder: string;
  let companies: Companies;
  let session: CompanySession;
  let companyId: string;
  let keychain: ReturnType<typeof openableKeychain>;
  let secrets: Secrets;
  beforeEach(async () => {
    folder = temporaryFolder('opened-keychain');
    companies = openCompanies(folder);
    companyId = (await companies.create({ name: '自社', kind: 'test' })).id;
    session = await companies.within(companyId, async (opened) => opened);
    keychain = openableKeychain();
    secrets = createSecrets(
      keychain,
      createSessionKeychain(() => {}),
    );
  });
  afterEach(async () => {
    await companies.close();
  });

  it('has the secret, which is not reported as removed', async () => {
    const service = createSecretService({ session, secrets, companyId, registerSecret: () => {}, confirmPlaces: async () => undefined });
    await service.set('access-key', 'k3y');
    keychain.locked = true;
    expect(await service.facts('access-key')).toMatchObject({ state: 'set', gone: null });
    keychain.locked = true;
    expect(await service.read('access-key', 'https://neo.example')).toBe('k3y');
  });

  it('deletes the secret when it is cleared, and keeps it if it stays locked', async () => {
    const service = createSecretService({ session, secrets, companyId, registerSecret: () => {}, confirmPlaces: async () => undefined });
    await service.set('access-key', 'k3y');
    keychain.locked = true;
    const open = keychain.probe;
    keychain.probe = async () => ({ state: 'locked', why: 'denied', reason: 'The prompt was dismissed' });
    await expect(service.clear('access-key')).rejects.toMatchObject({ failure: { code: 'keychain-locked' } });
    expect(session.file().secrets.get('access-key')).toMatchObject({ keptIn: 'system', generation: 1 });
    keychain.probe = open;
    expect(await service.clear('access-key')).toMatchObject({ state: 'not-set' });
    keychain.locked = false;
    expect(await keychain.get(companyId, 'access-key')).toBeNull();
  });

  it('has to be opened before its contents lose their company, if it can be opened', async () => {
    await requireUnlockedKeychain(secrets);
    keychain.probe = async () => ({ state: 'unavailable', why: 'dbus', reason: 'Cannot autolaunch D-Bus' });
    await requireUnlockedKeychain(secrets);
    keychain.probe = async () => ({ state: 'locked', why: 'denied', reason: 'The prompt was dismissed' });
    await expect(requireUnlockedKeychain(secrets)).rejects.toMatchObject({
      failure: { code: 'keychain-locked', params: { why: 'denied' } },
    });
    // A user who cannot unlock it confirms this by selecting memory.
    secrets.chooseSession(true);
    await requireUnlockedKeychain(secrets);
  });

  it('has the approval key, and no other replaces it', async () => {
    const context = { session, secrets, companyId, registerSecret: () => {} } as unknown as CompanyContext;
    const identity = async () => createApprovalProcedures(context)['approval.identity']({}, { signal: new AbortController().signal });
    const { fingerprint } = await identity();
    keychain.locked = true;
    expect((await identity()).fingerprint).toBe(fingerprint);
  });

  it('creates one approval key for two windows that request it at the same time', async () => {
    const context = { session, secrets, companyId, registerSecret: () => {} } as unknown as CompanyContext;
    const procedures = createApprovalProcedures(context);
    const identity = async () => procedures['approval.identity']({}, { signal: new AbortController().signal });
    const [one, other] = await Promise.all([identity(), identity()]);
    expect(one.fingerprint).toBe(other.fingerprint);
  });

  it('keeps the approval key if another one was saved in memory while it was locked', async () => {
    const context = { session, secrets, companyId, registerSecret: () => {} } as unknown as CompanyContext;
    const identity = async () => createApprovalProcedures(context)['approval.identity']({}, { signal: new AbortController().signal });
    await identity();
    const key = await keychain.get(companyId, 'approval-key');
    secrets.chooseSession(true);
    keychain.locked = true;
    keychain.probe = async () => ({ state: 'locked', why: 'denied', reason: 'The prompt was dismissed' });
    const forToday = await identity();
    expect((await identity()).fingerprint).toBe(forToday.fingerprint);
    keychain.locked = false;
    expect(await keychain.get(companyId, 'approval-key')).toBe(key);
  });
});
