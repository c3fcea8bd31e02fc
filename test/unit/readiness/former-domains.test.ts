import { describe, expect, it } from 'vitest';
import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY, type EmailPolicy } from '#shared/domain/email/index.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { findFormerDomains } from '#shared/domain/readiness/suggestions/former-domains.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

const LOCALS = ['sato', 'suzuki', 'takahashi', 'tanaka', 'ito', 'watanabe', 'yamamoto', 'nakamura'];
const NAMES = ['佐藤 健', '鈴木 花子', '高橋 学', '田中 恵', '伊藤 翔', '渡辺 陽子', '山本 直美', '中村 拓也'];
const OTHERS = ['青木 一', '坂本 二葉', '遠藤 三郎', '藤井 四季', '西村 五月', '福田 六郎', '太田 七海', '三浦 八重'];

interface Company {
  readonly neo: readonly Partial<NeoUser>[];
  readonly amazon: readonly Partial<AmazonUser>[];
}

/** Returns people whose accounts have the same local part at another domain. */
const company = (
  count: number,
  neoDomain: string,
  amazonDomain: string,
  account: (at: number) => Partial<AmazonUser> = () => ({}),
): Company => ({
  neo: LOCALS.slice(0, count).map((local, at) => ({ name: NAMES[at] ?? '', workEmail: `${local}@${neoDomain}` })),
  amazon: LOCALS.slice(0, count).map((local, at) => ({ email: `${local}@${amazonDomain}`, ...account(at) })),
});

function offersFor({ neo, amazon }: Company, email: Partial<EmailPolicy> = {}) {
  const policy = { ...DEFAULT_EMAIL_POLICY, ...email };
  const directory = directoryOf(
    neo.map((user, at) => neoUser({ id: String(at + 1), ...user })),
    amazon.map(amazonUser),
  );
  return findFormerDomains(directory, auditDirectory(directory, { email: policy, today: '2026-11-24' }), policy);
}

describe('findFormerDomains', () => {
  it('offers a domain at which five people without a match have accounts of the same local part', () => {
    expect(offersFor(company(5, 'shoji.example', 'old.example'))).toEqual([{ from: 'old.example', to: 'shoji.example', people: 5 }]);
  });

  it('offers nothing for four people', () => {
    expect(offersFor(company(4, 'shoji.example', 'old.example'))).toEqual([]);
  });

  it('counts people whose names agree, whether or not they are matched by name', () => {
    const named = company(6, 'shoji.example', 'old.example', (at) => ({ name: NAMES[at] ?? '' }));
    const kana = named.neo.map((user, at) => (at === 0 ? { ...user, kana: 'サトウ ケン' } : user));
    expect(offersFor({ ...named, neo: kana })).toEqual([{ from: 'old.example', to: 'shoji.example', people: 6 }]);
  });

  it('offers nothing if names contradict', () => {
    expect(offersFor(company(8, 'shoji.example', 'old.example', (at) => ({ name: OTHERS[at] ?? '' })))).toEqual([]);
  });

  it('offers nothing if too many names contradict, although others agree', () => {
    const mixed = (at: number) => ({ name: (at < 6 ? NAMES[at] : OTHERS[at]) ?? '' });
    expect(offersFor(company(8, 'shoji.example', 'old.example', mixed))).toEqual([]);
  });

  it('offers nothing if employee codes contradict', () => {
    const coded = company(6, 'shoji.example', 'old.example', (at) => ({ employeeCode: `9${at}` }));
    expect(offersFor({ ...coded, neo: coded.neo.map((user, at) => ({ ...user, employeeCode: `1${at}` })) })).toEqual([]);
  });

  it.each(['gmail.com', 'yahoo.co.jp', 'docomo.ne.jp'])('never offers free mail or a carrier: %s', (domain) => {
    expect(offersFor(company(8, 'shoji.example', domain))).toEqual([]);
    expect(offersFor(company(8, domain, 'shoji.example'))).toEqual([]);
  });

  it('does not count several people of one address as several', () => {
    const one = company(4, 'shoji.example', 'old.example');
    expect(offersFor({ ...one, neo: [...one.neo, { ...one.neo[0] }, { ...one.neo[0] }] })).toEqual([]);
  });

  it('does not count shared mailboxes', () => {
    const words = ['info', 'sales', 'support', 'office', 'admin', 'soumu'];
    const shared = (domain: string) => words.map((word) => `${word}@${domain}`);
    const neo = shared('shoji.example').map((workEmail) => ({ workEmail }));
    expect(offersFor({ neo, amazon: shared('old.example').map((email) => ({ email })) })).toEqual([]);
  });

  it('takes the domain of the company as the present one', () => {
    const atOld = company(6, 'old.example', 'shoji.example');
    expect(offersFor(atOld, { companyDomains: ['shoji.example'] })).toEqual([{ from: 'old.example', to: 'shoji.example', people: 6 }]);
    expect(offersFor(atOld, { companyDomains: ['other.example'] })).toEqual([]);
  });

  it('treats the more frequent domain as the current one while the company’s domains are not set', () => {
    const { neo, amazon } = company(6, 'old.example', 'shoji.example');
    const matched = { neo: [...neo, { workEmail: 'kato@shoji.example' }], amazon: [...amazon, { email: 'kato@shoji.example' }] };
    expect(offersFor(matched)).toEqual([{ from: 'old.example', to: 'shoji.example', people: 6 }]);
  });

  it('counts both directions as one pair', () => {
    const [one, other] = [company(3, 'shoji.example', 'old.example'), company(6, 'old.example', 'shoji.example')];
    const both = { neo: [...one.neo, ...other.neo.slice(3)], amazon: [...one.amazon, ...other.amazon.slice(3)] };
    expect(offersFor(both, { companyDomains: ['shoji.example'] })).toEqual([{ from: 'old.example', to: 'shoji.example', people: 6 }]);
  });

  it('offers nothing once the pair is registered', () => {
    const aliasDomains = [{ from: 'old.example', to: 'shoji.example' }];
    expect(offersFor(company(8, 'shoji.example', 'old.example'), { aliasDomains })).toEqual([]);
  });
});
