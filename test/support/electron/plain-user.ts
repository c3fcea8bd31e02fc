import { chmodSync, chownSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Chromium's sandbox refuses root, so root runs the tests as the system's `nobody`; other users run them as themselves. */
export const PLAIN_USER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

/** What a child process is started with to be the plain user. */
export const asPlainUser = (): { uid?: number; gid?: number } => PLAIN_USER ?? {};

/** Gives a file or folder of the tests to the plain user. */
export function giveAway(path: string): string {
  if (PLAIN_USER !== null) chownSync(path, PLAIN_USER.uid, PLAIN_USER.gid);
  return path;
}

/** A new folder of the plain user. */
export const plainFolder = (name: string): string => giveAway(mkdtempSync(join(realpathSync(tmpdir()), name)));

/** A program that runs another one as the plain user in the same process: for those who start programs without naming a user. */
export function programAsPlainUser(program: string, folder: string): string {
  if (PLAIN_USER === null) return program;
  const path = join(folder, 'as-plain-user');
  writeFileSync(path, `#!/bin/sh\nexec setpriv --reuid=${PLAIN_USER.uid} --regid=${PLAIN_USER.gid} --clear-groups -- '${program}' "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}
