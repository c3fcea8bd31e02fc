// The project's folder and its own Node. Plain JavaScript for Node 20 and later without dependencies, because these scripts run before
// the installation.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from './say.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string[]} parts */
export const inRoot = (...parts) => join(ROOT, ...parts);

/** The project's own Node (the `node` package), with Electron's major version; `null` before the installation. */
export function projectNode() {
  const path = inRoot('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : null;
}

/** Path and environment of the built command line. V8's compile cache is beside the bundle and saves 20 ms per start. */
export const CLI = {
  path: inRoot('dist', 'main', 'cli.js'),
  env: { NODE_COMPILE_CACHE: inRoot('dist', 'main', '.compile-cache') },
};

/** Returns the `npm` that started this script, or else the one on the path. */
export function npm() {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return { command: process.execPath, args: [cli] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

/** Returns whether the installation matches the lockfile; optional packages of other platforms may be missing. */
export function isInstalled() {
  if (!projectNode()) return false;
  const installed = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    return present[path] ? present[path].version === entry.version : entry.optional === true;
  });
}

/** Installs dependencies that are missing or differ from the lockfile. Exits on failure. */
export function install() {
  if (isInstalled()) return;
  say('installing the dependencies (npm ci) ...', '依存パッケージをインストールしています（npm ci）…');
  const { command, args } = npm();
  const result = spawnSync(command, [...args, 'ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
  });
  if (result.status !== 0 || !projectNode()) {
    say(
      'the installation failed. Check the connection to the package registry, then run `npm ci` to see the whole message.',
      'インストールに失敗しました。パッケージレジストリへの接続を確認し、`npm ci` で詳しい内容を確認してください。',
    );
    process.exit(2);
  }
}

/**
 * Runs a program and returns its exit code; signals are forwarded, so that it can end itself.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.on('error', (error) => {
      say(`cannot start ${command}: ${error.message}`, `${command} を起動できません: ${error.message}`);
      resolve(2);
    });
    child.on('exit', (code, signal) => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1));
    });
  });
}

/**
 * Runs a script of an installed package on the project's Node.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function runNode(args, options = {}) {
  return run(projectNode() ?? process.execPath, args, options);
}
