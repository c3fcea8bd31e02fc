import { statSync } from 'node:fs';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { readTextPatiently, removeFile, renamePatiently, tryToRemove, writePrivateFile } from '../disk/held-files.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Maximum size in bytes; real files are far smaller. */
export const MAX_OBJECT_FILE_BYTES = 1024 * 1024;
const JSON_LIMITS = { depth: 16, entries: 20_000 } as const;

/**
 * Reads a small JSON file that contains an object. Returns an empty object if the file is missing, and `null` if it contains no object or
 * is too large. Throws system errors.
 */
export function readJsonObject(path: string): JsonObject | null {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return {};
  if (size > MAX_OBJECT_FILE_BYTES) return null;
  const text = readTextPatiently(path);
  const reading = readBoundedJson(text, JSON_LIMITS);
  // The console never writes a byte order mark, so another program wrote this file.
  if (reading.kind === 'refused' || text.startsWith('\uFEFF')) return null;
  const { value } = reading;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/**
 * Replaces some properties of the JSON object in a file and keeps the others. The file is replaced atomically and synced. Throws system
 * errors; the file is then unchanged.
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
