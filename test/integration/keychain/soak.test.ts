import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRET_NAMES } from '#shared/contract/connections/secrets.ts';
import { hasKeyring, type Keyring, startKeyring } from '../../support/keyring.ts';

const MODULE = JSON.stringify(new URL('../../../src-main/storage/keychain.ts', import.meta.url).href);

/** Runs the keychain part of one console start: a process that executes the code and ends. Returns the printed value. */
function inProcess(keyring: Keyring, code: string): unknown {
  const script = `import { createSystemKeychain } from ${MODULE};
    const keychain = createSystemKeychain(() => {}, 10_000);
    const failure = (error) => error.failure ?? String(error);
    const print = (value) => process.stdout.write(JSON.stringify(value) ?? 'null');
    ${code}
    process.exit(0);`;
  const result = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: { PATH: process.env['PATH'] ?? '', ...keyring.env },
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout);
}

const valueAt = (name: string, round: number): string => `${name}:${round}:日本語 "&<>' ${'x'.repeat(round)}`;
const setAll = (company: string, round: number): string =>
  SECRET_NAMES.map((name) => `await keychain.set(${JSON.stringify(company)}, '${name}', ${JSON.stringify(valueAt(name, round))});`).join(
    '',
  );
const getAll = (company: string): string =>
  `print(await Promise.all(${JSON.stringify(SECRET_NAMES)}.map((name) => keychain.get('${company}', name))));`;

describe.skipIf(!hasKeyring)('secrets in a real gnome-keyring', () => {
  let keyring: Keyring;
  beforeAll(async () => {
    keyring = await startKeyring();
  });
  afterAll(() => keyring.stop());

  it('survive start after start of the console, logins, and locking', () => {
    const rounds = 12;
    for (let round = 1; round <= rounds; round += 1) {
      expect(inProcess(keyring, `${setAll('company', round)} print('set');`)).toBe('set');
      // Every round ends in a different way before the next process reads.
      if (round % 3 === 1) keyring.login();
      if (round % 3 === 2) {
        keyring.lock();
        keyring.login();
      }
      expect(inProcess(keyring, getAll('company')), `round ${round}`).toEqual(SECRET_NAMES.map((name) => valueAt(name, round)));
    }
    // No values of earlier rounds remain, because each value has one entry.
    const files = readdirSync(join(keyring.home, 'data', 'keyrings'));
    expect(files).toContain('login.keyring');
    expect(inProcess(keyring, `await keychain.deleteCompany('company'); ${getAll('company')}`)).toEqual(SECRET_NAMES.map(() => null));
  });

  it('are distinguished from missing secrets while the keyring is locked, and become available again', () => {
    expect(inProcess(keyring, `${setAll('locked', 1)} print('set');`)).toBe('set');
    keyring.lock();
    expect(inProcess(keyring, `print(await keychain.probe());`)).toMatchObject({ state: 'locked', why: 'locked' });
    expect(inProcess(keyring, `print(await keychain.set('locked', 'access-key', 'other').catch(failure));`)).toMatchObject({
      code: 'keychain-locked',
      params: { why: 'locked' },
    });
    keyring.login();
    expect(inProcess(keyring, `print(await keychain.probe());`)).toEqual({ state: 'ok' });
    expect(inProcess(keyring, getAll('locked'))).toEqual(SECRET_NAMES.map((name) => valueAt(name, 1)));
  });

  it('outlive a daemon that was killed', () => {
    expect(inProcess(keyring, `${setAll('killed', 3)} print('set');`)).toBe('set');
    keyring.kill();
    expect(inProcess(keyring, `print(await keychain.probe());`)).toMatchObject({ state: 'locked' });
    keyring.login();
    expect(inProcess(keyring, getAll('killed'))).toEqual(SECRET_NAMES.map((name) => valueAt(name, 3)));
  });

  it('stay single and intact under many concurrent writes', () => {
    const twice = inProcess(
      keyring,
      `const writing = ['a', 'b'].flatMap((who) => Array.from({ length: 20 }, (_, at) => keychain.set('race', 'access-key', who + at)));
       await Promise.all(writing);
       print(await keychain.get('race', 'access-key'));`,
    );
    expect(twice).toMatch(/^[ab]\d+$/);
    expect(inProcess(keyring, `print(await keychain.delete('race', 'access-key'));`)).toBe(true);
    expect(inProcess(keyring, `print(await keychain.get('race', 'access-key'));`)).toBeNull();
  });

  it('lie encrypted in the keyring’s own file', () => {
    expect(inProcess(keyring, `await keychain.set('file', 'catalog-password', 'CANARY-in-the-keyring'); print('set');`)).toBe('set');
    const folder = join(keyring.home, 'data', 'keyrings');
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes('CANARY-in-the-keyring'), name).toBe(false);
  });
});
