import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const script = new URL('../../../scripts/system-packages.mjs', import.meta.url).href;
let folder: string;
beforeEach(() => {
  folder = temporaryFolder('apt');
});

function program(name: string, body: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** Runs the script with a fake package manager that knows some packages and records its calls. */
function runWith(installed: string[], aptEnds: number, uid: number, known: readonly string[] = []): { said: string; asked: string[] } {
  const cases = installed.map((name) => `${name}) echo 'Status: install ok installed';;`).join(' ');
  program('dpkg', `case "$2" in ${cases} removed) echo 'Status: deinstall ok config-files';; *) exit 1;; esac`);
  program('apt-get', `echo "$DEBIAN_FRONTEND $*" >> '${folder}/asked'; exit ${aptEnds}`);
  program('apt-cache', `case "$2" in ${known.map((name) => `${name}) exit 0;;`).join(' ')} *) exit 100;; esac`);
  const code = `process.getuid = () => ${uid}; const { installSystemPackages } = await import('${script}'); installSystemPackages();`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
    env: { PATH: `${folder}:/usr/bin:/bin`, LANG: 'C' },
  });
  const noted = join(folder, 'asked');
  return { said: stderr, asked: existsSync(noted) ? readFileSync(noted, 'utf8').trim().split('\n') : [] };
}

const DESKTOP = [
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
const ALL = ['chromium', 'dbus', 'fonts-noto-cjk', 'gnome-keyring', 'libsecret-1-0', 'libxml2-utils', ...DESKTOP];

describe.skipIf(!existsSync('/usr/bin/dpkg'))('the system packages on Debian', () => {
  it('installs nothing if everything is installed', () => expect(runWith(ALL, 0, 0)).toEqual({ said: '', asked: [] }));

  it('installs what is missing, and only that, as root', () => {
    const { asked } = runWith(['chromium', 'dbus', 'fonts-noto-cjk', 'libsecret-1-0', ...DESKTOP], 0, 0);
    expect(asked).toEqual([
      'noninteractive update -qq',
      'noninteractive install --yes -qq --no-install-recommends gnome-keyring libxml2-utils',
    ]);
  });

  it('also installs the lighter browser if it is available, and never on its own', () => {
    const lighter = 'chromium-headless-shell';
    expect(runWith(ALL, 0, 0, [lighter]).asked).toEqual([]);
    const { asked } = runWith(ALL.slice(1), 0, 0, [lighter]);
    expect(asked.at(-1)).toBe(`noninteractive install --yes -qq --no-install-recommends chromium ${lighter}`);
  });

  it('prints the exact command to a user who is not root', () => {
    const { said, asked } = runWith(ALL.slice(1), 0, 1000);
    expect(asked).toEqual([]);
    expect(said).toContain("sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends chromium'");
  });

  it('prints the command to run if the installation fails', () => {
    const { said, asked } = runWith(ALL.slice(1), 100, 0);
    expect(asked).toEqual(['noninteractive update -qq']);
    expect(said).toContain('apt-get update && apt-get install --yes --no-install-recommends chromium');
  });
});
