import { renameSync } from 'node:fs';

/** What Windows says of a file that another program has open, and of a folder with such a file in it. */
const HELD: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Three seconds in all: longer than scanners take. */
const PAUSES_MS = [20, 80, 300, 600, 1000, 1000] as const;

/**
 * `renameSync`, and on Windows again for a while: scanners look into what was just written, and keep it and the folder it is in from being
 * renamed meanwhile. Throws the system's error.
 */
export function renamePatiently(from: string, to: string): void {
  for (const pause of process.platform === 'win32' ? PAUSES_MS : []) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (!HELD.has((error as NodeJS.ErrnoException).code)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  renameSync(from, to);
}
