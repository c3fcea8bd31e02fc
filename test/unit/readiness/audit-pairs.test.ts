import { describe, expect, it } from 'vitest';
import { A, at, type Case, N, POLICY, told } from './audit-fixtures.ts';

const name = '田中 太郎';
const code = '007';

describe('the audit of pairs that belong together, by', () => {
  it.each<Case>([
    [
      'capitals',
      [N(at('A'))],
      [A(at('a'))],
      {},
      [
        'email-differs-case 0 0 case {"neo":"A@example.co.jp","amazon":"a@example.co.jp","also":"","ambiguous":0}',
        '> neo a@example.co.jp high other-capitals differs-only-case',
        'way 0 amazon A@example.co.jp',
      ],
    ],
    [
      'capitals where they make no difference',
      [N(at('A'))],
      [A(at('a'))],
      { email: { ...POLICY.email, caseComparison: 'ignore' } },
      [
        'email-differs-case 0 0 note case {"neo":"A@example.co.jp","amazon":"a@example.co.jp","also":"","ambiguous":0}',
        'way 0 amazon A@example.co.jp',
      ],
    ],
    [
      'full width beside capitals',
      [N('Ａ@example.co.jp')],
      [A(at('a'))],
      {},
      [
        'email-differs-width 0 0 width {"neo":"Ａ@example.co.jp","amazon":"a@example.co.jp","also":"case","ambiguous":0}',
        '> neo a@example.co.jp high other-unclean differs-only-width',
      ],
    ],
    [
      'the old domain',
      [N('tanaka@old.example')],
      [A(at('tanaka'))],
      {},
      [
        'email-differs-alias-domain 0 0 alias-domain {"neo":"tanaka@old.example","amazon":"tanaka@example.co.jp","also":"","ambiguous":0}',
        '> neo tanaka@example.co.jp medium new-domain differs-only-alias-domain',
        'way 0 amazon tanaka@old.example',
      ],
    ],
    [
      'a tag',
      [N(at('tanaka+x'))],
      [A(at('tanaka'))],
      {},
      [
        'email-differs-plus-tag 0 0 plus-tag {"neo":"tanaka+x@example.co.jp","amazon":"tanaka@example.co.jp","also":"","ambiguous":0}',
        '> neo tanaka@example.co.jp medium other-tagged differs-only-plus-tag',
        'way 0 amazon tanaka+x@example.co.jp',
      ],
    ],
    [
      'a slip',
      [N(at('tanka'))],
      [A(at('tanaka'))],
      {},
      [
        'email-differs-typo 0 0 typo {"neo":"tanka@example.co.jp","amazon":"tanaka@example.co.jp","kind":"missing","ambiguous":0}',
        'withheld 0 undecided',
        'way 0 neo tanaka@example.co.jp',
        'way 0 amazon tanka@example.co.jp',
      ],
    ],
    ['two numbers, which are two people', [N(at('tanaka01'))], [A(at('tanaka02'))], {}, ['amazon-user-missing 0 -1', 'amazon-orphan -1 0']],
    [
      'two numbers of one employee code',
      [N(at('tanaka01'), { employeeCode: code })],
      [A(at('tanaka02'), { employeeCode: code })],
      {},
      [
        'email-differs-typo 0 0 typo {"neo":"tanaka01@example.co.jp","amazon":"tanaka02@example.co.jp","kind":"neighbour-key","ambiguous":0}',
        'withheld 0 undecided',
        'way 0 neo tanaka02@example.co.jp',
        'way 0 amazon tanaka01@example.co.jp',
      ],
    ],
    [
      'a slip between two employee codes',
      [N(at('tanka'), { employeeCode: '1' })],
      [A(at('tanaka'), { employeeCode: '2' })],
      {},
      ['amazon-user-missing 0 -1', 'amazon-orphan -1 0'],
    ],
    [
      'a slip between two names',
      [N(at('tanka'), { name: '田中' })],
      [A(at('tanaka'), { name: '鈴木' })],
      {},
      ['amazon-user-missing 0 -1', 'amazon-orphan -1 0'],
    ],
    [
      'a slip from two accounts',
      [N(at('tanka'))],
      [A(at('tanaka')), A(at('tankaa'))],
      {},
      [
        'email-differs-typo 0 0 typo {"neo":"tanka@example.co.jp","amazon":"tanaka@example.co.jp","kind":"missing","ambiguous":1}',
        'amazon-orphan -1 1 amazon-orphan-maybe {"name":"tanka@example.co.jp","others":0}',
        'withheld 0 ambiguous',
        'way 0 neo tanaka@example.co.jp',
        'way 0 neo tankaa@example.co.jp',
      ],
    ],
    [
      'a slip of two people from one account',
      [N(at('tanka')), N(at('tanakaa'))],
      [A(at('tanaka'))],
      {},
      [
        'email-differs-typo 0 0 typo {"neo":"tanka@example.co.jp","amazon":"tanaka@example.co.jp","kind":"missing","ambiguous":1}',
        'email-differs-typo 1 0 typo {"neo":"tanakaa@example.co.jp","amazon":"tanaka@example.co.jp","kind":"extra","ambiguous":1}',
        'withheld 0 ambiguous',
        'withheld 1 ambiguous',
      ],
    ],
    [
      'the mobile address',
      [N(at('x1'), { mobileEmail: at('a') })],
      [A(at('a'))],
      {},
      [
        'other-email-matches 0 0 {"field":"mobile","address":"a@example.co.jp","ambiguous":0}',
        'withheld 0 undecided',
        'way 0 neo a@example.co.jp',
        'way 0 amazon x1@example.co.jp',
      ],
    ],
    [
      'the address at home',
      [N(at('x1'), { homeEmail: at('a') })],
      [A(at('a'))],
      {},
      [
        'other-email-matches 0 0 {"field":"home","address":"a@example.co.jp","ambiguous":0}',
        'withheld 0 undecided',
        'way 0 neo a@example.co.jp',
        'way 0 amazon x1@example.co.jp',
      ],
    ],
    [
      'the other address without a work address',
      [N('', { otherEmail: at('A') })],
      [A(at('a'))],
      {},
      [
        'other-email-matches 0 0 {"field":"other","address":"A@example.co.jp","ambiguous":0}',
        '> neo a@example.co.jp medium other-empty other-field-other',
      ],
    ],
    [
      'the mobile address before the others',
      [N(at('x1'), { mobileEmail: at('m'), homeEmail: at('h'), otherEmail: at('o') })],
      [A(at('h')), A(at('m')), A(at('o'))],
      {},
      [
        'other-email-matches 0 1 {"field":"mobile","address":"m@example.co.jp","ambiguous":0}',
        'amazon-orphan -1 0',
        'amazon-orphan -1 2',
        'withheld 0 undecided',
        'way 0 neo m@example.co.jp',
        'way 0 amazon x1@example.co.jp',
      ],
    ],
    [
      'two addresses in one cell',
      [N(`${at('x')}; ${at('a')}`)],
      [A(at('a'))],
      {},
      [
        'work-email-malformed 0 0 malformed {"count":2,"first":"x@example.co.jp","problem":"several-addresses","ambiguous":0}',
        '> neo a@example.co.jp medium other-malformed other-unclean part-of-cell',
      ],
    ],
    [
      'two addresses in one cell, both with an account',
      [N(`${at('b')}; ${at('a')}`)],
      [A(at('a')), A(at('b'))],
      {},
      [
        'work-email-malformed 0 1 malformed {"count":2,"first":"b@example.co.jp","problem":"several-addresses","ambiguous":1}',
        '> neo b@example.co.jp medium other-malformed other-unclean part-of-cell',
        '> neo a@example.co.jp medium other-malformed other-unclean part-of-cell',
        '> ambiguous',
        'amazon-orphan -1 0 amazon-orphan-maybe {"name":"b@example.co.jp; a@example.co.jp","others":0}',
      ],
    ],
    [
      'one employee code',
      [N(at('qqqq'), { employeeCode: code })],
      [A(at('tanaka'), { employeeCode: code })],
      {},
      [
        'person-match 0 0 {"by":"code","amazon":"tanaka@example.co.jp","ambiguous":0}',
        'withheld 0 undecided',
        'way 0 neo tanaka@example.co.jp',
        'way 0 amazon qqqq@example.co.jp',
      ],
    ],
    [
      'one employee code without an address',
      [N('', { employeeCode: code })],
      [A(at('tanaka'), { employeeCode: code })],
      {},
      [
        'work-email-missing 0 0 missing-person-match {"by":"code","amazon":"tanaka@example.co.jp","ambiguous":0}',
        '> neo tanaka@example.co.jp medium other-empty same-employee-code',
      ],
    ],
    [
      'one employee code with half an address',
      [N('qqqq@', { employeeCode: code })],
      [A(at('tanaka'), { employeeCode: code })],
      {},
      [
        'work-email-malformed 0 0 malformed-person-match {"problem":"domain-empty","by":"code","amazon":"tanaka@example.co.jp","ambiguous":0}',
        '> neo tanaka@example.co.jp medium company-domain other-malformed same-employee-code',
      ],
    ],
    [
      'one employee code of two accounts',
      [N(at('qqqq'), { employeeCode: code })],
      [A(at('tanaka'), { employeeCode: code }), A(at('suzuki'), { employeeCode: code })],
      {},
      [
        'person-match 0 1 {"by":"code","amazon":"suzuki@example.co.jp","ambiguous":1}',
        'amazon-orphan -1 0 amazon-orphan-maybe {"name":"qqqq@example.co.jp","others":0}',
        'withheld 0 ambiguous',
        'way 0 neo suzuki@example.co.jp',
        'way 0 neo tanaka@example.co.jp',
      ],
    ],
    [
      'one name in one organisation',
      [N(at('qqqq'), { name, organizations: ['総務部'] })],
      [A(at('zzz'), { name, groups: ['総務部'] })],
      {},
      [
        'person-match 0 0 {"by":"name","amazon":"zzz@example.co.jp","ambiguous":0}',
        'withheld 0 undecided',
        'way 0 neo zzz@example.co.jp',
        'way 0 amazon qqqq@example.co.jp',
      ],
    ],
    [
      'one name alone',
      [N(at('qqqq'), { name })],
      [A(at('zzz'), { name })],
      {},
      [
        'amazon-user-missing 0 -1',
        'amazon-orphan -1 0 amazon-orphan-maybe {"name":"田中 太郎","others":0}',
        'way 0 neo zzz@example.co.jp',
        'doubt 0 {"why":"other-account","found":"zzz@example.co.jp"}',
      ],
    ],
    [
      'one name that the address spells',
      [N(at('qqqq'), { name, kana: 'タナカ タロウ' })],
      [A(at('taro.tanaka'), { name })],
      {},
      [
        'person-match 0 0 {"by":"reading","amazon":"taro.tanaka@example.co.jp","ambiguous":0}',
        'withheld 0 undecided',
        'way 0 neo taro.tanaka@example.co.jp',
        'way 0 amazon qqqq@example.co.jp',
      ],
    ],
    [
      'an account whose address somebody else notes, too',
      [N(at('qqqq'), { employeeCode: '7' }), N(at('wwww'), { otherEmail: at('tanaka'), state: 'suspended' })],
      [A(at('tanaka'), { employeeCode: '7' })],
      {},
      [
        'person-match 0 0 {"by":"code","amazon":"tanaka@example.co.jp","ambiguous":0}',
        'withheld 0 undecided',
        'way 0 amazon qqqq@example.co.jp',
      ],
    ],
  ])('%s', (_, neo, amazon, part, lines) => {
    expect(told(neo, amazon, part)).toEqual(lines);
  });
});
