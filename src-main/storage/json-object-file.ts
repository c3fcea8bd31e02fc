import { readFileSync, statSync } from 'node:fs';
import { readBoundedJson } from '#shared/contract/bounded-json.ts';
import { removeFile, renamePatiently, retryWhileHeld, tryToRemove, writePrivateFile } from '../disk/held-files.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** In bytes, far larger than such a file ever is. */
export const LARGEST_OBJECT_FILE = 1024 * 1024;
const JSON_LIMITS = { depth: 16, entries: 20_000 } as const;

/**
 * The object in a small file of the console's own, empty where there is no file; `null` where it holds something else or is too large. Throws
 * the system's error.
 */
export function readJsonObject(path: string): JsonObject | null {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return {};
  if (size > LARGEST_OBJECT_FILE) return null;
  const text = retryWhileHeld(() => readFileSync(path, 'utf8'));
  const reading = readBoundedJson(text, JSON_LIMITS);
  // The file is written without a byte order mark.
  if (reading.kind === 'refused' || text.startsWith('\uFEFF')) return null;
  const { value } = reading;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/**
 * Replaces some values of the object in a file and leaves the others as they are. The file is written beside and renamed, so that it is whole
 * at every moment, and on the disk when this returns. Throws the system's error; the file is then as it was.
 */
export function changeJsonObject(path: string, change: JsonObject): void {
  const before = readJsonObject(path);
  const beside = `${path}.${process.pid}.tmp`;
  try {
    writePrivateFile(beside, `${JSON.stringify({ ...before, ...change }, null, '\t')}\n`);
    renamePatiently(beside, path);
  } catch (error) {
    tryToRemove(() => removeFile(beside));
    throw error;
  }
}
