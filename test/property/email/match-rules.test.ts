import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkAddress,
  createMatchRules,
  DEFAULT_EMAIL_POLICY,
  differencesOnTheWay,
  getAddressDomain,
  isBlankAddress,
  splitAddresses,
  toCanonicalAddress,
} from '#shared/domain/email/index.ts';
import { isPlainAddress } from '#shared/domain/email/match-rules/match-rules.ts';
import { CORPUS_POLICY } from '../../corpus/email/pairs.ts';
import { anyCell, anyPair } from './arbitraries.ts';

const RULE_SETS = [createMatchRules(DEFAULT_EMAIL_POLICY), createMatchRules(CORPUS_POLICY)];
const anyRules = fc.constantFrom(...RULE_SETS);
const RUNS = { numRuns: 2_000 };

describe('the match rules', () => {
  it('has keys that are their own keys', () => {
    fc.assert(
      fc.property(anyRules, anyCell, (matchRules, cell) => {
        for (const [rule, key] of matchRules.keys(cell).entries()) expect(matchRules.key(key, rule)).toBe(key);
      }),
      RUNS,
    );
  });

  it('computes the same keys individually and all together', () => {
    fc.assert(
      fc.property(anyRules, anyCell, (matchRules, cell) => {
        expect(matchRules.rules.map(({ level }) => matchRules.key(cell, level))).toEqual(matchRules.keys(cell).slice(1));
        expect(matchRules.key(cell, 0)).toBe(cell);
      }),
      RUNS,
    );
  });

  it('never parts again what met', () => {
    fc.assert(
      fc.property(anyRules, anyPair, (matchRules, [a, b]) => {
        const met = matchRules.meet(a, b);
        const keysA = matchRules.keys(a);
        const keysB = matchRules.keys(b);
        for (const [rule, key] of keysA.entries()) expect(key === keysB[rule]).toBe(met !== null && rule >= met);
      }),
      RUNS,
    );
  });

  it('meets alike from both sides', () => {
    fc.assert(
      fc.property(anyRules, anyPair, (matchRules, [a, b]) => {
        expect(matchRules.meet(b, a)).toBe(matchRules.meet(a, b));
        expect(differencesOnTheWay(matchRules, b, a)).toEqual(differencesOnTheWay(matchRules, a, b));
      }),
      RUNS,
    );
  });

  it('matches only equal addresses at level 0, and matches every key of an address with it', () => {
    fc.assert(
      fc.property(anyRules, anyPair, (matchRules, [a, b]) => {
        expect(matchRules.meet(a, b) === 0).toBe(a === b);
        for (const [rule, key] of matchRules.keys(a).entries())
          expect(matchRules.meet(a, key) ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(rule);
      }),
      RUNS,
    );
  });

  it('names the matching rule last among the differences before it', () => {
    fc.assert(
      fc.property(anyRules, anyPair, (matchRules, [a, b]) => {
        const met = matchRules.meet(a, b);
        const way = differencesOnTheWay(matchRules, a, b);
        expect(way.at(-1)).toBe(met === null || met === 0 ? undefined : matchRules.rules[met - 1]?.code);
        expect([...new Set(way)]).toEqual(way);
      }),
      RUNS,
    );
  });

  it('steps of a rule never throw on their own', () => {
    fc.assert(
      fc.property(anyRules, anyCell, (matchRules, cell) => {
        for (const rule of matchRules.rules) expect(typeof rule.apply(cell)).toBe('string');
      }),
      RUNS,
    );
  });
});

describe('the canonical address', () => {
  it('is its own canonical address, and the key of the composition rule', () => {
    fc.assert(
      fc.property(anyRules, anyCell, (matchRules, cell) => {
        const canonical = toCanonicalAddress(cell);
        expect(toCanonicalAddress(canonical)).toBe(canonical);
        expect(canonical).toBe(matchRules.key(cell, 7));
      }),
      RUNS,
    );
  });

  it('equals the address if it is plain', () => {
    fc.assert(
      fc.property(fc.oneof(anyCell, anyCell.map(toCanonicalAddress), fc.stringMatching(/^[!-@[-~]{0,20}$/u)), (cell) => {
        fc.pre(isPlainAddress(cell));
        for (const matchRules of RULE_SETS) for (const { apply, level } of matchRules.rules) if (level <= 7) expect(apply(cell)).toBe(cell);
        expect(toCanonicalAddress(cell)).toBe(cell);
      }),
      RUNS,
    );
  });

  it('is plain if every character is, without Punycode and without a trailing dot', () => {
    const anyPart = fc.constantFrom(
      'a',
      'z',
      '0',
      '@',
      '.',
      '-',
      '--',
      'xn',
      'xn--',
      'x',
      'n',
      '~',
      '!',
      'A',
      'Z',
      '[',
      ' ',
      '\u007f',
      'é',
      '＠',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyCell,
          fc.array(anyPart, { maxLength: 8 }).map((parts) => parts.join('')),
        ),
        (cell) => {
          const characters = cell.split('').every((unit) => unit > ' ' && unit <= '~' && !(unit >= 'A' && unit <= 'Z'));
          expect(isPlainAddress(cell)).toBe(characters && !cell.includes('xn--') && !cell.endsWith('.'));
        },
      ),
      RUNS,
    );
  });
});

describe('the grammar', () => {
  it('judges any text, and blank ones not at all', () => {
    fc.assert(
      fc.property(anyCell, (cell) => {
        const problems = checkAddress(cell);
        if (isBlankAddress(cell)) expect(problems).toEqual([]);
        expect(new Set(problems.map(({ code }) => code)).size).toBe(problems.length);
        expect(typeof getAddressDomain(cell)).toBe('string');
      }),
      RUNS,
    );
  });

  it('finds the same errors in an address and in its canonical form', () => {
    const errorsOf = (cell: string): readonly string[] =>
      checkAddress(cell)
        .filter(({ severity }) => severity === 'error')
        .map(({ code }) => code);
    fc.assert(
      fc.property(anyCell, (cell) => {
        fc.pre(splitAddresses(cell).length === 1 && toCanonicalAddress(splitAddresses(cell)[0] ?? '') === toCanonicalAddress(cell));
        fc.pre(splitAddresses(toCanonicalAddress(cell))[0] === toCanonicalAddress(cell));
        expect(errorsOf(toCanonicalAddress(cell))).toEqual(errorsOf(cell));
      }),
      RUNS,
    );
  });

  it('splits a cell into parts contained in it, in order, none of them blank', () => {
    fc.assert(
      fc.property(anyCell, (cell) => {
        let from = 0;
        const parts = splitAddresses(cell);
        for (const part of parts) {
          const at = cell.indexOf(part, from);
          expect(at).toBeGreaterThanOrEqual(from);
          expect(isBlankAddress(part)).toBe(false);
          from = at + part.length;
        }
        expect(parts.length === 0).toBe(isBlankAddress(cell));
      }),
      RUNS,
    );
  });

  it('splits joined parts again', () => {
    const address = fc.emailAddress().filter((text) => !/["(),;:<>]/u.test(text));
    fc.assert(
      fc.property(
        fc.array(address, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(',', ';', '；', '、', '\n', '\r\n', ' ', '　', ', '),
        (addresses, separator) => {
          expect(splitAddresses(addresses.join(separator))).toEqual(addresses);
        },
      ),
      RUNS,
    );
  });
});
