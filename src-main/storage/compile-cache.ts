import type { Dirent } from 'node:fs';
// biome-ignore lint/style/noRestrictedImports: what is held stays until the next start, and nothing waits for it.
import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import module from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Returns the cache folder of this user, to which other users cannot write. */
function cacheFolder({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Tsunagi', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Tsunagi');
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tsunagi');
}

/**
 * Enables Node's compile cache for modules that are imported later; it shortens the start by a fifth to a third. Without a home folder or
 * support in Node it is not used.
 */
export function startCompileCache(): void {
  try {
    if (process.env['NODE_COMPILE_CACHE'] === undefined) module.enableCompileCache?.(cacheFolder(process));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error;
  }
}

/** Maximum age of an entry in ms; longer than a version of the console is usually in use. */
const MAX_AGE_MS = 30 * 86_400_000;
/** Name of the folder that Node creates per version and settings, such as `v24.21.0-x64-09c9d847-1000`. */
const NODE_CACHE_FOLDER = /^v\d+\.\d+\.\d+\S*-[0-9a-f]{8}(-\d+)?$/;

/**
 * Deletes entries older than 30 days from the compile cache, because each version of the console and of Node leaves several megabytes.
 * Deleted entries that are still needed are compiled again. Errors are ignored, and a folder set by the environment is not touched.
 */
export async function pruneCompileCache(
  folder = process.env['NODE_COMPILE_CACHE'] === undefined ? module.getCompileCacheDir?.() : undefined,
  now = Date.now(),
): Promise<void> {
  if (folder === undefined) return;
  const all = dirname(folder);
  for (const version of await entriesOf(all)) {
    if (!version.isDirectory() || !NODE_CACHE_FOLDER.test(version.name)) continue;
    const files = await entriesOf(join(all, version.name));
    for (const file of files) {
      const path = join(all, version.name, file.name);
      const { mtimeMs } = await lstat(path).catch(() => ({ mtimeMs: now }));
      if (file.isFile() && now - mtimeMs > MAX_AGE_MS) await rm(path, { force: true }).catch(() => undefined);
    }
    // Delete the folder of another version if it is empty; this process writes its own entries when it ends.
    if (version.name !== basename(folder)) await rmdir(join(all, version.name)).catch(() => undefined);
  }
}

const entriesOf = (folder: string): Promise<readonly Dirent[]> => readdir(folder, { withFileTypes: true }).catch(() => []);
