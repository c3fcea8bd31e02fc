import { expect, test } from 'vitest';
import { listGroupsWithValidCode } from '#shared/domain/invoicing/findings.ts';

const group = (code: string) => ({ code, name: code, users: [], organizations: [] });
const codes = (options: readonly string[] | null) =>
  listGroupsWithValidCode(['EIGYO1', 'SOMU1', 'ＮISHI1'].map(group), options).map(({ code }) => code);

test('an order passes with a group whose code Amazon has; while no option is known, with every sound code', () => {
  expect(codes(['EIGYO1', 'NISHI1'])).toEqual(['EIGYO1']);
  expect(codes(null)).toEqual(['EIGYO1', 'SOMU1']);
});
