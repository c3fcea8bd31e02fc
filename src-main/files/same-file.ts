import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Resolves links in a path, also if the file does not exist yet. */
export async function resolveRealPath(path: string): Promise<string> {
  const there = await realpath(path).catch(() => null);
  if (there !== null) return there;
  const folder = await realpath(dirname(resolve(path))).catch(() => null);
  return folder === null ? resolve(path) : join(folder, basename(resolve(path)));
}

/** Whether two paths are the same file, resolving links. */
export const isSameFile = async (one: string, other: string): Promise<boolean> =>
  (await resolveRealPath(one)) === (await resolveRealPath(other));
