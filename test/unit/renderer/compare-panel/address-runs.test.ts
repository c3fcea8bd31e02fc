import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddressRuns } from '#renderer/parts/compare-panel/address-runs.ts';
import { createComparer } from '#renderer/parts/compare-panel/comparison.ts';

const compare = createComparer([]);

const runs = (neo: string, amazon: string, side: 'neo' | 'amazon', capacity = 80): string =>
  createAddressRuns(compare(neo, amazon)[side], capacity)
    .map(({ kind, text }) => (kind === 'same' ? text : `<${kind}:${text}>`))
    .join('');

describe('addressRuns', () => {
  it('marks what differs and what only the other side has', () => {
    expect(runs('tanaka＠example.co.jp', 'tanaka@example.co.jp', 'neo')).toBe('tanaka<differs:＠>example.co.jp');
    expect(runs('m-taaka@example.com', 'm-tanaka@example.com', 'neo')).toBe('m-ta<gap:>aka@example.com');
    expect(runs('m-taaka@example.com', 'm-tanaka@example.com', 'amazon')).toBe('m-ta<differs:n>aka@example.com');
  });
  it('shows invisible characters by their code point', () => {
    expect(runs('tanaka\u200b@example.com ', 'tanaka@example.com', 'neo')).toBe('tanaka<mark:200B>@example.com<mark:␣>');
  });
  it('cuts the even parts of a long address, never the difference', () => {
    const neo = 'a-very-long-local-part-of-an-address@department.example.co.jp ';
    expect(runs(neo, neo.trim(), 'neo', 24)).toBe('a-ve<cut:…>jp<mark:␣>');
    expect(runs('Xavier.long-local-part@department.example.co.jp', 'xavier.long-local-part@department.example.co.jp', 'neo', 20)).toBe(
      '<differs:X>avier.long-local-<cut:…>',
    );
  });
  it('fits into its columns and keeps the first difference visible, for any addresses', () => {
    const character = fc.constantFrom(...'abc.@-＠Ａ あ\u200b\u3000é');
    const address = fc.string({ unit: character, minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(address, address, fc.integer({ min: 20, max: 40 }), (neo, amazon, capacity) => {
        fc.pre(neo !== amazon);
        const comparison = compare(neo, amazon);
        for (const side of ['neo', 'amazon'] as const) {
          const drawn = createAddressRuns(comparison[side], capacity);
          const width = drawn.reduce(
            (sum, run) => sum + [...run.text].reduce((all, letter) => all + (/[＠Ａあ…]/.test(letter) ? 2 : 1), 0),
            0,
          );
          expect(width).toBeLessThanOrEqual(capacity);
          expect(drawn.some((run) => run.kind === 'differs' || run.kind === 'mark' || run.kind === 'gap')).toBe(true);
        }
      }),
    );
  });
});
