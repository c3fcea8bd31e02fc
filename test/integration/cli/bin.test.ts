import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** A separate project in which the package of `npm pack` is installed like with `npm install`. */
let folder: string;
let packed: readonly { readonly path: string }[];
beforeAll(() => {
  folder = temporaryFolder('bin');
  const npm = (cwd: string, ...words: string[]): string => {
    const { status, stdout, stderr } = spawnSync('npm', words, { cwd, encoding: 'utf8', env: { ...process.env, CI: '1' } });
    if (status !== 0) throw new Error(`npm ${words.join(' ')}: ${stderr}`);
    return stdout;
  };
  const said = npm(ROOT, 'pack', '--json', '--pack-destination', folder);
  const list = JSON.parse(said.slice(said.indexOf('[\n'))) as { filename: string; files: { path: string }[] }[];
  packed = list[0]?.files ?? [];
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'elsewhere', private: true }));
  npm(folder, 'install', '--no-audit', '--no-fund', '--prefer-offline', `./${list[0]?.filename}`);
});

/** Runs the command by its name, as a shell in that project finds it. Only the Node of this test is on the path. */
function tsunagi(args: readonly string[], env: Readonly<Record<string, string>> = {}): { exit: number | null; out: string; err: string } {
  const path = `${join(folder, 'node_modules/.bin')}:${resolve(process.execPath, '..')}:/usr/bin:/bin`;
  const { status, stdout, stderr } = spawnSync('tsunagi', args, { cwd: folder, encoding: 'utf8', env: { PATH: path, ...env } });
  return { exit: status, out: stdout, err: stderr };
}

describe('the package of commands and team server', () => {
  it('contains the bundles and their documentation, and nothing else', () => {
    const paths = packed
      .map(({ path }) => path)
      .filter((path) => !/^dist\/(main\/chunks\/[\w-]+\.js|renderer\/assets\/[\w-]+\.(js|css|png|svg|woff2))$/.test(path));
    expect(paths.sort()).toEqual([
      'CHANGELOG.md',
      'README.en.md',
      'README.md',
      'dist/main/.vite/license.md',
      'dist/main/cli.js',
      'dist/main/electron.js',
      'dist/main/file-reader.js',
      'dist/main/worker.js',
      'dist/renderer/.vite/license.md',
      'dist/renderer/index.html',
      'docs/cli.md',
      'docs/licenses.md',
      'docs/server.md',
      'package.json',
      'shared/domain/email/data/README.md',
    ]);
  });

  it('contains no package except the keychain’s, which stays outside the bundles', () => {
    const installed = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed.sort()).toEqual(['keytar', 'node-addon-api', 'tsunagi']);
  });

  it('works by its name: version, help, an audit', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(tsunagi(['--version'])).toEqual({ exit: 0, out: `${version}\n`, err: '' });
    expect(tsunagi(['audit', '--help'], { LANG: 'en_US.UTF-8' }).out).toMatch(/^Usage: tsunagi audit /);
    writeFileSync(join(folder, 'neo.csv'), 'ログインID,氏名,職場用メールアドレス\ntaro,山田 太郎,Taro@example.co.jp\n');
    writeFileSync(join(folder, 'amazon.csv'), 'メールアドレス,氏名,役割,グループ\ntaro@example.co.jp,山田 太郎,パンチアウト,東京\n');
    const audit = tsunagi(['audit', '--neo', 'neo.csv', '--amazon', 'amazon.csv']);
    expect(audit).toMatchObject({ exit: 1, err: '' });
    expect((JSON.parse(audit.out) as { findings: unknown[] }).findings).toHaveLength(1);
  });

  it('runs the team server of the demo with its sign-in page and ends it by Ctrl+C', async () => {
    const path = `${join(folder, 'node_modules/.bin')}:${resolve(process.execPath, '..')}:/usr/bin:/bin`;
    const server = spawn('tsunagi', ['serve', '--demo', '--port', '0', '--json'], { cwd: folder, env: { PATH: path } });
    const ended = once(server, 'exit');
    try {
      let out = '';
      for await (const part of server.stdout) {
        out += String(part);
        if (out.includes('\n')) break;
      }
      const { address } = JSON.parse(out.split('\n')[0] ?? '') as { address: string };
      const page = await fetch(address);
      expect(page.url).toBe(`${address}/sign-in`);
      expect(await page.text()).toContain('つなぎにサインイン');
    } finally {
      server.kill('SIGINT');
    }
    expect(await ended).toEqual([0, null]);
  });

  it('opens the data of a company', () => {
    expect(tsunagi(['digest', '--profile', 'nobody', '--data-dir', join(folder, 'data'), '--json'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('"company-not-found"'),
    });
  });

  it('starts Node once, and caches compiled code in the user’s folder', () => {
    const cache = join(folder, 'cache');
    const starts = join(folder, 'starts');
    writeFileSync(join(folder, 'count.cjs'), `require('node:fs').appendFileSync(${JSON.stringify(starts)}, 'x');`);
    expect(tsunagi(['audit'], { XDG_CACHE_HOME: cache, NODE_OPTIONS: `--require=${join(folder, 'count.cjs')}` }).exit).toBe(2);
    expect(readFileSync(starts, 'utf8')).toBe('x');
    expect(existsSync(join(cache, 'tsunagi'))).toBe(true);
  });

  it('reports what an outdated Node lacks and what to do', () => {
    const old = spawnSync(
      process.execPath,
      ['--no-experimental-sqlite', join(folder, 'node_modules/tsunagi/dist/main/cli.js'), 'digest', '--profile', 'x', '--lang', 'en'],
      { encoding: 'utf8' },
    );
    expect(old).toMatchObject({ status: 5, stderr: expect.stringMatching(/does not support this command[\s\S]*Node\.js 22\.16/) });
  });

  it('starts without HOME, LANG and a terminal', () => {
    expect(tsunagi(['version'])).toMatchObject({ exit: 0, err: '' });
  });
});
