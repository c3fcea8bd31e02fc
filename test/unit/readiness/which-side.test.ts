import { describe, expect, it } from 'vitest';
import type { AmazonUser, Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { listFixOptions } from '#shared/domain/fixes/fixes.ts';
import { createAddressRegister, planFixes } from '#shared/domain/fixes/fixes-plan.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import type { Finding } from '#shared/domain/readiness/finding.ts';
import type { AuditContext } from '#shared/domain/readiness/suggestions/suggestions.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

const DOMAIN = 'minato-seiki.co.jp';
const policyOf = (companyDomains: readonly string[] = [DOMAIN]) => ({
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains },
  today: '2026-11-24',
});

/** People whose addresses agree, so that the audit can learn the company's address format. */
const COLLEAGUES = [
  ['佐藤 一郎', 'サトウ イチロウ', 'i.sato'],
  ['鈴木 花子', 'スズキ ハナコ', 'h.suzuki'],
  ['高橋 健', 'タカハシ ケン', 'k.takahashi'],
  ['渡辺 恵', 'ワタナベ メグミ', 'm.watanabe'],
  ['千葉 翔', 'チバ ショウ', 's.chiba'],
  ['藤井 純', 'フジイ ジュン', 'j.fujii'],
] as const;
const company = (neo: readonly Partial<NeoUser>[], amazon: readonly Partial<AmazonUser>[], domain = DOMAIN): Directory =>
  directoryOf(
    [
      ...neo.map((user, at) => neoUser({ id: String(at + 1), ...user })),
      ...COLLEAGUES.map(([name, kana, local], at) => neoUser({ id: `c${at}`, name, kana, workEmail: `${local}@${domain}` })),
    ],
    [...amazon.map(amazonUser), ...COLLEAGUES.map(([name, , local]) => amazonUser({ name, email: `${local}@${domain}` }))],
  );

const YAMADA = { name: '山田 太郎', kana: 'ヤマダ タロウ' };
const judged = (workEmail: string, email: string, companyDomains?: readonly string[], context?: AuditContext) => {
  const directory = company([{ ...YAMADA, workEmail }], [{ name: '山田 太郎', email }]);
  const result = auditDirectory(directory, policyOf(companyDomains), null, context);
  const finding = result.findings[result.firstClosed[0] as number] as Finding;
  const choices = { workEmail, ways: result.ways.get(0) ?? [], doubts: result.doubts.get(0) ?? [] };
  return { finding, suggestion: finding.suggestion, options: listFixOptions(finding, choices), withheld: result.withheld.get(0) ?? null };
};
const RIGHT = `t.yamada@${DOMAIN}`;

describe('an address on one side only', () => {
  it.each([
    ['t.yamada@gmail.com', [DOMAIN]],
    ['t.yamada@gmail.com', []],
    ['t.yamada@elsewhere.example', [DOMAIN]],
    ['t.yamada@elsewhere.example', []],
  ])('%s is not recommended if it is not the company’s (%j)', (address, companyDomains) => {
    expect(judged('', address, companyDomains).suggestion).toBeNull();
  });

  it.each([[[DOMAIN]], [[]]])('is recommended if it is the company’s (%j)', (companyDomains) => {
    expect(judged('', RIGHT, companyDomains).suggestion).toMatchObject({ side: 'neo', address: RIGHT });
  });
});

