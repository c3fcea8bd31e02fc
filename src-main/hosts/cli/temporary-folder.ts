import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inFolder } from '../../storage/storage-failure.ts';

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A folder for what names people: it goes with the command, also where that is stopped or ends before its time. Throws `storage-*`. */
export function createTemporaryFolder(prefix: string): TemporaryFolder {
  const path = inFolder(tmpdir(), () => mkdtempSync(join(tmpdir(), prefix)));
  const remove = (): void => {
    for (const signal of ENDS) process.off(signal, onSignal);
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true });
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    remove();
    // Nobody else waits for it any more: it ends the process as it would have.
    process.kill(process.pid, signal);
  };
  for (const signal of ENDS) process.on(signal, onSignal);
  process.on('exit', remove);
  return { path, remove };
}
