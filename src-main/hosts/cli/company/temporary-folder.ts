import { constants, tmpdir } from 'node:os';
import { type LockedFolder, makeLockedFolder } from '../../../storage/data-folder/locked-folder.ts';
import { onEndSignal } from '../../end-signals.ts';

export interface TemporaryFolder {
  readonly path: string;
  /** Aborted when a signal ends the command. */
  readonly signal: AbortSignal;
  /** Closes open files before the folder is deleted, because Windows does not delete open files. */
  closeFirst(close: () => unknown): void;
  remove(): void;
}

/** Creates a temporary folder for personal data, which is deleted when the command ends or is interrupted. Throws `storage-*`. */
export function createTemporaryFolder(prefix: string): TemporaryFolder {
  const stop = new AbortController();
  const closers: (() => unknown)[] = [];
  let folder: LockedFolder | null = null;
  const remove = (): void => {
    stopListening();
    process.off('exit', removeAtExit);
    folder?.remove();
  };
  const removeAtExit = (): void => {
    closeAll(closers);
    remove();
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    stop.abort();
    const unfinished = closeAll(closers);
    const end = (): void => {
      remove();
      endBySignal(signal);
    };
    if (unfinished.length === 0) end();
    else void Promise.allSettled(unfinished).then(end);
  };
  // Registered before the folder is created, so that a signal in between leaves no folder.
  const stopListening = onEndSignal(onSignal);
  process.on('exit', removeAtExit);
  try {
    folder = makeLockedFolder(tmpdir(), prefix);
  } catch (error) {
    remove();
    throw error;
  }
  return { path: folder.path, signal: stop.signal, closeFirst: (close) => void closers.push(close), remove };
}

/** Calls all closers, and returns the promises of the asynchronous ones. */
function closeAll(closers: readonly (() => unknown)[]): readonly Promise<unknown>[] {
  return closers.flatMap((close) => {
    try {
      const closing = close();
      return closing instanceof Promise ? [closing] : [];
    } catch {
      // An error of one closer must not prevent the others from running.
      return [];
    }
  });
}

/**
 * Ends the process as the signal would. On Windows, `process.kill` on the own process skips `exit` listeners, so it exits with the signal's
 * code.
 */
function endBySignal(signal: NodeJS.Signals): void {
  if (process.platform === 'win32') process.exit(128 + constants.signals[signal]);
  process.kill(process.pid, signal);
}
