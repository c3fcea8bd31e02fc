import { chmodSync, chownSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Chromium's sandbox refuses root, so root runs the tests as the system's unprivileged user 65534. Other users run them as themselves. */
export const PLAIN_USER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

/** Options that start a child process as the unprivileged user. */
export const asPlainUser = (): { uid?: number; gid?: number } => PLAIN_USER ?? {};

/** Makes the unprivileged user the owner of a file or folder of the tests. Returns the path. */
export function changeOwner(path: string): string {
  if (PLAIN_USER !== null) chownSync(path, PLAIN_USER.uid, PLAIN_USER.gid);
  return path;
}

/** Creates a folder owned by the unprivileged user. */
export const plainFolder = (name: string): string => changeOwner(mkdtempSync(join(realpathSync(tmpdir()), name)));

/** Writes a script that replaces itself by the program, run as the unprivileged user, for callers that cannot set a user. */
export function programAsPlainUser(program: string, folder: string): string {
  if (PLAIN_USER === null) return program;
  const path = join(folder, 'as-plain-user');
  writeFileSync(path, `#!/bin/sh\nexec setpriv --reuid=${PLAIN_USER.uid} --regid=${PLAIN_USER.gid} --clear-groups -- '${program}' "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}
