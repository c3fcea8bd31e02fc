// `npm run dist`: packs the desktop console with electron-builder. Electron itself comes from `ELECTRON_OVERRIDE_DIST_PATH`
// (an unpacked Electron of the target platform), from `npx install-electron`, or is fetched by electron-builder.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { inRoot, install, runNode } from './project.mjs';
import { say, text } from './say.mjs';

const USAGE = text(
  'usage: npm run dist -- [--platform=win|mac|linux] [--arch=x64|arm64] [--dir]',
  '使い方: npm run dist -- [--platform=win|mac|linux] [--arch=x64|arm64] [--dir]',
);
const PLATFORMS = { win32: 'win', darwin: 'mac', linux: 'linux' };
/** The program by which an unpacked Electron of a platform is known. */
const PROGRAMS = { win: 'electron.exe', mac: 'Electron.app', linux: 'electron' };
/** @typedef {'win' | 'mac' | 'linux'} Platform */

const HERE = /** @type {Platform | undefined} */ (PLATFORMS[/** @type {keyof typeof PLATFORMS} */ (process.platform)]);

/**
 * @param {string} en
 * @param {string} ja
 * @returns {never}
 */
function refuse(en, ja) {
  say(en, ja);
  process.exit(2);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      strict: true,
      options: { platform: { type: 'string' }, arch: { type: 'string' }, dir: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    const platform = values.platform ?? HERE ?? '';
    const arch = values.arch ?? process.arch;
    if (!values.help && Object.hasOwn(PROGRAMS, platform) && ['x64', 'arm64'].includes(arch))
      return { platform: /** @type {Platform} */ (platform), arch, dir: values.dir === true };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  }
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

/**
 * What cannot be built on this machine, said before anything is built.
 * @param {Platform} platform
 */
function refuseForeign(platform) {
  if (platform === 'mac' && HERE !== 'mac') refuse('a dmg can be built on macOS only.', 'dmg は macOS でのみ作成できます。');
  if (platform === 'win' && HERE !== 'win' && !existsSync('/usr/bin/wine'))
    refuse('the Windows installers need Windows, or wine.', 'Windows のインストーラーには Windows か wine が必要です。');
}

/**
 * A folder with an unpacked Electron for the platform, or `null` where electron-builder has to fetch one.
 * @param {Platform} platform
 * @param {string} arch
 */
function unpackedElectron(platform, arch) {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) {
    const folder = resolve(given);
    if (existsSync(join(folder, PROGRAMS[platform]))) return folder;
    refuse(
      `ELECTRON_OVERRIDE_DIST_PATH has no ${PROGRAMS[platform]}: it has to be an unpacked Electron for ${platform}.`,
      `ELECTRON_OVERRIDE_DIST_PATH に ${PROGRAMS[platform]} がありません。${platform} 用に展開した Electron を指定してください。`,
    );
  }
  const installed = inRoot('node_modules', 'electron', 'dist');
  return platform === HERE && arch === process.arch && existsSync(join(installed, PROGRAMS[platform])) ? installed : null;
}

const { platform, arch, dir } = readArguments();
if (!dir) refuseForeign(platform);
install();
const electron = unpackedElectron(platform, arch);
await build(['main', 'renderer']);
const code = await runNode([
  inRoot('node_modules/electron-builder/cli.js'),
  `--${platform}`,
  ...(dir ? ['dir'] : []),
  `--${arch}`,
  '--publish=never',
  ...(electron === null ? [] : [`-c.electronDist=${electron}`]),
]);
if (code !== 0) {
  say('packing failed; the reason stands above.', '作成に失敗しました。理由は上のメッセージを参照してください。');
  if (electron === null)
    say(
      'there is no unpacked Electron here, so it had to be fetched. Where that is impossible, give one by ELECTRON_OVERRIDE_DIST_PATH.',
      '展開済みの Electron がないため取得が必要でした。取得できない環境では ELECTRON_OVERRIDE_DIST_PATH で指定してください。',
    );
  process.exit(2);
}
const made = readdirSync(inRoot('release')).filter((name) => /\.(exe|msi|dmg|AppImage|deb)$|-unpacked$/.test(name));
say(`made in release/: ${made.join(', ')}`, `release/ に作成しました: ${made.join('、')}`);
