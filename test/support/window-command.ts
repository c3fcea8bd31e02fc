import { execFile } from 'node:child_process';
import { CLI } from './built.ts';

/** Runs the built `tsunagi` and returns its exit code and output. */
export const tsunagi = (...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
