// Finds Electron's program, or fetches it once. Plain JavaScript for Node 20 and later without dependencies: `fetch-electron.mjs`, which
// needs one, runs on the project's Node.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot, projectNode } from './project.mjs';
import { say, text } from './say.mjs';

/** Time in milliseconds during which a failed download is not repeated, so that a machine without access does not wait at every start. */
const REMEMBERED_MS = 24 * 60 * 60_000;

/**
 * @typedef {object} Fetching
 * @property {string} folder the `electron` package
 * @property {string} note file that records a failed download
 * @property {number} quietSeconds maximum time without data
 * @property {number} mostSeconds maximum time of the whole download
 * @property {NodeJS.ProcessEnv} env contains mirror and proxy
 */

/** @type {Fetching} */
export const FETCHING = {
  folder: inRoot('node_modules', 'electron'),
  note: inRoot('node_modules', '.cache', 'tsunagi', 'electron-refused.json'),
  quietSeconds: 20,
  mostSeconds: 300,
  env: process.env,
};

/** Returns Electron's program, from `ELECTRON_OVERRIDE_DIST_PATH` or as installed; `null` if it is missing. */
export function electronProgram({ folder, env } = FETCHING) {
  const given = env.ELECTRON_OVERRIDE_DIST_PATH;
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
  const name = names[/** @type {'win32' | 'darwin'} */ (process.platform)] ?? 'electron';
  const note = join(folder, 'path.txt');
  const path = given ? join(given, name) : existsSync(note) ? join(folder, 'dist', readFileSync(note, 'utf8')) : '';
  return path !== '' && existsSync(path) ? path : null;
}

/**
 * Returns the identity of a download, so that another Electron version, mirror or proxy is tried again after a failure.
 * @param {Fetching} fetching
 */
function wayOf({ folder, env }) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const names = Object.keys(env).filter((name) => /^(npm_config_)?electron_|^(https?|no)_proxy$/i.test(name));
  // Hashed, because a proxy address may contain a password.
  return createHash('sha256')
    .update(JSON.stringify([version, ...names.sort().map((name) => [name, env[name]])]))
    .digest('hex');
}

/**
 * Returns whether the same download failed within a day.
 * @param {Fetching} fetching
 * @param {number} now
 */
export function wasRefused(fetching = FETCHING, now = Date.now()) {
  try {
    const { at, way } = JSON.parse(readFileSync(fetching.note, 'utf8'));
    return way === wayOf(fetching) && at <= now && now - at < REMEMBERED_MS;
  } catch {
    return false;
  }
}

/**
 * Fetches Electron into its package with progress. Returns whether it exists now; a failure is printed and remembered unless the user
 * interrupted it.
 * @param {Fetching} fetching
 */
export async function fetchElectron(fetching = FETCHING) {
  const { folder, note, quietSeconds, mostSeconds, env } = fetching;
  const script = inRoot('scripts', 'fetch-electron.mjs');
  const child = spawn(projectNode() ?? process.execPath, [script, folder, String(quietSeconds), String(mostSeconds)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    // Uses the proxies of the environment variables and the system's authorities, as the browser of this machine does.
    env: { ...env, NODE_USE_ENV_PROXY: '1', NODE_USE_SYSTEM_CA: '1' },
  });
  // The child has its own limits; this one is a fallback.
  const timer = setTimeout(() => child.kill('SIGKILL'), (mostSeconds + 120) * 1000);
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (exit, signal) => resolve(exit ?? signal));
  });
  clearTimeout(timer);
  if (code === 0 && electronProgram({ ...fetching, env: {} }) !== null) {
    rmSync(note, { force: true });
    return true;
  }
  if (code === 'SIGINT' || code === 'SIGTERM') return false;
  try {
    mkdirSync(dirname(note), { recursive: true });
    writeFileSync(note, JSON.stringify({ at: Date.now(), way: wayOf(fetching) }));
  } catch {
    // The project may be read-only. The console starts anyway and tries again at the next start.
  }
  return false;
}

/** Returns why a desktop window is impossible here; `null` means possible. */
export function whyNoWindow({ platform = process.platform, env = process.env, uid = process.getuid?.() } = {}) {
  if (platform !== 'linux') return null;
  if (!env.WAYLAND_DISPLAY && !env.DISPLAY) return text('there is no display for Electron.', '画面がありません。');
  if (uid === 0) return text('Electron does not run sandboxed as root.', 'root では Electron のサンドボックスが使えません。');
  return null;
}

/** Linux settings and the values that prevent user namespaces for Chromium's sandbox. */
const NO_NAMESPACES = {
  'kernel/apparmor_restrict_unprivileged_userns': '1',
  'kernel/unprivileged_userns_clone': '0',
  'user/max_user_namespaces': '0',
};

/** @param {string} path */
function readSetting(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * Returns why Chromium would exit without a sandbox, as on Ubuntu since 24.04; `null` means that it has one. The setuid helper works only
 * if root owns it, which is true in packages but not in `node_modules`.
 * @param {string | null} program
 * @param {string} settings folder of the kernel settings
 */
function whyNoSandbox(program, settings) {
  const closed = Object.entries(NO_NAMESPACES).find(([name, value]) => readSetting(join(settings, name)) === value);
  if (closed === undefined) return null;
  const helper = program === null ? undefined : statSync(join(dirname(program), 'chrome-sandbox'), { throwIfNoEntry: false });
  if (helper?.uid === 0 && helper.mode & 0o4000) return null;
  const setting = closed[0].replaceAll('/', '.');
  return text(
    `Electron may have no sandbox here (${setting}). If this program is allowed one: --host=electron`,
    `この環境では Electron のサンドボックスが使えません（${setting}）。許可済みの場合は --host=electron を指定してください。`,
  );
}

/**
 * Returns Electron's program for a start, fetched if missing, or the reason why no window is possible.
 * @param {{ asked: boolean, why?: string | null, settings?: string, fetching?: Fetching }} wish `asked`: requested with `--host=electron`,
 *   which ignores an earlier failed download and the sandbox check
 * @returns {Promise<{ program: string } | { program: null, reason: string }>}
 */
export async function electronForStart({ asked, why = whyNoWindow(), settings = '/proc/sys', fetching = FETCHING }) {
  if (why !== null) return { program: null, reason: why };
  const present = electronProgram(fetching);
  const closed = asked ? null : whyNoSandbox(present, settings);
  if (closed !== null) return { program: null, reason: closed };
  if (present !== null) return { program: present };
  if (!asked && wasRefused(fetching))
    return {
      program: null,
      reason: text(
        'Electron could not be fetched within the last day. To try again: npx install-electron',
        '直近 24 時間に Electron を取得できませんでした。もう一度試すには: npx install-electron',
      ),
    };
  say(
    `fetching Electron for a window of its own, once. At most ${Math.ceil(fetching.mostSeconds / 60)} minutes; --host=node does without.`,
    `専用ウィンドウのための Electron を取得します（初回のみ、最大 ${Math.ceil(fetching.mostSeconds / 60)} 分。--host=node で省けます）。`,
  );
  await fetchElectron(fetching);
  const fetched = electronProgram(fetching);
  if (fetched !== null) return { program: fetched };
  return {
    program: null,
    reason: text(
      'Electron could not be fetched. To try again: npx install-electron',
      'Electron を取得できませんでした。もう一度試すには: npx install-electron',
    ),
  };
}
