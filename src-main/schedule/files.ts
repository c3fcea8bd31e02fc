import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readTextPatientlyAsync, removeFileAsync } from '../disk/held-files.ts';
import { writeContentAtomically } from '../files/atomic-file.ts';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Returns a text; `null` if the file does not exist. */
export async function readIfExists(path: string): Promise<string | null> {
  try {
    return await readTextPatientlyAsync(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Writes a file and its folder. Throws file-not-writable or storage-full. */
export async function writeWithFolder(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeContentAtomically(path, content);
  await chmod(path, mode);
}

export async function removeIfExists(path: string): Promise<void> {
  try {
    await removeFileAsync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
