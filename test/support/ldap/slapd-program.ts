import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** OpenLDAP's server, unpacked instead of installed: the installed package starts a daemon on port 389. */
export interface SlapdProgram {
  readonly slapd: string;
  readonly modules: string;
  readonly schema: string;
  readonly env: NodeJS.ProcessEnv;
}

// With the libraries of slapd that no other package of the tests needs.
const PACKAGES = ['slapd', 'libltdl7', 'libwrap0'];
const FOLDER = resolve('node_modules/.cache/slapd');

/** Returns the program, unpacked once for all tests, or a text with the reason why it is missing. */
export function findSlapd(): SlapdProgram | string {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-deb')) return 'slapd is only unpacked on Debian';
  if (!existsSync(join(FOLDER, 'usr/sbin/slapd'))) {
    const why = unpack();
    if (why !== null) return why;
  }
  const libraries = readdirSync(join(FOLDER, 'usr/lib')).map((name) => join(FOLDER, 'usr/lib', name));
  const env = { ...process.env, LD_LIBRARY_PATH: libraries.join(':') };
  const slapd = join(FOLDER, 'usr/sbin/slapd');
  const { status, stderr } = spawnSync(slapd, ['-VV'], { env, encoding: 'utf8' });
  if (status !== 0) return `slapd does not start here: ${stderr.trim().split('\n')[0]}`;
  return { slapd, modules: join(FOLDER, 'usr/lib/ldap'), schema: join(FOLDER, 'etc/ldap/schema'), env };
}

/** Returns the reason for a failure; `null` if the program was unpacked. */
function unpack(): string | null {
  const folder = `${FOLDER}-${process.pid}`;
  mkdirSync(folder, { recursive: true });
  try {
    const got = spawnSync('apt-get', ['download', ...PACKAGES], { cwd: folder, encoding: 'utf8' });
    const files = readdirSync(folder).filter((name) => name.endsWith('.deb'));
    if (got.status !== 0 || files.length < PACKAGES.length) return `the packages ${PACKAGES.join(', ')} cannot be downloaded`;
    for (const file of files) spawnSync('dpkg-deb', ['-x', file, join(folder, 'root')], { cwd: folder });
    // Another test process may already have created the folder.
    if (!existsSync(FOLDER)) renameSync(join(folder, 'root'), FOLDER);
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
