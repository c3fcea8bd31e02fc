import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { shownPath } from './shown-path.ts';

const SCANNER = join(import.meta.dirname, 'scanner.cjs');

/** Time limits for the start of the scanner and for its end after a signal, in milliseconds. */
const START_MS = 60_000;
const END_MS = 15_000;

export interface FolderScan extends AsyncDisposable {
  /** Number of files opened so far. */
  opened(): number;
}

/** Starts a virus scanner on a folder; resolves when it runs. It is ended when the scope ends. */
export async function scanFolder(mode: 'share' | 'exclusive', folder: string): Promise<FolderScan> {
  const own = mkdtempSync(join(tmpdir(), 'tsunagi-scanner-'));
  const counts = join(own, 'counts.json');
  const scanner = spawn(process.execPath, [SCANNER, mode, folder], { env: { ...process.env, SCANNER_COUNTS: shownPath(counts) } });
  const ended = new Promise((resolve) => scanner.once('exit', resolve));
  for (let waited = 0; !existsSync(counts); waited += 20) {
    if (waited > START_MS) throw new Error(`the scanner did not start within ${START_MS} ms`);
    await setTimeout(20);
  }
  return {
    opened: () => (JSON.parse(readFileSync(counts, 'utf8') || '{"opened":0}') as { opened: number }).opened,
    async [Symbol.asyncDispose]() {
      scanner.kill('SIGTERM');
      // Its own end matters to no test, and a program under Wine may miss a signal.
      const timer = globalThis.setTimeout(() => scanner.kill('SIGKILL'), END_MS);
      await ended;
      clearTimeout(timer);
      rmSync(own, { recursive: true, force: true });
    },
  };
}
