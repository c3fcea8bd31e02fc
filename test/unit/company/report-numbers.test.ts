import { describe, expect, it } from 'vitest';
import { toReadinessChanges } from '#main/company/readiness/readiness-summary.ts';
import { countReportNumbers, type MissingInLists } from '#main/company/readiness/report-numbers.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { UNCHECKED_PARTS } from '#shared/domain/readiness/gates/configuration.ts';
import { amazonUser, neoUser } from '../../support/directories.ts';
import { findingOf } from '../../support/findings.ts';

const KNOWN_GROUPS = { purchasingGroups: ['購買'] };
const WHOLE: MissingInLists = { missingFields: new Set(), missingNeoFields: new Set(), groups: KNOWN_GROUPS };
const DIRECTORY = {
  neoUsers: [
    neoUser({ id: '1', name: '甲', workEmail: 'a@example.co.jp', organizations: ['o1'] }),
    neoUser({ id: '2', name: '乙' }),
    neoUser({ id: '3', name: '丙', workEmail: 'C@example.co.jp' }),
    neoUser({ id: '4', name: '丁', workEmail: 'd@example.co.jp' }),
    neoUser({ id: '5', name: '戊', workEmail: 'e@example.co.jp' }),
  ],
  amazonUsers: [amazonUser({ email: 'a@example.co.jp' }), amazonUser({ email: 'c@example.co.jp' })],
  organizations: [{ id: 'o1', code: '', name: '本社', parentId: null }],
  approvers: [],
};
const AUDIT = auditDirectory(DIRECTORY, {
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'], caseComparison: 'sensitive' } as never,
  today: '2026-11-24',
});

describe('the numbers of an audit', () => {
  it('have who cannot order by the reason that comes first, most people first, and findings by code', () => {
    const numbers = countReportNumbers(DIRECTORY, AUDIT, WHOLE);
    const { users, inScope, ready, blocked, notChecked, matched } = AUDIT.summary;
    expect(numbers).toMatchObject({ users, inScope, ready, blocked, notChecked, matched, excluded: 0 });
    expect(numbers.reasons[0]).toEqual({ code: 'amazon-user-missing', people: 2, owners: { neo: 0, amazon: 2, both: 0 } });
    expect(numbers.reasons.reduce((sum, { people }) => sum + people, 0)).toBe(blocked);
    expect(numbers.byCode.map(({ code, findings }) => [code, findings])).toEqual(
      FINDING_CODES.filter((code) => AUDIT.summary.byCode[code] !== undefined).map((code) => [code, AUDIT.summary.byCode[code]]),
    );
    expect(numbers.organizations.map(({ name, inScope: people }) => [name, people])).toContainEqual(['本社', 1]);
    expect(numbers.gates).toEqual(AUDIT.summary.gates.map((gate) => ({ ...gate, unseen: expect.any(Array) })));
    expect(numbers.gates.flatMap(({ unseen }) => unseen).sort()).toEqual([...AUDIT.unseen].sort());
  });

  const counted = (fields: Partial<Audit>) => countReportNumbers(DIRECTORY, { ...AUDIT, ...fields }, WHOLE);

  it('count no one who is out of scope or not blocked, and list equal reasons in a fixed order', () => {
    const findings = [
      findingOf('amazon-user-missing', { neoIndex: 0 }),
      findingOf('work-email-missing', { neoIndex: 1 }),
      findingOf('po-url-suspicious'),
    ];
    const firstClosed = Int32Array.from([0, 1, -1, 2, 2]);
    expect(counted({ findings, firstClosed, inScope: Uint8Array.from([1, 1, 1, 0, 1]) }).reasons).toEqual([
      { code: 'po-url-suspicious', people: 1, owners: { neo: 1, amazon: 0, both: 0 } },
      { code: 'work-email-missing', people: 1, owners: { neo: 1, amazon: 0, both: 0 } },
      { code: 'amazon-user-missing', people: 1, owners: { neo: 0, amazon: 1, both: 0 } },
    ]);
    expect(counted({ findings, firstClosed, inScope: Uint8Array.from([1, 1, 1, 1, 1]) }).reasons[0]).toMatchObject({ people: 2 });
  });

  it('have a code as heavy as its heaviest finding', () => {
    const about = { neoIndex: 0 };
    const findings = [
      findingOf('route-missing', { ...about, severity: 'note' }),
      findingOf('route-missing', { ...about, severity: 'risk' }),
      findingOf('route-missing', { ...about, severity: 'note' }),
      findingOf('serial-missing', { ...about, severity: 'risk' }),
      findingOf('serial-missing', about),
      findingOf('private-domain', { ...about, severity: 'note' }),
    ];
    const byCode = { 'route-missing': 3, 'serial-missing': 2, 'private-domain': 1, 'amazon-orphan': 0 };
    const numbers = counted({ findings, firstClosed: new Int32Array(5).fill(-1), summary: { ...AUDIT.summary, byCode, excluded: 4 } });
    expect(numbers.byCode).toEqual([
      { code: 'route-missing', severity: 'risk', side: 'neo', findings: 3 },
      { code: 'serial-missing', severity: 'block', side: 'neo', findings: 2 },
      { code: 'private-domain', severity: 'note', side: 'neo', findings: 1 },
      { code: 'amazon-orphan', severity: 'note', side: 'amazon', findings: 0 },
    ]);
    expect([numbers.excluded, numbers.reasons]).toEqual([4, []]);
  });

  it.each([
    ['nothing', [], true, []],
    ['the role alone', ['role'], true, []],
    ['the right to punch out alone', ['punchout'], true, []],
    ['both', ['role', 'punchout'], true, ['no-roles']],
    ['the state', ['state'], true, ['no-states']],
    ['groups of which none is known', ['group'], false, []],
    ['groups of which one is known', ['group'], true, ['no-groups']],
    ['all', ['group', 'state', 'role', 'punchout'], true, ['no-roles', 'no-states', 'no-groups']],
  ] as const)('report what could not be checked if the accounts lack %s', (_, missing, isKnown, told) => {
    const unseen = { ...WHOLE, missingFields: new Set(missing), groups: isKnown ? KNOWN_GROUPS : {} };
    const parts = (of: readonly string[]) => UNCHECKED_PARTS.filter((part) => (part === 'gate-4-group' ? !isKnown : of.includes(part)));
    expect(countReportNumbers(DIRECTORY, { ...AUDIT, unseen: [] }, unseen).partial).toEqual([...parts([]), ...told]);
    expect(countReportNumbers({ ...DIRECTORY, organizations: [] }, AUDIT, unseen).partial).toEqual([
      ...parts(AUDIT.unseen),
      ...told,
      'no-organizations',
    ]);
  });
});

it('the changes of a run are listed by code in their order, and in total', () => {
  expect(toReadinessChanges(null)).toBeNull();
  const changes = {
    new: { 'amazon-orphan': 2, 'work-email-missing': 1 },
    fixed: { 'private-domain': 4 },
    back: { 'work-email-missing': 3, 'route-missing': 0 },
  };
  expect(toReadinessChanges(changes as never)).toEqual({
    ...{ new: 3, fixed: 4, back: 3 },
    byCode: [
      { code: 'work-email-missing', new: 1, fixed: 0, back: 3 },
      { code: 'private-domain', new: 0, fixed: 4, back: 0 },
      { code: 'amazon-orphan', new: 2, fixed: 0, back: 0 },
    ],
  });
});
