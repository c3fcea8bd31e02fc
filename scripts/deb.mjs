// Makes a Debian package of a packaged console with `dpkg-deb`, because electron-builder would fetch a helper for it. It has no install
// scripts: menu, file type and icon are registered by triggers of other packages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { inRoot } from './project.mjs';

const NAME = 'tsunagi';
const PROGRAMS = 'opt/Tsunagi';
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };

/** Libraries that Electron and the keychain addon link or load; for Debian 12 and Ubuntu 22.04, and releases with 64-bit time. */
const DEPENDS = [
  'libc6 (>= 2.28)',
  'libasound2 | libasound2t64',
  'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libatk1.0-0 | libatk1.0-0t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libcairo2',
  'libcups2 | libcups2t64',
  'libdbus-1-3',
  'libdrm2',
  'libexpat1',
  'libgbm1',
  'libgcc-s1',
  'libglib2.0-0 | libglib2.0-0t64',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libsecret-1-0',
  'libstdc++6',
  'libudev1',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
  'xdg-utils',
];
const RECOMMENDS = ['fonts-noto-cjk', 'gnome-keyring', 'libnotify4', 'libxss1', 'libxtst6'];

/**
 * @typedef {object} About
 * @property {string} version
 * @property {string} maintainer
 * @property {string} homepage
 * @property {string} synopsis
 * @property {string} description
 * @property {string} copyright
 * @property {Record<string, string>} menu entries of the menu beside those that are always there
 * @property {string} category
 * @property {{ ext: string, mimeType: string, description: string, name: string }} fileType
 */

/** @param {About} about @param {string} arch @param {number} kilobytes */
export const controlFile = ({ version, maintainer, homepage, synopsis, description }, arch, kilobytes) =>
  `${[
    `Package: ${NAME}`,
    // A tilde sorts a pre-release before its release, as npm's hyphen does.
    `Version: ${version.replace('-', '~')}`,
    'Section: misc',
    'Priority: optional',
    `Architecture: ${ARCHITECTURES[/** @type {keyof typeof ARCHITECTURES} */ (arch)]}`,
    `Installed-Size: ${kilobytes}`,
    `Depends: ${DEPENDS.join(', ')}`,
    `Recommends: ${RECOMMENDS.join(', ')}`,
    `Maintainer: ${maintainer}`,
    `Homepage: ${homepage}`,
    `Description: ${synopsis}`,
    ` ${description}`,
  ].join('\n')}\n`;

/** @param {About} about */
const menuFile = ({ menu, synopsis, category, fileType }) =>
  `${[
    '[Desktop Entry]',
    'Type=Application',
    'Name=Tsunagi',
    ...Object.entries(menu)
      .filter(([key]) => key !== 'Name')
      .map(([key, value]) => `${key}=${value}`),
    `Comment=${synopsis}`,
    `Exec=/${PROGRAMS}/${NAME} %f`,
    'Terminal=false',
    `Icon=${NAME}`,
    `StartupWMClass=${NAME}`,
    `MimeType=${fileType.mimeType};`,
    `Categories=${category};`,
  ].join('\n')}\n`;

/** @param {About} about */
const fileTypeFile = ({ fileType: { ext, mimeType, description, name } }) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${mimeType}">
    <comment>${name}</comment>
    <comment xml:lang="ja">${description}</comment>
    <glob pattern="*.${ext}"/>
  </mime-type>
</mime-info>
`;

/** @param {About} about */
const copyrightFile = ({ copyright, homepage }) =>
  `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Tsunagi
Source: ${homepage}
Comment: Electron (MIT) and Chromium: /${PROGRAMS}/LICENSE.electron.txt and /${PROGRAMS}/LICENSES.chromium.html.
 Everything else that is bundled: /${PROGRAMS}/resources/licenses.

Files: *
Copyright: ${copyright.replace('Copyright © ', '')}
License: proprietary
 No licence is granted by this package itself: it may be used as agreed with the copyright holder.
`;

/**
 * @param {string} folder
 * @returns {string[]} paths of all files, including links
 */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));

/**
 * Creates the package and returns its path. Throws the message of `dpkg-deb`.
 * @param {{ unpacked: string, arch: string, output: string, about: About, compression?: string[] }} order `unpacked`: the folder that
 *   electron-builder packed; `output`: path of the package
 */
export function makeDeb({ unpacked, arch, output, about, compression = ['-Zxz', '-z6'] }) {
  const stage = mkdtempSync(join(tmpdir(), 'tsunagi-deb-'));
  /** @param {string} path @param {string | Buffer} content */
  const write = (path, content) => {
    mkdirSync(dirname(join(stage, path)), { recursive: true });
    writeFileSync(join(stage, path), content);
  };
  try {
    cpSync(unpacked, join(stage, PROGRAMS), { recursive: true, verbatimSymlinks: true });
    mkdirSync(join(stage, 'usr/bin'), { recursive: true });
    symlinkSync(`../../${PROGRAMS}/bin/${NAME}`, join(stage, 'usr/bin', NAME));
    write(`usr/share/applications/${NAME}.desktop`, menuFile(about));
    write(`usr/share/mime/packages/${NAME}.xml`, fileTypeFile(about));
    const assets = inRoot('src-main', 'hosts', 'electron', 'assets');
    write(`usr/share/icons/hicolor/512x512/apps/${NAME}.png`, readFileSync(join(assets, 'icon.png')));
    write(`usr/share/icons/hicolor/scalable/apps/${NAME}.svg`, readFileSync(join(assets, 'icon.svg')));
    write(`usr/share/doc/${NAME}/copyright`, copyrightFile(about));
    write(`usr/share/doc/${NAME}/changelog.gz`, gzipSync(readFileSync(inRoot('CHANGELOG.md')), { level: 9 }));

    let bytes = 0;
    const sums = [];
    for (const file of filesIn(stage)) {
      const found = lstatSync(file);
      if (found.isSymbolicLink()) continue;
      bytes += found.size;
      sums.push(`${createHash('md5').update(readFileSync(file)).digest('hex')}  ${relative(stage, file)}`);
      chmodSync(file, found.mode & 0o111 ? 0o755 : 0o644);
    }
    for (const entry of readdirSync(stage, { recursive: true, withFileTypes: true }))
      if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
    // Chromium's sandbox helper, for systems that forbid user namespaces.
    chmodSync(join(stage, PROGRAMS, 'chrome-sandbox'), 0o4755);
    chmodSync(stage, 0o755);
    write('DEBIAN/control', controlFile(about, arch, Math.ceil(bytes / 1024)));
    write('DEBIAN/md5sums', `${sums.sort().join('\n')}\n`);
    mkdirSync(dirname(output), { recursive: true });
    const { status, stderr } = spawnSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', stage, output], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return output;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}
