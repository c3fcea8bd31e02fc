import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSessionKeychain, createSystemKeychain, type Keychain } from '#main/storage/keychain.ts';

const hasProgram = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
const hasKeyring = process.platform === 'linux' && hasProgram('dbus-daemon') && hasProgram('gnome-keyring-daemon');

/** A session bus and an unlocked keyring of their own, in an empty home folder. */
async function startKeyring(): Promise<() => void> {
  const home = mkdtempSync(join(tmpdir(), 'tsunagi-keyring-'));
  Object.assign(process.env, { HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_RUNTIME_DIR: home, XDG_CACHE_HOME: home });
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise<string>((resolve) => bus.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())));
  process.env['DBUS_SESSION_BUS_ADDRESS'] = address;
  // It answers once it holds its name on the bus, and ends together with the bus.
  const keyring = spawnSync('gnome-keyring-daemon', ['--unlock', '--components=secrets'], { input: 'the test keyring\n', timeout: 10_000 });
  if (keyring.status !== 0) throw new Error(`gnome-keyring-daemon ended with ${keyring.status}: ${keyring.stderr}`);
  return () => {
    bus.kill();
    rmSync(home, { recursive: true, force: true });
  };
}

/** Runs the keychain in a process of its own, in surroundings where the system's keychain does not work. */
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
    if (kind === 'system' && available) stop = await startKeyring();
    keychain = create();
  });
  afterAll(() => stop());

  it.skipIf(!available)('says what it is and that it works', async () => {
    expect(keychain.kind).toBe(kind);
    expect(await keychain.state()).toEqual({ state: 'ok' });
  });

  it.skipIf(!available)('gives back any secret as it was set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 400, unit: 'grapheme' }), async (secret) => {
        // libsecret ends a text at NUL; no key that can be typed holds one.
        fc.pre(!secret.includes('\u0000'));
        await keychain.set('p', 'any', secret);
        expect(await keychain.get('p', 'any')).toBe(secret);
      }),
      { numRuns: 30 },
    );
  });

  it.skipIf(!available)('keeps profiles and names apart', async () => {
    const profile = randomUUID();
    await keychain.set(profile, 'access-key', 'one');
    await keychain.set(`${profile}2`, 'access-key', 'two');
    await keychain.set(profile, 'catalog-password', 'three');
    expect(await keychain.get(profile, 'access-key')).toBe('one');
    await keychain.set(profile, 'access-key', 'four');
    expect(await keychain.get(profile, 'access-key')).toBe('four');
    expect(await keychain.get(profile, 'other')).toBeNull();
    await keychain.deleteProfile(profile);
    expect(await keychain.get(profile, 'access-key')).toBeNull();
    expect(await keychain.get(profile, 'catalog-password')).toBeNull();
    expect(await keychain.get(`${profile}2`, 'access-key')).toBe('two');
  });

  it.skipIf(!available)('deletes, and says whether there was something', async () => {
    await keychain.set('p', 'gone', 'x');
    expect(await keychain.delete('p', 'gone')).toBe(true);
    expect(await keychain.delete('p', 'gone')).toBe(false);
    expect(await keychain.get('p', 'gone')).toBeNull();
  });

  it.skipIf(!available)('refuses an empty secret', async () => {
    await expect(keychain.set('p', 'empty', '')).rejects.toThrow(RangeError);
  });

  it.skipIf(!available)('tells every secret that passes, so that the log can mask it', async () => {
    heard.length = 0;
    await keychain.set('p', 'told', 'heard when set');
    await keychain.get('p', 'told');
    expect(heard).toEqual(kind === 'system' ? ['heard when set', 'heard when set'] : ['heard when set']);
  });

  it.skipIf(!available)('outlives the object that kept it only where it is the system’s', async () => {
    await keychain.set('p', 'kept', 'still here');
    expect(await create().get('p', 'kept')).toBe(kind === 'system' ? 'still here' : null);
  });
});

describe.skipIf(process.platform !== 'linux')('a system keychain that does not work', () => {
  it('says so, with the reason, where there is no D-Bus', () => {
    const state = JSON.parse(inProcess('console.log(JSON.stringify(await keychain.state()));', { HOME: '/nonexistent' }));
    expect(state.state).toBe('unavailable');
    expect(state.reason).toMatch(/D-Bus|libsecret/i);
    expect(inProcess('console.log(await keychain.set("p", "n", "s").catch(failure));', { HOME: '/nonexistent' })).toBe(
      'keychain-unavailable',
    );
  });

  it.skipIf(!hasKeyring)('says that it is locked where nobody can be asked for its password', () => {
    const home = mkdtempSync(join(tmpdir(), 'tsunagi-locked-'));
    const env = { HOME: home, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: home };
    expect(inProcess('console.log(await keychain.set("p", "n", "s").catch(failure));', env, ['dbus-run-session', '--'])).toBe(
      'keychain-locked',
    );
    rmSync(home, { recursive: true, force: true });
  });
});
