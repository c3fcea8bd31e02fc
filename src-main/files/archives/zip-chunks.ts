import { constants, crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive, as text or bytes in pieces. */
export interface ZipPart {
  readonly name: string;
  readonly text: Iterable<string | Uint8Array>;
}

const LOCAL_ENTRY = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** General purpose flags: sizes follow the data (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const VERSION = 20;
const DEFLATED = 8;
/** DOS date 1 January 1980, the first possible day. A fixed date gives equal reports equal bytes. */
const FIRST_DAY = 0x21;
const CHUNK_CHARACTERS = 1 << 20;
/** zlib level 3 reaches most of the compression of level 6 in half the time. */
const LEVEL = 3;

/**
 * Yields a ZIP archive in pieces of any size, with about 1 MiB of text in memory (PKWARE APPNOTE 6.3 without ZIP64, so less than 4 GiB per
 * part). Returns the number of bytes written.
 */
export function* generateZipChunks(parts: Iterable<ZipPart>): Generator<Uint8Array, number> {
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text } of parts) {
    const start = at;
    const title = Buffer.from(name, 'utf8');
    const head = localEntry(title);
    yield head;
    at += head.length;
    let checksum = 0;
    let plain = 0;
    const dataStart = at;
    for (const bytes of gathered(text)) {
      checksum = crc32(bytes, checksum);
      plain += bytes.length;
      // Ends on a byte boundary without finishing, so that another piece can follow.
      const packed = deflateRawSync(bytes, { level: LEVEL, finishFlush: constants.Z_SYNC_FLUSH });
      yield packed;
      at += packed.length;
    }
    const last = deflateRawSync(new Uint8Array(0), { finishFlush: constants.Z_FINISH });
    yield last;
    at += last.length;
    const sums = { checksum, packed: at - dataStart, plain };
    const tail = descriptor(sums);
    yield tail;
    at += tail.length;
    directory.push(directoryEntry(title, start, sums));
  }
  const entries = Buffer.concat(directory);
  yield entries;
  const end = endOfDirectory(directory.length, entries.length, at);
  yield end;
  return at + entries.length + end.length;
}

function* gathered(text: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  let pending = '';
  for (const piece of text) {
    if (typeof piece === 'string') {
      pending += piece;
      if (pending.length < CHUNK_CHARACTERS) continue;
    }
    if (pending !== '') yield Buffer.from(pending, 'utf8');
    pending = '';
    if (typeof piece !== 'string') yield piece;
  }
  if (pending !== '') yield Buffer.from(pending, 'utf8');
}

interface Sums {
  readonly checksum: number;
  readonly packed: number;
  readonly plain: number;
}

function localEntry(title: Buffer): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(LOCAL_ENTRY, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(DEFLATED, 8);
  head.writeUInt16LE(FIRST_DAY, 12);
  head.writeUInt16LE(title.length, 26);
  return Buffer.concat([head, title]);
}

function descriptor({ checksum, packed, plain }: Sums): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(DESCRIPTOR, 0);
  tail.writeUInt32LE(checksum, 4);
  tail.writeUInt32LE(packed, 8);
  tail.writeUInt32LE(plain, 12);
  return tail;
}

function directoryEntry(title: Buffer, start: number, { checksum, packed, plain }: Sums): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(DIRECTORY_ENTRY, 0);
  entry.writeUInt16LE(VERSION, 4);
  entry.writeUInt16LE(VERSION, 6);
  entry.writeUInt16LE(FLAGS, 8);
  entry.writeUInt16LE(DEFLATED, 10);
  entry.writeUInt16LE(FIRST_DAY, 14);
  entry.writeUInt32LE(checksum, 16);
  entry.writeUInt32LE(packed, 20);
  entry.writeUInt32LE(plain, 24);
  entry.writeUInt16LE(title.length, 28);
  entry.writeUInt32LE(start, 42);
  return Buffer.concat([entry, title]);
}

function endOfDirectory(entries: number, bytes: number, start: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(start, 16);
  return end;
}
