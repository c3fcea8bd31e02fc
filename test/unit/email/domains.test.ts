import { describe, expect, it } from 'vitest';
import { CARRIER_DOMAINS, CARRIER_PARENTS, FREE_MAIL_DOMAINS } from '#shared/domain/email/data/mail-services.ts';
import { DEFAULT_EMAIL_POLICY, type EmailPolicy, getAddressDomain } from '#shared/domain/email/index.ts';
import { classifyDomain, isSharedMailbox } from '../../support/address-kinds.ts';

const COMPANY: EmailPolicy = {
  companyDomains: ['Example.co.jp', '日本語.example'],
  aliasDomains: [
    { from: 'old.example', to: 'example.co.jp' },
    { from: 'other.example', to: 'another.example' },
  ],
  caseComparison: 'exact',
};

describe('the domain of an address', () => {
  it.each([
    ['tanaka@example.co.jp', 'example.co.jp'],
    ['tanaka@EXAMPLE.CO.JP.', 'example.co.jp'],
    ['ｔａｎａｋａ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ', 'example.co.jp'],
    ['info@xn--wgv71a119e.example', '日本語.example'],
    ['"a@b"@example.com', 'example.com'],
    ['tanaka', ''],
    ['tanaka@', ''],
    ['', ''],
  ])('of %j is %j', (address, domain) => expect(getAddressDomain(address)).toBe(domain));
});

describe('whose domain it is', () => {
  it('is the company’s after several renamings, in any order of the table', () => {
    const steps = [
      { from: 'oldest.example', to: 'old.example' },
      { from: 'old.example', to: 'example.co.jp' },
    ];
    const kinds = [steps, steps.toReversed()].map((aliasDomains) => classifyDomain('a@oldest.example', { ...COMPANY, aliasDomains }));
    expect(kinds).toEqual(['company', 'company']);
  });

  it.each([
    ['tanaka@example.co.jp', 'company', 'its own'],
    ['tanaka@EXAMPLE.co.jp', 'company', 'its own in capitals'],
    ['tanaka＠example.co.jp', 'company', 'its own behind a full-width at sign'],
    ['tanaka@mail.example.co.jp', 'company', 'a sub-domain'],
    ['tanaka@xn--wgv71a119e.example', 'company', 'its own encoded'],
    ['tanaka@old.example', 'company', 'its old brand'],
    ['tanaka@other.example', 'foreign', 'an alias of a domain that is not its own'],
    ['tanaka@notexample.co.jp', 'foreign', 'a domain that only ends alike'],
    ['tanaka@partner.example', 'foreign', 'a partner'],
    ['tanaka@gmail.com', 'free-mail', 'Gmail'],
    ['tanaka@YAHOO.co.jp', 'free-mail', 'Yahoo Japan'],
    ['tanaka@docomo.ne.jp', 'carrier', 'docomo'],
    ['tanaka@t.vodafone.ne.jp', 'carrier', 'a regional domain'],
    ['tanaka@xdocomo.ne.jp', 'foreign', 'not docomo'],
    ['tanaka', 'unknown', 'no domain'],
  ] as const)('%s is %s: %s', (address, expected, _why) => expect(classifyDomain(address, COMPANY)).toBe(expected));

  it('does not classify a domain as foreign before the company’s domains are set', () => {
    expect(classifyDomain('tanaka@partner.example', DEFAULT_EMAIL_POLICY)).toBe('unknown');
    expect(classifyDomain('tanaka@gmail.com', DEFAULT_EMAIL_POLICY)).toBe('free-mail');
    expect(classifyDomain('tanaka@docomo.ne.jp', DEFAULT_EMAIL_POLICY)).toBe('carrier');
  });

  it('allows a company to use a free-mail domain', () => {
    expect(classifyDomain('shop@gmail.com', { ...DEFAULT_EMAIL_POLICY, companyDomains: ['gmail.com'] })).toBe('company');
  });

  it('finds everything foreign when the only company domain is blank', () => {
    expect(classifyDomain('tanaka@example.com', { ...DEFAULT_EMAIL_POLICY, companyDomains: [''] })).toBe('foreign');
  });
});

describe('a shared mailbox', () => {
  it.each([
    ['info@example.co.jp', '田中 太郎'],
    ['INFO@example.co.jp', '田中 太郎'],
    ['info-tokyo@example.co.jp', '田中 太郎'],
    ['admin01@example.co.jp', '田中 太郎'],
    ['no-reply@example.co.jp', '通知'],
    ['eigyo1@example.co.jp', '営業一課 共有'],
    ['front@example.co.jp', '本社受付'],
    ['room-a@example.co.jp', '会議室Ａ'],
    ['t001@example.co.jp', 'テスト 太郎'],
    ['t001@example.co.jp', 'ﾃｽﾄ 太郎'],
    ['t002@example.co.jp', 'ＴＥＳＴ 太郎'],
    ['tanaka@example.co.jp', '退職_田中太郎'],
    ['tanaka@example.co.jp', '退職＿田中太郎'],
    ['', 'Admin'],
  ])('%s (%s)', (address, name) => expect(isSharedMailbox(address, name)).toBe(true));

  it.each([
    ['tanaka@example.co.jp', '田中 太郎'],
    ['infante@example.co.jp', 'Infante Maria'],
    ['allan@example.co.jp', 'Allan Smith'],
    ['salas.hiroshi@partner.example', '更科 弘'],
    ['tanaka@info.example', '田中 太郎'],
    ['', ''],
    ['nagatest@example.co.jp', '長田 聖人'],
  ])('not %s (%s)', (address, name) => expect(isSharedMailbox(address, name)).toBe(false));

  it('follows the company’s own words, taken literally', () => {
    const words = { inName: ['代表(総務)'], nameBegins: ['x.'], localPart: ['front'] };
    expect(isSharedMailbox('a@example.co.jp', '代表(総務)', words)).toBe(true);
    expect(isSharedMailbox('front.desk@example.co.jp', '', words)).toBe(true);
    expect(isSharedMailbox('info@example.co.jp', 'xy', words)).toBe(false);
    expect(isSharedMailbox('info@example.co.jp', '受付', { inName: [], nameBegins: [], localPart: [] })).toBe(false);
  });
});

it('the lists of mail services hold whole domains in their one form, each once', () => {
  const all = [...FREE_MAIL_DOMAINS, ...CARRIER_DOMAINS, ...CARRIER_PARENTS];
  for (const domain of all)
    expect([domain, getAddressDomain(`a@${domain}`)]).toEqual([expect.stringMatching(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/), domain]);
  for (const list of [FREE_MAIL_DOMAINS, CARRIER_DOMAINS, CARRIER_PARENTS]) expect(new Set(list).size).toBe(list.length);
  for (const domain of FREE_MAIL_DOMAINS) expect(classifyDomain(`a@${domain}`, DEFAULT_EMAIL_POLICY), domain).toBe('free-mail');
  for (const domain of CARRIER_DOMAINS) expect(classifyDomain(`a@${domain}`, DEFAULT_EMAIL_POLICY), domain).toBe('carrier');
  for (const domain of CARRIER_PARENTS) expect(classifyDomain(`a@x.${domain}`, DEFAULT_EMAIL_POLICY), domain).toBe('carrier');
});
