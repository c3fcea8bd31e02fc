import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { removeEmptyFolder, removeFile, removeFolder, renamePatiently, tryToRemove, writePrivateFile } from '../../disk/held-files.ts';
import { CONTROL_STORE } from '../control/control-store.ts';
import { readJsonObject } from '../json-object-file.ts';
import { SEALED_SECRETS } from '../sealed-secrets.ts';
import { convertFolderErrors } from '../storage-failure.ts';
import { BACKED_UP, requireEntries } from './folder-entries.ts';
import { type FolderLock, isFolderLocked, takeFolderLock } from './folder-lock.ts';
import { requireOwnFolder } from './folder-rights.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Folder with the state of a restore. The moves are recorded before the first one, so that the next process can detect and revert an
 * interrupted restore.
 */
export const RESTORE_STATE_FOLDER = '.restoring';
const MOVES = 'moves.json';
/** Databases of a team server, with the files that SQLite keeps beside them after a crash. */
const SERVER_STORES = [
  CONTROL_STORE,
  `${CONTROL_STORE}-wal`,
  `${CONTROL_STORE}-shm`,
  SEALED_SECRETS,
  `${SEALED_SECRETS}-wal`,
  `${SEALED_SECRETS}-shm`,
] as const;
/** Top-level names of an archive, and files beside them; only these are moved. */
const OWN = ['workspaces', 'demo', 'settings.json', ...SERVER_STORES] as const;

const movesSchema = z.strictObject({
  /** Name of the subfolder for the former data; `null` = there was none. */
  before: z
    .string()
    .regex(/^before-restore-[\w-]+$/)
    .nullable(),
  /** `own`: names that existed before; `names`: names in the archive, which replace them. */
  own: z.array(z.enum(OWN)),
  names: z.array(z.enum(OWN)),
});
type Moves = z.output<typeof movesSchema>;

/** Returns the folder into which a restore unpacks. */
export const getUnpackedFolder = (folder: string): string => join(folder, RESTORE_STATE_FOLDER, 'unpacked');
const movesIn = (folder: string): string => join(folder, RESTORE_STATE_FOLDER, MOVES);

/**
 * Moves the existing data into a subfolder and the unpacked data into the folder. Returns the folder of the former data; `null` = there
 * was none. If a move fails, the earlier ones are reverted. The caller must hold the folder's lock.
 */
