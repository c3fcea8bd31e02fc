import { describe, expect, it } from 'vitest';
import { LOOKALIKES } from '#shared/domain/email/data/lookalikes.ts';
import { foldCase, foldWidth } from '#shared/domain/email/match-rules/letter-forms.ts';
import { toLookalikeSkeleton } from '#shared/domain/email/match-rules/lookalike.ts';

const sources = LOOKALIKES.flatMap(([, characters]) => [...characters]);

describe('the look-alike data', () => {
  it('contains each character once, and maps printable ASCII skeletons to themselves', () => {
    expect(new Set(sources).size).toBe(sources.length);
    for (const [shape, characters] of LOOKALIKES) {
      expect(shape).toMatch(/^[!-~]+$/u);
      expect(toLookalikeSkeleton(shape)).toBe(shape);
      expect(characters).not.toBe('');
      for (const character of characters) expect(toLookalikeSkeleton(character)).toBe(shape);
    }
  });

  it('holds only characters that earlier rules leave', () => {
    for (const character of sources) {
      expect(foldCase(character)).toBe(character);
      expect(foldWidth(character)).toBe(character);
    }
  });

  it.each([
    ['m', 'rn'],
    ['1', 'l'],
    ['i', 'l'],
    ['|', 'l'],
    ['0', 'o'],
    ['\u0430', 'a'],
    ['\u043c', 'rn'],
    ['\u03bf', 'o'],
    ['5', '5'],
    ['s', 's'],
    ['漢', '漢'],
  ])('%j looks like %j', (character, shape) => expect(toLookalikeSkeleton(character)).toBe(shape));

  it('distinguishes characters that do not look alike', () => {
    const plain = 'abcdefghjklnopqrstuvwxyz23456789@.-_+';
    expect(new Set([...plain].map(toLookalikeSkeleton)).size).toBe(plain.length);
  });
});