describe('an address that could not be right', () => {
  it.each([
    ['a Cyrillic letter', `t.y\u0430mada@${DOMAIN}`],
    ['a domain with two letters exchanged', 't.yamada@mintao-seiki.co.jp'],
    ['a private domain', 't.yamada@gmail.com'],
    ['a lost character', `t.yam?da@${DOMAIN}`],
  ])('with %s is advised to neither side and offered to neither', (_, wrong) => {
    const onAmazon = judged(RIGHT, wrong);
    expect(onAmazon.options.map(({ side, address }) => [side, address])).not.toContainEqual(['neo', wrong]);
    expect(onAmazon.suggestion === null || onAmazon.suggestion.side === 'amazon').toBe(true);
    const inNeo = judged(wrong, RIGHT);
    expect(inNeo.suggestion).toMatchObject({ side: 'neo', address: RIGHT });
    // A person without an account may be invited with any address, after a review.
    expect(inNeo.options.filter(({ doubts }) => doubts.length === 0).map(({ address }) => address)).not.toContain(wrong);
  });

  it('on Amazon is replaced by the correct one of NEO, with the reason', () => {
    expect(judged(RIGHT, `t.y\u0430mada@${DOMAIN}`).suggestion).toMatchObject({
      side: 'amazon',
      address: RIGHT,
      confidence: 'high',
      reasons: expect.arrayContaining(['other-lookalike', 'company-habit', 'same-name', 'differs-only-lookalike']),
    });
    expect(judged(RIGHT, 't.yamada@mintao-seiki.co.jp').suggestion).toMatchObject({ side: 'amazon', address: RIGHT, confidence: 'high' });
    // No domains are configured, so the domain of all other addresses decides.
    expect(judged(RIGHT, 't.yamada@mintao-seiki.co.jp', []).suggestion).toMatchObject({
      side: 'amazon',
      address: RIGHT,
      reasons: expect.arrayContaining(['usual-domain', 'same-name', 'typo-swapped']),
    });
  });

  it('is recognized by its form if a name surrounds it, and not by letters of that name', () => {
    const { suggestion } = judged(`山田 太郎 <${RIGHT}>`, RIGHT);
    expect(suggestion).toMatchObject({ side: 'neo', address: RIGHT });
    expect(suggestion?.reasons).toContain('other-malformed');
    expect(suggestion?.reasons).not.toContain('other-lookalike');
  });

  it('is not recognized by a domain that only shared addresses make common', () => {
    const mistyped = [
      { ...YAMADA, workEmail: 't.yamada@mintao-seiki.co.jp' },
      { name: '山田 太郎', email: `t.yamada@${DOMAIN}` },
    ] as const;
    const adviceBeside = (people: readonly (readonly [string, string])[], accounts: readonly string[]) => {
      const { findings } = auditDirectory(
        directoryOf(
          [neoUser({ id: '1', ...mistyped[0] }), ...people.map(([id, local]) => neoUser({ id, workEmail: `${local}@${DOMAIN}` }))],
          [amazonUser(mistyped[1]), ...accounts.map((local) => amazonUser({ email: `${local}@${DOMAIN}` }))],
        ),
        policyOf([]),
      );
      return findings.find(({ neoIndex, amazonIndex }) => neoIndex === 0 && amazonIndex === 0)?.suggestion?.reasons ?? [];
    };
    const alone = ['a.one', 'b.two', 'c.three', 'd.four'];
    const people = alone.map((local, at) => [`c${at}`, local] as const);
    const usual = expect.arrayContaining(['usual-domain']);
    expect(adviceBeside([...people, ['e', 'e.five']], [...alone, 'e.five'])).toEqual(usual);
    expect(adviceBeside([...people, ['e', 'e.five']], [...alone, 'e.five', 'e.five'])).not.toEqual(usual);
    expect(adviceBeside([...people, ['e', 'e.five'], ['f', 'e.five']], [...alone, 'e.five'])).not.toEqual(usual);
  });
});

describe('two addresses that could both be right', () => {
  it('are distinguished by how the company writes names, on either side', () => {
    expect(judged(`t.yamad@${DOMAIN}`, RIGHT).suggestion).toMatchObject({ side: 'neo', address: RIGHT, confidence: 'medium' });
    expect(judged(RIGHT, `t.yamad@${DOMAIN}`).suggestion).toMatchObject({ side: 'amazon', address: RIGHT });
    expect(judged(RIGHT, `t.yamad@${DOMAIN}`).suggestion?.reasons).toContain('company-habit');
  });

  it.each([
    ['a digit', `t.yamada1@${DOMAIN}`, `t.yamada2@${DOMAIN}`],
    ['a digit more', `t.yamada@${DOMAIN}`, `t.yamada2@${DOMAIN}`],
    ['the first letters of a namesake', `ta.yamada@${DOMAIN}`, RIGHT],
    ['a spelling of the same sounds', `j.ohno@${DOMAIN}`, `j.ono@${DOMAIN}`],
    ['no name', `sales.tky@${DOMAIN}`, `sales.tkyo@${DOMAIN}`],
  ])('by %s are shown without a recommendation', (_, neo, amazon) => {
    const { suggestion, options, withheld } = judged(neo, amazon);
    expect([suggestion, withheld]).toEqual([null, 'undecided']);
    expect(options.map(({ side, address, recommended }) => [side, address, recommended])).toEqual([
      ['neo', amazon, false],
      ['amazon', neo, false],
    ]);
  });

  it.each([
    ['チヒロ', 'ch', 'c'],
    ['ショウヘイ', 'sh', 's'],
    ['ツヨシ', 'ts', 't'],
    ['ジュンコ', 'jun', 'j'],
  ])('that both match initials of the name (%s: %s) are left unchanged', (given, ownWay, usualWay) => {
    const [own, usual] = [`${ownWay}.yamada@${DOMAIN}`, `${usualWay}.yamada@${DOMAIN}`];
    const adviceOn = (workEmail: string, email: string) =>
      auditDirectory(company([{ name: '山田', kana: `ヤマダ ${given}`, workEmail }], [{ email }]), policyOf()).findings.map(
        ({ suggestion }) => suggestion,
      );
    for (const advice of [...adviceOn(own, usual), ...adviceOn(usual, own)]) expect(advice).toBeNull();
  });

  it('are distinguished by earlier lists if the account was used', () => {
    const [slip, before] = [`sales.tky@${DOMAIN}`, `sales.tkyo@${DOMAIN}`];
    const former = () => ({ neo: before, amazon: before });
    expect(judged(slip, before, undefined, { former }).suggestion).toMatchObject({ side: 'neo', address: before });
    expect(judged(before, slip, undefined, { former }).suggestion).toMatchObject({ side: 'amazon', address: before });
    expect(judged(slip, before, undefined, { former: () => ({ neo: slip, amazon: before }) }).suggestion).toBeNull();
    expect(judged(slip, before, undefined, { former: () => null }).suggestion).toBeNull();
  });
});

