import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressBytes, AddressHashes, AddressIndex } from '#main/files/bytes/address-bytes.ts';
import { hashAddress } from '#shared/domain/readiness/evidence/company-writing.ts';

const PLAIN = /^[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]+[.-])*[a-z0-9]+$/;
/** A slow reference for whether an address is plain enough to be compared by its bytes. */
function isPlain(text: string): boolean {
  const last = text.split('.').at(-1) ?? '';
  const domain = text.split('@')[1] ?? '';
  return PLAIN.test(text) && text.length <= 64 && domain.includes('.') && last.length > 1 && /[a-z]/.test(last.split('-').join(''));
}
const piece = fc.constantFrom(
  'a',
  'z',
  'tanaka',
  '0',
  '9',
  '12',
  '.',
  '-',
  '_',
  '@',
  'jp',
  'com',
  'example',
  'A',
  'ｱ',
  '+',
  ' ',
  '"',
  '/',
  ':',
  '`',
  '{',
);
const parts = (min: number, max: number) => fc.array(piece, { minLength: min, maxLength: max }).map((all) => all.join(''));
const ordinary = fc
  .tuple(parts(1, 4), parts(1, 3), fc.constantFrom('.jp', '.co.jp', '.c', '.1', '.x1', '-x.jp', '.a-1', '.1-1'))
  .map(([local, domain, end]) => `${local}@${domain}${end}`);

describe('an address as bytes', () => {
  it('is recognized as plain exactly if it is, with its hash and its first word', () => {
    fc.assert(
      fc.property(fc.oneof(parts(0, 8), ordinary), fc.nat(3), (text, before) => {
        const bytes = Buffer.from(`${'x@y'.repeat(before)}${text}z.com`);
        const [start, end] = [3 * before, 3 * before + Buffer.byteLength(text)];
        const address = new AddressBytes(bytes);
        expect([text, address.read(start, end)]).toEqual([text, isPlain(text)]);
        if (!isPlain(text)) return;
        const [local = ''] = text.split('@');
        expect([address.hash, address.local, address.word]).toEqual([hashAddress(text), local.length, /^[a-z]*/.exec(local)?.[0].length]);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    [`${'a'.repeat(59)}@b.jp`, true],
    [`${'a'.repeat(60)}@b.jp`, false],
    ['a@b.jp', true],
    ['a@b.j', false],
    ['a@b.12', false],
    ['a@b.1a', true],
    ['a@b.a1', true],
    ['a@bjp', false],
    ['a@b..jp', false],
    ['a@b.-jp', false],
    ['a@b-.jp', false],
    ['a@.b.jp', false],
    ['a@b.jp.', false],
    ['a@b_c.jp', false],
    ['a_b@c.jp', true],
    ['a._b@c.jp', false],
    ['a_@c.jp', false],
    ['_a@c.jp', false],
    ['@c.jp', false],
    ['a@', false],
    ['a', false],
    ['a@b@c.jp', false],
  ])('of %s: %j', (text, plain) => {
    const bytes = Buffer.from(text);
    expect(new AddressBytes(bytes).read(0, bytes.length)).toBe(plain);
  });
});

it('finds rows by the content of their cells, even if hashes collide', () => {
  const text = fc.constantFrom('', 'a', 'b', 'ab', 'ba', 'aab', 'abb');
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 40 }),
      fc.array(text, { maxLength: 9 }),
      fc.integer({ min: 1, max: 3 }),
      (rows, wanted, kinds) => {
        const cells = rows.map((cell) => Buffer.from(cell));
        const ends = new Uint32Array(rows.length);
        const starts = new Uint32Array(rows.length);
        let at = 0;
        cells.forEach((cell, row) => {
          starts[row] = at;
          at += cell.length;
          ends[row] = at;
        });
        // Uses few hashes, including negative ones, so that they collide.
        const hashOf = (cell: string): number => (cell.length % kinds) - 1;
        const index = new AddressIndex(Buffer.concat(cells), { starts, ends });
        const first = new Map<string, number>();
        rows.forEach((cell, row) => {
          if (!first.has(cell)) first.set(cell, row);
          expect(index.put(row, hashOf(cell))).toBe(first.get(cell));
        });
        for (const cell of wanted) {
          const other = Buffer.from(`x${cell}y`);
          expect(index.find(hashOf(cell), other, 1, other.length - 1)).toBe(first.get(cell) ?? -1);
          expect(index.find(7, other, 1, other.length - 1)).toBe(-1);
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('a stored hash is found, and other hashes almost never', () => {
  const hashes = new AddressHashes();
  const put = Array.from({ length: 500 }, (_, at) => Math.imul(at + 1, 0x9e3779b1) | 0);
  for (const hash of put) hashes.add(hash);
  expect(put.every((hash) => hashes.mayHave(hash))).toBe(true);
  const others = Array.from({ length: 500 }, (_, at) => Math.imul(at + 1_000, 0x9e3779b1) | 0);
  expect(others.filter((hash) => hashes.mayHave(hash)).length).toBeLessThan(5);
});
