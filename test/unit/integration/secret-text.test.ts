import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOddCharacters } from '#shared/domain/integration/secret-text.ts';

const told = (secret: string): string[] => findOddCharacters(secret).map(({ oddity, position }) => `${oddity}@${position}`);

describe('what is odd in a secret', () => {
  it.each([
    ['', []],
    ['aB3dEf6hIj9kLmN0pQrS2tUv', []],
    [' secret', ['blank-start@1']],
    ['secret\u3000', ['blank-end@7']],
    ['secret\r\n', ['line-break@7']],
    ['\tsecret', ['line-break@1']],
    ['se cret', ['blank-inside@3']],
    ['secＲet', ['full-width@4']],
    ['sec\u200bret', ['invisible@4']],
    ['\u{1d400}\u200bx', ['not-ascii@1', 'invisible@2']],
    ['秘密', ['not-ascii@1']],
    ['••••••••', ['masked@0']],
    ['********', ['masked@0']],
    ['＊＊＊＊', ['masked@0']],
    ['**', []],
    ['xxxxxx', ['masked@0']],
    ['x', []],
    [' ａ b\u00a0', ['blank-start@1', 'full-width@2', 'blank-inside@3', 'blank-end@5']],
  ])('%j', (secret, expected) => {
    expect(told(secret)).toEqual(expected);
  });

  it('is nothing in printable ASCII without blanks, and each spot matches its description', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-)+-wy-~]{1,40}$/), (secret) => {
        expect(findOddCharacters(secret)).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (secret) => {
        const characters = [...secret];
        for (const { oddity, position } of findOddCharacters(secret)) {
          if (oddity === 'masked') continue;
          expect(position).toBeGreaterThan(0);
          expect(position).toBeLessThanOrEqual(characters.length);
          if (oddity === 'blank-start') expect(position).toBe(1);
          if (oddity === 'blank-end') expect(position).toBe(characters.length);
        }
      }),
    );
  });
});