describe('many rows at once', () => {
  const planOf = (directory: Directory, ticked: (result: Audit) => readonly number[] = () => []) => {
    const result = auditDirectory(directory, policyOf());
    const people = directory.neoUsers.map(({ id }) => id);
    const rules = { invite: true, ticked: new Set(ticked(result)) };
    return planFixes(
      result.findings.keys(),
      { audit: result, directory, people },
      createAddressRegister(directory, people, []),
      new Set(),
      rules,
    );
  };

  it('writes nothing to NEO from an account with a look-alike or a foreign domain', () => {
    const directory = company(
      [
        { ...YAMADA, workEmail: RIGHT },
        { name: '大野 順', kana: 'オオノ ジュン', workEmail: `j.ono@${DOMAIN}` },
      ],
      [
        { name: '山田 太郎', email: `t.y\u0430mada@${DOMAIN}` },
        { name: '大野 順', email: 'j.ono@mintao-seiki.co.jp' },
      ],
    );
    const { planned, toLookAt } = planOf(directory);
    expect(planned).toEqual([]);
    expect(toLookAt.map(({ fix }) => [fix.side, fix.to, fix.oldAccount])).toEqual([
      ['amazon', RIGHT, `t.y\u0430mada@${DOMAIN}`],
      ['amazon', `j.ono@${DOMAIN}`, 'j.ono@mintao-seiki.co.jp'],
    ]);
    const ticked = planOf(directory, ({ findings }) => [...findings.keys()]);
    expect(ticked.planned.map(({ fix }) => fix.to)).toEqual([RIGHT, `j.ono@${DOMAIN}`]);
  });

  it('takes a difference in writing with the clean side, whichever it is', () => {
    const directory = company(
      [
        { ...YAMADA, workEmail: `${RIGHT}\u3000` },
        { name: '大野 順', workEmail: `j.ono@${DOMAIN}` },
      ],
      [
        { name: '山田 太郎', email: RIGHT },
        { name: '大野 順', email: `ｊ.ono@${DOMAIN}` },
      ],
    );
    expect(planOf(directory).planned.map(({ fix }) => [fix.side, fix.to])).toEqual([
      ['neo', RIGHT],
      ['amazon', `j.ono@${DOMAIN}`],
    ]);
  });

  it('invites no one by a private or shared address or with a likely account, and names them', () => {
    const directory = company(
      [
        { ...YAMADA, workEmail: 'taro.yamada@gmail.com' },
        { name: '総務部', workEmail: `soumu@${DOMAIN}` },
        { name: '大野 順', workEmail: `j.ono@${DOMAIN}` },
        { name: '森 誠', workEmail: `m.mori@${DOMAIN}` },
        { name: '林 実', workEmail: 'm.hayashi@mintao-seiki.co.jp' },
        { name: '原 光', workEmail: `h.hara@${DOMAIN}` },
      ],
      [
        { name: '大野 順', email: 'jun@group.example' },
        { name: '', email: 'm.mori@minato.example' },
      ],
    );
    const { planned, leftOut } = planOf(directory);
    expect(planned.map(({ fix }) => [fix.name, fix.choice])).toEqual([['原 光', 'invitation']]);
    expect(leftOut.filter(({ why }) => why !== 'no-suggestion').map(({ why, found }) => [why, found])).toEqual([
      ['private-domain', 'taro.yamada@gmail.com'],
      ['shared-mailbox', `soumu@${DOMAIN}`],
      ['other-account', 'jun@group.example'],
      ['other-account', 'm.mori@minato.example'],
      ['foreign-domain', 'm.hayashi@mintao-seiki.co.jp'],
    ]);
  });
});
