import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSystemKeychain, KEYCHAIN_SERVICE } from '#main/storage/keychain.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { childEnv } from '../../support/child-of-test.ts';
import { removeFolder } from '../../support/host-clients.ts';
import { hasKeyring, type Keyring, startKeyring } from '../../support/keyring.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const VALUE = 'CANARY of the catalog 日本語';
type Ask = { [N in CallName]: readonly [N, CallInput<N>] }[CallName];

/** Runs the console once in a separate process: makes the calls in sequence and waits for their jobs. */
function run(folder: string, asks: readonly Ask[]): readonly (Result<unknown> | Job)[] {
  const child = join(import.meta.dirname, 'console-child.ts');
  const result = spawnSync(process.execPath, [child, folder, JSON.stringify(asks)], { env: childEnv(), encoding: 'utf8', timeout: 60_000 });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout);
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

describe.skipIf(!hasKeyring)('a console with a real keychain', () => {
  const folder = temporaryFolder('keychain');
  let keyring: Keyring;
  let companyId: string;
  beforeAll(async () => {
    keyring = await startKeyring();
    const [made] = run(folder, [
      ['companies.create', { name: '自社', kind: 'production' }],
      ['secrets.set', { name: 'catalog-password', value: VALUE }],
    ]);
    companyId = (made as { value: { id: string } }).value.id;
  });
  afterAll(() => {
    keyring.stop();
    removeFolder(folder);
  });
  /** Returns what a new process reports about the catalog password, after the given calls. */
  const facts = (...before: readonly Ask[]) => {
    const listed = run(folder, [...before, ['secrets.list', {}]]).at(-1) as { value: CallOutput<'secrets.list'> };
    const { keychain, secrets } = listed.value;
    return { keychain, secret: secrets.find(({ name }) => name === 'catalog-password') };
  };

  it('keeps a secret over its own end, and nowhere in its folder', async () => {
    expect(facts()).toMatchObject({ keychain: { state: 'ok', why: null }, secret: { state: 'set', gone: null, generation: 1 } });
    for (const path of filesBelow(folder)) expect(readFileSync(path).includes('CANARY'), path).toBe(false);
    expect(await keytar.getPassword(KEYCHAIN_SERVICE, `${companyId}/catalog-password`)).toMatch(new RegExp(`:${VALUE}$`));
  });

  it('reports that a secret cannot be reached while the keychain is locked, and keeps it', () => {
    keyring.lock();
    const [set, cleared, exported] = run(folder, [
      ['secrets.set', { name: 'catalog-password', value: 'another' }],
      ['secrets.clear', { name: 'catalog-password' }],
      ['secrets.exportBundle', { passphrase: 'correct horse battery', secrets: ['catalog-password'], language: 'ja' }],
    ]);
    expect(set).toMatchObject({ ok: false, error: { code: 'keychain-locked', params: { why: 'locked' } } });
    // Otherwise the secret would still be stored but reported as removed.
    expect(cleared).toMatchObject({ ok: false, error: { code: 'keychain-locked', params: { why: 'locked' } } });
    expect(exported).toMatchObject({ state: 'failed', error: { code: 'keychain-locked' } });
    expect(facts()).toMatchObject({
      keychain: { state: 'locked', why: 'locked' },
      secret: { state: 'unreachable', gone: null, generation: 1, setAt: expect.any(String) },
    });
    keyring.login();
    expect(facts()).toMatchObject({ secret: { state: 'set', generation: 1 } });
  });

  it('keeps for the session what a locked keychain cannot store; the older value never returns by itself', () => {
    keyring.lock();
    const chosen: Ask = ['secrets.useSession', { use: true }];
    expect(facts(chosen, ['secrets.set', { name: 'catalog-password', value: 'for today' }])).toMatchObject({
      keychain: { sessionChosen: true },
      secret: { state: 'session-only', generation: 2 },
    });
    keyring.login();
    expect(facts()).toMatchObject({ keychain: { state: 'ok' }, secret: { state: 'not-set', gone: 'session-ended', generation: 2 } });
    expect(facts(['secrets.set', { name: 'catalog-password', value: VALUE }])).toMatchObject({
      secret: { state: 'set', gone: null, generation: 3 },
    });
  });

  it('passes the secret to a command that applies to the company’s configured Amazon', () => {
    const command = new URL('../../../src-main/hosts/cli/company/command-company.ts', import.meta.url).href;
    // Command output never contains a secret, so it only shows whether the value is the expected one.
    const script = `import { openCommandCompany } from ${JSON.stringify(command)};
      const { within, close } = await openCommandCompany(${JSON.stringify(companyId)}, ${JSON.stringify(folder)}, (key) => key);
      const value = await within(({ secretService }) => secretService.carry('catalog-password')).catch(String);
      await close();
      process.stdout.write(value === ${JSON.stringify(VALUE)} ? 'the one' : String(value));
      process.exit(0);`;
    expect(spawnSync(process.execPath, ['--input-type=module', '--eval', script], { env: childEnv(), encoding: 'utf8' }).stdout).toBe(
      'the one',
    );
  });

  it('notices that another program removed it', () => {
    const script = `import { createSystemKeychain } from ${JSON.stringify(new URL('../../../src-main/storage/keychain.ts', import.meta.url).href)};
      await createSystemKeychain(() => {}).delete(${JSON.stringify(companyId)}, 'catalog-password'); process.exit(0);`;
    expect(spawnSync(process.execPath, ['--input-type=module', '--eval', script], { env: childEnv() }).status).toBe(0);
    expect(facts()).toMatchObject({ keychain: { state: 'ok' }, secret: { state: 'not-set', gone: 'removed' } });
  });

  it('leaves no secret of a deleted company', () => {
    run(folder, [
      ['secrets.set', { name: 'catalog-password', value: VALUE }],
      ['secrets.set', { name: 'access-key', value: VALUE }],
    ]);
    const order: Ask = ['companies.delete', { id: companyId, confirmName: '自社' }];
    keyring.lock();
    expect(run(folder, [order])).toMatchObject([{ ok: false, error: { code: 'keychain-locked' } }]);
    keyring.login();
    expect(run(folder, [order])).toMatchObject([{ ok: true }]);
    const script = `import keytar from 'keytar'; process.stdout.write(JSON.stringify(await keytar.findCredentials('${KEYCHAIN_SERVICE}')));process.exit(0);`;
    const left = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { env: childEnv(), encoding: 'utf8' }).stdout;
    expect(JSON.parse(left)).toEqual([]);
  });

  it('reports that it must be restarted after the keychain service was restarted', async () => {
    // This process used the keyring in the first test, and other logins have followed.
    const keychain = createSystemKeychain(() => {});
    expect(await keychain.probe()).toMatchObject({ state: 'unavailable', why: 'restarted' });
  });
});
