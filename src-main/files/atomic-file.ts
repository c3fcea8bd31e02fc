import { constants } from 'node:fs';
import { copyFile, type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ExpectedError } from '#shared/contract/expected-error.ts';

/**
 * Writes a file whole or not at all: into a temporary file beside `path`, to the disk, then under its name. Answers what
 * the generator returned. Throws file-not-writable, storage-full or cancelled; what was at `path` is then as it was. `folder`: where the
 * temporary file is, on the same disk.
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
    (temporary) => open(temporary, 'wx', 0o600),
    (handle) => drain(chunks, (bytes) => handle.writeFile(bytes), signal),
    signal,
  );

/** `writeAtomically` of one text or of bytes that are there. */
export const writeWhole = (path: string, content: string | Uint8Array, signal?: AbortSignal): Promise<void> =>
  writeAtomically(path, once(typeof content === 'string' ? Buffer.from(content, 'utf8') : content), signal);

/** Copies a file whole or not at all; throws as `writeAtomically`. */
export const copyAtomically = (from: string, path: string): Promise<void> =>
  beside(
    path,
    dirname(path),
    async (temporary) => {
      await copyFile(from, temporary, constants.COPYFILE_EXCL);
      return open(temporary, 'r+');
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
    await takePlace(temporary, path);
    return result;
  } catch (error) {
    await rm(temporary, { force: true });
    throw toWriteError(error, path, signal);
  }
}

/** What Windows says of a file that another program has open. */
const HELD: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Three seconds in all: longer than scanners take, and not too long for whoever has the file open in Excel. */
const PAUSES_MS = [20, 80, 300, 600, 1000, 1000] as const;

/** Gives a file the name of another. On Windows scanners look into what was just written, and keep it from being renamed for a moment. */
async function takePlace(from: string, to: string): Promise<void> {
  for (const pause of process.platform === 'win32' ? PAUSES_MS : []) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!HELD.has((error as NodeJS.ErrnoException).code)) throw error;
      await setTimeout(pause);
    }
  }
  return rename(from, to);
}

/** Who may write everywhere would replace a device or a pipe, and `/dev/null` would be a file from then on. Throws file-not-writable. */
async function requireReplaceable(path: string): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there?.isFile() === false) throw new ExpectedError('file-not-writable', { file: basename(path) });
}

/** Hands every chunk on, one after another, and answers what the generator returned. Throws cancelled. */
export async function drain<T>(
  chunks: Generator<Uint8Array, T>,
  write: (bytes: Uint8Array) => Promise<void>,
  signal?: AbortSignal,
): Promise<T> {
  for (;;) {
    if (signal?.aborted) throw new ExpectedError('cancelled');
    const step = chunks.next();
    if (step.done) return step.value;
    await write(step.value);
  }
}

function toWriteError(error: unknown, path: string, signal: AbortSignal | undefined): unknown {
  if (error instanceof ExpectedError) return error;
  if (signal?.aborted) return new ExpectedError('cancelled');
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ExpectedError('storage-full', { folder: dirname(path) });
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? new ExpectedError('file-not-writable', { file: basename(path) }) : error;
}
