import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeCp932, getCp932DecodeTable, getCp932EncodeTable, isCp932, isLeadByte } from '#main/files/bytes/cp932.ts';

const holds = (...bytes: number[]): boolean => isCp932(Uint8Array.from(bytes), 0, bytes.length);

describe('bytes of CP932', () => {
  it('are letters, half-width kana, kanji and what Windows added', () => {
    expect(holds(...iconv.encode('Aｱ髙橋①㈱〜', 'cp932'))).toBe(true);
  });

  it.each([
    ['a byte that stands for nothing', [0x41, 0xfd]],
    ['a first byte at the end', [0x41, 0x8d]],
    ['a second byte that follows none', [0x8d, 0x20]],
    ['a pair that stands for nothing', [0x85, 0x40]],
    ['UTF-8', [...Buffer.from('高橋様')]],
  ])('are not %s', (_, bytes) => {
    expect(holds(...bytes)).toBe(false);
  });

  it('are checked only between the given offsets', () => {
    expect(isCp932(Uint8Array.of(0xff, 0x41, 0x42, 0xff), 1, 3)).toBe(true);
  });
});

describe('the characters of CP932', () => {
  /** The area that Windows reserves for user-defined characters, which other tables leave empty. */
  const isOwn = (code: number): boolean => code >= 0xf040 && code <= 0xf9fc;
  const bytesOf = (code: number): Buffer => (code > 0xff ? Buffer.from([code >> 8, code & 0xff]) : Buffer.from([code]));
  const codes = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => getCp932DecodeTable()[code] !== 0);

  it('are those of another table, each code by its letter', () => {
    const others = codes.filter((code) => !isOwn(code)).map((code) => [code, iconv.decode(bytesOf(code), 'cp932')]);
    expect(others.filter(([code, letter]) => String.fromCharCode(getCp932DecodeTable()[code as number] as number) !== letter)).toEqual([]);
    expect([others.length, codes.length]).toEqual([7_914, 9_794]);
    const own = codes.filter(isOwn).map((code) => getCp932DecodeTable()[code]);
    expect(own).toEqual(Array.from({ length: 1_880 }, (_, at) => 0xe000 + at));
  });

  it('are written by the code that Windows writes', () => {
    const letters = Array.from({ length: 0x10000 }, (_, unit) => unit).filter((unit) => getCp932EncodeTable()[unit] !== 0);
    const others = letters.filter((unit) => !isOwn(getCp932EncodeTable()[unit] as number));
    expect(
      others.filter((unit) => !iconv.encode(String.fromCharCode(unit), 'cp932').equals(bytesOf(getCp932EncodeTable()[unit] as number))),
    ).toEqual([]);
    expect([letters.length, others.length, getCp932EncodeTable()[0]]).toEqual([9_396, 7_516, 0]);
  });

  it('are decoded at any length, only between the given offsets', () => {
    const text = 'Aｱ髙橋①㈱〜ソ表'.replace('〜', '～');
    for (let length = 0; length < 40; length++) {
      const part = text.repeat(5).slice(0, length);
      const bytes = Buffer.concat([Buffer.from('x'), iconv.encode(part, 'cp932'), Buffer.from('y')]);
      expect(decodeCp932(bytes, 1, bytes.length - 1)).toBe(part);
      expect(isCp932(bytes, 1, bytes.length - 1)).toBe(true);
    }
  });

  it('begin with one of sixty lead bytes if they have two bytes', () => {
    const leads = Array.from({ length: 0x100 }, (_, byte) => byte).filter(isLeadByte);
    expect([leads.length, leads[0], leads[30], leads[31], leads.at(-1)]).toEqual([60, 0x81, 0x9f, 0xe0, 0xfc]);
  });
});
