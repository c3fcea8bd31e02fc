import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { ROOT, readConfiguration, validate } from './packaging-tools.ts';

const configuration = readConfiguration();

// Purpose of each fuse: docs/adr/0029-hardening.md.
const FUSES = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};
/** Fuses that are on by default and cannot be set in electron-builder; the packaged program is checked for them. */
const LEFT_AT_DEFAULT = ['wasmTrapHandlers'];

describe('electron-builder.yml', () => {
  test('is a configuration in the words of electron-builder', () => {
    expect(() => validate(structuredClone(configuration))).not.toThrow();
  });

  test.each([
    ['a word it does not know', { fuses: {} }],
    ['a fuse it does not know', { electronFuses: { ...FUSES, runAsChrome: false } }],
    ['a fuse that is no switch', { electronFuses: { ...FUSES, runAsNode: 'maybe' } }],
    ['a list where a text belongs', { appId: ['a'] }],
  ])('the check notices %s', (_name, change) => {
    expect(() => validate({ ...structuredClone(configuration), ...change })).toThrow(/Invalid configuration/);
  });

  test('has exactly these fuses', () => {
    expect(configuration.electronFuses).toStrictEqual(FUSES);
  });

  test('covers every fuse of Electron', () => {
    const names = Object.keys(FuseV1Options)
      .filter((name) => Number.isNaN(Number(name)))
      .map((name) => name.charAt(0).toLowerCase() + name.slice(1));
    expect(names.length).toBeGreaterThan(8);
    expect([...Object.keys(FUSES), ...LEFT_AT_DEFAULT].sort()).toEqual(names.sort());
  });

  test('packs into an archive, unpacks the addon only, builds nothing, publishes nowhere', () => {
    expect(configuration).toMatchObject({
      asar: { smartUnpack: false },
      asarUnpack: ['node_modules/keytar/prebuilds/**/*.node'],
      npmRebuild: false,
      nodeGypRebuild: false,
      buildDependenciesFromSource: false,
      publish: null,
    });
    expect(configuration['disableAsarIntegrity']).toBeUndefined();
    expect(readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8')).not.toMatch(/token|GH_|password|secret/i);
  });

  test('takes files by an allow-list', () => {
    const taken = configuration.files.filter((pattern) => !pattern.startsWith('!'));
    expect(taken).toEqual([
      'dist/main/electron.js',
      'dist/main/desktop.js',
      'dist/main/preload.cjs',
      'dist/main/worker.js',
      'dist/main/file-reader.js',
      'dist/main/chunks/*.js',
      'dist/main/tray*.png',
      'dist/renderer/**/*.{html,js,css,svg,png,woff2}',
    ]);
  });

  test.each([
    ['win', 'win32'],
    ['mac', 'darwin'],
    ['linux', 'linux'],
  ])('takes the addon of %s only', (system, prefix) => {
    const { files } = configuration[system] as { files: string[] };
    expect(files).toEqual(['package.json', `!node_modules/keytar/prebuilds/!(${prefix}-\${arch}){,/**/*}`]);
  });

  test('makes the installers of the three systems; the deb is made without electron-builder', () => {
    expect(configuration).toMatchObject({
      win: { target: ['nsis', 'msi'] },
      mac: { target: ['dmg', 'zip'] },
      linux: { target: ['AppImage'] },
    });
  });

  test('registers no scheme with the system, and one file type: a company that is carried over', () => {
    expect(configuration['protocols']).toBeUndefined();
    expect(configuration['fileAssociations']).toMatchObject([{ ext: 'tsunagi-bundle', mimeType: 'application/vnd.tsunagi.bundle' }]);
  });

  test('the program names itself to Windows and to Linux as its installers do', () => {
    const entry = readFileSync(path.join(ROOT, 'src-main/hosts/electron/main.ts'), 'utf8');
    expect(/setAppUserModelId\('(.*)'\)/.exec(entry)?.[1]).toBe(configuration['appId']);
    expect(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))).toMatchObject({ desktopName: 'tsunagi.desktop' });
    expect(configuration['linux']).toMatchObject({ syncDesktopName: true });
  });

  test('on macOS the program may make code while it runs, and nothing else', () => {
    const { mac } = configuration as unknown as { mac: Record<string, string> };
    expect(mac).toMatchObject({ hardenedRuntime: true });
    for (const name of ['entitlements', 'entitlementsInherit']) {
      const text = readFileSync(path.join(ROOT, mac[name] ?? ''), 'utf8');
      expect([...text.matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit']);
    }
  });

  test('the licenses of all bundled packages are included in a visible place', () => {
    const sources = (configuration['extraResources'] as { from: string; to: string }[]).map(({ from }) => from);
    expect(sources).toEqual([
      'dist/main/.vite/license.md',
      'dist/renderer/.vite/license.md',
      'node_modules/keytar/LICENSE.md',
      'shared/domain/email/data/README.md',
      'docs/licenses.md',
    ]);
    for (const source of sources.slice(2)) expect(readFileSync(path.join(ROOT, source), 'utf8')).toMatch(/permission is hereby granted/i);
  });
});

test('Electron is pinned, and installed as pinned', () => {
  const wanted = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).devDependencies.electron as string;
  const locked = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).packages['node_modules/electron'].version as string;
  expect(wanted).toMatch(/^\d+\.\d+\.\d+$/);
  expect(locked).toBe(wanted);
  expect(Number.parseInt(wanted, 10)).toBeGreaterThanOrEqual(45);
});
