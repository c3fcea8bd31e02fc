import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, matchesGlob } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { resolveRealPath } from '../same-file.ts';

/** A list file with its modification time. */
export interface ListFileInfo {
  readonly path: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}

/** File extensions of exported lists. */
const LISTS = /\.(?:csv|tsv|txt|xlsx)$/i;
/** Names of incomplete downloads, and of temporary files of other programs. */
const UNFINISHED = /^(?:\.|~)|\.(?:tmp|part|partial|crdownload|filepart)$/i;

/**
 * Finds the list for a path: the file itself, the newest list in a folder, or the newest match of a pattern (`*`, `?` in the last part).
 * Among equal times the last name is chosen. Throws list-missing, file-unreadable.
 */
export async function findListFile(given: string): Promise<ListFileInfo> {
  const entry = await stat(given).catch(() => null);
  if (entry !== null && !entry.isDirectory()) return { path: given, name: basename(given), writtenAt: entry.mtimeMs };
  const pattern = basename(given);
  const isPattern = entry === null && /[*?]/.test(pattern);
  if (entry === null && !isPattern) throw new ExpectedError('list-missing', { place: given });
  const folder = isPattern ? dirname(given) : given;
  const names = await readdir(folder).catch(() => Promise.reject(new ExpectedError('list-missing', { place: given })));
  let newest: ListFileInfo | null = null;
  for (const name of names.sort()) {
    if (!isListName(name, isPattern ? pattern : null)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() && found.mtimeMs >= (newest?.writtenAt ?? 0)) newest = { path, name, writtenAt: found.mtimeMs };
  }
  if (newest === null) throw new ExpectedError('list-missing', { place: given });
  return newest;
}

/** Whether a name in a folder is considered. `pattern`: required match; `null` = extensions of exported lists. */
const isListName = (name: string, pattern: string | null): boolean =>
  !UNFINISHED.test(name) && (pattern === null ? LISTS.test(name) : matchesGlob(name, pattern));

/** Whether this or a later run would find the file as the list of a path. */
export async function isListFileOfPath(given: string, path: string): Promise<boolean> {
  const [place, file] = [await resolveRealPath(given), await resolveRealPath(path)];
  if (place === file) return true;
  if (dirname(file) === place) return isListName(basename(file), null);
  return dirname(file) === dirname(place) && isListName(basename(file), basename(place));
}

const DAY_MS = 86_400_000;

/**
 * Throws list-old if the list was last written more than `mostDays` days ago: if the export stopped, no changes would be reported anymore.
 */
export function requireRecentList({ name, writtenAt }: ListFileInfo, mostDays: number | null, now: number): void {
  const days = Math.floor((now - writtenAt) / DAY_MS);
  if (mostDays !== null && days > mostDays) throw new ExpectedError('list-old', { file: name, days, allowed: mostDays });
}
