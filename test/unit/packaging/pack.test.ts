import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { BUILDER, FUSES, headerHashOf, listArchive, ROOT, readFuses, WINDOWS_PROGRAM } from './packaging-tools.ts';

// electron-builder packages a small project of the same structure with a fake Electron: a file that contains a fuse wire. The result is
// then verified like a real one on a release machine.
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Electron's defaults: all fuses except cookie encryption are on. */
const DEFAULT_WIRE = '101100011';

let folder = '';
const write = (file: string, content: string | Buffer = 'x'): void => {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
};

beforeAll(() => {
  folder = temporaryFolder('pack');
  cpSync(path.join(ROOT, 'electron-builder.yml'), path.join(folder, 'electron-builder.yml'));
  for (const part of ['assets', 'launchers'])
    cpSync(path.join(ROOT, 'src-main/hosts/electron', part), path.join(folder, 'src-main/hosts/electron', part), { recursive: true });
  for (const file of ['scripts/after-extract.mjs', 'shared/domain/email/data/README.md', 'docs/licenses.md'])
    cpSync(path.join(ROOT, file), path.join(folder, file));
  cpSync(path.join(ROOT, 'node_modules/keytar'), path.join(folder, 'node_modules/keytar'), { recursive: true });
  const { name, productName, version, main, type } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const dependencies = { keytar: '*', 'window-kit': '1.0.0', '@scope/kit': '1.0.0' };
  write('package.json', JSON.stringify({ name, productName, version, main, type, author: 'Tsunagi', description: 'x', dependencies }));
  for (const kit of ['window-kit', '@scope/kit']) {
    write(`node_modules/${kit}/package.json`, JSON.stringify({ name: kit, version: '1.0.0' }));
    write(`node_modules/${kit}/index.js`);
  }
  for (const file of [
    'electron.js',
    'desktop.js',
    'preload.cjs',
    'worker.js',
    'file-reader.js',
    'cli.js',
    'node-host.js',
    'electron.js.map',
    'chunks/part-1.js',
    'chunks/part-1.js.map',
    'tray@2x.png',
    '.vite/license.md',
  ])
    write(`dist/main/${file}`);
  for (const file of [
    'index.html',
    'assets/index-1.js',
    'assets/index-1.css',
    'assets/index-1.js.map',
    'assets/source.ts',
    '.vite/license.md',
  ])
    write(`dist/renderer/${file}`);
  for (const file of [
    'test/unit/a.test.ts',
    'src-main/a.ts',
    'shared/a.ts',
    '.env',
    'README.md',
    'release/old.txt',
    'vite.config.ts',
    'data.csv',
  ])
    write(file);
  const wire = Buffer.from(`${SENTINEL}\u0001${String.fromCharCode(DEFAULT_WIRE.length)}${DEFAULT_WIRE}`);
  // On Windows the archive's hash is written to the program's resources, so the fake Electron must be a real program.
  const programs = { linux: ['electron', Buffer.from('stand-in')], win: ['electron.exe', readFileSync(WINDOWS_PROGRAM)] } as const;
  for (const [system, [program, content]] of Object.entries(programs)) {
    write(`electron-${system}/${program}`, Buffer.concat([content, Buffer.alloc(64), wire, Buffer.alloc(64)]));
    for (const file of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/ja.pak', 'locales/en-US.pak', 'locales/fr.pak'])
      write(`electron-${system}/${file}`, 'x');
    // Files that an installed Electron has beside the program.
    write(`electron-${system}/resources/default_app.asar`);
    write(`electron-${system}/version`, '45.4.1');
  }
});

function pack(system: 'linux' | 'win', arch: 'x64' | 'arm64', ...more: string[]): string {
  const output = path.join(folder, 'release', `${system}-${arch}`);
  const settings = [
    `-c.electronDist=${path.join(folder, `electron-${system}`)}`,
    '-c.electronVersion=45.4.1',
    `-c.directories.output=${output}`,
  ];
  const words = [BUILDER, `--${system}`, 'dir', `--${arch}`, '--publish=never', '--projectDir', folder, ...settings, ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  const made = path.join(output, `${system}${arch === 'arm64' ? '-arm64' : ''}-unpacked`);
  expect(existsSync(made)).toBe(true);
  return made;
}

const PACKED = [
  'dist/main/chunks/part-1.js',
  'dist/main/desktop.js',
  'dist/main/electron.js',
  'dist/main/file-reader.js',
  'dist/main/preload.cjs',
  'dist/main/tray@2x.png',
  'dist/main/worker.js',
  'dist/renderer/assets/index-1.css',
  'dist/renderer/assets/index-1.js',
  'dist/renderer/index.html',
  'node_modules/keytar/LICENSE.md',
  'node_modules/keytar/lib/keytar.js',
  'node_modules/keytar/package.json',
  'package.json',
];

describe.each([
  { system: 'linux', arch: 'x64', addon: 'linux-x64', program: 'tsunagi', launcher: 'tsunagi', more: [] },
  { system: 'linux', arch: 'arm64', addon: 'linux-arm64', program: 'tsunagi', launcher: 'tsunagi', more: [] },
  // Editing the version and icon and signing are possible only on Windows.
  {
    system: 'win',
    arch: 'x64',
    addon: 'win32-x64',
    program: 'Tsunagi.exe',
    launcher: 'tsunagi.cmd',
    more: ['-c.win.signAndEditExecutable=false'],
  },
] as const)('packed for $system $arch', ({ system, arch, addon, program, launcher, more }) => {
  let made = '';
  beforeAll(() => {
    made = pack(system, arch, ...more);
  }, 240_000);

  test('contains the bundles and the keychain, and outside the archive only the addon of this system', async () => {
    const { packed, unpacked } = await listArchive(path.join(made, 'resources/app.asar'));
    expect(packed).toEqual(PACKED);
    expect(unpacked).toEqual([`node_modules/keytar/prebuilds/${addon}/keytar.node`]);
    expect(existsSync(path.join(made, 'resources/app.asar.unpacked', ...unpacked))).toBe(true);
    expect(readdirSync(path.join(made, 'resources')).sort()).toEqual(['app.asar', 'app.asar.unpacked', 'licenses']);
    expect(readdirSync(path.join(made, 'resources/licenses')).sort()).toEqual([
      'README.md',
      'keytar.md',
      'look-alikes.md',
      'main.md',
      'window.md',
    ]);
    expect(existsSync(path.join(made, 'version'))).toBe(false);
    expect(existsSync(path.join(made, 'locales/ja.pak'))).toBe(true);
    expect(existsSync(path.join(made, 'locales/fr.pak'))).toBe(false);
  });

  test('has the launcher of the command line', () => {
    const { mode, size } = statSync(path.join(made, 'bin', launcher));
    expect(size).toBeGreaterThan(0);
    if (system !== 'win') expect(mode & 0o111).toBe(0o111);
  });

  test('has the fuses blown', async () => {
    expect(await readFuses(path.join(made, program))).toStrictEqual(FUSES);
  });

  // Electron verifies the archive on Windows and macOS. On Linux the program contains no hash.
  test(`${system === 'win' ? 'names' : 'does not name'} the hash of the archive in the program`, async () => {
    const hash = await headerHashOf(path.join(made, 'resources/app.asar'));
    const named = readFileSync(path.join(made, program)).includes(`"alg":"SHA256","value":"${hash}"`);
    expect(named).toBe(system === 'win');
  });
});
