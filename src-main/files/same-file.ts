import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** A path without links, also of a file that is not there yet. */
export async function realPlace(path: string): Promise<string> {
  const there = await realpath(path).catch(() => null);
  if (there !== null) return there;
  const folder = await realpath(dirname(resolve(path))).catch(() => null);
  return folder === null ? resolve(path) : join(folder, basename(resolve(path)));
}

/** Whether two paths are one file, whatever links lead to it. */
export const isSameFile = async (one: string, other: string): Promise<boolean> => (await realPlace(one)) === (await realPlace(other));
