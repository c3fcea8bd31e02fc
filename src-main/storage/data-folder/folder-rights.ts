import { chmodSync, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { inFolder } from '../storage-failure.ts';

/** Group and others: any right at all, and the right to write. */
const [OTHERS, OTHERS_WRITE] = [0o077, 0o022] as const;
/** Subfolders whose files are checked too; the console stores nothing deeper. */
const INNER = ['workspaces', 'demo', 'log'] as const;

/**
 * Refuses a data folder that another user owns or can write to, or that contains such a file, because its settings, addresses and
 * approvals could be forged. Read permission of others is removed. Not on Windows, where `%APPDATA%` belongs to the user. A missing
 * folder passes. Throws `storage-unusable` with the command that corrects it.
 */
export function requireOwnFolder(folder: string): void {
  const user = process.getuid?.();
  const own = statSync(folder, { throwIfNoEntry: false });
  if (user === undefined || own?.isDirectory() !== true) return;
  // In a folder that only its user can enter, file permissions of others have no effect.
  const isClosed = (own.mode & OTHERS) === 0;
  inFolder(folder, () => {
    const open: { readonly path: string; readonly mode: number }[] = [];
    const judge = (path: string, { uid, mode }: Stats): void => {
      if (uid !== user) throw refusal('otherOwner', path, folder);
      if ((mode & OTHERS_WRITE) !== 0 && !isClosed) throw refusal('othersWrite', path, folder);
      if ((mode & OTHERS) !== 0) open.push({ path, mode });
    };
    judge(folder, own);
    for (const path of entriesOf(folder)) {
      const [link, entry] = [lstatSync(path, { throwIfNoEntry: false }), statSync(path, { throwIfNoEntry: false })];
      if (link !== undefined && link.uid !== user) throw refusal('otherOwner', path, folder);
      if (entry !== undefined) judge(path, entry);
    }
    // Only after all checks, because files that were writable before would otherwise pass in a folder closed here.
    for (const { path, mode } of open) closeToOthers(path, mode);
  });
}

function* entriesOf(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) yield join(folder, name);
  for (const inner of INNER) {
    const path = join(folder, inner);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) continue;
    for (const name of readdirSync(path)) yield join(path, name);
  }
}

/** A file system without permissions, or a read-only one, cannot be changed. */
function closeToOthers(path: string, mode: number): void {
  try {
    chmodSync(path, mode & 0o700);
  } catch {
    // Others may read on, as before.
  }
}

const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;

function refusal(reason: 'otherOwner' | 'othersWrite', path: string, folder: string): ExpectedError {
  const command = reason === 'otherOwner' ? `sudo chown -R "$(id -un)" ${quoted(folder)}` : `chmod -R go-rwx ${quoted(folder)}`;
  return new ExpectedError('storage-unusable', { reason, folder: path, command });
}
