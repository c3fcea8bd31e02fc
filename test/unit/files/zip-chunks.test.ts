import { crc32, inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { generateZipChunks } from '#main/files/archives/zip-chunks.ts';

/** Returns the entries of an archive's directory and the content at their offsets (PKWARE APPNOTE 6.3). */
function partsOf(archive: Buffer) {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const count = archive.readUInt16LE(end + 10);
  expect(archive.readUInt16LE(end + 8)).toBe(count);
  const directory = archive.readUInt32LE(end + 16);
  expect(directory + archive.readUInt32LE(end + 12)).toBe(end);
  let at = directory;
  return Array.from({ length: count }, () => {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [checksum, packed, plain] = [archive.readUInt32LE(at + 16), archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)];
    const length = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + length);
    const start = archive.readUInt32LE(at + 42);
    at += 46 + length;
    expect([archive.readUInt32LE(start), archive.readUInt16LE(start + 26)]).toEqual([0x04034b50, length]);
    expect(archive.toString('utf8', start + 30, start + 30 + length)).toBe(name);
    const data = start + 30 + length;
    // A streaming reader finds the same values in the data descriptor after the data.
    const behind = data + packed;
    expect([0, 4, 8, 12].map((offset) => archive.readUInt32LE(behind + offset))).toEqual([0x08074b50, checksum, packed, plain]);
    const content = inflateRawSync(archive.subarray(data, behind));
    expect([content.length, crc32(content)]).toEqual([plain, checksum]);
    return [name, content.toString('utf8')];
  });
}

it('an archive records offset, length and checksum of each part', () => {
  const long = Array.from({ length: 3_000 }, (_, at) => `${at} 山田 太郎 ${'x'.repeat(at % 1_000)}`);
  const parts = [
    { name: 'empty.txt', text: [] },
    { name: '氏名.txt', text: ['山田', ' ', '太郎'] },
    { name: 'bytes.bin', text: [Buffer.from('one'), 'two', Buffer.from('three')] },
    { name: 'long.txt', text: long },
  ];
  expect(partsOf(Buffer.concat([...generateZipChunks(parts)]))).toEqual([
    ['empty.txt', ''],
    ['氏名.txt', '山田 太郎'],
    ['bytes.bin', 'onetwothree'],
    ['long.txt', long.join('')],
  ]);
});