export function moveUnpackedData(folder: string): string | null {
  const names = OWN.filter((name) => existsSync(join(getUnpackedFolder(folder), name)));
  // An archive without people and roles, for example of a desktop, must not remove those of a server.
  const hasServerStores = SERVER_STORES.some((name) => names.includes(name));
  const kept: readonly string[] = hasServerStores ? [] : SERVER_STORES;
  const own = OWN.filter((name) => !kept.includes(name) && existsSync(join(folder, name)));
  const before = own.length === 0 ? null : `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  // Written atomically, because an incomplete record could not be used.
  const written = `${movesIn(folder)}.unfinished`;
  writePrivateFile(written, JSON.stringify({ before, own, names } satisfies Moves));
  renamePatiently(written, movesIn(folder));
  try {
    if (before !== null) {
      mkdirSync(join(folder, before), { mode: 0o700 });
      for (const name of own) renamePatiently(join(folder, name), join(folder, before, name));
    }
    for (const name of names) renamePatiently(join(getUnpackedFolder(folder), name), join(folder, name));
  } catch (error) {
    putBack(folder);
    throw error;
  }
  return before === null ? null : join(folder, before);
}

/** Throws `restore-cut` if a restore was killed between its moves and is not reverted yet. For readers without the folder's lock. */
export function requireNoInterruptedRestore(folder: string): void {
  const moves = readMoves(folder);
  if (moves === null || isWhole(folder, moves) || isFolderLocked(folder)) return;
  throw new ExpectedError('restore-cut', { folder, ...(moves.before !== null && { before: moves.before }) });
}

/** Whether an unfinished restore exists in the folder. */
export const hasInterruptedRestore = (folder: string): boolean => existsSync(join(folder, RESTORE_STATE_FOLDER));

/**
 * Reverts an interrupted restore and deletes its unpacked files; a restore that completed its last move is kept. Files locked by another
 * program stay until the next call. The caller must hold the folder's lock. Throws `restore-cut`, without moving anything, if a file to be
 * moved back exists again.
 */
export function revertInterruptedRestore(folder: string): void {
  if (!hasInterruptedRestore(folder)) return;
  putBack(folder);
  // Delete the record of moves first, because it is wrong once other files are deleted.
  removeFile(movesIn(folder));
  tryToRemove(() => removeFolder(join(folder, RESTORE_STATE_FOLDER)));
}

/**
 * Creates an empty folder for unpacking; files of an earlier restore are deleted, because they would be moved in. Throws the system's
 * error.
 */
export function makeUnpackedFolder(folder: string): string {
  const unpacked = getUnpackedFolder(folder);
  removeFolder(unpacked);
  makeFolder(unpacked);
  return unpacked;
}

/** Acquires the lock of a data folder and reverts an interrupted restore; `null` if another process holds the lock. */
export function lockDataFolder(folder: string): FolderLock | null {
  requireOwnFolder(folder);
  requireEntries(folder);
  const lock = takeFolderLock(folder);
  if (lock !== null) revertRestoreUnderLock(lock, folder);
  return lock;
}

/**
 * Checks a data folder that is read without its lock, also beside an open console. Throws `storage-unusable` and `restore-cut`.
 */
export function requireReadableFolder(folder: string): void {
  requireOwnFolder(folder);
  requireEntries(folder, BACKED_UP);
  requireNoInterruptedRestore(folder);
}

/** Runs `revertInterruptedRestore` directly after the lock was acquired; releases it on failure. */
export function revertRestoreUnderLock(lock: FolderLock, folder: string): void {
  try {
    convertFolderErrors(folder, () => revertInterruptedRestore(folder));
  } catch (error) {
    lock.release();
    throw error;
  }
}

function putBack(folder: string): void {
  const moves = readMoves(folder);
  if (moves === null || isWhole(folder, moves)) return;
  const { before, own, names } = moves;
  const isThere = (name: string): boolean => existsSync(join(folder, name));
  const isUnpacked = (name: string): boolean => existsSync(join(getUnpackedFolder(folder), name));
  const aside = own.filter((name) => before !== null && existsSync(join(folder, before, name)));
  // Unpacked data that were already moved in have the original names.
  const movedIn = names.filter((name) => isThere(name) && !isUnpacked(name) && (aside.includes(name) || !own.includes(name)));
  const inTheWay = aside.filter((name) => isThere(name) && !movedIn.includes(name));
  for (const name of inTheWay) removeEmpty(folder, before ?? '', name);
  for (const name of movedIn) renamePatiently(join(folder, name), join(getUnpackedFolder(folder), name));
  for (const name of aside) renamePatiently(join(folder, before ?? '', name), join(folder, name));
  if (before !== null && isThere(before)) removeEmptyFolder(join(folder, before));
}

/** Deletes an empty folder that prevents a move; throws `restore-cut` for anything else, which may be data of the user. */
function removeEmpty(folder: string, before: string, name: string): void {
  try {
    removeEmptyFolder(join(folder, name));
  } catch {
    throw new ExpectedError('restore-cut', { folder, before, name });
  }
}

function readMoves(folder: string): Moves | null {
  if (!existsSync(movesIn(folder))) return null;
  const moves = safeParseUntrusted(movesSchema, readJsonObject(movesIn(folder)));
  // Without a readable record it is unknown which data to move back.
  if (!moves.success) throw new ExpectedError('restore-cut', { folder, file: join(RESTORE_STATE_FOLDER, MOVES) });
  return moves.data;
}

/** Whether all moves were made, or all were reverted. */
function isWhole(folder: string, { before, own, names }: Moves): boolean {
  const asideNow = before === null || !existsSync(join(folder, before)) ? [] : readdirSync(join(folder, before));
  const isMovedIn = names.every((name) => existsSync(join(folder, name)) && !existsSync(join(getUnpackedFolder(folder), name)));
  return isMovedIn && own.every((name) => asideNow.includes(name));
}
