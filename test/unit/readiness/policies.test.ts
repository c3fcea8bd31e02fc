import { describe, expect, it } from 'vitest';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { groupByPurchasingSystem } from '#shared/domain/integration/amazon-groups.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { getFindingSeverity } from '#shared/domain/readiness/finding.ts';
import { getGateBit } from '#shared/domain/readiness/gates/order-state.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { createExclusions, type Exclusion, STANDARD_EXCLUSIONS } from '#shared/domain/triage/exclusions.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

const POLICY: AuditPolicy = { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' };
const told = (directory: Directory, policy: Partial<AuditPolicy>) => {
  const { findings, summary } = auditDirectory(directory, { ...POLICY, ...policy });
  return {
    findings: findings.map((finding) => [finding.code, getFindingSeverity(finding)]),
    matched: summary.matched,
    blocked: summary.blocked,
    excluded: summary.excluded,
  };
};

describe('the exclusion list', () => {
  const line = (field: Exclusion['field'], value: string, on = true): Exclusion => ({ field, value, note: '', on });
  const person = neoUser({ name: 'テスト 花子', loginId: 'Hanako01', workEmail: 'Info-Tokyo@Example.co.jp' });
  it.each([
    [line('name-begins', 'テスト'), true],
    [line('name-begins', 'ﾃｽﾄ'), true],
    [line('name-begins', '花子'), false],
    [line('name-contains', '花子'), true],
    [line('name-contains', '太郎'), false],
    [line('login', 'hanako01'), true],
    [line('login', 'hanako'), false],
    [line('address', 'info-tokyo@example.co.jp'), true],
    [line('address', 'info@example.co.jp'), false],
    [line('address-local-part', 'info'), true],
    [line('address-local-part', 'INFO-tokyo'), true],
    [line('address-local-part', 'tokyo'), false],
    [line('name-begins', 'テスト', false), false],
    [line('name-contains', ' '), false],
    [line('address-local-part', '@'), false],
  ])('%o excludes: %s', (entry, excluded) => {
    expect(createExclusions([entry])(person) === 0).toBe(excluded);
  });

  it('names the first line that fits', () => {
    expect(createExclusions([line('login', 'nobody'), line('address-local-part', 'info'), line('name-begins', 'テスト')])(person)).toBe(1);
    expect(createExclusions([line('login', 'nobody')])(person)).toBe(-1);
  });

  it('starts with names only, as a local part may be the only address of a person', () => {
    const standard = createExclusions(STANDARD_EXCLUSIONS);
    expect(standard(neoUser({ name: '会議室 A' }))).toBeGreaterThanOrEqual(0);
    expect(standard(neoUser({ name: '山田 太郎', workEmail: 'info@example.co.jp' }))).toBe(-1);
    expect(STANDARD_EXCLUSIONS.filter(({ field, on }) => on === (field === 'address-local-part'))).toEqual([]);
  });

  it('takes people out of every number but its own, and no account becomes an orphan or a leaver\u2019s', () => {
    const directory = directoryOf(
      [neoUser({ name: '受付', workEmail: 'a@example.co.jp' }), neoUser({ name: '山田', workEmail: 'b@example.co.jp' })],
      [amazonUser({ email: 'a@example.co.jp' })],
    );
    const excludedBy = createExclusions(STANDARD_EXCLUSIONS);
    expect(told(directory, { excluded: (user) => excludedBy(user) >= 0 })).toEqual({
      findings: [['amazon-user-missing', 'block']],
      matched: 0,
      blocked: 1,
      excluded: 1,
    });
    expect(told(directory, {})).toMatchObject({ matched: 1, blocked: 1, excluded: undefined });
  });

  it('does not free an address: a person who shares it with an excluded one is not its only holder', () => {
    const directory = directoryOf(
      [neoUser({ name: '受付', workEmail: 'a@example.co.jp' }), neoUser({ name: '山田', workEmail: 'a@example.co.jp' })],
      [amazonUser({ email: 'a@example.co.jp' })],
    );
    expect(told(directory, { excluded: ({ name }) => name === '受付' })).toEqual({
      findings: [['work-email-duplicate', 'block']],
      matched: 0,
      blocked: 1,
      excluded: 1,
    });
  });
});

describe('groups with the purchasing system', () => {
  const directory = directoryOf(
    ['a', 'b', 'c'].map((local) => neoUser({ workEmail: `${local}@example.co.jp` })),
    [
      amazonUser({ email: 'a@example.co.jp', groups: ['総務', 'NEO購買'] }),
      amazonUser({ email: 'b@example.co.jp', groups: ['総務'] }),
      amazonUser({ email: 'c@example.co.jp' }),
    ],
  );
  it('are not looked at until they are named', () => {
    expect(told(directory, {})).toMatchObject({ findings: [], matched: 3 });
    expect(told(directory, { purchasingGroups: [] })).toMatchObject({ findings: [], matched: 3 });
  });
  it('are compared by folded name; a person in none of them cannot order', () => {
    expect(told(directory, { purchasingGroups: ['ｎｅｏ 購買', '営業'] })).toMatchObject({
      findings: [
        ['purchasing-group-missing', 'block'],
        ['purchasing-group-missing', 'block'],
      ],
      matched: 1,
      blocked: 2,
    });
  });
});

it('treats a group next to a comma that may separate it as neither present nor missing', () => {
  const groups = ['本社, NEO購買', '本社、営業', 'NEO購買'];
  const directory = directoryOf(
    groups.map((_, at) => neoUser({ workEmail: `p${at}@example.co.jp` })),
    groups.map((group, at) => amazonUser({ email: `p${at}@example.co.jp`, groups: [group] })),
  );
  const { findings, notChecked } = auditDirectory(directory, { ...POLICY, purchasingGroups: ['NEO購買'] });
  expect(findings.map(({ code, neoIndex }) => [code, neoIndex])).toEqual([['purchasing-group-missing', 1]]);
  expect([...notChecked].map((mask) => (mask & getGateBit(4)) !== 0)).toEqual([true, false, false]);
});

describe('groups as they are noted', () => {
  const group = (name: string, state: 'none' | 'test' | 'active') => ({
    ...createAmazonGroup(name),
    purchasingSystem: { state, registeredOn: null },
  });
  const directory = directoryOf(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((local) => neoUser({ workEmail: `${local}@example.co.jp` })),
    [
      amazonUser({ email: 'a@example.co.jp', groups: ['購買'] }),
      amazonUser({ email: 'b@example.co.jp', groups: ['総務'] }),
      amazonUser({ email: 'c@example.co.jp', groups: ['総務', '営業'] }),
      amazonUser({ email: 'd@example.co.jp', groups: ['研究'] }),
      amazonUser({ email: 'e@example.co.jp', groups: [] }),
      amazonUser({ email: 'f@example.co.jp', groups: ['総務'], punchout: null }),
    ],
  );
  const noted = groupByPurchasingSystem([group('購買', 'active'), group('総務', 'none'), group('研究', 'test')]);

  it('stop people who are only in groups without the purchasing system, not those who may be in another', () => {
    const policy = { ...POLICY, purchasingGroups: noted.active, groupsWithout: noted.without };
    const { findings, notChecked, summary } = auditDirectory(directory, policy);
    expect(findings.map(({ code, neoIndex }) => [code, neoIndex])).toEqual([
      ['purchasing-group-missing', 1],
      ['purchasing-group-missing', 5],
    ]);
    expect([...notChecked].map((mask) => (mask & getGateBit(4)) !== 0)).toEqual([false, false, true, true, true, false]);
    expect(summary.gates[3]).toMatchObject({ passed: 1, blocked: 2, notChecked: 3 });
  });

  it('report no one while none is recorded with it', () => {
    const none = groupByPurchasingSystem([group('総務', 'none')]);
    const { findings, summary } = auditDirectory(directory, { ...POLICY, purchasingGroups: none.active, groupsWithout: none.without });
    expect([findings, summary.gates[3]?.passed]).toEqual([[], 5]);
  });

  it('with the same name count as having the purchasing system if one of them has it', () => {
    expect(groupByPurchasingSystem([group('東京', 'none'), group('東京', 'active'), group(' ', 'active'), group('大阪', 'test')])).toEqual({
      active: ['東京'],
      without: [],
    });
  });
});

describe('upper and lower case', () => {
  const pair = (neo: string, amazon: string): Directory => directoryOf([neoUser({ workEmail: neo })], [amazonUser({ email: amazon })]);
  const ignore = { email: { ...DEFAULT_EMAIL_POLICY, caseComparison: 'ignore' as const } };
  it.each([
    ['Sato@example.co.jp', 'sato@example.co.jp', 'email-differs-case'],
    ['sato@EXAMPLE.co.jp', 'sato@example.co.jp', 'email-differs-domain-form'],
  ])('%s and %s block if case matters, and are a note otherwise', (neo, amazon, code) => {
    expect(told(pair(neo, amazon), {})).toMatchObject({ findings: [[code, 'block']], matched: 0, blocked: 1 });
    expect(told(pair(neo, amazon), ignore)).toMatchObject({ findings: [[code, 'note']], matched: 1, blocked: 0 });
  });
  it('does not excuse another difference', () => {
    expect(told(pair('Sato@example.co.jp ', 'sato@example.co.jp'), ignore)).toMatchObject({
      findings: [['email-differs-case', 'block']],
      blocked: 1,
    });
  });
});
