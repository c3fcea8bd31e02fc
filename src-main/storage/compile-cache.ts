import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

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
