#!/usr/bin/env node
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what V8 compiled is kept from one start to the next: the place each system has for that. Nobody else may write there. */
function cacheFolder({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Tsunagi', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Tsunagi');
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tsunagi');
}

// Saves a third of a start. A user without a home, or a Node that cannot, has a slower one and no more.
try {
  if (process.env['NODE_COMPILE_CACHE'] === undefined) module.enableCompileCache?.(cacheFolder(process));
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error;
}

const { runCommandLine } = await import('./command-line.ts');
const code = await runCommandLine(process.argv.slice(2));
process.exitCode = code;
// A keychain whose question nobody answers keeps a thread, and `process.exit` would wait for it. Where the process is not over by
// itself it becomes one that is.
setTimeout(() => {
  if (process.platform === 'win32' || process.execve === undefined) process.exit(code);
  process.execve('/bin/sh', ['sh', '-c', `exit ${code}`], process.env);
}, 1000).unref();
