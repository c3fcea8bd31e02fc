import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import { describeTypo, findTypoPairs } from '#shared/domain/email/index.ts';
import { createTypoIndex } from '#shared/domain/email/typo.ts';
import { anyCell } from './arbitraries.ts';

/** The textbook recurrence of the optimal string alignment distance: slow but easy to verify. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (__, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  const at = (row: number, column: number): number => table[row]?.[column] as number;
  for (let row = 1; row <= a.length; row += 1) {
    for (let column = 1; column <= b.length; column += 1) {
      const choices = [at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1)];
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) choices.push(at(row - 2, column - 2) + 1);
      (table[row] as number[])[column] = Math.min(...choices);
    }
  }
  return at(a.length, b.length);
}

/** Few letters and short words, so that most pairs are similar. */
const crowded = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '@', '.'), maxLength: 6 }), { maxLength: 40 });

describe('the typo index', () => {
  it('finds exactly what a comparison with all addresses finds', () => {
    fc.assert(
      fc.property(fc.oneof(crowded, fc.array(anyCell, { maxLength: 12 })), (addresses) => {
        const index = createTypoIndex(addresses);
        for (const address of addresses) {
          expect(index.near(address)).toEqual(addresses.flatMap((other, at) => (distance(address, other) === 1 ? [at] : [])));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('answers for addresses that it does not hold', () => {
    fc.assert(
      fc.property(crowded, crowded, (addresses, others) => {
        const index = createTypoIndex(addresses);
        for (const other of others)
          expect(index.near(other)).toEqual(addresses.flatMap((address, at) => (distance(address, other) === 1 ? [at] : [])));
      }),
      { numRuns: 300 },
    );
  });
});

describe('slips between two lists', () => {
  it('are those that a comparison of each with each finds, whichever list is longer', () => {
    fc.assert(
      fc.property(crowded, crowded, (ours, theirs) => {
        const near = (our: string): number[] => theirs.flatMap((their, at) => (distance(our, their) === 1 ? [at] : []));
        const expected = new Map(ours.map((our, at) => [at, near(our)] as const).filter(([, found]) => found.length > 0));
        expect(new Map([...runToEnd(findTypoPairs(ours, theirs))].sort(([a], [b]) => a - b))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the description of a typo', () => {
  it('exists exactly at distance 1', () => {
    fc.assert(
      fc.property(crowded, (addresses) => {
        for (const a of addresses) for (const b of addresses) expect(describeTypo(a, b) !== null).toBe(distance(a, b) === 1);
      }),
      { numRuns: 200 },
    );
  });

  it('describes how to turn one address into the other, in both directions', () => {
    const opposite: Readonly<Record<string, string>> = { missing: 'extra', extra: 'missing' };
    fc.assert(
      fc.property(crowded, (addresses) => {
        for (const a of addresses) {
          for (const b of addresses) {
            const typo = describeTypo(a, b);
            if (typo === null) continue;
            expect(a.slice(0, typo.at) + typo.b + a.slice(typo.at + typo.a.length)).toBe(b);
            const back = describeTypo(b, a);
            expect(back).toEqual({ kind: opposite[typo.kind] ?? typo.kind, at: typo.at, a: typo.b, b: typo.a });
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
