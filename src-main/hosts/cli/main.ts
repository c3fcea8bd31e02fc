#!/usr/bin/env node
import { startCompileCache } from '../../storage/compile-cache.ts';
import { hideExperimentalWarnings } from '../../storage/database/experimental-warnings.ts';
import { applyShortProcessFlags } from './one-run.ts';

hideExperimentalWarnings();
applyShortProcessFlags();
startCompileCache();
const { runCommandLine } = await import('./command-line.ts');
const code = await runCommandLine(process.argv.slice(2));
process.exitCode = code;
// An unanswered keychain prompt blocks a thread that `process.exit` waits for. After a second, `execve` replaces the process to end it.
setTimeout(() => {
  if (process.platform === 'win32' || process.execve === undefined) process.exit(code);
  process.execve('/bin/sh', ['sh', '-c', `exit ${code}`], process.env);
}, 1000).unref();
