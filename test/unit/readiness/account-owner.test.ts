import { describe, expect, it } from 'vitest';
import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { createSwapFixes } from '#shared/domain/fixes/fixes-plan.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import { AccountIdentity, getNameEvidence, PersonIdentity } from '#shared/domain/readiness/evidence/identities.ts';
import { amazonUser, directoryOf, directoryPerson, neoUser } from '../../support/directories.ts';

const POLICY = { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' };
const at = (local: string): string => `${local}@example.co.jp`;

const wadaTomoko = { name: '和田 智子', kana: 'ワダ トモコ' };
const wadaNoriko = { name: '和田 典子', kana: 'ワダ ノリコ' };

function audited(
  neo: readonly Partial<NeoUser>[],
  amazon: readonly Partial<AmazonUser>[],
  directoryPeople?: Parameters<typeof directoryPerson>[0][],
) {
  const directory = directoryOf(
    neo.map((user, i) => neoUser({ id: String(i), ...user })),
    amazon.map(amazonUser),
  );
  const context = directoryPeople === undefined ? {} : { directoryPeople: directoryPeople.map((one) => directoryPerson(one)) };
  const answer = auditDirectory(directory, POLICY, null, context);
  return { directory, answer, advice: answer.findings.flatMap(({ suggestion }) => suggestion ?? []) };
}

const advised = ({ findings }: Audit) =>
  findings.flatMap(({ neoIndex, suggestion }) => (suggestion === null ? [] : [[neoIndex, suggestion.address]]));

describe('names in different scripts', () => {
  const evidence = (person: Partial<NeoUser>, name: string) =>
    getNameEvidence(new PersonIdentity(neoUser(person), new Map()), new AccountIdentity(amazonUser({ name })));

  it.each(['わだ のりこ', 'ワダ　ヨシコ', 'Noriko Wada', 'WADA NORIKO', 'わだのりこ'])(
    'contradict the furigana of another given name: %s',
    (name) => {
      expect(evidence(wadaTomoko, name)).toBe('other-name');
    },
  );

  it.each(['わだ ともこ', 'ﾜﾀﾞ ﾄﾓｺ', 'Tomoko Wada', 'WADA, Tomoko', 'わだともこ'])(
    'are one name if they have the same reading: %s',
    (name) => {
      expect(evidence(wadaTomoko, name)).toMatch(/^same-name/);
    },
  );

  it.each([
    ['大野 裕子', 'オオノ ユウコ', 'Ohno Yuko'],
    ['大野 裕子', 'オオノ ユウコ', 'Yuuko OONO'],
    ['新庄 翔平', 'シンジョウ ショウヘイ', 'Sinzyo Syohei'],
    ['土屋 千尋', 'つちや ちひろ', 'Tuchiya Tihiro'],
    ['斉藤 太郎', 'サイトウ タロウ', 'Saitoh Taroh'],
  ])('are one name in Hepburn, Kunrei, passport and long spellings: %s, %s, %s', (name, kana, theirs) => {
    expect(evidence({ name, kana }, theirs)).toMatch(/^same-name/);
  });

  it.each([
    ['和田 智子', 'ワダ トモコ', 'T. Wada'],
    ['和田 智子', 'ワダ トモコ', 'Tomoko Maria Wada'],
    ['和田 智子', 'ワダ トモコ', 'Wada'],
    ['和田 智子', 'ワダ トモコ', 't.wada'],
    ['中村 大輔', 'ナカムラ ダイスケ', 'Nakamra Daisuke'],
    ['ジョン スミス', 'ジョン スミス', 'John Smith'],
    ['和田 智子', '', 'Noriko Wada'],
  ])('neither agree nor contradict if one is a part, a typo, a foreign name or unreadable: %s, %s, %s', (name, kana, theirs) => {
    expect(evidence({ name, kana }, theirs)).toBeNull();
  });
});

describe('an account one letter away from a colleague’s address', () => {
  it.each(['わだ のりこ', 'Noriko Wada', 'ワダ ノリコ'])('is not the colleague’s if its name has another reading: %s', (name) => {
    const { answer, advice } = audited(
      [
        { ...wadaTomoko, workEmail: at('t.wada') },
        { ...wadaNoriko, workEmail: '' },
      ],
      [{ email: at('n.wada'), name }],
    );
    expect(advice).toEqual([expect.objectContaining({ side: 'neo', address: at('n.wada') })]);
    expect(answer.findings.find(({ suggestion }) => suggestion !== null)?.neoIndex).toBe(1);
  });

  it('is a candidate but not recommended if it has no name and another employee could own it', () => {
    const saito = { name: '斉藤 大輔', kana: 'サイトウ ダイスケ', workEmail: at('saito.daisuke') };
    const sato = { name: '佐藤 大輔', kana: 'サトウ ダイスケ', workEmail: '' };
    const { answer, advice } = audited([saito, sato], [{ email: at('sato.daisuke') }]);
    expect(advice).toEqual([]);
    expect(answer.withheld.get(0)).toBe('ambiguous');
    expect(answer.ways.get(0)).toEqual([{ side: 'neo', address: at('sato.daisuke') }]);
  });

  it('is not recommended if it is made of the name of an employee whose own address is not, even if an account has that address', () => {
    const saito = { name: '斉藤 純子', kana: 'サイトウ ジュンコ', loginId: 'u1', workEmail: at('saito-j') };
    const sato = { name: '佐藤 純子', kana: 'サトウ ジュンコ', loginId: 'u2' };
    const accounts = [{ email: at('sato-j') }, { email: at('kyoyo') }];
    const { answer, advice } = audited([saito, { ...sato, workEmail: at('kyoyo') }], accounts);
    expect(advice).toEqual([]);
    expect(answer.withheld.get(0)).toBe('ambiguous');
    const recommended = audited([saito, { ...sato, name: '山本 純子', kana: 'ヤマモト ジュンコ', workEmail: at('kyoyo') }], accounts);
    expect(recommended.answer.withheld.get(0)).not.toBe('ambiguous');
  });

  it('is never recommended if the initial differs', () => {
    const { answer, advice } = audited([{ ...wadaTomoko, workEmail: at('t.wada') }], [{ email: at('n.wada') }]);
    expect(advice).toEqual([]);
    expect(answer.summary.byCode).toEqual({ 'email-differs-typo': 1 });
    expect(answer.ways.get(0)?.length).toBe(2);
  });
});

describe('two accounts with one address', () => {
  it('are not changed, because it is unknown which of them is meant', () => {
    const saito = { name: '斉藤 太郎', kana: 'サイトウ タロウ', workEmail: at('saitotaro') };
    const sato = { name: '佐藤 太郎', kana: 'サトウ タロウ', workEmail: at('satotaro') };
    const colleague = { name: '山田 花子', kana: 'ヤマダ ハナコ', workEmail: at('yamadahanako') };
    const people = [saito, sato, ...Array.from({ length: 20 }, (_, i) => ({ ...colleague, workEmail: at(`yamadahanako${i}`) }))];
    const accounts = people.slice(1).map(({ workEmail }) => ({ email: workEmail }));
    expect(audited(people, accounts).advice).toEqual([]);
    const { answer, advice } = audited(people, [{ email: at('satotaro') }, ...accounts]);
    expect(advice).toEqual([]);
    expect(answer.withheld.get(0)).toBe('collision');
  });
});

describe('people of one name', () => {
  const tanaka = { name: '田中 一郎', kana: 'タナカ イチロウ' };

  it('are not given one another’s misspelt account', () => {
    const { answer } = audited(
      [
        { ...tanaka, workEmail: at('i.tanaka') },
        { ...tanaka, workEmail: '' },
        { ...tanaka, workEmail: 'i.tanaka3@gmail.com' },
      ],
      [
        { email: at('i.tanaka'), name: tanaka.name },
        { email: at('i.tanka3'), name: tanaka.name },
      ],
    );
    // The number identifies the third person as the owner.
    expect(advised(answer)).toEqual([[2, at('i.tanka3')]]);
    expect(answer.withheld.get(1)).toBe('ambiguous');
  });

  it('are not distinguished by the number of an address that is made of a former name', () => {
    const chiba = { name: '千葉 さくら', kana: 'チバ サクラ' };
    const { answer, advice } = audited(
      [
        { ...chiba, workEmail: 's.yamada@@example.co.jp' },
        { ...chiba, workEmail: '' },
      ],
      [
        { email: at('s.chiba'), name: 'ちば さくら' },
        { email: at('s.yamada'), name: 'やまだ さくら' },
      ],
    );
    expect(advice).toEqual([]);
    expect(answer.withheld.get(0)).toBe('ambiguous');
  });

  it('are assigned by their login ids', () => {
    const { answer } = audited(
      [
        { ...tanaka, loginId: 'i.tanaka2', workEmail: '' },
        { ...tanaka, loginId: 'i.tanaka3', workEmail: '' },
      ],
      [
        { email: at('i.tanaka3'), name: tanaka.name },
        { email: at('i.tanaka2'), name: tanaka.name },
      ],
    );
    expect(advised(answer)).toEqual([
      [0, at('i.tanaka2')],
      [1, at('i.tanaka3')],
    ]);
  });
});

describe('addresses that were swapped', () => {
  const yamada = { name: '山田 太郎', kana: 'ヤマダ タロウ' };
  const sato = { name: '佐藤 花子', kana: 'サトウ ハナコ' };
  const swapped = (amazon: readonly Partial<AmazonUser>[], neo: readonly Partial<NeoUser>[] = [{}, {}]) =>
    audited(
      [
        { ...yamada, workEmail: at('h.sato'), ...neo[0] },
        { ...sato, workEmail: at('t.yamada'), ...neo[1] },
      ],
      amazon,
    );
  const named = (one: string, other: string) => [
    { email: at('t.yamada'), name: one },
    { email: at('h.sato'), name: other },
  ];

  it.each([
    ['kanji', '山田 太郎', '佐藤 花子'],
    ['kana', 'やまだ たろう', 'サトウ ハナコ'],
    ['Latin letters', 'Taro Yamada', 'SATOH Hanako'],
  ])('are found by names in %s, as a risk, with the address of each one’s own', (_, one, other) => {
    const { answer } = swapped(named(one, other));
    expect(answer.findings.map(({ code, neoIndex, severity, suggestion }) => [code, neoIndex, severity, suggestion?.address])).toEqual([
      ['work-email-swapped', 0, undefined, at('t.yamada')],
      ['work-email-swapped', 1, undefined, at('h.sato')],
    ]);
    expect(answer.summary.blocked).toBe(0);
  });

  it('block if the employee codes prove it', () => {
    const { answer } = swapped(
      [
        { email: at('t.yamada'), employeeCode: '001' },
        { email: at('h.sato'), employeeCode: '002' },
      ],
      [{ employeeCode: '001' }, { employeeCode: '002' }],
    );
    expect(answer.summary.byCode).toEqual({ 'work-email-swapped': 2 });
    expect(answer.summary.blocked).toBe(2);
    expect(answer.findings[0]?.reason.params['proof']).toBe('code');
  });

  it('block if the company directory proves it', () => {
    const { answer } = audited(
      [
        { ...yamada, loginId: 'ty', workEmail: at('h.sato') },
        { ...sato, loginId: 'hs', workEmail: at('t.yamada') },
        { name: '森 毅', loginId: 'tm', workEmail: at('t.mori') },
        { name: '千葉 健', loginId: 'kc', workEmail: at('k.chiba') },
      ],
      [...named('山田 太郎', '佐藤 花子'), { email: at('t.mori'), name: '森 毅' }, { email: at('k.chiba'), name: '千葉 健' }],
      [
        { mail: at('t.yamada'), name: '山田 太郎' },
        { mail: at('h.sato'), name: '佐藤 花子' },
        { mail: at('t.mori'), name: '森 毅' },
        { mail: at('k.chiba'), name: '千葉 健' },
      ],
    );
    expect(answer.summary.byCode['work-email-swapped']).toBe(2);
    expect(answer.summary.blocked).toBe(2);
  });

  it('are found by login IDs if Amazon has neither names nor codes', () => {
    const { answer } = swapped([{ email: at('t.yamada') }, { email: at('h.sato') }], [{ loginId: 't.yamada' }, { loginId: 'h.sato' }]);
    expect(answer.summary.byCode).toEqual({ 'work-email-swapped': 2 });
  });

  it('are not swapped in NEO if the names are swapped in Amazon', () => {
    const { answer } = audited(
      [
        { ...yamada, workEmail: at('t.yamada') },
        { ...sato, workEmail: at('h.sato') },
      ],
      named('佐藤 花子', '山田 太郎'),
    );
    expect(answer.findings.map(({ suggestion, reason }) => [suggestion, reason.params['side']])).toEqual([
      [null, 'amazon'],
      [null, 'amazon'],
    ]);
  });

  it('are returned to everyone in a longer circle in one action', () => {
    const people = [yamada, sato, { name: '森 毅', kana: 'モリ タケシ' }];
    const own = ['t.yamada', 'h.sato', 't.mori'].map(at);
    const { directory, answer } = audited(
      people.map((one, i) => ({ ...one, loginId: `u${i}`, workEmail: own[(i + 1) % 3] as string })),
      people.map(({ name }, i) => ({ name, email: own[i] as string })),
    );
    const [first] = answer.findings;
    const fixes = first === undefined ? null : createSwapFixes(first, answer, directory, ['a', 'b', 'c']);
    expect(new Map(fixes?.map(({ person, to }) => [person, to]))).toEqual(
      new Map([
        ['a', own[0]],
        ['b', own[1]],
        ['c', own[2]],
      ]),
    );
  });

  it.each<[string, Partial<NeoUser>[], Partial<AmazonUser>[]]>([
    [
      'a family name that changed on one side, beside somebody of that name',
      [
        { name: '山田 花子', kana: 'ヤマダ ハナコ', workEmail: at('h.sato') },
        { name: '佐藤 太郎', kana: 'サトウ タロウ', workEmail: at('t.yamada') },
      ],
      [
        { email: at('h.sato'), name: '佐藤 花子' },
        { email: at('t.yamada'), name: '山田 太郎' },
      ],
    ],
    [
      'a mailbox of several people',
      [
        { name: '総務部 共有', workEmail: at('soumu') },
        { ...sato, workEmail: at('h.sato') },
      ],
      [
        { email: at('soumu'), name: '代表受付' },
        { email: at('h.sato'), name: sato.name },
      ],
    ],
    [
      'codes of another numbering, without names',
      Array.from({ length: 10 }, (_, i) => ({ employeeCode: `${100 + i}`, workEmail: at(`x${i}`) })),
      [1, 0, 3, 4, 5, 6, 7, 8, 9, 2].map((other, i) => ({ employeeCode: `${100 + other}`, email: at(`x${i}`) })),
    ],
  ])('are not said of %s', (_, neo, amazon) => {
    expect(audited(neo, amazon).answer.summary.byCode['work-email-swapped']).toBeUndefined();
  });
});
