import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOneEditApart, matchCodes } from '#shared/domain/invoicing/code-match.ts';

/** Generates short codes of few letters, so that many differ by one typing error. */
const anyCode = fc.string({ unit: fc.constantFrom('A', 'B', 'C', '1'), minLength: 3, maxLength: 6 });
const anyCodes = fc.array(anyCode, { maxLength: 8 });
/** Generates a code and another that differs by one letter. */
const anySlip = fc
  .tuple(fc.string({ unit: fc.constantFrom('A', 'B', 'C'), minLength: 4, maxLength: 6 }), fc.nat(3))
  .map(([code, at]) => [code, `${code.slice(0, at)}D${code.slice(at + 1)}`] as const);
const RUNS = { numRuns: 3_000 };

describe('an option that a code is taken for a slip of', () => {
  it('is never the code of another group, because that group means it', () => {
    fc.assert(
      fc.property(anyCodes, anyCodes, (codes, options) => {
        const own = new Set(codes);
        for (const { kind, at } of matchCodes(codes, options)) if (kind === 'near') expect(own.has(options[at] ?? '')).toBe(false);
      }),
      RUNS,
    );
  });

  it('is the same for no two different codes, because only one of them could be meant', () => {
    fc.assert(
      fc.property(anyCodes, anyCodes, (codes, options) => {
        const codesOf = new Map<number, Set<string>>();
        matchCodes(codes, options).forEach(({ kind, at }, i) => {
          if (kind === 'near') codesOf.set(at, (codesOf.get(at) ?? new Set()).add(codes[i] ?? ''));
        });
        for (const meant of codesOf.values()) expect(meant.size).toBe(1);
      }),
      RUNS,
    );
  });

  it('differs by one slip or by characters that look alike, and not only in its number', () => {
    fc.assert(
      fc.property(anyCodes, anyCodes, (codes, options) => {
        matchCodes(codes, options).forEach(({ kind, at }, i) => {
          if (kind !== 'near') return;
          const [code, option] = [codes[i] ?? '', options[at] ?? ''];
          expect(isOneEditApart(code, option)).toBe(true);
          expect(code.replace(/\d+$/, '')).not.toBe(option.replace(/\d+$/, ''));
        });
      }),
      RUNS,
    );
  });

  it('is still found if another group has its own option beside it', () => {
    fc.assert(
      fc.property(anySlip, anyCode, ([code, option], other) => {
        fc.pre(matchCodes([code], [option])[0]?.kind === 'near' && other !== option);
        fc.pre(['near', 'unmatched'].includes(matchCodes([code], [other])[0]?.kind ?? ''));
        expect(matchCodes([code, other], [other, option]).map(({ kind, at }) => [kind, at])).toEqual([
          ['near', 1],
          ['exact', 0],
        ]);
      }),
    );
  });

  it('is found where a free option differs by one letter, and not once another group has it', () => {
    expect(matchCodes(['HONSHB'], ['HONSHA']).map(({ kind, at }) => [kind, at])).toEqual([['near', 0]]);
    expect(matchCodes(['HONSHB', 'HONSHA'], ['HONSHA']).map(({ kind }) => kind)).toEqual(['unmatched', 'exact']);
    expect(matchCodes(['HONSHB', 'HONSHC'], ['HONSHA']).map(({ kind }) => kind)).toEqual(['unmatched', 'unmatched']);
  });
});
