// All packages, the ones that this machine can create, and the reasons for the others.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { text } from './say.mjs';

/** @typedef {'win' | 'mac' | 'linux'} Platform */
/**
 * @typedef {object} Package
 * @property {string} name
 * @property {Platform} platform
 * @property {string} ending file extension
 * @property {'builder' | 'dpkg'} by created by electron-builder, which downloads a helper for each kind, or by Debian's own program
 */

/** @type {readonly Package[]} */
export const PACKAGES = [
  { name: 'deb', platform: 'linux', ending: 'deb', by: 'dpkg' },
  { name: 'AppImage', platform: 'linux', ending: 'AppImage', by: 'builder' },
  { name: 'nsis', platform: 'win', ending: 'exe', by: 'builder' },
  { name: 'msi', platform: 'win', ending: 'msi', by: 'builder' },
  { name: 'dmg', platform: 'mac', ending: 'dmg', by: 'builder' },
  { name: 'zip', platform: 'mac', ending: 'zip', by: 'builder' },
];

/** Names of a processor in the file names of electron-builder and Debian. */
const PROCESSORS = { x64: 'x64|x86_64|amd64', arm64: 'arm64|aarch64' };

/**
 * Returns the files of a folder that are this package for this processor, in any version (`artifactName` of electron-builder.yml). The
 * folder may contain packages of other programs.
 * @param {Package} wanted
 * @param {string} arch
 * @param {readonly string[]} names
 */
export function filesOfPackage({ platform, ending }, arch, names) {
  const processor = PROCESSORS[/** @type {keyof typeof PROCESSORS} */ (arch)];
  const ours = new RegExp(`^Tsunagi-\\d.*-${platform}-(?:${processor})\\.${ending}$`);
  return names.filter((name) => ours.test(name));
}

/**
 * @typedef {object} Machine
 * @property {Platform | undefined} platform
 * @property {(program: string) => boolean} has
 */

/** @type {Record<string, Platform | undefined>} */
const PLATFORMS = { win32: 'win', darwin: 'mac', linux: 'linux' };

/** @type {Machine} */
export const THIS_MACHINE = {
  platform: PLATFORMS[process.platform],
  has: (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined,
};

/**
 * Returns why a package cannot be created on a machine; `null` means that it can be tried.
 * @param {Package} wanted
 * @param {Machine} [machine]
 */
export function whyNotHere({ platform, by }, machine = THIS_MACHINE) {
  if (by === 'dpkg' && !machine.has('dpkg-deb')) return text('needs dpkg-deb (Debian, Ubuntu)', 'dpkg-deb が必要です（Debian・Ubuntu）');
  if (platform === machine.platform) return null;
  if (platform === 'mac') return text('can be made on macOS only', 'macOS でのみ作成できます');
  if (platform === 'win') return machine.has('wine') ? null : text('needs Windows, or wine', 'Windows か wine が必要です');
  return by === 'dpkg' ? null : text('needs Linux', 'Linux が必要です');
}

/**
 * Returns how programs will be signed, from electron-builder's environment; `signed` is true only if everything is set.
 * @param {Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function signingOf(platform, env) {
  if (platform === 'linux')
    return {
      signed: false,
      words: text(
        'not signed: Linux packages are not; sign the repository',
        'Linux のパッケージには署名しません（配布リポジトリーに署名してください）',
      ),
    };
  const certificate = (platform === 'win' && env.WIN_CSC_LINK) || env.CSC_LINK || (platform === 'mac' && env.CSC_NAME);
  if (!certificate) {
    const names = platform === 'win' ? 'WIN_CSC_LINK / CSC_LINK' : 'CSC_LINK / CSC_NAME';
    return { signed: false, words: text(`not signed: ${names} is not set`, `署名なし: ${names} が設定されていません`) };
  }
  if (platform === 'win') return { signed: true, words: text('signed', '署名あり') };
  const notarized =
    (env.APPLE_API_KEY && env.APPLE_API_KEY_ID && env.APPLE_API_ISSUER) ||
    (env.APPLE_ID && env.APPLE_APP_SPECIFIC_PASSWORD && env.APPLE_TEAM_ID) ||
    env.APPLE_KEYCHAIN_COMPANY;
  if (!notarized)
    return {
      signed: false,
      words: text(
        'signed, not notarised: APPLE_API_KEY, APPLE_API_KEY_ID and APPLE_API_ISSUER are not set',
        '署名あり・公証なし: APPLE_API_KEY、APPLE_API_KEY_ID、APPLE_API_ISSUER が設定されていません',
      ),
    };
  return { signed: true, words: text('signed and notarised', '署名・公証あり') };
}

/** File names of electron-builder's update file, by system and processor. */
const FEED_FILES = { win: '', mac: '-mac', linux: '-linux' };

/**
 * Returns the name of the feed's file that contains the latest version.
 * @param {string} channel
 * @param {Platform} platform
 * @param {string} arch
 */
export const feedFileName = (channel, platform, arch) =>
  `${channel}${FEED_FILES[platform]}${platform === 'linux' && arch !== 'x64' ? `-${arch}` : ''}.yml`;

/**
 * Returns the content of that file: the version, and the digest of each package for manual comparison.
 * @param {string} version
 * @param {readonly { name: string, content: Uint8Array }[]} files
 */
export const feedFile = (version, files) =>
  `version: ${version}\nfiles:\n${files
    .map(
      ({ name, content }) =>
        `  - url: ${name}\n    sha512: ${createHash('sha512').update(content).digest('base64')}\n    size: ${content.byteLength}\n`,
    )
    .join('')}`;
