import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { AmazonUser } from '#shared/domain/directory/directory.ts';
import { createAmazonIndex } from '#shared/domain/readiness/matching/amazon-index.ts';
import { amazonUser, anyAmazonUser, shuffle } from '../../support/directories.ts';

const EMAIL = 'ai.abe@example.co.jp';

const ordered = (users: readonly AmazonUser[]): readonly AmazonUser[] => {
  const { shared, first } = runToEnd(createAmazonIndex(users));
  const places = shared.get(EMAIL) ?? [];
  expect(first([...places].reverse())).toBe(places[0]);
  return places.map((place) => users[place] as AmazonUser);
};

it('different accounts of one address have one order, independent of the order of rows', () => {
  const twins = fc.array(anyAmazonUser, { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(twins, fc.nat(1_000), (fields, seed) => {
      const users = fields.map((one) => amazonUser({ ...one, name: '阿部 愛', employeeCode: '', email: EMAIL }));
      expect(ordered(shuffle(users, seed))).toEqual(ordered(users));
    }),
    { numRuns: 1_000 },
  );
});

it('of accounts with one address, the one with more confirmed abilities comes first', () => {
  const users = ([false, null, true] as const).map((punchout) => amazonUser({ email: EMAIL, punchout }));
  expect(ordered(users).map(({ punchout }) => punchout)).toEqual([true, null, false]);
});
