import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runDoctor } from '#main/app/console/doctor.ts';
import { createSessionKeychain, createSystemKeychain } from '#main/storage/keychain.ts';
import { selfCheckResultSchema } from '#shared/contract/companies/console.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder('doctor');

const session = createSessionKeychain(() => {});
const textAt = (messages: unknown, key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], (messages as { doctor: unknown }).doctor);

describe('the doctor', () => {
  it('finds this machine fit, and leaves nothing behind', async () => {
    const checks = await runDoctor({ dataFolder: folder, keychain: session, env: { DISPLAY: ':0' } });
    expect(Object.fromEntries(checks.map((check) => [check.id, check.state]))).toMatchObject({
      runtime: 'ok',
      icu: 'ok',
      'data-folder': 'ok',
      database: 'ok',
      keychain: 'warning',
      display: 'ok',
    });
    expect(readdirSync(folder)).toEqual([]);
    for (const check of checks) expect(selfCheckResultSchema.parse(check)).toEqual(check);
  });

  it('reports that the folder does not exist, and creates none: its name may be mistyped', async () => {
    const absent = join(folder, 'not', 'there');
    const checks = await runDoctor({ dataFolder: absent, keychain: session, env: {} });
    expect(checks.find(({ id }) => id === 'data-folder')).toMatchObject({
      state: 'warning',
      key: 'data-folder.absent',
      params: { folder: absent },
    });
    expect(checks.find(({ id }) => id === 'database')).toMatchObject({ state: 'ok' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['22.15.1', 'failed'],
    ['22.16.0', 'ok'],
    ['23.9.0', 'failed'],
    ['24.0.0', 'ok'],
    ['26.2.0', 'ok'],
  ])('takes Node %s as %s: later ones than the oldest that does will do', async (node, state) => {
    const versions = Object.getOwnPropertyDescriptor(process, 'versions') as PropertyDescriptor;
    Object.defineProperty(process, 'versions', { ...versions, value: { ...process.versions, node } });
    try {
      const [runtime] = await runDoctor({ dataFolder: folder, keychain: session, env: {} });
      expect(runtime).toMatchObject({ id: 'runtime', state, params: { node } });
    } finally {
      Object.defineProperty(process, 'versions', versions);
    }
  });

  it('has texts for every result, in both languages', async () => {
    const noFolder = join(folder, 'a-file', 'below');
    writeFileSync(join(folder, 'a-file'), '');
    const found = [
      ...(await runDoctor({ dataFolder: folder, keychain: session, env: {} })),
      ...(await runDoctor({
        dataFolder: noFolder,
        keychain: createSystemKeychain(() => {}, 1),
        env: { ELECTRON_OVERRIDE_DIST_PATH: folder },
      })),
    ];
    for (const messages of [ja, en])
      for (const { id, key } of found) {
        expect(textAt(messages, key), key).toEqual(expect.stringMatching(/./));
        expect(textAt(messages, `${id}.name`), id).toEqual(expect.stringMatching(/./));
      }
  });

  it.each([
    [{}, 'ok', 'network.direct', ''],
    [{ https_proxy: 'http://us:secret@proxy.example:8080', NO_PROXY: 'a,b' }, 'ok', 'network.proxy', 'http://proxy.example:8080'],
    [{ ALL_PROXY: 'socks5://us:secret@proxy.example:1080' }, 'warning', 'network.socks', 'socks5://proxy.example:1080'],
    [{ HTTPS_PROXY: 'http://us:secret@a b' }, 'warning', 'network.unreadable', 'http://a b'],
    [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'warning', 'network.unverified', ''],
  ])('shows the network settings of the environment %j, without its password', async (env, state, key, proxy) => {
    const checks = await runDoctor({ dataFolder: folder, keychain: session, env });
    const network = checks.find((check) => check.id === 'network');
    expect(network).toMatchObject({ state, key, params: { proxy } });
    expect(JSON.stringify(network)).not.toContain('secret');
    for (const messages of [ja, en]) expect(textAt(messages, key)).toEqual(expect.stringMatching(/./));
  });

  it('reports that a folder cannot be written, with the reason', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    chmodSync(path, 0o400);
    const checks = await runDoctor({ dataFolder: join(path, 'x'), keychain: session });
    expect(checks.find((check) => check.id === 'data-folder')).toMatchObject({
      state: 'failed',
      params: { reason: expect.stringMatching(/ENOTDIR|EEXIST/) },
    });
    expect(checks.find((check) => check.id === 'database')).toMatchObject({ state: 'failed' });
  });

  it('finds an installed Electron, and reports a missing one', async () => {
    const empty = mkdtempSync(join(folder, 'electron-'));
    const look = async () =>
      (await runDoctor({ dataFolder: folder, keychain: session, env: { ELECTRON_OVERRIDE_DIST_PATH: empty } })).find(
        (check) => check.id === 'electron',
      );
    expect(await look()).toMatchObject({ state: 'warning', key: 'electron.missing' });
    writeFileSync(
      join(empty, process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app' : 'electron'),
      '',
    );
    expect(await look()).toMatchObject({ state: 'ok', key: 'electron.ok' });
  });
});
