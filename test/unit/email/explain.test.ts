import { describe, expect, it } from 'vitest';
import { getDifferingCharacterNameKey } from '#shared/domain/email/differences/characters.ts';
import { compareAddresses, createMatchRules, describeTypo, differencesOnTheWay } from '#shared/domain/email/index.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { CORPUS_POLICY } from '../../corpus/email/pairs.ts';

const matchRules = createMatchRules(CORPUS_POLICY);
const told = (neo: string, amazon: string): readonly (readonly [string | null, string, string])[] =>
  compareAddresses(neo, amazon, matchRules).differences.map(({ code, neo: left, amazon: right }) => [
    code?.replace('email-differs-', '') ?? null,
    left,
    right,
  ]);

describe('what differs between two addresses', () => {
  it.each([
    ['tanaka@example.co.jp ', 'tanaka@example.co.jp', [['whitespace', ' ', '']]],
    ['tana\u200bka@example.co.jp', 'tanaka@example.co.jp', [['invisible', '\u200b', '']]],
    ['tanaka@EXAMPLE.co.jp', 'tanaka@example.co.jp', [['domain-form', 'EXAMPLE', 'example']]],
    ['tanaka@example.co.jp.', 'tanaka@example.co.jp', [['domain-form', '.', '']]],
    ['info@日本語.example', 'info@xn--wgv71a119e.example', [['domain-form', '日本語', 'xn--wgv71a119e']]],
    ['Tanaka@example.co.jp', 'tanaka@example.co.jp', [['case', 'T', 't']]],
    ['tanaka＠example.co.jp', 'tanaka@example.co.jp', [['width', '＠', '@']]],
    ['ﾔﾏｸﾞﾁ@x.example', 'ヤマグチ@x.example', [['width', 'ﾔﾏｸﾞﾁ', 'ヤマグチ']]],
    ['suzuki−ichiro@x.example', 'suzuki-ichiro@x.example', [['dash', '−', '-']]],
    ['か\u3099く@x.example', 'がく@x.example', [['composition', 'か\u3099', 'が']]],
    ['tanaka@old.example', 'tanaka@example.co.jp', 'alias-domain'],
    ['tanaka@x.example', 'tanaka+amazon@x.example', [['plus-tag', '', '+amazon']]],
    ['taro.tanaka@gmail.com', 'tarotanaka@gmail.com', [['provider-rule', '.', '']]],
    ['tan\u0430ka@x.example', 'tanaka@x.example', [['lookalike', '\u0430', 'a']]],
    ['rnatsui@x.example', 'matsui@x.example', [['lookalike', 'rn', 'm']]],
    ['tanak@x.example', 'tanaka@x.example', [['typo', '', 'a']]],
    ['tnaaka@x.example', 'tanaka@x.example', 'typo'],
    ['abc@x.example', 'xyz@x.example', [[null, 'abc', 'xyz']]],
    ['tanaka@mail.old.example', 'tanaka@mall.old.example', [['lookalike', 'i', 'l']]],
    ['tanak@old.example', 'tanaka@example.co.jp', 'typo alias-domain'],
    ['Tanak@x.example', 'tanaka@x.example', 'case typo'],
    ['か\u3099+a@x.example', 'が@x.example', 'composition plus-tag'],
    ['suzukiexample.co.jp', 'suzuki@example.co.jp', [['typo', '', '@']]],
    ['taro.tanaka@googlemail.com', 'tarotanaka@gmail.com', 'provider-rule'],
    ['sato@example.com', 'suzuki@old.example', 'alias-domain none'],
    [
      ' Tan\u0430ka−1＠EXAMPLE.co.jp',
      'tanaka-l@example.co.jp',
      [
        ['whitespace', ' ', ''],
        ['case', 'T', 't'],
        ['lookalike', '\u0430', 'a'],
        ['dash', '−', '-'],
        ['lookalike', '1', 'l'],
        ['width', '＠', '@'],
        ['domain-form', 'EXAMPLE', 'example'],
      ],
    ],
  ] as const)('%j and %j', (neo, amazon, expected) => {
    const found = told(neo, amazon);
    if (typeof expected === 'string') expect(new Set(found.map(([code]) => code ?? 'none'))).toEqual(new Set(expected.split(' ')));
    else expect(found).toEqual(expected);
  });

  it('describes each character', () => {
    const { neo, amazon } = compareAddresses('　ｔ\u0430@x', 'ta@x');
    expect(neo[0]).toEqual({
      text: '　',
      codePoint: 0x3000,
      kind: 'only-here',
      invisible: true,
      nameKey: 'ideographic-space',
      script: 'space',
    });
    expect(amazon[0]).toEqual({ text: '', codePoint: null, kind: 'missing', invisible: false, nameKey: null, script: 'other' });
    expect(neo[1]).toMatchObject({ text: 'ｔ', kind: 'different', nameKey: 'fullwidth-letter', script: 'fullwidth' });
    expect(neo[2]).toMatchObject({ nameKey: 'cyrillic-letter', script: 'cyrillic' });
    expect(amazon[2]).toMatchObject({ nameKey: null, script: 'latin' });
    expect(neo[3]).toMatchObject({ text: '@', kind: 'same', nameKey: null, script: 'punctuation' });
  });

  it('names look-alike ASCII characters only at the positions that differ', () => {
    const { neo, amazon } = compareAddresses('abel1o', 'abe11o');
    expect(neo.map(({ nameKey }) => nameKey)).toEqual([null, null, null, 'small-l', null, null]);
    expect(amazon[3]?.nameKey).toBe('digit-one');
  });

  it.each([
    ['ｱ', 'halfwidth-kana'],
    ['ア', 'kana'],
    ['あ', 'kana'],
    ['ー', 'kana'],
    ['漢', 'han'],
    ['ω', 'greek'],
    ['7', 'digit'],
    ['\u0301', 'combining'],
    ['\u200b', 'invisible'],
    ['\u00a0', 'space'],
    ['한', 'other'],
    ['\ud800', 'other'],
  ] as const)('recognizes the script of %j', (character, script) => {
    expect(compareAddresses(character, '').neo[0]?.script).toBe(script);
  });

  it('has words for every name in both languages', () => {
    const named = new Set<string>();
    for (let point = 0; point <= 0xe0fff; point++) named.add(getDifferingCharacterNameKey(String.fromCodePoint(point)) ?? '');
    named.delete('');
    expect(Object.keys(ja.character).sort()).toEqual([...named].sort());
    expect(Object.keys(en.character).sort()).toEqual([...named].sort());
    const codes = [...matchRules.rules.map(({ code }) => code as string), 'email-differs-typo'].sort();
    expect(Object.keys(ja.matchRule).sort()).toEqual(codes);
    expect(Object.keys(en.matchRule).sort()).toEqual(codes);
  });
});

