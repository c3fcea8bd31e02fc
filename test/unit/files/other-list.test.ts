import { describe, expect, it } from 'vitest';
import { listOfHeader, otherListOf } from '#main/files/other-list.ts';
import { createTexts } from '#shared/messages/texts.ts';

const CSV = 'code,severity,side,neoUserId,loginId,name,workEmail,amazonEmail,reason,suggestion,suggestionSide,confidence'.split(',');
const KINDS = ['neo-users', 'amazon-users', 'directory-people', 'orders', 'organizations'] as const;

describe('a report of ours, given as a list', () => {
  it.each(KINDS)('is none of %s', (kind) => {
    expect(otherListOf(kind, CSV)).toBe('own-report');
  });

  it.each(['ja', 'en'] as const)('is known as a book of %s by the headings of either of its sheets', (language) => {
    const text = createTexts(language);
    const heading = (id: 'name' | 'organization' | 'reason' | 'workEmail' | 'loginId' | 'neoUserId' | 'severity'): string =>
      text(`reportDocument.book.${id}`);
    const people = (['name', 'organization', 'reason', 'workEmail', 'loginId', 'neoUserId'] as const).map(heading);
    expect(listOfHeader(people)).toBe('own-report');
    expect(otherListOf('neo-users', [heading('severity'), ...people])).toBe('own-report');
  });

  it('is no list of NEO’s that names the work address and an ID', () => {
    expect(otherListOf('neo-users', ['ID', 'ログインID', '氏名', '職場メール'])).toBeNull();
  });
});
