import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { unzipEntries } from '#main/files/archives/zip-entries.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { readXlsxTable } from '../../support/read-rows.ts';
import { SMALL_SHEET, smallBook } from './small-workbook.ts';

/** Generates copies of the bytes with a few replaced. */
const damaged = (bytes: Buffer) =>
  fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }).map((changes) => {
    const copy = Buffer.from(bytes);
    for (const [at, byte] of changes) copy[at] = byte;
    return copy;
  });
const expectedOnly = (error: unknown): void => {
  if (!(error instanceof ExpectedError)) throw error;
  expect(error.failure.params.file).toBe('a.xlsx');
};

const read = (bytes: Buffer) => readXlsxTable(bytes, 'a.xlsx', 'amazon-users');

describe('a book', () => {
  it('reads whole', async () => {
    expect((await read(smallBook(Buffer.from(SMALL_SHEET)))).column(1)).toEqual(['a@example.com']);
  });

  it.each([
    ['sheet', () => damaged(Buffer.from(SMALL_SHEET)).map(smallBook)],
    ['archive', () => damaged(smallBook(Buffer.from(SMALL_SHEET)))],
  ])('with a damaged %s is read or refused, never a bug', async (_part, books) => {
    await fc.assert(
      fc.asyncProperty(books(), async (bytes) => {
        try {
          const table = await read(bytes);
          expect(table.column(0)).toHaveLength(table.rowCount);
        } catch (error) {
          expectedOnly(error);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('unzipEntries', () => {
  it('returns the packed entries', () => {
    const files = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}\.xml$/), fc.uint8Array({ maxLength: 400 }), {
      maxKeys: 5,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(files, fc.constantFrom(0 as const, 6 as const), (parts, level) => {
        const found = unzipEntries(Buffer.from(zipSync(parts, { level })), () => true, 'a.xlsx');
        expect(Object.fromEntries([...found].map(([name, bytes]) => [name, Uint8Array.from(bytes)]))).toEqual(parts);
      }),
    );
  });

  it('never inflates beyond the declared size, for any bytes', () => {
    const book = Buffer.from(zipSync({ 'a.xml': new Uint8Array(3000).fill(65) }));
    fc.assert(
      fc.property(damaged(book), (bytes) => {
        try {
          for (const part of unzipEntries(bytes, () => true, 'a.xlsx').values()) expect(part.length).toBeLessThanOrEqual(256 * 1024 * 1024);
        } catch (error) {
          expectedOnly(error);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
