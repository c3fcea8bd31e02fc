import { describe, expect, it } from 'vitest';
import { ADDRESS_PROBLEM_CODES, checkAddress, isBlankAddress } from '#shared/domain/email/index.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { WRITTEN_ADDRESSES } from '../../corpus/email/addresses.ts';

const codesOf = (cell: string): readonly string[] => checkAddress(cell).map(({ code }) => code);

describe('the grammar of an address', () => {
  it.each(WRITTEN_ADDRESSES.map(([cell, problems, note]) => ({ cell, problems, note, shown: JSON.stringify(cell).slice(0, 60) })))(
    '$note: $shown',
    ({ cell, problems }) => {
      expect([...codesOf(cell)].sort()).toEqual([...problems].sort());
    },
  );

  it('can give every code', () => {
    const given = new Set(WRITTEN_ADDRESSES.flatMap(([cell]) => codesOf(cell)));
    expect([...given].sort()).toEqual([...ADDRESS_PROBLEM_CODES].sort());
  });

  it('lists errors before notes', () => {
    const severities = checkAddress(' ｔａｎａｋａ.＠example..co.jp').map(({ severity }) => severity);
    expect(severities).toEqual(['error', 'error', 'note', 'note']);
  });

  it('reports the character at fault and the length', () => {
    expect(checkAddress('tana(ka@example.co.jp')).toContainEqual({
      code: 'local-character',
      severity: 'error',
      params: { character: '(', codePoint: 'U+0028' },
    });
    expect(checkAddress(`${'あ'.repeat(22)}@example.com`)[0]?.params).toEqual({ octets: 66, limit: 64 });
    expect(checkAddress('田中 <tanaka@example.co.jp>')[0]?.params).toEqual({ address: 'tanaka@example.co.jp' });
    expect(checkAddress('a@example.com;b@example.com')[0]?.params).toEqual({ count: 2, first: 'a@example.com' });
  });

  it('provides with every code the parameters that its texts use', () => {
    const asked = (text: string): readonly string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name))].sort();
    for (const [cell] of WRITTEN_ADDRESSES)
      for (const { code, params } of checkAddress(cell))
        for (const texts of [ja, en])
          expect(Object.keys(params).sort(), code).toEqual(expect.arrayContaining([...asked(texts.addressProblem[code])]));
  });

  it('has words for every code in both languages', () => {
    expect(Object.keys(ja.addressProblem).sort()).toEqual([...ADDRESS_PROBLEM_CODES].sort());
    expect(Object.keys(en.addressProblem).sort()).toEqual([...ADDRESS_PROBLEM_CODES].sort());
  });

  it.each(['', ' ', '　', '\u00a0\u200b\ufeff', '\r\n\t', '\u2800', '\u0000'])('calls %j blank', (cell) =>
    expect(isBlankAddress(cell)).toBe(true),
  );
  it.each(['a', '.', '　＠', '\ud800', '-'])('does not call %j blank', (cell) => expect(isBlankAddress(cell)).toBe(false));
});
