import { chmodSync, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { quotePath } from '../link-target.ts';
import { convertFolderErrors } from '../storage-failure.ts';
import { requireEntryTargets } from './folder-entries.ts';

/** Permission bits of group and others: any permission, and the permission to write. */
const [OTHERS, OTHERS_WRITE] = [0o077, 0o022] as const;
/** Subfolders whose files are checked too; the console stores no files in deeper folders. */
const INNER = ['workspaces', 'demo', 'log'] as const;

/**
 * Refuses a data folder that another user owns or can write to, or that contains such a file, because its settings, addresses and
 * approvals could be forged; and one that is, or whose entries are, symbolic links without a target. Removes the read permission of
 * others. Owner and mode are not checked on Windows, where `%APPDATA%` belongs to the user, nor for a missing folder. Throws
 * `storage-unusable` with the command that corrects it.
 */
export function requireOwnFolder(folder: string): void {
  requireEntryTargets(folder);
  const user = process.getuid?.();
  const own = statSync(folder, { throwIfNoEntry: false });
  if (user === undefined || own?.isDirectory() !== true) return;
  // If no other user can enter the folder, the permissions of its files have no effect.
  const isClosed = (own.mode & OTHERS) === 0;
  convertFolderErrors(folder, () => {
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
    // Change permissions only after all checks. Otherwise the next start would accept files that others may have changed, because the
    // folder is closed by then.
    for (const { path, mode } of open) restrictToOwner(path, mode);
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

/** Removes the permissions of others. Errors are ignored, because some file systems have no permissions or are read-only. */
function restrictToOwner(path: string, mode: number): void {
  try {
    chmodSync(path, mode & 0o700);
  } catch {
    // Other users keep their read permission.
  }
}

function refusal(reason: 'otherOwner' | 'othersWrite', path: string, folder: string): ExpectedError {
  const command = reason === 'otherOwner' ? `sudo chown -R "$(id -un)" ${quotePath(folder)}` : `chmod -R go-rwx ${quotePath(folder)}`;
  return new ExpectedError('storage-unusable', { reason, folder: path, command });
}
