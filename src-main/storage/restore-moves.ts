import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { readShape } from '#shared/contract/read-shape.ts';
import { removeFile, removeFolder, renamePatiently, retryWhileHeld, tryToRemove, writePrivateFile } from '../disk/held-files.ts';
import { type FolderLock, isFolderLocked, takeFolderLock } from './folder-lock.ts';
import { requireOwnFolder } from './folder-rights.ts';
import { makeFolder } from './make-folder.ts';
import { inFolder } from './storage-failure.ts';

/**
 * The moves by which a restore takes the place of what a data folder has. They are written down before the first one, so that a restore that
 * is killed between two of them is told from a folder that is new: whoever has the folder next puts back what was there.
 */
export const RESTORING = '.restoring';
const MOVES = 'moves.json';
/** What an archive holds, by its first folder or its name: no more than this is ever moved. */
const OWN = ['workspaces', 'demo', 'settings.json'] as const;

const movesSchema = z.strictObject({
  /** The folder inside it for what was there; `null` = nothing was. */
  before: z
    .string()
    .regex(/^before-restore-[\w-]+$/)
    .nullable(),
  /** What was there, and what takes its place. */
  own: z.array(z.enum(OWN)),
  names: z.array(z.enum(OWN)),
});
type Moves = z.output<typeof movesSchema>;

/** Where a restore unpacks what it will move in. */
export const unpackedIn = (folder: string): string => join(folder, RESTORING, 'unpacked');
const movesIn = (folder: string): string => join(folder, RESTORING, MOVES);

/**
 * Moves what is there aside and what was unpacked in; answers where the former is, `null` = nothing was there. Where a move fails, those
 * before it are made undone. The caller has the folder's lock.
 */
export function moveIn(folder: string): string | null {
  const own = OWN.filter((name) => existsSync(join(folder, name)));
  const names = OWN.filter((name) => existsSync(join(unpackedIn(folder), name)));
  const before = own.length === 0 ? null : `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  // Whole or not there: half of it would say nothing.
  const written = `${movesIn(folder)}.unfinished`;
  writePrivateFile(written, JSON.stringify({ before, own, names } satisfies Moves));
  renamePatiently(written, movesIn(folder));
  try {
    if (before !== null) {
      mkdirSync(join(folder, before), { mode: 0o700 });
      for (const name of own) renamePatiently(join(folder, name), join(folder, before, name));
    }
    for (const name of names) renamePatiently(join(unpackedIn(folder), name), join(folder, name));
  } catch (error) {
    putBack(folder);
    throw error;
  }
  return before === null ? null : join(folder, before);
}

/**
 * For whoever reads without the folder's lock, and would take it for another one. Throws `restore-cut` where a restore was killed between its
 * moves, and nobody has put back yet what was there.
 */
export function requireNoCutRestore(folder: string): void {
  const moves = readMoves(folder);
  if (moves === null || isWhole(folder, moves) || isFolderLocked(folder)) return;
  throw new ExpectedError('restore-cut', { folder, ...(moves.before !== null && { before: moves.before }) });
}

/** Whether a restore was begun here and not ended. */
export const hasCutRestore = (folder: string): boolean => existsSync(join(folder, RESTORING));

/**
 * Puts back what was there before a restore that was killed, and clears away what that had unpacked. One that had made its last move is left as
 * it is, and unpacked files that another program holds stay for the next time. The caller has the folder's lock. Throws `restore-cut` where
 * something was made in the place of what is to be put back: then nothing is moved.
 */
export function putBackCutRestore(folder: string): void {
  if (!hasCutRestore(folder)) return;
  putBack(folder);
  // First what tells of moves: of a part of the rest it would say something else.
  removeFile(movesIn(folder));
  tryToRemove(() => removeFolder(join(folder, RESTORING)));
}

/** An empty folder to unpack into: what an earlier restore left there would be moved in with the rest. Throws the system's error. */
export function makeUnpackedFolder(folder: string): string {
  const unpacked = unpackedIn(folder);
  removeFolder(unpacked);
  makeFolder(unpacked);
  return unpacked;
}

/** The lock of a folder that holds what a console keeps: `takeFolderLock`, with what a killed restore left put back. */
export function takeDataFolder(folder: string): FolderLock | null {
  requireOwnFolder(folder);
  const lock = takeFolderLock(folder);
  if (lock !== null) putBackUnder(lock, folder);
  return lock;
}

/** `putBackCutRestore` for whoever has just taken the lock, which is released where it fails. */
export function putBackUnder(lock: FolderLock, folder: string): void {
  try {
    inFolder(folder, () => putBackCutRestore(folder));
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
  const isUnpacked = (name: string): boolean => existsSync(join(unpackedIn(folder), name));
  const aside = own.filter((name) => before !== null && existsSync(join(folder, before, name)));
  // In the place of what was moved aside is what was unpacked, where that was moved in.
  const movedIn = names.filter((name) => isThere(name) && !isUnpacked(name) && (aside.includes(name) || !own.includes(name)));
  const inTheWay = aside.filter((name) => isThere(name) && !movedIn.includes(name));
  for (const name of inTheWay) removeEmpty(folder, before ?? '', name);
  for (const name of movedIn) renamePatiently(join(folder, name), join(unpackedIn(folder), name));
  for (const name of aside) renamePatiently(join(folder, before ?? '', name), join(folder, name));
  if (before !== null && isThere(before)) rmdirSync(join(folder, before));
}

/** A folder that was only looked for loses nothing; anything else is somebody's. */
function removeEmpty(folder: string, before: string, name: string): void {
  try {
    rmdirSync(join(folder, name));
  } catch {
    throw new ExpectedError('restore-cut', { folder, before, name });
  }
}

/** `null` where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readMoves(folder: string): Moves | null {
  if (!existsSync(movesIn(folder))) return null;
  const moves = readShape(movesSchema, parsed(retryWhileHeld(() => readFileSync(movesIn(folder), 'utf8'))));
  if (!moves.success) throw new ExpectedError('restore-cut', { folder });
  return moves.data;
}

/** Every move was made, or made undone: what is to be there is there. */
function isWhole(folder: string, { before, own, names }: Moves): boolean {
  const asideNow = before === null || !existsSync(join(folder, before)) ? [] : readdirSync(join(folder, before));
  const isMovedIn = names.every((name) => existsSync(join(folder, name)) && !existsSync(join(unpackedIn(folder), name)));
  return isMovedIn && own.every((name) => asideNow.includes(name));
}
