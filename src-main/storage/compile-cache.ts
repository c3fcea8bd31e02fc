import type { Dirent } from 'node:fs';
import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import module from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The place each system has for what is kept from one start to the next. Nobody else may write there. */
function cacheFolder({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Tsunagi', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Tsunagi');
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tsunagi');
}

/**
 * Keeps what V8 compiles for the next start, of which it saves a fifth to a third: for what this thread imports from here on. A user
 * without a home, or a Node that cannot, has a slower start and no more.
 */
export function keepCompiled(): void {
  try {
    if (process.env['NODE_COMPILE_CACHE'] === undefined) module.enableCompileCache?.(cacheFolder(process));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error;
  }
}

/** Longer than most versions of the console are in use. */
const KEPT_MS = 30 * 86_400_000;
/** Node's own folder for each of its versions and settings, such as `v24.21.0-x64-09c9d847-1000`. */
const OF_NODE = /^v\d+\.\d+\.\d+\S*-[0-9a-f]{8}(-\d+)?$/;

/**
 * Removes what was compiled more than 30 days ago from the folder in which this thread keeps it: every version of the console and of Node
 * leaves some megabytes that no later one reads. What is still in use is compiled once more. What cannot be removed stays, and a folder
 * that somebody else chose is left alone.
 */
export async function forgetCompiled(
  folder = process.env['NODE_COMPILE_CACHE'] === undefined ? module.getCompileCacheDir?.() : undefined,
  now = Date.now(),
): Promise<void> {
  if (folder === undefined) return;
  const all = dirname(folder);
  for (const version of await entriesOf(all)) {
    if (!version.isDirectory() || !OF_NODE.test(version.name)) continue;
    const files = await entriesOf(join(all, version.name));
    for (const file of files) {
      const path = join(all, version.name, file.name);
      const { mtimeMs } = await lstat(path).catch(() => ({ mtimeMs: now }));
      if (file.isFile() && now - mtimeMs > KEPT_MS) await rm(path, { force: true }).catch(() => undefined);
    }
    // Goes where nothing is left in it; what this process compiles is written into its own only at its end.
    if (version.name !== basename(folder)) await rmdir(join(all, version.name)).catch(() => undefined);
  }
}

const entriesOf = (folder: string): Promise<readonly Dirent[]> => readdir(folder, { withFileTypes: true }).catch(() => []);
