// `npm run dist`: packages the desktop console and makes the installers possible on this machine; prints why others are not. Electron
// comes from `ELECTRON_OVERRIDE_DIST_PATH` (an unpacked Electron of the target platform), from the one fetched by `npm start`, or is
// fetched by electron-builder.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { makeDeb } from './deb.mjs';
import { packageAbout, updateFeed } from './package-about.mjs';
import { feedFile, feedFileName, filesOfPackage, PACKAGES, signingOf, THIS_MACHINE, whyNotHere } from './packages.mjs';
import { commandStart, megabytes, programIn, sizeOf, windowStart } from './packed.mjs';
import { inRoot, install, runNode } from './project.mjs';
import { endWithUsage, say, text } from './say.mjs';

const USAGE = text(
  'usage: npm run dist -- [--platform=win|mac|linux] [--arch=x64|arm64] [--dir | --only=PACKAGE] [--signed] [--quick] [--output=FOLDER]',
  '使い方: npm run dist -- [--platform=win|mac|linux] [--arch=x64|arm64] [--dir | --only=種類] [--signed] [--quick] [--output=フォルダー]',
);
/** Name of the program in an unpacked Electron, by platform. */
const PROGRAMS = { win: 'electron.exe', mac: 'Electron.app', linux: 'electron' };
/**
 * Maximum time per package. electron-builder downloads a helper for each kind of package, and retries for a long time without a connection.
 */
const LONGEST_PACKING_MS = 10 * 60_000;
const HELPERS =
  process.env.ELECTRON_BUILDER_BINARIES_MIRROR ?? 'https://github.com/electron-userland/electron-builder-binaries/releases/download/';
/** @typedef {import('./packages.mjs').Platform} Platform */

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
      options: {
        platform: { type: 'string' },
        arch: { type: 'string' },
        dir: { type: 'boolean' },
        only: { type: 'string' },
        signed: { type: 'boolean' },
        quick: { type: 'boolean' },
        output: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    const platform = values.platform ?? THIS_MACHINE.platform ?? '';
    const arch = values.arch ?? process.arch;
    const { dir = false, signed = false, quick = false, only, help, output = 'release' } = values;
    if (help) endWithUsage(USAGE, { asked: true });
    const known = only === undefined || PACKAGES.some((each) => each.name === only && each.platform === platform);
    if (Object.hasOwn(PROGRAMS, platform) && ['x64', 'arm64'].includes(arch) && known)
      return { platform: /** @type {Platform} */ (platform), arch, dir, signed, quick, only, release: resolve(inRoot(), output) };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  }
  endWithUsage(USAGE, { asked: false });
}

/**
 * A folder with an unpacked Electron for the platform, or `null` if electron-builder must fetch one.
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
  return platform === THIS_MACHINE.platform && arch === process.arch && existsSync(join(installed, PROGRAMS[platform])) ? installed : null;
}

/**
 * Returns why electron-builder's helpers are not available; `null` means available. Checked first, because electron-builder would retry for
 * many minutes.
 */
async function whyNoHelpers() {
  const program = `await fetch(process.argv[1], { method: 'HEAD', signal: AbortSignal.timeout(15_000) })`;
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1', NODE_USE_SYSTEM_CA: '1' };
  if ((await runNode(['--input-type=module', '--eval', program, HELPERS], { stdio: 'ignore', env })) === 0) return null;
  return text(
    `electron-builder would fetch a helper from ${new URL(HELPERS).host}, which cannot be reached (ELECTRON_BUILDER_BINARIES_MIRROR names another)`,
    `electron-builder の補助プログラムの取得先 ${new URL(HELPERS).host} に接続できません（ELECTRON_BUILDER_BINARIES_MIRROR で変更できます）`,
  );
}

const { platform, arch, dir, signed, quick, only, release } = readArguments();
const signing = signingOf(platform, process.env);
if (signed && !signing.signed) refuse(`--signed: ${signing.words}.`, `--signed: ${signing.words}。`);
// Checked before anything is installed or built.
const packages = PACKAGES.filter((each) => !dir && (only === undefined || each.name === only));
const wanted = packages.filter((each) => each.platform === platform);
const reasons = wanted.map((each) => ({ name: each.name, why: whyNotHere(each) }));
if (wanted.length > 0 && reasons.every(({ why }) => why !== null))
  refuse(reasons.map(({ name, why }) => `${name} ${why}.`).join(' '), reasons.map(({ name, why }) => `${name}: ${why}。`).join(''));
install();
const electron = unpackedElectron(platform, arch);
const { about, placeholders } = packageAbout();
const update = askedFeed();
await build(['main', 'renderer']);

/** Returns the update feed of the packages. Exits if it is invalid. */
function askedFeed() {
  try {
    return updateFeed(process.env, { placeholders });
  } catch (error) {
    const line = error instanceof Error ? error.message : String(error);
    refuse(`${line}.`, `${line}.`);
  }
}

