import { type FileHandle, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import {
  copyPatientlyAsync,
  getHeldReason,
  isDiskFull,
  openPatientlyAsync,
  removeFileAsync,
  renamePatientlyAsync,
} from '../disk/held-files.ts';
import { hasReservedName } from '../disk/windows-names.ts';

/**
 * Writes a file atomically: to a temporary file in `folder` (default: beside `path`; must be on the same disk), synced, then renamed.
 * Returns the generator's result. Throws file-not-writable, storage-full or canceled; the file at `path` is then unchanged.
 */
export const writeAtomically = <T>(
  path: string,
  chunks: Generator<Uint8Array, T>,
  signal?: AbortSignal,
  folder: string = dirname(path),
): Promise<T> =>
  beside(
    path,
    folder,
    (temporary) => openPatientlyAsync(temporary, 'wx'),
    (handle) => drainChunks(chunks, (bytes) => handle.writeFile(bytes), signal),
    signal,
  );

/** Calls `writeAtomically` for a text or bytes. */
export const writeContentAtomically = (path: string, content: string | Uint8Array, signal?: AbortSignal): Promise<void> =>
  writeAtomically(path, once(typeof content === 'string' ? Buffer.from(content, 'utf8') : content), signal);

/** Copies a file atomically. Throws the errors of `writeAtomically`. */
export const copyAtomically = (from: string, path: string): Promise<void> =>
  beside(
    path,
    dirname(path),
    async (temporary) => {
      await copyPatientlyAsync(from, temporary);
      return openPatientlyAsync(temporary, 'r+');
    },
    async () => undefined,
  );

function* once(bytes: Uint8Array): Generator<Uint8Array, void> {
  yield bytes;
}

async function beside<T>(
  path: string,
  folder: string,
  make: (temporary: string) => Promise<FileHandle>,
  write: (handle: FileHandle) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const temporary = join(folder, `.${basename(path)}.${process.pid.toString(36)}-${Math.random().toString(36).slice(2)}.tmp`);
  try {
    await requireReplaceable(path);
    const handle = await make(temporary);
    let result: T;
    try {
      result = await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renamePatientlyAsync(temporary, path);
    return result;
  } catch (error) {
    // A failed removal must not hide the error of the write.
    await removeFileAsync(temporary).catch(() => undefined);
    throw toWriteError(error, path, signal);
  }
}

/** Throws file-not-writable for a device or pipe such as `/dev/null`, which a rename with sufficient rights would replace with a file. */
async function requireReplaceable(path: string): Promise<void> {
  if (hasReservedName(path)) throw new ExpectedError('file-not-writable', { file: basename(path), reason: 'reservedName' });
  const there = await stat(path).catch(() => null);
  if (there?.isFile() === false) throw new ExpectedError('file-not-writable', { file: basename(path) });
}

/** Passes all chunks to `write` in order, and returns the generator's result. Throws canceled. */
export async function drainChunks<T>(
  chunks: Generator<Uint8Array, T>,
  write: (bytes: Uint8Array) => Promise<void>,
  signal?: AbortSignal,
): Promise<T> {
  try {
    for (;;) {
      if (signal?.aborted) throw new ExpectedError('cancelled');
      const step = chunks.next();
      if (step.done) return step.value;
      await write(step.value);
    }
  } finally {
    // Lets a generator with an open file close it.
    chunks.return(undefined as T);
  }
}

function toWriteError(error: unknown, path: string, signal: AbortSignal | undefined): unknown {
  if (error instanceof ExpectedError) return error;
  if (signal?.aborted) return new ExpectedError('cancelled');
  if (isDiskFull(error)) return new ExpectedError('storage-full', { folder: dirname(path) });
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error;
  const reason = getHeldReason(error);
  return new ExpectedError('file-not-writable', { file: basename(path), ...(reason !== null && { reason }) });
}
