import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { isCp932 } from '#main/files/cp932.ts';

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

  it('are looked at from the one to the other place alone', () => {
    expect(isCp932(Uint8Array.of(0xff, 0x41, 0x42, 0xff), 1, 3)).toBe(true);
  });
});
