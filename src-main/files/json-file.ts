import { stat } from 'node:fs/promises';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { readTextPatientlyAsync } from '../disk/held-files.ts';

export interface JsonFile {
  readonly path: string;
  /** File name for messages. */
  readonly name: string;
  readonly maxMegabytes: number;
}

/** Maximum nesting depth and number of entries. The console's files are about twenty levels deep, with 50 bytes per entry. */
const MAX_DEPTH = 64;
const ENTRIES_A_MEGABYTE = 100_000;

/**
 * Returns the value of a JSON file, with or without BOM; `undefined` if it is invalid. Throws file-unreadable, file-empty, file-too-large,
 * file-beyond-limits.
 */
export async function readJsonFile({ path, name: file, maxMegabytes }: JsonFile): Promise<unknown> {
  const bytes = await stat(path).then(
    (found) => (found.isFile() ? found.size : Promise.reject(new ExpectedError('file-unreadable', { file }))),
    () => Promise.reject(new ExpectedError('file-unreadable', { file })),
  );
  if (bytes === 0) throw new ExpectedError('file-empty', { file });
  if (bytes > maxMegabytes * 1024 * 1024) throw new ExpectedError('file-too-large', { file, size: maxMegabytes });
  const text = await readTextPatientlyAsync(path).catch(() => Promise.reject(new ExpectedError('file-unreadable', { file })));
  const reading = readBoundedJson(text, { depth: MAX_DEPTH, entries: maxMegabytes * ENTRIES_A_MEGABYTE });
  if (reading.kind === 'read') return reading.value;
  if (reading.why === 'not-json') return undefined;
  throw new ExpectedError('file-beyond-limits', { file, limit: reading.why === 'too-deep' ? 'nesting' : 'parts' });
}
