import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type ByteSource, readPieces } from './byte-source.ts';
import {
  DEFLATE_METHOD,
  findZipDirectory,
  LOCAL_ENTRY_SIGNATURE,
  MAX_END_RECORD_BYTES,
  parseZipDirectory,
  type ZipEntry,
} from './zip-entries.ts';

/** Maximum size of the directory; an entry takes about a hundred bytes. */
const MAX_DIRECTORY_BYTES = 1024 * 1024;
const LOCAL_HEAD = 30;

/** A ZIP archive of any size, read from its source on demand. */
export interface ZipFile {
  /** Size of the archive in bytes. */
  readonly bytes: number;
  readonly entries: readonly ZipEntry[];
  /** Yields the bytes of one file in pieces, at most its declared size. Throws file-unreadable if the data do not match the directory. */
  read(entry: ZipEntry): AsyncGenerator<Buffer, void>;
}

/** Opens an archive by reading only its directory. `file`: display name. Throws file-unreadable, file-zip-bomb, and the source's errors. */
export async function openZipFile(source: ByteSource, file: string): Promise<ZipFile> {
  const damaged = new ExpectedError('file-unreadable', { file });
  const { size } = source;
  const lastBytes = Math.min(size, MAX_END_RECORD_BYTES);
  const { count, start, bytes } = findZipDirectory(await source.read(size - lastBytes, lastBytes), file);
  if (bytes > MAX_DIRECTORY_BYTES || start + bytes > size) throw damaged;
  const entries = parseZipDirectory(await source.read(start, bytes), count, 0, file);
  return { bytes: size, entries, read: (entry) => inflated(source, entry, damaged) };
}

async function* inflated(source: ByteSource, entry: ZipEntry, damaged: Error): AsyncGenerator<Buffer, void> {
  if (entry.encrypted || entry.method !== DEFLATE_METHOD) throw damaged;
  const start = entry.offset + LOCAL_HEAD + (await localLengths(source, entry.offset, damaged));
  const packed = Readable.from(readPieces(source, start, entry.compressed), { objectMode: false });
  const plain = createInflateRaw();
  packed.once('error', (error) => plain.destroy(error)).pipe(plain);
  let bytes = 0;
  let checksum = 0;
  try {
    for await (const piece of plain as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > entry.inflated) throw damaged;
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } catch (error) {
    // zlib errors mean a damaged archive; errors of the source or of the caller's loop are rethrown.
    throw String((error as NodeJS.ErrnoException).code).startsWith('Z_') ? damaged : error;
  } finally {
    packed.destroy();
    plain.destroy();
  }
  if (bytes !== entry.inflated || checksum !== entry.checksum) throw damaged;
}

/** Returns the length of name and extra fields before a file's data. */
async function localLengths(source: ByteSource, offset: number, damaged: Error): Promise<number> {
  const head = await source.read(offset, LOCAL_HEAD);
  if (head.length < LOCAL_HEAD || head.readUInt32LE(0) !== LOCAL_ENTRY_SIGNATURE) throw damaged;
  return head.readUInt16LE(26) + head.readUInt16LE(28);
}
