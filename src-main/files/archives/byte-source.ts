import type { FileHandle } from 'node:fs/promises';
import { openPatientlyAsync } from '../../disk/held-files.ts';

/** Source of bytes with random access. */
export interface ByteSource {
  readonly size: number;
  /** Returns `length` bytes from `start`; fewer at the end of the source. */
  read(start: number, length: number): Promise<Buffer>;
}

const CHUNK_BYTES = 1024 * 1024;

/** Creates a source for a file on disk. Each read opens the file, so nothing must be closed. Throws errors of opening. */
export async function createFileSource(path: string): Promise<ByteSource> {
  const within = async <T>(work: (handle: FileHandle) => Promise<T>): Promise<T> => {
    const handle = await openPatientlyAsync(path, 'r');
    try {
      return await work(handle);
    } finally {
      await handle.close();
    }
  };
  const { size } = await within((handle) => handle.stat());
  return {
    size,
    read: (start, length) =>
      within(async (handle) => {
        const buffer = Buffer.alloc(length);
        const { bytesRead } = await handle.read(buffer, 0, length, start);
        return buffer.subarray(0, bytesRead);
      }),
  };
}

/** Yields `length` bytes from `start` in pieces. */
export async function* readPieces(source: ByteSource, start: number, length: number): AsyncGenerator<Buffer, void> {
  const end = Math.min(start + length, source.size);
  for (let at = start; at < end; ) {
    const piece = await source.read(at, Math.min(CHUNK_BYTES, end - at));
    if (piece.length === 0) return;
    yield piece;
    at += piece.length;
  }
}