/** @param {string[]} words */
const builder = (words) =>
  runNode(
    [
      inRoot('node_modules/electron-builder/cli.js'),
      `--${arch}`,
      '--publish=never',
      `-c.linux.maintainer=${about.maintainer}`,
      `-c.extraMetadata.homepage=${about.homepage}`,
      `-c.directories.output=${release}`,
      // Inside the archive that Electron verifies, so that it cannot be changed on a workstation.
      ...(update === null ? [] : [`-c.extraMetadata.update.feed=${update.feed}`, `-c.extraMetadata.update.channel=${update.channel}`]),
      ...(quick ? ['-c.compression=store'] : []),
      ...(signed ? ['-c.forceCodeSigning=true'] : []),
      ...words,
    ],
    { timeout: LONGEST_PACKING_MS },
  );

const folder = join(release, `${platform}${arch === 'x64' ? '' : `-${arch}`}${platform === 'mac' ? '' : '-unpacked'}`);
rmSync(folder, { recursive: true, force: true });
if ((await builder([`--${platform}`, 'dir', ...(electron === null ? [] : [`-c.electronDist=${electron}`])])) !== 0) {
  say('packing failed; the reason stands above.', '作成に失敗しました。理由は上のメッセージを参照してください。');
  if (electron === null)
    say(
      'there is no unpacked Electron here, so it had to be fetched. Where that is impossible, give one by ELECTRON_OVERRIDE_DIST_PATH.',
      '展開済みの Electron がないため取得が必要でした。取得できない環境では ELECTRON_OVERRIDE_DIST_PATH で指定してください。',
    );
  process.exit(2);
}

/** Lines of the report: created packages, and the reasons for missing ones. */
const lines = [`${basename(folder)}  ${megabytes(sizeOf(folder))}`];
if (platform === THIS_MACHINE.platform && arch === process.arch) {
  const program = programIn(folder, platform);
  const told = (/** @type {number | null} */ ms) => (ms === null ? text('not measured', '計測できません') : `${(ms / 1000).toFixed(1)} s`);
  const [command, window] = [told(commandStart(program)), told(await windowStart(program))];
  lines.push(text(`  start: command ${command}, window ${window}`, `  起動: コマンド ${command}、ウィンドウ ${window}`));
}

/**
 * Makes one package in the release folder; returns why it failed.
 * @param {import('./packages.mjs').Package} wish
 */
async function make(wish) {
  if (wish.by === 'dpkg') {
    const output = join(release, `Tsunagi-${about.version}-linux-${arch}.deb`);
    makeDeb({ unpacked: folder, arch, about, output, ...(quick && { compression: ['-Zgzip', '-z1'] }) });
    return null;
  }
  const unreachable = await whyNoHelpers();
  if (unreachable !== null) return unreachable;
  if ((await builder([`--${platform}`, wish.name, `--prepackaged=${folder}`])) === 0) return null;
  return text(
    'electron-builder failed; the reason stands above',
    'electron-builder が失敗しました。理由は上のメッセージを参照してください',
  );
}

let failed = false;
for (const wish of packages) {
  const filesOf = () => filesOfPackage(wish, arch, readdirSync(release));
  const ours = wish.platform === platform;
  if (ours) for (const file of filesOf()) rmSync(join(release, file));
  const impossible = whyNotHere(wish);
  const why =
    impossible ?? (ours ? await make(wish) : text(`--platform=${wish.platform} makes it`, `--platform=${wish.platform} で作成します`));
  if (why === null) lines.push(...filesOf().map((file) => `${file}  ${megabytes(sizeOf(join(release, file)))}`));
  else lines.push(`${wish.name}: ${text('not made: ', '作成していません: ')}${why}`);
  if (why !== null && (only !== undefined || (ours && impossible === null))) failed = true;
}
if (update !== null) {
  const name = feedFileName(update.channel, platform, arch);
  const made = wanted.flatMap((each) => filesOfPackage(each, arch, readdirSync(release)));
  const files = made.map((file) => ({ name: file, content: readFileSync(join(release, file)) }));
  writeFileSync(join(release, name), feedFile(about.version, files));
  lines.push(text(`${name}  to be put into ${update.feed}`, `${name}  ${update.feed} に置いてください`));
}
lines.push(signing.words);
if (placeholders.length > 0)
  lines.push(
    text(
      `maintainer or homepage are example addresses: set ${placeholders.join(' and ')}`,
      `管理者またはホームページが例示用のアドレスです: ${placeholders.join('、')} を設定してください`,
    ),
  );
say(`${release}\n  ${lines.join('\n  ')}`, `${release}\n  ${lines.join('\n  ')}`);
if (failed) process.exitCode = 1;
