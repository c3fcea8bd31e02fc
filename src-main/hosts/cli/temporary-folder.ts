import { constants, tmpdir } from 'node:os';
import { type LockedFolder, makeLockedFolder } from '../../storage/locked-folder.ts';

export interface TemporaryFolder {
  readonly path: string;
  /** Aborts when a signal ends the command. */
  readonly signal: AbortSignal;
  /** What has files of the folder open is closed before the folder is removed: Windows removes no open file. */
  closeFirst(close: () => unknown): void;
  remove(): void;
}

const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A folder for what names people: it goes with the command, also where that is stopped or ends before its time. Throws `storage-*`. */
export function createTemporaryFolder(prefix: string): TemporaryFolder {
  const stop = new AbortController();
  const closers: (() => unknown)[] = [];
  let folder: LockedFolder | null = null;
  const remove = (): void => {
    for (const signal of ENDS) process.off(signal, onSignal);
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
  // Before the folder is made: a signal between the two would leave it.
  for (const signal of ENDS) process.on(signal, onSignal);
  process.on('exit', removeAtExit);
  try {
    folder = makeLockedFolder(tmpdir(), prefix);
  } catch (error) {
    remove();
    throw error;
  }
  return { path: folder.path, signal: stop.signal, closeFirst: (close) => void closers.push(close), remove };
}

/** Answers what takes longer than this turn. */
function closeAll(closers: readonly (() => unknown)[]): readonly Promise<unknown>[] {
  return closers.flatMap((close) => {
    try {
      const closing = close();
      return closing instanceof Promise ? [closing] : [];
    } catch {
      // What cannot be closed, or is closed already, keeps nothing else open.
      return [];
    }
  });
}

/** Ends the process as the signal would have. On Windows `process.kill` of the own process would end it without its `exit` listeners. */
function endBySignal(signal: NodeJS.Signals): void {
  if (process.platform === 'win32') process.exit(128 + constants.signals[signal]);
  process.kill(process.pid, signal);
}
