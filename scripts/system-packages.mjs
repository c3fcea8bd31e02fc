// Packages of the operating system that the tests need besides Node.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './say.mjs';

const PACKAGES = [
  'chromium',
  'dbus',
  'fonts-noto-cjk',
  'gnome-keyring',
  'libsecret-1-0',
  'libxml2-utils',
  // Electron's libraries besides Chromium's, and an invisible desktop.
  'desktop-file-utils',
  'dunst',
  'libgtk-3-bin',
  'libglib2.0-bin',
  'libnotify-bin',
  'libxss1',
  'libxtst6',
  'openbox',
  'shared-mime-info',
  'trayer',
  'xdg-utils',
  'xdotool',
  'xvfb',
  'zsh',
];

/** A smaller Chromium; installed in addition if available and something is installed anyway. */
const LIGHTER = 'chromium-headless-shell';

/** @param {string} name */
function isInstalled(name) {
  const { stdout } = spawnSync('dpkg', ['--status', name], { encoding: 'utf8' });
  return /^Status: install ok installed$/m.test(stdout);
}

/** @param {string} name */
const isKnown = (name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0;

/** @param {string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status === 0;
}

/** Installs missing packages on Debian as root; elsewhere prints what to install. Tests that need them are skipped. */
export function installSystemPackages() {
  if (process.platform !== 'linux') return;
  if (!existsSync('/usr/bin/dpkg')) {
    say(
      `this is not Debian: where they are missing, install the equivalents of ${PACKAGES.join(' ')}`,
      `Debian ではありません。足りないものがあれば、次に相当するパッケージをインストールしてください: ${PACKAGES.join(' ')}`,
    );
    return;
  }
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install --yes --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    say(`some tests are skipped until you run: sudo sh -c '${command}'`, `次を実行するまで一部のテストを省きます: sudo sh -c '${command}'`);
    return;
  }
  say(`installing system packages: ${missing.join(' ')}`, `システムのパッケージをインストールしています: ${missing.join(' ')}`);
  const updated = apt(['update', '-qq']);
  const wanted = isKnown(LIGHTER) ? [...missing, LIGHTER] : missing;
  if (!updated || !apt(['install', '--yes', '-qq', '--no-install-recommends', ...wanted]))
    say(
      `that failed; some tests are skipped until you run: ${command}`,
      `インストールできませんでした。次を実行するまで一部のテストを省きます: ${command}`,
    );
}
