import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CharacterCell, compareAddresses, createMatchRules } from '#shared/domain/email/index.ts';
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { CORPUS_POLICY } from '../../corpus/email/pairs.ts';
import { anyPair } from './arbitraries.ts';

const matchRules = createMatchRules(CORPUS_POLICY);
const RUNS = { numRuns: 1_500 };
const join = (cells: readonly CharacterCell[]): string => cells.map(({ text }) => text).join('');

describe('the comparison of two addresses', () => {
  it('loses no character and lays cell above cell', () => {
    fc.assert(
      fc.property(anyPair, ([neo, amazon]) => {
        const comparison = compareAddresses(neo, amazon, matchRules);
        expect(join(comparison.neo)).toBe(neo);
        expect(join(comparison.amazon)).toBe(amazon);
        expect(comparison.neo.length).toBe(comparison.amazon.length);
      }),
      RUNS,
    );
  });

  it('marks equal parts as equal and missing parts as gaps', () => {
    fc.assert(
      fc.property(anyPair, ([neo, amazon]) => {
        const comparison = compareAddresses(neo, amazon, matchRules);
        comparison.neo.forEach((cell, at) => {
          const other = comparison.amazon[at] as CharacterCell;
          const expected = cell.kind === 'missing' ? 'only-here' : cell.kind === 'only-here' ? 'missing' : cell.kind;
          expect(other.kind).toBe(expected);
          expect(cell.kind === 'same').toBe(cell.text === other.text);
          expect(cell.kind === 'missing').toBe(cell.text === '');
          expect(cell.codePoint).toBe(cell.text === '' ? null : cell.text.codePointAt(0));
          if (cell.nameKey !== null) expect(Object.keys(ja.character)).toContain(cell.nameKey);
        });
      }),
      RUNS,
    );
  });

  it('covers every differing cell with exactly one difference, in order', () => {
    fc.assert(
      fc.property(anyPair, ([neo, amazon]) => {
        const comparison = compareAddresses(neo, amazon, matchRules);
        const covered = comparison.differences.map(({ at, neo: left, amazon: right }) => {
          let to = at;
          let [seenLeft, seenRight] = ['', ''];
          while (to < comparison.neo.length && (seenLeft.length < left.length || seenRight.length < right.length)) {
            seenLeft += comparison.neo[to]?.text;
            seenRight += comparison.amazon[to]?.text;
            to += 1;
          }
          expect([seenLeft, seenRight]).toEqual([left, right]);
          return Array.from({ length: to - at }, (_, index) => at + index);
        });
        expect(covered.flat()).toEqual(comparison.neo.flatMap(({ kind }, at) => (kind === 'same' ? [] : [at])));
      }),
      RUNS,
    );
  });

  it('shows no difference exactly for equal addresses', () => {
    fc.assert(
      fc.property(anyPair, ([neo, amazon]) => {
        expect(compareAddresses(neo, amazon, matchRules).differences.length === 0).toBe(neo === amazon);
      }),
      RUNS,
    );
  });

  it('answers for very long texts', () => {
    const long = 'ａ'.repeat(200_000);
    const comparison = compareAddresses(long, `${'a'.repeat(100_000)}@example.co.jp`);
    expect(join(comparison.neo)).toBe(long);
    expect(comparison.neo.length).toBeLessThan(3_000);
  });
});
