import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHARED_MAILBOX_WORDS } from '#shared/domain/email/index.ts';
import { isSharedMailbox } from '../../support/address-kinds.ts';

const { inName, nameBegins, localPart } = SHARED_MAILBOX_WORDS;

/** The documented rule, implemented without shortcuts. */
function asWritten(address: string, displayName: string): boolean {
  const name = displayName.normalize('NFKC').toLowerCase().trim();
  const local = address.slice(0, address.lastIndexOf('@'));
  const first = local.split(/[-_.\d]/)[0] ?? '';
  return (
    inName.some((word) => name.includes(word)) ||
    nameBegins.some((word) => name.startsWith(word)) ||
    localPart.includes(local) ||
    localPart.includes(first)
  );
}

describe('isSharedMailbox', () => {
  it('gives the same result by its shortcut as by the full rule', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...inName,
        ...nameBegins,
        '佐藤',
        '会田',
        '共',
        '受川',
        'さとう',
        'テス',
        'ﾃｽﾄ',
        'ＡＤＭＩＮ',
        'Test',
        ' ',
        '　',
        '\u3099',
        '㋿',
        '豈',
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    const local = fc.array(fc.oneof(fc.constantFrom(...localPart, 'taro', '-', '.', '_', '1'), fc.constantFrom('x')), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), local, (names, parts) => {
        const [name, address] = [names.join(''), `${parts.join('')}@example.co.jp`];
        expect(isSharedMailbox(address, name)).toBe(asWritten(address, name));
      }),
      { numRuns: 2000 },
    );
  });
});
