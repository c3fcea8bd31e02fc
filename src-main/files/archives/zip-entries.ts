import { crc32, inflateRawSync } from 'node:zlib';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { MAX_FILE_MB } from '../limits.ts';

/** Maximum parts of a workbook; a large one has a few hundred. */
const MAX_ENTRIES = 4096;
/** Maximum bytes of all unpacked parts. */
const MAX_INFLATED = 256 * 1024 * 1024;
/** Maximum compression ratio. A sheet of one repeated value compresses about 100:1; a large file beyond this limit is a zip bomb. */
const MAX_RATIO = 250;
const RATIO_MATTERS_FROM = 8 * 1024 * 1024;

/** Maximum length of the end record, including its comment. */
export const MAX_END_RECORD_BYTES = 22 + 0xffff;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
export const LOCAL_ENTRY_SIGNATURE = 0x04034b50;
const STORED = 0;
export const DEFLATE_METHOD = 8;

/** Metadata of one file in the archive's directory. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly checksum: number;
  readonly compressed: number;
  readonly inflated: number;
  readonly offset: number;
}

/**
 * Returns the wanted files of a ZIP archive, unpacked. The directory is checked before unpacking, and no file may exceed its declared size.
 * `mostInflated`: maximum bytes in total. Throws file-zip-bomb, file-too-large, file-kind-wrong (encrypted), file-unreadable (damaged).
 */
export function unzipEntries(
  bytes: Buffer,
  wanted: (name: string) => boolean,
  file: string,
  mostInflated = MAX_INFLATED,
): Map<string, Buffer> {
  const entries = centralDirectory(bytes, file).filter(({ name }) => wanted(name));
  const inflated = entries.reduce((sum, entry) => sum + entry.inflated, 0);
  // Compared with the size of the whole file, because overlapping entries may share compressed bytes.
  if (inflated > RATIO_MATTERS_FROM && inflated > bytes.length * MAX_RATIO) throw new ExpectedError('file-zip-bomb', { file });
  if (inflated > mostInflated)
    throw new ExpectedError('file-too-large', { file, size: Math.min(MAX_FILE_MB, Math.floor(mostInflated / 1024 / 1024)) });
  return new Map(entries.map((entry) => [entry.name, inflate(bytes, entry, file)]));
}

function centralDirectory(bytes: Buffer, file: string): ZipEntry[] {
  const { count, start } = findZipDirectory(bytes, file);
  return parseZipDirectory(bytes, count, start, file);
}

/** Finds the directory from the last bytes of an archive. Throws file-unreadable, file-zip-bomb. */
export function findZipDirectory(last: Buffer, file: string): { readonly count: number; readonly start: number; readonly bytes: number } {
  const end = endOfDirectory(last);
  if (end < 0) throw new ExpectedError('file-unreadable', { file });
  const count = last.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new ExpectedError('file-zip-bomb', { file });
  return { count, start: last.readUInt32LE(end + 16), bytes: last.readUInt32LE(end + 12) };
}

/** Parses `count` entries of a directory that starts at `at`. Throws file-unreadable. */
export function parseZipDirectory(bytes: Buffer, count: number, at: number, file: string): ZipEntry[] {
  const damaged = new ExpectedError('file-unreadable', { file });
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged;
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    if (names.has(name)) throw damaged;
    names.add(name);
    entries.push({
      name,
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) !== 0,
      checksum: bytes.readUInt32LE(at + 16),
      compressed: bytes.readUInt32LE(at + 20),
      inflated: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Returns the offset of the end record, which is last except for a comment of at most 64 KiB. */
function endOfDirectory(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - MAX_END_RECORD_BYTES; at--)
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return -1;
}

function inflate(bytes: Buffer, entry: ZipEntry, file: string): Buffer {
  const damaged = new ExpectedError('file-unreadable', { file });
  if (entry.encrypted) throw new ExpectedError('file-kind-wrong', { file });
  if (entry.offset + 30 > bytes.length || bytes.readUInt32LE(entry.offset) !== LOCAL_ENTRY_SIGNATURE) throw damaged;
  const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  if (start + entry.compressed > bytes.length) throw damaged;
  const packed = bytes.subarray(start, start + entry.compressed);
  const plain = entry.method === STORED ? packed : entry.method === DEFLATE_METHOD ? unpacked(packed, entry.inflated, file) : undefined;
  if (plain?.length !== entry.inflated || crc32(plain) !== entry.checksum) throw damaged;
  return plain;
}

function unpacked(packed: Buffer, promised: number, file: string): Buffer {
  try {
    // One extra byte, so that an empty part has a buffer and a wrong size is detected.
    return inflateRawSync(packed, { maxOutputLength: promised + 1 });
  } catch (error) {
    const beyond = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new ExpectedError(beyond ? 'file-zip-bomb' : 'file-unreadable', { file });
  }
}
