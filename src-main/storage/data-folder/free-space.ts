import { statfsSync } from 'node:fs';

/** Less than SQLite and a settings file need for one change. */
const LEAST_BYTES = 1024 * 1024;

/** Whether the disk of a folder has no space for another change. `false` for a missing folder and a file system without figures. */
export function hasNoSpace(folder: string): boolean {
  try {
    const { bavail, bsize, blocks } = statfsSync(folder);
    return blocks > 0 && bavail * bsize < LEAST_BYTES;
  } catch {
    return false;
  }
}
