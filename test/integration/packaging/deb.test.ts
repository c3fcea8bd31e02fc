import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findTestElectron } from '../../../scripts/test-electron.mjs';
import { CLI } from '../../support/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { FUSES, listArchive, readFuses } from '../../unit/packaging/packaging-tools.ts';

// Runs `npm run dist` as on a release machine: the built console is packaged with a real Electron, converted into a Debian package,
// installed below a separate folder by Debian's own program, started from there, and removed again.
const ROOT = resolve(import.meta.dirname, '../../..');

const electron = findTestElectron();

function whyNot(): string | null {
  if (electron === null) return 'there is no Electron to pack: npm run test:electron says why';
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-deb')) return 'this is no Debian';
  return process.getuid?.() === 0 ? null : 'only root installs packages';
}
const reason = whyNot();

if (reason !== null)
  describe('the Debian package', () => {
    test(`skipped: ${reason}`, (context) => context.skip());
  });
else
  describe('the Debian package', () => {
    let folder = '';
    let system = '';
    let report = '';
    const dpkg = (...words: string[]) => spawnSync('dpkg', [`--root=${system}`, '--force-depends', ...words], { encoding: 'utf8' });
    const run = (program: string, words: readonly string[], cwd = folder) => {
      const { status, stdout, stderr } = spawnSync(program, words, {
        cwd,
        encoding: 'utf8',
        timeout: 120_000,
        // No display or session bus, as when run by a scheduler. `bin` keeps its compile cache in a separate home folder.
        env: { PATH: '/usr/bin:/bin', LANG: 'C', HOME: join(folder, program === process.execPath ? 'home-of-bin' : 'home') },
      });
      return { status, stdout, stderr };
    };

    beforeAll(() => {
      folder = temporaryFolder('deb');
      system = join(folder, 'system');
      mkdirSync(join(system, 'var/lib/dpkg/info'), { recursive: true });
      mkdirSync(join(system, 'var/lib/dpkg/updates'));
      writeFileSync(join(system, 'var/lib/dpkg/status'), '');
      mkdirSync(join(folder, 'home'));
      const words = ['scripts/dist.mjs', '--only=deb', '--quick', `--output=${join(folder, 'release')}`];
      const given = { TSUNAGI_HOMEPAGE: 'https://it.kaisha.test/tsunagi', TSUNAGI_UPDATE_FEED: 'https://updates.kaisha.test/tsunagi/' };
      const env = { ...process.env, ...given, LANG: 'C', LC_ALL: '', ELECTRON_OVERRIDE_DIST_PATH: dirname(electron?.program ?? '') };
      const packed = spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8', env });
      report = packed.stderr;
      if (packed.status !== 0) throw new Error(`${packed.stdout}${packed.stderr}`);
    }, 600_000);

    const deb = (): string => join(folder, 'release', readdirSync(join(folder, 'release')).find((name) => name.endsWith('.deb')) ?? '');

    test('reports the size of the package and the start time', () => {
      expect(report).toMatch(/linux-unpacked {2}\d+ MB\n {4}start: command \d+\.\d s, window /);
      expect(report).toMatch(/Tsunagi-\d+\.\d+\.\d+-linux-x64\.deb {2}\d+ MB/);
      expect(report).toContain('not signed');
      expect(report).toContain('latest-linux.yml  to be put into https://updates.kaisha.test/tsunagi/');
      expect(readFileSync(join(folder, 'release/latest-linux.yml'), 'utf8')).toMatch(
        /^version: \d+\.\d+\.\d+\nfiles:\n {2}- url: Tsunagi-.*\.deb\n {4}sha512: \S{88}\n {4}size: \d+\n$/,
      );
    });

    test('contains the files that the console needs, and no others', async () => {
      const resources = join(folder, 'release/linux-unpacked/resources');
      expect(readdirSync(resources).sort()).toEqual(['app.asar', 'app.asar.unpacked', 'licenses']);
      const { packed, read } = await listArchive(join(resources, 'app.asar'));
      expect(JSON.parse(read('package.json'))).toMatchObject({
        homepage: 'https://it.kaisha.test/tsunagi',
        update: { feed: 'https://updates.kaisha.test/tsunagi/', channel: 'latest' },
      });
      const chunks = packed.filter((file) => file.startsWith('dist/main/chunks/'));
      const bundles = packed.filter((file) => file.startsWith('dist/main/') && !chunks.includes(file) && !file.endsWith('.png'));
      expect(bundles).toEqual(
        ['desktop', 'electron', 'file-reader', 'preload', 'worker'].map((name) => `dist/main/${name}.${name === 'preload' ? 'cjs' : 'js'}`),
      );
      expect(packed).toContain('dist/main/tray-linux.png');
      // A bundle contains the name of each chunk that it loads.
      const named = new Set<string>();
      const follow = (file: string): void => {
        const text = readFileSync(join(ROOT, file), 'utf8');
        for (const chunk of chunks)
          if (!named.has(chunk) && text.includes(`/${chunk.slice('dist/main/chunks/'.length)}"`)) {
            named.add(chunk);
            follow(chunk);
          }
      };
      for (const entry of ['electron', 'worker', 'file-reader']) follow(`dist/main/${entry}.js`);
      follow('dist/main/desktop.js');
      expect(chunks.filter((chunk) => !named.has(chunk))).toEqual([]);
    });

    test('its Electron has the fuses blown, read back from the program', async () => {
      const fuses = await readFuses(join(folder, 'release/linux-unpacked/tsunagi'));
      // An earlier Electron lacks the last fuse.
      expect(FUSES).toMatchObject(fuses);
      expect(Object.keys(fuses).length).toBeGreaterThanOrEqual(8);
    });

    test('it is installed, answers every command as bin does, and is removed without a trace', () => {
      expect(dpkg('--install', deb())).toMatchObject({ status: 0 });
      const tsunagi = join(system, 'usr/bin/tsunagi');
      expect(statSync(join(system, 'opt/Tsunagi/chrome-sandbox')).mode & 0o7777).toBe(0o4755);
      writeFileSync(
        join(folder, 'neo.csv'),
        'ログインID,氏名,メールアドレス\nhanako,佐藤 花子,hanako@kaisha.test\ntaro,鈴木 太郎,taro@kaisha.test\n',
      );
      writeFileSync(join(folder, 'amazon.csv'), 'メールアドレス,名前,ステータス\nhanako@kaisha.test,佐藤 花子,有効\n');
      const lists = ['--neo', 'neo.csv', '--amazon', 'amazon.csv', '--today', '2026-11-24'];
      for (const { words, code } of [
        { words: ['--version'], code: 0 },
        { words: ['help'], code: 0 },
        { words: ['audit', ...lists], code: 1 },
        { words: ['audit', ...lists, '--format', 'csv', '--lang=en'], code: 1 },
        { words: ['audit', '--neo', 'nowhere.csv', '--amazon', 'amazon.csv'], code: 2 },
        { words: ['audti'], code: 2 },
      ]) {
        const installed = run(tsunagi, words);
        expect(installed).toEqual(run(process.execPath, [CLI, ...words]));
        expect(installed.status).toBe(code);
      }
      expect(run(tsunagi, ['audit', ...lists, '--out', 'report.json'])).toMatchObject({ status: 1, stdout: '' });
      expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({ summary: { users: 2 } });
      // Neither a browser folder nor a data folder was created.
      expect(readdirSync(join(folder, 'home'))).toEqual([]);

      // Runs the triggers of other packages manually, because the system's triggers do not apply to the separate folder.
      const share = join(system, 'usr/share');
      const desktop = (program: string, ...words: string[]) => {
        const env = {
          PATH: '/usr/bin:/bin',
          HOME: join(folder, 'desktop'),
          XDG_DATA_DIRS: `${share}:/usr/share`,
          XDG_CURRENT_DESKTOP: 'GNOME',
          LANG: 'C.UTF-8',
        };
        const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', env });
        if (status !== 0) throw new Error(`${program}: ${stderr}`);
        return stdout.trim();
      };
      const refresh = (): void => {
        // Other packages have files in these folders.
        for (const part of ['mime/packages', 'applications']) mkdirSync(join(share, part), { recursive: true });
        desktop('update-mime-database', join(share, 'mime'));
        desktop('update-desktop-database', join(share, 'applications'));
      };
      const bundle = join(folder, '自社.tsunagi-bundle');
      writeFileSync(bundle, 'x');
      refresh();
      expect(desktop('xdg-mime', 'query', 'filetype', bundle)).toBe('application/vnd.tsunagi.bundle');
      expect(desktop('xdg-mime', 'query', 'default', 'application/vnd.tsunagi.bundle')).toBe('tsunagi.desktop');
      expect(desktop('desktop-file-validate', join(share, 'applications/tsunagi.desktop'))).toBe('');

      expect(dpkg('--purge', 'tsunagi')).toMatchObject({ status: 0 });
      refresh();
      expect(desktop('xdg-mime', 'query', 'filetype', bundle)).not.toContain('tsunagi');
      expect(desktop('xdg-mime', 'query', 'default', 'application/vnd.tsunagi.bundle')).toBe('');
      rmSync(join(share, 'mime'), { recursive: true });
      rmSync(join(share, 'applications/mimeinfo.cache'), { force: true });
      const left = readdirSync(system, { recursive: true, withFileTypes: true }).filter(
        (entry) => !entry.isDirectory() && !entry.parentPath.includes('/var/lib/dpkg'),
      );
      expect(left.map(({ name }) => name)).toEqual([]);
    });

    test('has a menu entry, file type and description that the system accepts', () => {
      const read = (...words: string[]) => spawnSync('dpkg-deb', words, { encoding: 'utf8' }).stdout;
      expect(read('--field', deb(), 'Package', 'Architecture', 'Maintainer', 'Homepage', 'Description')).toMatch(
        /Package: tsunagi\n[\s\S]*Architecture: amd64\n[\s\S]*Maintainer: .+ <.+@.+>\nHomepage: https:\/\/.+\nDescription: .+/,
      );
      const unpacked = join(folder, 'unpacked');
      expect(read('--extract', deb(), unpacked)).toBe('');
      const menu = readFileSync(join(unpacked, 'usr/share/applications/tsunagi.desktop'), 'utf8');
      expect(menu).toContain('Name[ja]=つなぎ\n');
      expect(menu).toContain('MimeType=application/vnd.tsunagi.bundle;\n');
      expect(existsSync(join(unpacked, /^Exec=\/(\S+) %f$/m.exec(menu)?.[1] ?? 'nowhere'))).toBe(true);
      expect(readFileSync(join(unpacked, 'usr/share/mime/packages/tsunagi.xml'), 'utf8')).toContain('<glob pattern="*.tsunagi-bundle"/>');
      const control = join(folder, 'control');
      expect(read('--control', deb(), control)).toBe('');
      // The package runs no script as root.
      expect(readdirSync(control).sort()).toEqual(['control', 'md5sums']);
    });
  });
