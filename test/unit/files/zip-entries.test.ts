import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createFileSource } from '#main/files/archives/byte-source.ts';
import { unzipEntries } from '#main/files/archives/zip-entries.ts';
import { openZipFile } from '#main/files/archives/zip-file.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const FILES = { 'a.txt': 'first '.repeat(50), 'b/c.txt': 'second', 'empty.txt': '' } as const;
const packed = (level: 0 | 9 = 9): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(FILES).map(([name, text]) => [name, strToU8(text)])), { level }));
const [DIRECTORY, LOCAL] = [Buffer.from('504b0102', 'hex'), Buffer.from('504b0304', 'hex')];
/** Returns an archive with some bytes changed in its directory, its end record, or before a file. */
const changed = (change: (bytes: Buffer, directory: number, end: number) => void, level: 0 | 9 = 9): Buffer => {
  const bytes = packed(level);
  change(bytes, bytes.indexOf(DIRECTORY), bytes.length - 22);
  return bytes;
};

async function failureOf(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure.code;
    throw error;
  }
}
const unzipped = (bytes: Buffer, most?: number): unknown =>
  Object.fromEntries([...unzipEntries(bytes, () => true, 'a.zip', most)].map(([name, content]) => [name, content.toString()]));
const folder = temporaryFolder('zip');
async function readFrom(bytes: Buffer): Promise<unknown> {
  const path = join(folder, 'a.zip');
  writeFileSync(path, bytes);
  const zip = await openZipFile(await createFileSource(path), 'a.zip');
  const found: Record<string, string> = {};
  for (const entry of zip.entries) {
    const pieces: Buffer[] = [];
    for await (const piece of zip.read(entry)) pieces.push(piece);
    found[entry.name] = Buffer.concat(pieces).toString();
  }
  return found;
}

describe('an archive', () => {
  it('returns its files, from memory and from disk, also with a comment at its end', async () => {
    expect([unzipped(packed()), unzipped(packed(0)), await readFrom(packed().subarray(0))]).toEqual([FILES, FILES, FILES]);
    const commented = Buffer.concat([packed(), Buffer.alloc(0xffff, 0x78)]);
    commented.writeUInt16LE(0xffff, packed().length - 2);
    expect([unzipped(commented), await readFrom(commented)]).toEqual([FILES, FILES]);
    expect([...unzipEntries(packed(), (name) => name.startsWith('b/'), 'a.zip').keys()]).toEqual(['b/c.txt']);
    const windows = changed((bytes, directory) => bytes.write('b\\c.txt', bytes.indexOf('b/c.txt', directory)));
    expect(Object.keys(unzipped(windows) as object)).toContain('b/c.txt');
  });

  it.each<[string, Buffer, string, string]>([
    ['is none', Buffer.from('no archive at all'), 'file-unreadable', 'file-unreadable'],
    ['has nothing in it', Buffer.alloc(0), 'file-unreadable', 'file-unreadable'],
    ['ends behind its last record', Buffer.concat([packed(), Buffer.alloc(0x1_0000)]), 'file-unreadable', 'file-unreadable'],
    ['promises too many files', changed((bytes, _, end) => bytes.writeUInt16LE(4_097, end + 10)), 'file-zip-bomb', 'file-zip-bomb'],
    [
      'promises more files than it lists',
      changed((bytes, _, end) => bytes.writeUInt16LE(4, end + 10)),
      'file-unreadable',
      'file-unreadable',
    ],
    [
      'has its directory beyond its end',
      changed((bytes, _, end) => bytes.writeUInt32LE(bytes.length, end + 16)),
      'file-unreadable',
      'file-unreadable',
    ],
    ['lists something else', changed((bytes, directory) => bytes.writeUInt8(9, directory)), 'file-unreadable', 'file-unreadable'],
    ['is encrypted', changed((bytes, directory) => bytes.writeUInt16LE(1, directory + 8)), 'file-kind-wrong', 'file-unreadable'],
    [
      'is packed in another way',
      changed((bytes, directory) => bytes.writeUInt16LE(12, directory + 10)),
      'file-unreadable',
      'file-unreadable',
    ],
    [
      'adds up to something else',
      changed((bytes, directory) => bytes.writeUInt32LE(7, directory + 16)),
      'file-unreadable',
      'file-unreadable',
    ],
    [
      'is longer than it promises',
      changed((bytes, directory) => bytes.writeUInt32LE(298, directory + 24)),
      'file-zip-bomb',
      'file-unreadable',
    ],
    [
      'is a byte longer than it promises',
      changed((bytes, directory) => bytes.writeUInt32LE(299, directory + 24)),
      'file-unreadable',
      'file-unreadable',
    ],
    [
      'is shorter than it promises',
      changed((bytes, directory) => bytes.writeUInt32LE(301, directory + 24)),
      'file-unreadable',
      'file-unreadable',
    ],
    [
      'has a file beyond its end',
      changed((bytes, directory) => bytes.writeUInt32LE(bytes.length - 29, directory + 42)),
      'file-unreadable',
      'file-unreadable',
    ],
    ['has no head before a file', changed((bytes) => bytes.writeUInt8(9, bytes.indexOf(LOCAL))), 'file-unreadable', 'file-unreadable'],
    [
      'has a file longer than itself',
      changed((bytes, directory) => bytes.writeUInt32LE(bytes.length, directory + 20)),
      'file-unreadable',
      'ok',
    ],
    [
      'has bytes that unpack to nothing',
      changed((bytes, directory) => bytes.fill(0xff, 30 + 5, directory > 60 ? 45 : directory)),
      'file-unreadable',
      'file-unreadable',
    ],
  ])('that %s is refused', async (_, bytes, inMemory, onDisk) => {
    const told = async (work: () => unknown): Promise<unknown> => {
      const found = await failureOf(work);
      return typeof found === 'string' ? found : 'ok';
    };
    expect([await told(() => unzipped(bytes)), await told(() => readFrom(bytes))]).toEqual([inMemory, onDisk]);
  });

  it('with a duplicate name is refused', async () => {
    const bytes = Buffer.from(zipSync({ 'a.txt': strToU8('1'), 'b.txt': strToU8('2') }));
    bytes.write('a.txt', bytes.lastIndexOf('b.txt'));
    expect([await failureOf(() => unzipped(bytes)), await failureOf(() => readFrom(bytes))]).toEqual([
      'file-unreadable',
      'file-unreadable',
    ]);
  });

  it('is unpacked up to the requested size, and refused if its compression ratio is absurd', async () => {
    expect([await failureOf(() => unzipped(packed(), 306)), await failureOf(() => unzipped(packed(), 305))]).toEqual([
      FILES,
      'file-too-large',
    ]);
    const promising = (inflated: number): Promise<unknown> =>
      failureOf(() => unzipped(changed((bytes, directory) => bytes.writeUInt32LE(inflated, directory + 24))));
    expect([await promising(8 * 1024 * 1024 + 1), await promising(8 * 1024 * 1024 - 7)]).toEqual(['file-zip-bomb', 'file-unreadable']);
  });
});
