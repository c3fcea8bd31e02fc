import { describe, expect, it } from 'vitest';
import { LOCK_INTERPRETATIONS } from '#shared/domain/checkout/lock-clock.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { describeRoute, formatRouteDescription, type RouteNames } from '#shared/domain/routes/describe.ts';
import { lintRoute } from '#shared/domain/routes/lint/lint.ts';
import { LINT_KINDS } from '#shared/domain/routes/lint/lint-problem.ts';
import {
  APPLICANT_HANDLINGS,
  APPROVAL_RULES,
  APPROVER_KINDS,
  RESOLVER_KINDS,
  ROUTE_STATUSES,
  STEP_ROLES,
} from '#shared/domain/routes/route.ts';
import { ROUTE_REASON_KEYS } from '#shared/domain/routes/simulation/outcome.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { createLintContext } from '../../support/lint-alone.ts';
import { COMPANY, LADDER, route, step } from './company.ts';

const INDEX = new CompanyIndex(COMPANY);
const NAMES: RouteNames = {
  user: (id) => COMPANY.neoUsers.find((user) => user.id === id)?.name ?? null,
  organization: (id) => INDEX.organizations[INDEX.organizationAt(id)]?.name ?? null,
  role: (id) => COMPANY.roles.find((role) => role.id === id)?.name ?? null,
};
const sentence = (of: typeof LADDER, language: 'ja' | 'en' = 'ja'): string =>
  formatRouteDescription(describeRoute(of, NAMES), createTexts(language).phrase);

describe('a route as a sentence', () => {
  it('reads from the applicant to the order', () => {
    expect(sentence(LADDER)).toBe(
      '申請者 → 所属組織の第 3 階層から第 2 階層（承認・組織内承認者・1人以上） → 購買部（決裁・組織内承認者・1人以上・最終決裁） → 注文確定',
    );
    expect(sentence(LADDER, 'en')).toBe(
      'Applicant → Levels 3 to 2 of the applicant’s organization (Approves, organization approvers, at least one) → 購買部 (Decides, organization approvers, at least one, final decision) → order confirmed',
    );
  });

  it('names the approvers for every kind of step', () => {
    const of = route([
      step('a', { kind: 'users', users: ['3'] }),
      step('b', { kind: 'users', users: ['3', '4', '5'] }, { rule: 'all' }),
      step('c', { kind: 'role', roleId: 'committee' }, { rule: 'half-or-more' }),
      step('d', { kind: 'group', name: '購買委員会', members: ['6', '7'], rule: 'over-half' }),
      step('e', { kind: 'hierarchy', from: 2, to: 2, resolver: { kind: 'role-members', roleId: 'committee' } }),
      step('f', { kind: 'organization', organizationId: '77', resolver: { kind: 'selected', users: ['1'] } }),
      step('g', { kind: 'applicant' }, { role: 'verify', branch: { summary: '', raw: null } }),
    ]);
    expect(sentence(of)).toBe(
      '申請者 → 一課長（承認） → 一課長 ほか 2 人（承認・全員） → 購買委員（承認・半数以上） → 購買委員会（2 人）（承認・過半数） → 所属組織の第 2 階層（承認・組織の 購買委員・1人以上） → 不明な組織（77）（承認・選択した 1 人・1人以上・最終決裁） → 申請者本人（確認・条件つき） → 注文確定',
    );
    expect(sentence(route([step('a', { kind: 'users', users: [] }, { role: 'verify' })]))).toBe(
      '申請者 → （未選択）（確認・1人以上） → 決裁者なし',
    );
  });

  it('keeps the parts apart for drawing', () => {
    expect(describeRoute(LADDER, NAMES).map(({ stepId, final, role }) => [stepId, final, role])).toEqual([
      [null, false, null],
      ['chiefs', false, 'approve'],
      ['buying', true, 'decide'],
      [null, false, null],
    ]);
  });
});

describe('the texts of routes and locks', () => {
  const keys = [
    ...ROUTE_STATUSES.map((one) => `route.status.${one}`),
    ...APPLICANT_HANDLINGS.map((one) => `route.handling.${one}`),
    ...STEP_ROLES.map((one) => `route.role.${one}`),
    ...APPROVAL_RULES.map((one) => `route.rule.${one}`),
    ...APPROVER_KINDS.map((one) => `route.kind.${one}`),
    ...RESOLVER_KINDS.map((one) => `route.resolver.${one}`),
    ...ROUTE_REASON_KEYS.map((one) => `route.reason.${one}`),
    ...Object.keys(LINT_KINDS).flatMap((one) => [`routeLint.${one}.name`, `routeLint.${one}.explanation`]),
    ...LOCK_INTERPRETATIONS.map((one) => `lock.reading.${one}`),
  ];

  it.each(['ja', 'en'] as const)('cover every value of the domain, in %s', (language) => {
    const texts = createTexts(language);
    for (const key of keys) expect(String(texts.raw(key)), key).not.toBe(key);
  });

  it('describe lint results with every argument filled in', () => {
    const of = route(
      [step('a', { kind: 'users', users: [] }), step('b', { kind: 'users', users: ['6', '6'] }, { branch: { summary: '', raw: null } })],
      {
        applicantHandling: 'leave',
        status: 'incomplete',
      },
    );
    const context = {
      ...createLintContext({ ...DEFAULT_COMPANY_RULES, fewestApprovals: 3, mostSteps: 1, forbidSelfApproval: true }),
      orderers: { kind: 'everyone' as const },
    };
    for (const language of ['ja', 'en'] as const) {
      const texts = createTexts(language);
      const told = lintRoute(of, context).map(({ code, params }) => texts(`routeLint.${code}.explanation`, params));
      expect(told.length).toBeGreaterThan(6);
      for (const text of told) expect(text).not.toMatch(/[{}]|routeLint/);
    }
  });
});
