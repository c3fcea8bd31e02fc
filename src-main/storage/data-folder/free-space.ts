import { statfsSync } from 'node:fs';

/** Minimum free space in bytes; a change by SQLite or of the settings file needs more. */
const MIN_BYTES = 1024 * 1024;

/**
 * Whether the disk of a folder is too full for another change. `false` for a missing folder, or a file system that does not report free
 * space.
 */
export function hasNoSpace(folder: string): boolean {
  try {
    const { bavail, bsize, blocks } = statfsSync(folder);
    return blocks > 0 && bavail * bsize < MIN_BYTES;
  } catch {
    return false;
  }
}
