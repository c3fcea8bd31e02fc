import { expect, it } from 'vitest';
import { createCodeSideFinder } from '#shared/domain/invoicing/code-owner.ts';
import type { InvoiceFindingCode } from '#shared/domain/invoicing/findings.ts';

/** Returns the owner for a company with one group of this code. */
const ownerOf = (code: InvoiceFindingCode, own: string, options: readonly string[], amazonCode = '') =>
  createCodeSideFinder([{ code: own, name: '本社', users: [], organizations: [] }], options)({ code, params: { amazonCode } });

it('lets NEO correct a code that differs slightly from a valid option', () => {
  expect(ownerOf('invoice-code-near-miss', 'GIKENO1', ['GIKEN01'], 'GIKEN01')).toBe('neo');
  expect(ownerOf('invoice-code-near-miss', 'giken01', ['GIKEN01'], 'GIKEN01')).toBe('neo');
});

it('lets Amazon correct an option that is no valid code', () => {
  expect(ownerOf('invoice-code-near-miss', 'GIKEN01', ['ＧIKEN01'], 'ＧIKEN01')).toBe('amazon');
  expect(ownerOf('invoice-code-near-miss', 'GIKEN01', ['GIKEN01 '], 'GIKEN01 ')).toBe('amazon');
});

it('lets Amazon add an option for an unmatched code, unless an option is free that the code may be meant for', () => {
  expect(ownerOf('invoice-code-unmatched', 'YAKUIN', [])).toBe('amazon');
  expect(ownerOf('invoice-code-unmatched', 'YAKUIN', ['YAKUIN'])).toBe('amazon');
  expect(ownerOf('invoice-code-unmatched', 'YAKUIN', ['KAIGAI01'])).toBeNull();
});

it('leaves other findings to their code', () => {
  expect(ownerOf('no-invoice-group', 'YAKUIN', [])).toBeNull();
  expect(ownerOf('invoice-code-malformed', 'ＹAKUIN', ['YAKUIN'], 'YAKUIN')).toBeNull();
});
