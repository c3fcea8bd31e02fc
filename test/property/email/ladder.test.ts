import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalAddress,
  checkAddress,
  createLadder,
  DEFAULT_EMAIL_POLICY,
  differencesOnTheWay,
  domainOf,
  isBlankAddress,
  isPlain,
  splitAddresses,
} from '#shared/domain/email/index.ts';
import { CORPUS_POLICY } from '../../corpus/email/pairs.ts';
import { anyCell, anyPair } from './arbitraries.ts';

const LADDERS = [createLadder(DEFAULT_EMAIL_POLICY), createLadder(CORPUS_POLICY)];
const anyLadder = fc.constantFrom(...LADDERS);
const RUNS = { numRuns: 2_000 };

describe('the ladder', () => {
  it('has keys that are their own keys', () => {
    fc.assert(
      fc.property(anyLadder, anyCell, (ladder, cell) => {
        for (const [rung, key] of ladder.keys(cell).entries()) expect(ladder.key(key, rung)).toBe(key);
      }),
      RUNS,
    );
  });

  it('gives the same keys one by one and all at once', () => {
    fc.assert(
      fc.property(anyLadder, anyCell, (ladder, cell) => {
        expect(ladder.rungs.map(({ level }) => ladder.key(cell, level))).toEqual(ladder.keys(cell).slice(1));
        expect(ladder.key(cell, 0)).toBe(cell);
      }),
      RUNS,
    );
  });

  it('never parts again what met', () => {
    fc.assert(
      fc.property(anyLadder, anyPair, (ladder, [a, b]) => {
        const met = ladder.meet(a, b);
        const keysA = ladder.keys(a);
        const keysB = ladder.keys(b);
        for (const [rung, key] of keysA.entries()) expect(key === keysB[rung]).toBe(met !== null && rung >= met);
      }),
      RUNS,
    );
  });

  it('meets alike from both sides', () => {
    fc.assert(
      fc.property(anyLadder, anyPair, (ladder, [a, b]) => {
        expect(ladder.meet(b, a)).toBe(ladder.meet(a, b));
        expect(differencesOnTheWay(ladder, b, a)).toEqual(differencesOnTheWay(ladder, a, b));
      }),
      RUNS,
    );
  });

  it('meets at once exactly what is equal, and meets every key of an address with it', () => {
    fc.assert(
      fc.property(anyLadder, anyPair, (ladder, [a, b]) => {
        expect(ladder.meet(a, b) === 0).toBe(a === b);
        for (const [rung, key] of ladder.keys(a).entries())
          expect(ladder.meet(a, key) ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(rung);
      }),
      RUNS,
    );
  });

  it('names the meeting rung last among the differences on the way', () => {
    fc.assert(
      fc.property(anyLadder, anyPair, (ladder, [a, b]) => {
        const met = ladder.meet(a, b);
        const way = differencesOnTheWay(ladder, a, b);
        expect(way.at(-1)).toBe(met === null || met === 0 ? undefined : ladder.rungs[met - 1]?.code);
        expect([...new Set(way)]).toEqual(way);
      }),
      RUNS,
    );
  });

  it('steps of a rung never throw by themselves', () => {
    fc.assert(
      fc.property(anyLadder, anyCell, (ladder, cell) => {
        for (const rung of ladder.rungs) expect(typeof rung.apply(cell)).toBe('string');
      }),
      RUNS,
    );
  });
});

describe('the canonical address', () => {
  it('is its own canonical address, and the key of the composition rung', () => {
    fc.assert(
      fc.property(anyLadder, anyCell, (ladder, cell) => {
        const canonical = canonicalAddress(cell);
        expect(canonicalAddress(canonical)).toBe(canonical);
        expect(canonical).toBe(ladder.key(cell, 7));
      }),
      RUNS,
    );
  });

  it('is the address itself when that is plain', () => {
    fc.assert(
      fc.property(fc.oneof(anyCell, anyCell.map(canonicalAddress), fc.stringMatching(/^[!-@[-~]{0,20}$/u)), (cell) => {
        fc.pre(isPlain(cell));
        for (const ladder of LADDERS) for (const { apply, level } of ladder.rungs) if (level <= 7) expect(apply(cell)).toBe(cell);
        expect(canonicalAddress(cell)).toBe(cell);
      }),
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
        expect(typeof domainOf(cell)).toBe('string');
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
        fc.pre(splitAddresses(cell).length === 1 && canonicalAddress(splitAddresses(cell)[0] ?? '') === canonicalAddress(cell));
        fc.pre(splitAddresses(canonicalAddress(cell))[0] === canonicalAddress(cell));
        expect(errorsOf(canonicalAddress(cell))).toEqual(errorsOf(cell));
      }),
      RUNS,
    );
  });

  it('splits a cell into parts that stand in it, in order, none of them blank', () => {
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

  it('gives back what was joined', () => {
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
