import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifyKeychainError, createSessionKeychain, createSystemKeychain, type Keychain } from '#main/storage/keychain.ts';
import { hasKeyring, startKeyring } from '../../support/keyring.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Runs the keychain in a separate process, in an environment in which the system's keychain does not work. */
function inProcess(code: string, env: Record<string, string>, before: string[] = []): string {
  const script = `import { createSystemKeychain } from ${JSON.stringify(new URL('../../../src-main/storage/keychain.ts', import.meta.url).href)};
    const keychain = createSystemKeychain(() => {}, 5000);
    const failure = (error) => error.failure?.code ?? String(error);
    ${code}
    process.exit(0);`;
  const [command = '', ...args] = [...before, process.execPath, '--input-type=module', '--eval', script];
  const result = spawnSync(command, args, { env: { PATH: process.env['PATH'] ?? '', ...env }, encoding: 'utf8', timeout: 30_000 });
  return result.stdout.trim().split('\n').at(-1) ?? '';
}

const heard: string[] = [];
const kinds: Array<{ kind: Keychain['kind']; available: boolean; create: () => Keychain }> = [
  { kind: 'session', available: true, create: () => createSessionKeychain((secret) => heard.push(secret)) },
  { kind: 'system', available: hasKeyring, create: () => createSystemKeychain((secret) => heard.push(secret)) },
];

describe.each(kinds)('the $kind keychain', ({ kind, available, create }) => {
  let stop = (): void => {};
  let keychain: Keychain;
  beforeAll(async () => {
    if (kind === 'system' && available) {
      const keyring = await startKeyring();
      stop = keyring.stop;
    }
    keychain = create();
  });
  afterAll(() => stop());

  it.skipIf(!available)('reports its kind and that it works', async () => {
    expect(keychain.kind).toBe(kind);
    expect(await keychain.state()).toEqual({ state: 'ok' });
    expect(await keychain.probe()).toEqual({ state: 'ok' });
  });

  it.skipIf(!available)('gives back any secret as it was set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 400, unit: 'grapheme' }), async (secret) => {
        // libsecret ends a text at NUL, which cannot be typed.
        fc.pre(!secret.includes('\u0000'));
        await keychain.set('p', 'any', secret);
        expect(await keychain.get('p', 'any')).toBe(secret);
      }),
      { numRuns: 30 },
    );
  });

  it.skipIf(!available)('keeps companies and names apart', async () => {
    const company = randomUUID();
    await keychain.set(company, 'access-key', 'one');
    await keychain.set(`${company}2`, 'access-key', 'two');
    await keychain.set(company, 'catalog-password', 'three');
    expect(await keychain.get(company, 'access-key')).toBe('one');
    await keychain.set(company, 'access-key', 'four');
    expect(await keychain.get(company, 'access-key')).toBe('four');
    expect(await keychain.get(company, 'other')).toBeNull();
    await keychain.deleteCompany(company);
    expect(await keychain.get(company, 'access-key')).toBeNull();
    expect(await keychain.get(company, 'catalog-password')).toBeNull();
    expect(await keychain.get(`${company}2`, 'access-key')).toBe('two');
  });

  it.skipIf(!available)('deletes, and returns whether an entry existed', async () => {
    await keychain.set('p', 'gone', 'x');
    expect(await keychain.delete('p', 'gone')).toBe(true);
    expect(await keychain.delete('p', 'gone')).toBe(false);
    expect(await keychain.get('p', 'gone')).toBeNull();
  });

  it.skipIf(!available)('refuses an empty secret', async () => {
    await expect(keychain.set('p', 'empty', '')).rejects.toThrow(RangeError);
  });

  it.skipIf(!available)('reports every secret that passes through, so that the log can mask it', async () => {
    heard.length = 0;
    await keychain.set('p', 'told', 'heard when set');
    await keychain.get('p', 'told');
    expect(heard).toEqual(kind === 'system' ? ['heard when set', 'heard when set'] : ['heard when set']);
  });

  it.skipIf(!available)('keeps a secret beyond the object that saved it only if it is the system’s', async () => {
    await keychain.set('p', 'kept', 'still here');
    expect(await create().get('p', 'kept')).toBe(kind === 'system' ? 'still here' : null);
  });
});

describe.skipIf(process.platform !== 'linux')('a system keychain that does not work', () => {
  it('reports it, with the reason, if there is no D-Bus', () => {
    const state = JSON.parse(inProcess('console.log(JSON.stringify(await keychain.state()));', { HOME: '/nonexistent' }));
    expect(state.state).toBe('unavailable');
    expect(state.reason).toMatch(/D-Bus|libsecret/i);
    expect(state.why).toMatch(/^(dbus|libsecret)$/);
    expect(inProcess('console.log(await keychain.set("p", "n", "s").catch(failure));', { HOME: '/nonexistent' })).toBe(
      'keychain-unavailable',
    );
  });

  it.skipIf(!hasKeyring)('reports that it is locked if no user can be asked for its password', () => {
    const home = temporaryFolder('locked');
    const env = { HOME: home, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: home };
    expect(inProcess('console.log(await keychain.set("p", "n", "s").catch(failure));', env, ['dbus-run-session', '--'])).toBe(
      'keychain-locked',
    );
    rmSync(home, { recursive: true, force: true });
  });

  it.each([
    ['dbus', 'Cannot autolaunch D-Bus without X11 $DISPLAY'],
    ['dbus', 'Could not connect: No such file or directory'],
    [
      'service',
      'GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name org.freedesktop.secrets was not provided by any .service files',
    ],
    ['service', 'GDBus.Error:org.freedesktop.DBus.Error.Spawn.ChildExited: Process org.freedesktop.secrets exited with status 1'],
    ['locked', 'Cannot create an item in a locked collection'],
    ['locked', 'Object does not exist at path “/org/freedesktop/secrets/collection/login”'],
    ['denied', 'The prompt was dismissed'],
    ['denied', 'User canceled the operation.'],
    ['denied', 'User interaction is not allowed.'],
    ['denied', 'Access is denied.'],
    ['timeout', 'timed out after 15 s'],
    ['restarted', 'The session wrapping the secret does not exist'],
    ['restarted', 'The name :1.0 was not provided by any .service files'],
    ['other', 'An unknown error occurred.'],
  ])('is %s by the system’s “%s”', (why, reason) => {
    expect(classifyKeychainError(reason)).toBe(why);
  });
});