describe('the differences on the way to meeting', () => {
  const way = (a: string, b: string): string =>
    differencesOnTheWay(matchRules, a, b)
      .map((code) => code.replace('email-differs-', ''))
      .join(' ');
  it.each([
    ['tanaka@example.co.jp', 'tanaka@example.co.jp', ''],
    [' \u200bTANAKA＠EXAMPLE.co.jp', 'tanaka@example.co.jp', 'whitespace invisible case width'],
    ['ＴＡＮＡＫＡ@EXAMPLE.co.jp', 'tanaka@example.co.jp', 'domain-form case width'],
    ['TANAKA@old.example', 'TANAKA@example.co.jp', 'alias-domain'],
    ['TANAKA@old.example', 'tanaka@example.co.jp', 'case alias-domain'],
    [' tanaka@old.example', ' tanaka@example.co.jp', 'alias-domain'],
    ['matsui+a@old.example', 'matsui@example.co.jp', 'alias-domain plus-tag'],
    ['tan\u0430ka‐1@x.example', 'tanaka-1@x.example', 'dash lookalike'],
    ['tanaka@x.example', 'suzuki@x.example', ''],
  ])('%j and %j: %s', (a, b, expected) => expect(way(a, b)).toBe(expected));
});

describe('a typo in words', () => {
  it.each([
    ['tanak@x', 'tanaka@x', { kind: 'missing', at: 5, a: '', b: 'a' }],
    ['tanakka@x', 'tanaka@x', { kind: 'extra', at: 5, a: 'k', b: '' }],
    ['tnaaka@x', 'tanaka@x', { kind: 'swapped', at: 1, a: 'na', b: 'an' }],
    ['tabaka@x', 'tanaka@x', { kind: 'neighbour-key', at: 2, a: 'b', b: 'n' }],
    ['tauaka@x', 'tavaka@x', { kind: 'similar-shape', at: 2, a: 'u', b: 'v' }],
    ['5ato@x', 'sato@x', { kind: 'similar-shape', at: 0, a: '5', b: 's' }],
    ['tapaka@x', 'tazaka@x', { kind: 'replaced', at: 2, a: 'p', b: 'z' }],
    ['taro.o@x', 'taro,o@x', { kind: 'similar-shape', at: 4, a: '.', b: ',' }],
  ])('%s and %s', (a, b, expected) => expect(describeTypo(a, b)).toEqual(expected));

  it.each([
    ['tanaka@x', 'tanaka@x'],
    ['tnka@x', 'tanaka@x'],
    ['', 'ab'],
    ['abc', 'cba'],
  ])('finds no typo between %j and %j', (a, b) => expect(describeTypo(a, b)).toBeNull());
});
