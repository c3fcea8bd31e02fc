import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { type ByteSource, piecesOf } from './byte-source.ts';
import { DEFLATED, directoryEntries, directoryPlace, LOCAL_ENTRY, MOST_OF_END, type ZipEntry } from './zip-entries.ts';

/** Of the directory; an entry takes some hundred bytes. */
const MOST_OF_DIRECTORY = 1024 * 1024;
const LOCAL_HEAD = 30;

/** A ZIP archive of any size, read where it lies. */
export interface ZipFile {
  /** The size of the archive itself. */
  readonly bytes: number;
  readonly entries: readonly ZipEntry[];
  /** The bytes of one file in pieces, never more than its entry promises. Throws file-unreadable where they are not what it promises. */
  read(entry: ZipEntry): AsyncGenerator<Buffer, void>;
}

/** Reads the directory of the archive and nothing else. `file`: its name to tell. Throws file-unreadable, file-zip-bomb, and what the source throws. */
export async function openZipFile(source: ByteSource, file: string): Promise<ZipFile> {
  const damaged = new ExpectedError('file-unreadable', { file });
  const { size } = source;
  const lastBytes = Math.min(size, MOST_OF_END);
  const { count, start, bytes } = directoryPlace(await source.read(size - lastBytes, lastBytes), file);
  if (bytes > MOST_OF_DIRECTORY || start + bytes > size) throw damaged;
  const entries = directoryEntries(await source.read(start, bytes), count, 0, file);
  return { bytes: size, entries, read: (entry) => inflated(source, entry, damaged) };
}

async function* inflated(source: ByteSource, entry: ZipEntry, damaged: Error): AsyncGenerator<Buffer, void> {
  if (entry.encrypted || entry.method !== DEFLATED) throw damaged;
  const start = entry.offset + LOCAL_HEAD + (await localLengths(source, entry.offset, damaged));
  const packed = Readable.from(piecesOf(source, start, entry.compressed), { objectMode: false });
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
    // What zlib says of bytes that are no archive's. A place that cannot be read, and whoever uses the pieces, speak for themselves.
    throw String((error as NodeJS.ErrnoException).code).startsWith('Z_') ? damaged : error;
  } finally {
    packed.destroy();
    plain.destroy();
  }
  if (bytes !== entry.inflated || checksum !== entry.checksum) throw damaged;
}

/** How much of name and extra fields stands before the bytes of a file. */
async function localLengths(source: ByteSource, offset: number, damaged: Error): Promise<number> {
  const head = await source.read(offset, LOCAL_HEAD);
  if (head.length < LOCAL_HEAD || head.readUInt32LE(0) !== LOCAL_ENTRY) throw damaged;
  return head.readUInt16LE(26) + head.readUInt16LE(28);
}
