import { describe, expect, it } from 'vitest';
import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import { A, at, type Case, N, told } from './audit-fixtures.ts';

const name = '田中 太郎';
const code = '007';

describe('the audit of addresses, people and accounts', () => {
  it.each<Case>([
    ['one address on both sides', [N(at('a'))], [A(at('a'))], {}, []],
    ['an address that Amazon has not', [N(at('a'))], [], {}, ['amazon-user-missing 0 -1']],
    ['no address', [N(' ')], [], {}, ['work-email-missing 0 -1']],
    ['half an address', [N('a@')], [], {}, ['work-email-malformed 0 -1 malformed {"problem":"domain-empty"}']],
    [
      'one address of several people: the others are named, three at most',
      [
        N(at('a'), { name: 'い' }),
        N(at('a'), { name: 'あ' }),
        N(at('a').toUpperCase(), { name: 'う' }),
        N(at('b')),
        N(at('a'), { name: 'え' }),
        N(at('a'), { name: 'お' }),
      ],
      [],
      {},
      [
        'work-email-duplicate 0 -1 {"count":5,"names":"あ、う、え"}',
        'amazon-user-missing 0 -1',
        'work-email-duplicate 1 -1 {"count":5,"names":"い、う、え"}',
        'amazon-user-missing 1 -1',
        'work-email-duplicate 2 -1 {"count":5,"names":"あ、い、え"}',
        'amazon-user-missing 2 -1',
        'amazon-user-missing 3 -1',
        'work-email-duplicate 4 -1 {"count":5,"names":"あ、い、う"}',
        'amazon-user-missing 4 -1',
        'work-email-duplicate 5 -1 {"count":5,"names":"あ、い、う"}',
        'amazon-user-missing 5 -1',
      ],
    ],
    [
      'one address of two people, with an account',
      [N(at('a'), { name: 'い' }), N(at('a'), { name: 'あ' })],
      [A(at('a'))],
      {},
      ['work-email-duplicate 0 0 {"count":2,"names":"あ"}', 'work-email-duplicate 1 0 {"count":2,"names":"い"}'],
    ],
    [
      'domains that are private, of a carrier, foreign and of old, and a shared mailbox',
      [N('a@gmail.com'), N('a@docomo.ne.jp'), N('a@other.example'), N('a@old.example'), N(at('info'))],
      [A('a@gmail.com'), A('a@docomo.ne.jp'), A('a@other.example'), A('a@old.example'), A(at('info'))],
      {},
      [
        'private-domain 0 0 {"domain":"gmail.com"}',
        'private-domain 1 1 {"domain":"docomo.ne.jp"}',
        'foreign-domain 2 2 {"domain":"other.example"}',
        'shared-mailbox 4 4 {"address":"info@example.co.jp"}',
      ],
    ],
    [
      'one employee code of somebody suspended',
      [N(at('qqqq'), { employeeCode: code, state: 'suspended' })],
      [A(at('tanaka'), { employeeCode: '7' })],
      {},
      ['amazon-orphan -1 0'],
    ],
    [
      'an account of somebody suspended',
      [N(at('a'), { state: 'suspended' })],
      [A(at('a'))],
      {},
      ['amazon-user-of-suspended 0 0 {"state":"suspended"}'],
    ],
    ['an inactive account of somebody deleted', [N(at('a'), { state: 'deleted' })], [A(at('a'), { state: 'inactive' })], {}, []],
    [
      'an account of somebody who is back under the same code',
      [N(at('a'), { name, state: 'suspended', employeeCode: '7' }), N(at('b'), { name, employeeCode: '007' })],
      [A(at('a'))],
      {},
      ['amazon-user-missing 1 -1', 'amazon-user-of-suspended 0 0 amazon-user-of-suspended-maybe {"state":"suspended","name":"田中 太郎"}'],
    ],
    [
      'an account of somebody who may be back under the same name',
      [N(at('a'), { name, state: 'suspended' }), N('', { name, loginId: 'login' })],
      [A(at('a'))],
      {},
      ['work-email-missing 1 -1', 'amazon-user-of-suspended 0 0 amazon-user-of-suspended-maybe {"state":"suspended","name":"田中 太郎"}'],
    ],
    [
      'an account of somebody whose namesake has another code',
      [N(at('a'), { name, state: 'suspended', employeeCode: '8' }), N(at('b'), { name, employeeCode: '007' })],
      [A(at('a'))],
      {},
      ['amazon-user-missing 1 -1', 'amazon-user-of-suspended 0 0 {"state":"suspended"}'],
    ],
    [
      'an account of somebody suspended that somebody else has',
      [N(at('a'), { name, state: 'suspended' }), N(at('a'), { name: '鈴木' })],
      [A(at('a'))],
      {},
      [],
    ],
    [
      'states that nobody has explained',
      [N(at('a'), { state: 'unknown', unclear: { state: '？' } as never }), N(at('b'), { state: 'unknown' })],
      [A(at('a')), A(at('b'))],
      {},
      ['user-state-unknown 0 -1 {"word":"？"}', 'user-state-unknown 1 -1 {"word":"none"}'],
    ],
    [
      'the states of an account',
      ['inactive', 'invited', 'unknown', 'active'].map((_, i) => N(at(`a${i}`))),
      (['inactive', 'invited', 'unknown', 'active'] as const).map((state, i) => A(at(`a${i}`), { state })),
      {},
      ['amazon-user-inactive 0 0', 'amazon-invitation-pending 1 1 {"invitedOn":""}'],
    ],
    [
      'words of an account that nobody has explained',
      [0, 1, 2, 3].map((i) => N(at(`a${i}`))),
      [
        A(at('a0'), { state: 'unknown', unclear: { state: '△' } }),
        A(at('a1'), { state: 'unknown', unclear: { state: '' } }),
        A(at('a2'), { punchout: null, unclear: { role: '担当' } }),
        A(at('a3'), { punchout: null, unclear: { punchout: '' } }),
      ],
      {},
      [
        'amazon-state-unknown 0 0 {"word":"△"}',
        'amazon-state-unknown 1 1 {"word":"none"}',
        'punchout-role-unknown 2 2 {"word":"担当"}',
        'punchout-role-unknown 3 3 {"word":"none"}',
      ],
    ],
    [
      'the role of an account',
      [N(at('a')), N(at('b')), N(at('c'))],
      [A(at('a'), { punchout: false, unclear: { role: 'x' } }), A(at('b'), { punchout: null }), A(at('c'), { unclear: { role: 'x' } })],
      {},
      ['punchout-role-missing 0 0'],
    ],
    [
      'invitations by their day',
      ['2026-11-20', '2026-09-10', '2026-01-01', 'not a day'].map((_, i) => N(at(`a${i}`))),
      ['2026-11-20', '2026-09-10', '2026-01-01', 'not a day'].map((invitedOn, i) => A(at(`a${i}`), { state: 'invited', invitedOn })),
      {},
      [
        'amazon-invitation-pending 0 0 {"invitedOn":"2026-11-20","days":86}',
        'amazon-invitation-pending 1 1 {"invitedOn":"2026-09-10","days":15}',
        'amazon-invitation-expired 2 2 {"invitedOn":"2026-01-01","days":0}',
        'amazon-invitation-pending 3 3 {"invitedOn":""}',
      ],
    ],
    [
      'invitations by their word',
      [0, 1, 2].map((i) => N(at(`a${i}`))),
      [
        A(at('a0'), { state: 'invited', invitation: 'expiring' }),
        A(at('a1'), { state: 'invited', invitation: 'expired', invitedOn: '2026-11-20' }),
        A(at('a2'), { state: 'invited', invitation: 'expiring', invitedOn: '2026-01-01' }),
      ],
      {},
      [
        'amazon-invitation-expiring 0 0 amazon-invitation-expiring-said {"invitedOn":""}',
        'amazon-invitation-expired 1 1 amazon-invitation-expired-said {"invitedOn":"2026-11-20"}',
        'amazon-invitation-expired 2 2 {"invitedOn":"2026-01-01","days":0}',
      ],
    ],
    [
      'the group with the purchasing system',
      [N(at('a')), N(at('b')), N(at('c'))],
      [A(at('a'), { groups: ['ＮＥＯ購買', 'x'] }), A(at('b'), { groups: ['x', 'y'] }), A(at('c'))],
      { purchasingGroups: ['NEO購買', '本社'] },
      [
        'purchasing-group-missing 1 1 {"wanted":"NEO購買、本社","groups":"x、y"}',
        'purchasing-group-missing 2 2 {"wanted":"NEO購買、本社","groups":"none"}',
      ],
    ],
    [
      'accounts that belong to somebody beyond doubt',
      [N(at('tanka')), N(at('q'), { mobileEmail: at('b') }), N(at('C'))],
      [A(at('tanaka'), { state: 'inactive' }), A(at('b'), { state: 'inactive' }), A(at('c'), { state: 'inactive' })],
      {},
      [
        'email-differs-typo 0 0 typo {"neo":"tanka@example.co.jp","amazon":"tanaka@example.co.jp","kind":"missing","ambiguous":0}',
        'other-email-matches 1 1 {"field":"mobile","address":"b@example.co.jp","ambiguous":0}',
        'amazon-user-inactive 1 1',
        'email-differs-case 2 2 case {"neo":"C@example.co.jp","amazon":"c@example.co.jp","also":"","ambiguous":0}',
        '> neo c@example.co.jp high other-capitals differs-only-case',
        'amazon-user-inactive 2 2',
        'withheld 0 undecided',
        'withheld 1 undecided',
        'way 0 neo tanaka@example.co.jp',
        'way 0 amazon tanka@example.co.jp',
        'way 1 neo b@example.co.jp',
        'way 1 amazon q@example.co.jp',
        'way 2 amazon C@example.co.jp',
      ],
    ],
    [
      'two accounts of one address',
      [N(at('a'))],
      [A(at('a')), A(at('A')), A(at('b')), A(at('B')), A(at('c'))],
      {},
      ['amazon-email-duplicate 0 0 {"count":2}', 'amazon-email-duplicate -1 3 {"count":2}', 'amazon-orphan -1 4'],
    ],
    ['accounts of nobody', [], [A(at('a')), A(''), A(at('b'), { state: 'inactive' })], {}, ['amazon-orphan -1 0', 'amazon-orphan -1 2']],
    [
      'accounts of nobody that come from an identity provider',
      [],
      [A(at('a')), A(''), A(at('b'), { state: 'inactive' })],
      { amazonUsersFrom: 'scim' },
      ['amazon-orphan -1 0'],
    ],
    [
      'an account that may be of two people',
      [N(at('qqqq'), { name: '田中 太郎', loginId: 'l' }), N('', { name: '田中 太郎', loginId: 'm' })],
      [A(at('zzz'), { name: '田中 太郎' })],
      {},
      [
        'amazon-user-missing 0 -1',
        'work-email-missing 1 -1',
        'amazon-orphan -1 0 amazon-orphan-maybe {"name":"田中 太郎","others":1}',
        'withheld 0 ambiguous',
        'withheld 1 ambiguous',
        'way 0 neo zzz@example.co.jp',
        'way 1 neo zzz@example.co.jp',
        'doubt 0 {"why":"other-account","found":"zzz@example.co.jp"}',
        'doubt 1 {"why":"other-account","found":"zzz@example.co.jp"}',
      ],
    ],
    ['somebody on the exclusion list', [N(at('a')), N(at('b'))], [A(at('a'))], { excluded: (u) => u.workEmail === at('b') }, []],
    [
      'an account of somebody without a name who left, beside somebody without a name',
      [N(at('a'), { state: 'suspended' }), N('', { loginId: 'l' })],
      [A(at('a'))],
      {},
      ['work-email-missing 1 -1', 'amazon-user-of-suspended 0 0 {"state":"suspended"}'],
    ],
    [
      'an account of somebody whose namesake has one of their own',
      [N(at('b'), { name }), N(at('a'), { name, state: 'suspended' })],
      [A(at('b')), A(at('a'))],
      {},
      ['amazon-user-of-suspended 1 1 {"state":"suspended"}'],
    ],
    [
      'an account of somebody who left, and two of the same code',
      [
        N(at('a'), { employeeCode: code, state: 'suspended' }),
        N(at('b'), { name: 'ろ', employeeCode: code }),
        N(at('c'), { name: 'い', employeeCode: code }),
      ],
      [A(at('a'))],
      {},
      [
        'amazon-user-missing 1 -1',
        'amazon-user-missing 2 -1',
        'amazon-user-of-suspended 0 0 amazon-user-of-suspended-maybe {"state":"suspended","name":"い"}',
      ],
    ],
    [
      'two accounts of an address that somebody writes in capitals',
      [N(at('A'))],
      [A(at('a')), A(at('ａ'))],
      {},
      [
        'email-differs-case 0 0 case {"neo":"A@example.co.jp","amazon":"a@example.co.jp","also":"","ambiguous":0}',
        'amazon-email-duplicate 0 0 {"count":2}',
        'withheld 0 collision',
      ],
    ],
    [
      'the role that nobody told, where groups are looked at',
      [N(at('a')), N(at('b'))],
      [A(at('a'), { punchout: null, groups: ['購買'] }), A(at('b'), { state: 'unknown', groups: ['購買'] })],
      { purchasingGroups: ['購買'] },
      [],
    ],
    [
      'an account of nobody named like somebody on the exclusion list',
      [N(at('qqqq'), { name })],
      [A(at('zzz'), { name })],
      { excluded: () => true },
      ['amazon-orphan -1 0 amazon-orphan-maybe {"name":"田中 太郎","others":0}'],
    ],
    [
      'an account of nobody named like somebody suspended',
      [N(at('qqqq'), { name, state: 'suspended' })],
      [A(at('zzz'), { name })],
      {},
      ['amazon-orphan -1 0'],
    ],
    [
      'an account without an address, and somebody without one',
      [N('', { employeeCode: code, name })],
      [A('', { employeeCode: code, name })],
      {},
      ['work-email-missing 0 -1'],
    ],
  ])('%s', (_, neo, amazon, part, lines) => {
    expect(told(neo, amazon, part)).toEqual(lines);
  });

  it('a name that many have is no clue to whose account it is', () => {
    const left = N(at('a'), { name, state: 'suspended' });
    const others = (count: number): NeoUser[] => Array.from({ length: count }, (_, i) => N(at(`${i}`), { name }));
    const last = (count: number): string => told([left, ...others(count)], [A(at('a'))]).at(-1) ?? '';
    expect(last(49)).toContain('maybe');
    expect(last(50)).toBe('amazon-user-of-suspended 0 0 {"state":"suspended"}');
    const accounts = (count: number): AmazonUser[] => Array.from({ length: count }, (_, i) => A(at(`b${i}`), { name }));
    const ways = (count: number): number =>
      told([N(at('qqqq'), { name })], accounts(count)).filter((line) => line.startsWith('way')).length;
    // At most ten possible accounts are listed.
    expect([ways(9), ways(10), ways(11), ways(49), ways(50)]).toEqual([9, 10, 10, 10, 0]);
  });
});
