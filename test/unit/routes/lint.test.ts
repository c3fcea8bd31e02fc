import { describe, expect, it } from 'vitest';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { type CompanyRules, DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { lintRoute } from '#shared/domain/routes/lint/lint.ts';
import type { LintContext } from '#shared/domain/routes/lint/lint-context.ts';
import type { LintCode } from '#shared/domain/routes/lint/lint-problem.ts';
import type { Route, Step } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { createLintContext } from '../../support/lint-alone.ts';
import { COMPANY, LADDER, route, step } from './company.ts';

const RULES: CompanyRules = { ...DEFAULT_COMPANY_RULES, discourageNamedPeople: false };
const CONTEXT: LintContext = {
  index: new CompanyIndex(COMPANY),
  otherNames: [],
  rules: RULES,
  orderers: null,
  policy: DEFAULT_ROUTE_POLICY,
};
const codes = (of: Route, changes: Partial<LintContext> = {}): string[] =>
  lintRoute(of, { ...CONTEXT, ...changes }).map(({ code, stepId }) => (stepId === null ? code : `${code} ${stepId}`));

const final = (id: string, approvers: Step['approvers'], changes: Partial<Step> = {}): Step =>
  step(id, approvers, { role: 'decide', finalDecider: true, ...changes });
const BUYING: Step['approvers'] = { kind: 'organization', organizationId: '30', resolver: { kind: 'approvers' } };

describe('lint of a route', () => {
  it('checks the route of all orders against the company’s rules for the highest amount', () => {
    const tiers = [
      { from: 0, approvers: '課長', fewestApprovals: 1 },
      { from: 300_000, approvers: '部長と購買部', fewestApprovals: 2 },
      { from: 1_000_000, approvers: '社長', fewestApprovals: 0 },
    ];
    const rules = { ...RULES, amountTiers: tiers };
    const one = route([final('a', BUYING)]);
    const two = route([step('b', { kind: 'role', roleId: 'chiefs' }), final('a', BUYING)]);
    const everyone = { kind: 'everyone' } as const;
    const told = (of: Route, orderers: LintContext['orderers']) =>
      lintRoute(of, { ...CONTEXT, rules, orderers })
        .filter(({ code }) => code === 'rule-amount-tier')
        .map(({ params }) => params);
    expect(told(one, everyone)).toEqual([{ from: 300_000, count: 1, needed: 2 }]);
    expect(told(two, everyone)).toEqual([]);
    // Another route may be intended for small amounts.
    expect(told(one, null)).toEqual([]);
  });

  it('has nothing to say of a good one, with or without a company', () => {
    expect(codes(LADDER)).toEqual([]);
    expect(lintRoute(LADDER, createLintContext(RULES))).toEqual([]);
  });

  it.each<[LintCode, Partial<Route>]>([
    ['name-missing', { name: ' \u3000' }],
    ['name-outer-space', { name: '購買申請 ' }],
    ['no-steps', { steps: [] }],
    ['status-incomplete', { status: 'incomplete' }],
    ['handling-unset', { applicantHandling: null }],
    ['access-empty', { access: { kind: 'listed', principals: [] } }],
    [
      'access-unknown',
      {
        access: {
          kind: 'listed',
          principals: [
            { kind: 'role', id: 'gone' },
            { kind: 'user', id: '4' },
          ],
        },
      },
    ],
    [
      'access-inactive',
      {
        access: {
          kind: 'listed',
          principals: [
            { kind: 'user', id: '8' },
            { kind: 'user', id: '4' },
          ],
        },
      },
    ],
    ['no-decider', { steps: [step('a', BUYING, { role: 'verify' })] }],
  ])('reports %s for the route itself', (code, changes) => {
    const rules = { ...RULES, fewestApprovals: 0 };
    expect(codes({ ...LADDER, ...changes }, { rules })).toEqual([code]);
  });

  it.each<[string, readonly Step[]]>([
    ['no-final-decider b', [step('a', LADDER.steps[0]?.approvers ?? BUYING), step('b', BUYING)]],
    ['several-final-deciders b', [final('a', { kind: 'role', roleId: 'committee' }), final('b', BUYING)]],
    ['final-only-verifies b', [step('a', { kind: 'role', roleId: 'committee' }), final('b', BUYING, { role: 'verify' })]],
    ['steps-behind-final a', [final('a', BUYING), step('b', { kind: 'role', roleId: 'committee' })]],
    ['approvers-missing a', [final('a', { kind: 'users', users: [] })]],
    ['approvers-missing a', [final('a', { kind: 'organization', organizationId: '30', resolver: { kind: 'selected', users: [] } })]],
    ['organization-missing a', [final('a', { ...BUYING, organizationId: '' })]],
    ['organization-unknown a', [final('a', { ...BUYING, organizationId: '77' })]],
    ['role-missing a', [final('a', { kind: 'role', roleId: '' })]],
    ['role-unknown a', [final('a', { kind: 'role', roleId: 'gone' })]],
    ['role-unknown a', [final('a', { ...BUYING, resolver: { kind: 'role-members', roleId: 'gone' } })]],
    ['group-name-missing a', [final('a', { kind: 'group', name: ' ', members: ['6', '7'], rule: 'one' })]],
    ['group-members-missing a', [final('a', { kind: 'group', name: '委員会', members: [], rule: 'one' })]],
    ['levels-malformed a', [final('a', { kind: 'hierarchy', from: 0, to: 2, resolver: { kind: 'approvers' } })]],
    ['levels-malformed a', [final('a', { kind: 'hierarchy', from: 2.5, to: 2, resolver: { kind: 'approvers' } })]],
    ['levels-too-deep a', [final('a', { kind: 'hierarchy', from: 4, to: 5, resolver: { kind: 'approvers' } })]],
    ['nobody-in-organization a', [final('a', { ...BUYING, organizationId: '22' })]],
    ['person-unknown a', [final('a', { kind: 'users', users: ['6', '99'] })]],
    ['person-inactive a', [final('a', { kind: 'users', users: ['6', '8'] })]],
    ['person-repeated a', [final('a', { kind: 'users', users: ['6', '7', '6'] })]],
    ['rule-pointless a', [final('a', { kind: 'users', users: ['6'] }, { rule: 'all' })]],
    ['rule-pointless a', [final('a', { kind: 'group', name: '委員会', members: ['6'], rule: 'over-half' })]],
    ['rule-cannot-pass a', [final('a', { kind: 'role', roleId: 'committee' }, { rule: 'all' })]],
    ['same-approver-again b', [step('a', { kind: 'users', users: ['6', '7'] }), final('b', { kind: 'users', users: ['7', '6'] })]],
    ['applicant-decides a', [final('a', { kind: 'applicant' })]],
  ])('reports %s', (line, steps) => {
    expect(codes(route(steps))).toEqual([line]);
  });

  it('reports a suspended approver and a step without active approvers together', () => {
    expect(codes(route([final('a', { kind: 'users', users: ['8'] })]))).toEqual(['person-inactive a', 'nobody-active a']);
    expect(lintRoute(route([final('a', { kind: 'users', users: ['8'] })]), CONTEXT)[0]).toMatchObject({
      params: { step: 1, count: 1, name: '元二課長' },
    });
  });

  it('offers to remove an inactive approver if another one is left', () => {
    const [alone] = lintRoute(route([final('a', { kind: 'users', users: ['8'] })]), CONTEXT);
    expect(alone).not.toHaveProperty('quickFix');
    const [together] = lintRoute(route([final('a', { kind: 'users', users: ['8', '7'] })]), CONTEXT);
    expect(together).toMatchObject({
      code: 'person-inactive',
      quickFix: [{ kind: 'set-step', stepId: 'a', changes: { approvers: { kind: 'users', users: ['7'] } } }],
    });
  });

  describe('the order of levels', () => {
    const level = (id: string, from: number, to = from, changes: Partial<Step> = {}) =>
      step(id, { kind: 'hierarchy', from, to, resolver: { kind: 'approvers' } }, changes);
    const last = (from: number, to = from, changes: Partial<Step> = {}) =>
      level('b', from, to, { role: 'decide', finalDecider: true, ...changes });

    it.each<[string, readonly Step[]]>([
      ['levels-backwards b', [level('a', 1), last(2)]],
      ['levels-backwards b', [level('a', 3, 1), last(2)]],
      ['levels-backwards b', [level('a', 2), level('x', 1), last(2)]],
      ['level-again b', [level('a', 3, 2), last(2, 1)]],
      ['same-approver-again b', [level('a', 2), last(2)]],
    ])('reports %s', (line, steps) => {
      expect(codes(route(steps))).toEqual([line]);
    });

    it.each<[string, readonly Step[]]>([
      ['goes up', [level('a', 3), last(2, 1)]],
      [
        'asks another function of the same level',
        [level('a', 2), last(2, 2, { approvers: { kind: 'hierarchy', from: 2, to: 2, resolver: { kind: 'workflow-admins' } } })],
      ],
      ['only verifies later', [level('a', 1), level('x', 2, 2, { role: 'verify' }), final('b', BUYING)]],
      ['goes two ways', [level('a', 1, 1, { branch: { summary: '', raw: null } }), last(2)]],
    ])('reports nothing if a route %s', (_, steps) => {
      expect(codes(route(steps))).toEqual([]);
    });

    it('reports between which steps, and their levels', () => {
      expect(lintRoute(route([level('a', 3, 1), last(2)]), CONTEXT)).toMatchObject([
        { stepId: 'b', params: { step: 2, before: 1, highest: 1, lowest: 2 } },
      ]);
    });
  });

  it('accepts the same person in two steps if one of them is a verification', () => {
    expect(codes(route([step('a', BUYING, { role: 'verify' }), final('b', BUYING)]))).toEqual([]);
  });

  it('removes neither side of a branch, nor the stricter of two steps', () => {
    const people: Step['approvers'] = { kind: 'users', users: ['6', '7'] };
    const branch = { summary: '金額 ≧ 100,000', raw: null };
    expect(codes(route([step('a', people, { branch }), final('b', people)]))).toEqual([]);
    expect(codes(route([step('a', people), final('b', people, { branch })]))).toEqual([]);
    const fixOf = (first: Partial<Step>, then: Partial<Step>) =>
      lintRoute(route([step('a', people, first), step('b', people, then)]), CONTEXT).find(({ code }) => code === 'same-approver-again')
        ?.quickFix;
    const remove = (stepId: string) => [{ kind: 'remove-step', stepId }];
    expect(fixOf({ rule: 'one' }, { rule: 'all' })).toEqual(remove('a'));
    expect(fixOf({ rule: 'over-half' }, { rule: 'half-or-more' })).toEqual(remove('b'));
    expect(fixOf({ finalDecider: true }, {})).toEqual(remove('b'));
    expect(fixOf({ rule: 'all' }, { rule: 'one', finalDecider: true })).toBeUndefined();
  });

  it('recognizes names that only look different', () => {
    expect(codes({ ...LADDER, name: 'ﾊﾞｲﾔｰ' }, { otherNames: ['バイヤー'] })).toEqual(['name-duplicate']);
  });

  it('counts who may order but not use the route, and warns of branches, for the Amazon route alone', () => {
    const listed: Route = { ...LADDER, access: { kind: 'listed', principals: [{ kind: 'organization', id: '20', descendants: true }] } };
    expect(codes(listed)).toEqual([]);
    expect(lintRoute(listed, { ...CONTEXT, orderers: { kind: 'everyone' } })).toMatchObject([
      { code: 'orderers-not-covered', params: { count: 3 } },
    ]);
    expect(codes(listed, { orderers: { kind: 'listed', principals: [{ kind: 'user', id: '4' }] } })).toEqual([]);
    const branched = route([final('a', BUYING, { branch: { summary: '金額 ≧ 100,000', raw: null } })]);
    expect(codes(branched)).toEqual([]);
    expect(codes(branched, { orderers: { kind: 'everyone' } })).toEqual(['branch-for-amazon a']);
  });

  it('opens a route to no one who is in no list', () => {
    const empty: Route = { ...LADDER, access: { kind: 'listed', principals: [] } };
    expect(lintRoute(empty, CONTEXT)).toMatchObject([{ code: 'access-empty' }]);
    expect(lintRoute(empty, CONTEXT)[0]).not.toHaveProperty('quickFix');
    const [sales, buying] = ['20', '30'].map((id) => ({ kind: 'organization' as const, id, descendants: true }));
    if (sales === undefined || buying === undefined) return;
    const closed: Route = { ...LADDER, access: { kind: 'listed', principals: [sales] } };
    const orderers = { kind: 'listed' as const, principals: [sales, buying] };
    expect(lintRoute(closed, { ...CONTEXT, orderers })[0]?.quickFix).toEqual([
      { kind: 'set-access', access: { kind: 'listed', principals: [sales, buying] } },
    ]);
  });

  it('keeps the company to its own rules', () => {
    const rules: CompanyRules = { ...RULES, fewestApprovals: 3, mostSteps: 1, forbidSelfApproval: true, discourageNamedPeople: true };
    const of = route(
      [step('a', { kind: 'users', users: ['6'] }), final('b', { kind: 'group', name: '委員会', members: ['7', '1'], rule: 'one' })],
      { applicantHandling: 'leave' },
    );
    expect(codes(of, { rules })).toEqual(['rule-fewest-approvals', 'rule-most-steps', 'rule-self-approval', 'rule-named-people a']);
  });

  it('offers completion only when nothing blocks', () => {
    const draft = { ...LADDER, status: 'incomplete' as const };
    expect(lintRoute(draft, CONTEXT)[0]?.quickFix).toEqual([{ kind: 'set-status', status: 'complete' }]);
    expect(lintRoute({ ...draft, name: '' }, CONTEXT)[0]).not.toHaveProperty('quickFix');
  });
});
