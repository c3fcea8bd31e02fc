// `node scripts/fetch-electron.mjs FOLDER QUIET-SECONDS MOST-SECONDS`: fetches the Electron for the package in FOLDER with Electron's own
// download library, and lets the package unpack it. Exits with 0 on success, with 1 after one line with the reason. The file is checked
// against the digest in the package.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { say } from './say.mjs';

const UNPACKING_SECONDS = 60;
const [folder = '', quietSeconds = '', mostSeconds = ''] = process.argv.slice(2);
const need = createRequire(join(resolve(folder), 'package.json'));
/** @type {{ version: string }} */
const { version } = need('./package.json');

/**
 * @param {string} en
 * @param {string} ja
 * @returns {never}
 */
function refuse(en, ja) {
  say(`Electron ${version} was not fetched: ${en}`, `Electron ${version} を取得できませんでした: ${ja}`);
  process.exit(1);
}

const stop = new AbortController();
/** @type {NodeJS.Timeout[]} */
const timers = [];
/** @param {string} seconds @param {string} en @param {string} ja */
function bound(seconds, en, ja) {
  const timer = setTimeout(() => stop.abort({ en, ja }), Number(seconds) * 1000);
  timers.push(timer);
}

const terminal = process.stderr.isTTY === true;
let told = -1;

/** @param {{ transferred: number, total: number | null, percent: number }} progress */
async function tell({ transferred, total, percent }) {
  // Data arrived.
  timers[0]?.refresh();
  // On a terminal, every percent updates one line; a log gets four lines.
  const step = Math.floor(total === null ? transferred / 1e6 : percent * (terminal ? 100 : 4));
  if (step === told) return;
  told = step;
  const size = `${(transferred / 1e6).toFixed(0)}${total === null ? '' : ` / ${(total / 1e6).toFixed(0)}`} MB`;
  const line = `  Electron ${version}  ${total === null ? '' : `${Math.floor(percent * 100)} %  `}${size}`;
  process.stderr.write(terminal ? `\r${line}\u001b[K` : `${line}\n`);
}

/** @param {unknown} error */
function reasonOf(error) {
  const why = stop.signal.reason;
  if (stop.signal.aborted && why?.en) return why;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  const message = error instanceof Error ? error.message : String(error);
  if (/checksum|sumchecker|mismatch/i.test(message))
    return { en: 'what came is another file than it should be.', ja: '届いたファイルが正しいものではありません。' };
  const line = (cause || message).split('\n')[0] ?? '';
  return { en: line, ja: line };
}

try {
  const { downloadArtifact } = await import(pathToFileURL(need.resolve('@electron/get')).href);
  bound(quietSeconds, `nothing came for ${quietSeconds} seconds.`, `${quietSeconds} 秒間、何も届きませんでした。`);
  bound(mostSeconds, `it took longer than ${mostSeconds} seconds.`, `${mostSeconds} 秒を超えました。`);
  await downloadArtifact({
    version,
    artifactName: 'electron',
    checksums: need('./checksums.json'),
    platform: process.platform,
    arch: process.arch,
    cacheRoot: process.env.electron_config_cache,
    downloadOptions: { quiet: true, signal: stop.signal, getProgressCallback: tell },
  });
} catch (error) {
  if (terminal && told >= 0) process.stderr.write('\n');
  const { en, ja } = reasonOf(error);
  refuse(en, ja);
}
for (const timer of timers) clearTimeout(timer);
if (terminal && told >= 0) process.stderr.write('\n');

// Uses the cache that was just filled, so nothing is downloaded here.
const { status, stderr } = spawnSync(process.execPath, [join(resolve(folder), 'install.js')], {
  encoding: 'utf8',
  timeout: UNPACKING_SECONDS * 1000,
});
if (status !== 0) {
  const line = (stderr ?? '').split('\n').find((each) => each.trim() !== '') ?? '';
  refuse(`it could not be unpacked. ${line}`, `展開できませんでした。${line}`);
}
