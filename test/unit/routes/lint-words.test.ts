import { describe, expect, it } from 'vitest';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { type CompanyRules, DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { lintRoute } from '#shared/domain/routes/lint/lint.ts';
import type { LintContext } from '#shared/domain/routes/lint/lint-context.ts';
import type { Access, Approver, Principal, Resolver, Route, Step } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { COMPANY, LADDER, step } from './company.ts';

const RULES: CompanyRules = { ...DEFAULT_COMPANY_RULES, fewestApprovals: 0, discourageNamedPeople: false };
const CONTEXT: LintContext = {
  index: new CompanyIndex(COMPANY),
  otherNames: [],
  rules: RULES,
  orderers: null,
  policy: DEFAULT_ROUTE_POLICY,
};
const WITH_EMPTY_ROLE = new CompanyIndex({ ...COMPANY, roles: [{ id: 'none', name: '空', members: [] }] });
const WITHOUT_LISTS = new CompanyIndex({
  ...COMPANY,
  organizations: [],
  approvers: [],
  roles: [],
  missingFacts: new Set(['organizations', 'approvers', 'roles']),
});
const final = (id: string, approvers: Approver, changes: Partial<Step> = {}): Step =>
  step(id, approvers, { role: 'decide', finalDecider: true, ...changes });
const ROLE: Approver = { kind: 'role', roleId: 'committee' };
const USERS = (...users: string[]): Approver => ({ kind: 'users', users });
const BY_NAME = [final('a', USERS('6'))];
const GROUP = (...members: string[]) => ({ kind: 'group', name: '委員会', members, rule: 'one' }) as const satisfies Approver;
const WITHIN = (organizationId: string, resolver: Resolver): Approver => ({ kind: 'organization', organizationId, resolver });
const LEVELS = (from: number, to: number, resolver: Resolver): Approver => ({ kind: 'hierarchy', from, to, resolver });
const BUYING = WITHIN('30', { kind: 'approvers' });
const CHIEF = WITHIN('20', { kind: 'approvers' });
const listed = (...principals: Principal[]): Extract<Access, { kind: 'listed' }> => ({ kind: 'listed', principals });
const BY_FOUR = { access: listed({ kind: 'user', id: '4' }), steps: BY_NAME };
const AWAY: Principal = { kind: 'organization', id: 'D1', descendants: true };

/** Returns the problems of a route as lines, each with the edits that fix it. */
const told = (route: Partial<Route>, context: Partial<LintContext>): readonly string[] =>
  lintRoute({ ...LADDER, ...route }, { ...CONTEXT, ...context }).flatMap(({ code, severity, stepId, params, quickFix = [] }) => [
    [severity, code, stepId, JSON.stringify(params)].filter((word) => word !== null && word !== '{}').join(' '),
    ...quickFix.map((edit) => `> ${JSON.stringify(edit)}`),
  ]);

describe('lint of a route and its fixes for', () => {
  it.each<[string, Partial<Route>, Partial<LintContext>, readonly string[]]>([
    ['a name between blanks', { name: ' 購買申請　' }, {}, ['note name-outer-space', '> {"kind":"set-name","name":"購買申請"}']],
    ['a name of another route, in whatever width', { name: 'ＡＢ' }, { otherNames: ['C', ' AB'] }, ['risk name-duplicate {"name":"ＡＢ"}']],
    ['no name of another route', { name: 'ＡＢ' }, { otherNames: ['C'] }, []],
    [
      'a route that is being written, with nothing against it',
      { status: 'incomplete' },
      {},
      ['note status-incomplete', '> {"kind":"set-status","status":"complete"}'],
    ],
    [
      'a route that is being written, with something to look at',
      { status: 'incomplete', applicantHandling: null },
      {},
      [
        'note status-incomplete',
        '> {"kind":"set-status","status":"complete"}',
        'risk handling-unset',
        '> {"kind":"set-applicant-handling","handling":"exclude"}',
      ],
    ],
    [
      'a route that is being written, with something that closes it',
      { status: 'incomplete', name: '' },
      {},
      ['note status-incomplete', 'block name-missing'],
    ],
    ['a route that is being written and has no steps', { status: 'incomplete', steps: [] }, {}, ['block no-steps']],
    [
      'people and places that are gone or cannot act',
      { access: listed({ kind: 'user', id: '99' }, { kind: 'role', id: 'gone' }, { kind: 'user', id: '8' }, { kind: 'user', id: '4' }) },
      {},
      [
        'risk access-unknown {"count":2,"id":"99"}',
        '> {"kind":"set-access","access":{"kind":"listed","principals":[{"kind":"user","id":"8"},{"kind":"user","id":"4"}]}}',
        'note access-inactive {"count":1,"id":"8"}',
        '> {"kind":"set-access","access":{"kind":"listed","principals":[{"kind":"user","id":"99"},{"kind":"role","id":"gone"},{"kind":"user","id":"4"}]}}',
      ],
    ],
    ['only somebody who is gone', { access: listed({ kind: 'user', id: '99' }) }, {}, ['risk access-unknown {"count":1,"id":"99"}']],
    [
      'orders of everybody',
      { access: listed({ kind: 'user', id: '4' }) },
      { orderers: { kind: 'everyone' } },
      ['block orderers-not-covered {"count":6}', '> {"kind":"set-access","access":{"kind":"everyone"}}'],
    ],
    [
      'orders of some',
      { access: listed({ kind: 'user', id: '4' }) },
      { orderers: listed({ kind: 'user', id: '5' }, { kind: 'user', id: '4' }) },
      [
        'block orderers-not-covered {"count":1}',
        '> {"kind":"set-access","access":{"kind":"listed","principals":[{"kind":"user","id":"4"},{"kind":"user","id":"5"}]}}',
      ],
    ],
    ['orders of nobody yet', { access: listed({ kind: 'user', id: '4' }) }, { orderers: listed() }, []],
    [
      'people who are gone beside places and roles that no list tells',
      {
        access: listed({ kind: 'organization', id: 'D1', descendants: true }, { kind: 'role', id: 'R1' }, { kind: 'user', id: '99' }),
        steps: BY_NAME,
      },
      { index: WITHOUT_LISTS, orderers: { kind: 'everyone' } },
      [
        'risk access-unknown {"count":1,"id":"99"}',
        '> {"kind":"set-access","access":{"kind":"listed","principals":[{"kind":"organization","id":"D1","descendants":true},{"kind":"role","id":"R1"}]}}',
      ],
    ],
    [
      'nothing of access rights or orderers that no list tells',
      { access: listed({ kind: 'role', id: 'R1' }, { kind: 'user', id: '4' }), steps: BY_NAME },
      { index: WITHOUT_LISTS, orderers: listed({ kind: 'user', id: '5' }) },
      [],
    ],
    ['nothing of orderers whom no list tells', BY_FOUR, { index: WITHOUT_LISTS, orderers: listed(AWAY) }, []],
    [
      'orderers who are told beside others who are not',
      BY_FOUR,
      { index: WITHOUT_LISTS, orderers: listed(AWAY, { kind: 'user', id: '5' }) },
      [
        'block orderers-not-covered {"count":1}',
        `> ${JSON.stringify({ kind: 'set-access', access: listed({ kind: 'user', id: '4' }, AWAY, { kind: 'user', id: '5' }) })}`,
      ],
    ],
    [
      'roles that no list tells, where places are told',
      { access: listed({ kind: 'organization', id: 'D1', descendants: true }, { kind: 'role', id: 'R1' }) },
      { index: new CompanyIndex({ ...COMPANY, roles: [], missingFacts: new Set(['roles']) }), orderers: { kind: 'everyone' } },
      [
        'risk access-unknown {"count":1,"id":"D1"}',
        '> {"kind":"set-access","access":{"kind":"listed","principals":[{"kind":"role","id":"R1"}]}}',
      ],
    ],
    [
      'no mark of a final decider',
      { steps: [step('a', ROLE), step('b', BUYING, { role: 'decide' })] },
      {},
      ['risk no-final-decider b {"step":2}', '> {"kind":"set-final-decider","stepId":"b"}'],
    ],
    [
      'two marks',
      { steps: [final('a', ROLE), final('b', BUYING)] },
      {},
      ['block several-final-deciders b {"count":2}', '> {"kind":"set-final-decider","stepId":"b"}'],
    ],
    [
      'a last step that only looks',
      { steps: [step('a', ROLE), final('b', BUYING, { role: 'verify' })] },
      {},
      ['block final-only-verifies b {"step":2}', '> {"kind":"set-step","stepId":"b","changes":{"role":"decide"}}'],
    ],
    [
      'steps behind the last one',
      { steps: [final('a', BUYING), step('b', ROLE), step('c', CHIEF, { role: 'verify' })] },
      {},
      ['risk steps-behind-final a {"step":1,"count":1}', '> {"kind":"set-final-decider","stepId":"b"}'],
    ],
    [
      'too few who approve',
      { steps: [step('v', CHIEF, { role: 'verify' }), final('a', BUYING)] },
      { rules: { ...RULES, fewestApprovals: 2 } },
      ['block rule-fewest-approvals {"count":1,"needed":2}'],
    ],
    ['just as many as are asked for', {}, { rules: { ...RULES, fewestApprovals: 2, mostSteps: 2 } }, []],
    [
      'no steps, of which a rule asks for some',
      { steps: [] },
      {
        rules: { ...RULES, fewestApprovals: 2, amountTiers: [{ from: 0, approvers: '', fewestApprovals: 1 }] },
        orderers: { kind: 'everyone' },
      },
      ['block no-steps'],
    ],
    ['too many steps', {}, { rules: { ...RULES, mostSteps: 1 } }, ['risk rule-most-steps {"count":2,"most":1}']],
    [
      'an own application that is left',
      { applicantHandling: 'leave' },
      { rules: { ...RULES, forbidSelfApproval: true } },
      ['block rule-self-approval {"handling":"leave"}', '> {"kind":"set-applicant-handling","handling":"exclude"}'],
    ],
    [
      'an own application that is approved by itself',
      { applicantHandling: 'auto-approve' },
      { rules: { ...RULES, forbidSelfApproval: true } },
      ['block rule-self-approval {"handling":"auto"}', '> {"kind":"set-applicant-handling","handling":"exclude"}'],
    ],
    [
      'an own application of which nothing is said',
      { applicantHandling: null },
      { rules: { ...RULES, forbidSelfApproval: true } },
      [
        'risk handling-unset',
        '> {"kind":"set-applicant-handling","handling":"exclude"}',
        'block rule-self-approval {"handling":"unset"}',
        '> {"kind":"set-applicant-handling","handling":"exclude"}',
      ],
    ],
    ['an own application that is taken out', {}, { rules: { ...RULES, forbidSelfApproval: true } }, []],
    [
      'a branch in the route of orders',
      {
        steps: [
          step('a', ROLE, { branch: { summary: ' ', raw: null } }),
          final('b', BUYING, { branch: { summary: '10 万円以上', raw: null } }),
        ],
      },
      { orderers: { kind: 'everyone' } },
      [
        'risk branch-for-amazon a {"step":1,"summary":" ","described":"no"}',
        'risk branch-for-amazon b {"step":2,"summary":"10 万円以上","described":"yes"}',
      ],
    ],
    ['a branch in another route', { steps: [final('b', BUYING, { branch: { summary: '', raw: null } })] }, {}, []],
    [
      'people of a step by name',
      {
        steps: [
          step('a', USERS('6', '7')),
          step('g', GROUP('2', '6')),
          step('o', WITHIN('20', { kind: 'selected', users: ['2', '3'] })),
          step('h', LEVELS(2, 2, { kind: 'selected', users: ['2', '3'] })),
          final('b', BUYING),
        ],
      },
      { rules: { ...RULES, discourageNamedPeople: true } },
      ['note rule-named-people a {"step":1}', 'note rule-named-people o {"step":3}', 'note rule-named-people h {"step":4}'],
    ],
    [
      'people of a step twice',
      {
        steps: [
          step('a', USERS('6', '7', '6')),
          step('g', GROUP('2', '2', '6', '2')),
          final('o', WITHIN('20', { kind: 'selected', users: ['2', '3', '2'] })),
        ],
      },
      {},
      [
        'note person-repeated a {"step":1,"count":1}',
        '> {"kind":"set-step","stepId":"a","changes":{"approvers":{"kind":"users","users":["6","7"]}}}',
        'note person-repeated g {"step":2,"count":2}',
        '> {"kind":"set-step","stepId":"g","changes":{"approvers":{"kind":"group","name":"委員会","members":["2","6"],"rule":"one"}}}',
        'note person-repeated o {"step":3,"count":1}',
        '> {"kind":"set-step","stepId":"o","changes":{"approvers":{"kind":"organization","organizationId":"20","resolver":{"kind":"selected","users":["2","3"]}}}}',
      ],
    ],
    [
      'a rule for one alone',
      {
        steps: [
          step('a', USERS('6'), { rule: 'all' }),
          step('g', { ...GROUP('2'), rule: 'all' }),
          step('p', { kind: 'applicant' }, { rule: 'over-half', role: 'verify' }),
          step('x', USERS('7')),
          final('b', BUYING),
        ],
      },
      {},
      [
        'note rule-pointless a {"step":1}',
        '> {"kind":"set-step","stepId":"a","changes":{"rule":"one"}}',
        'note rule-pointless g {"step":2}',
        '> {"kind":"set-step","stepId":"g","changes":{"approvers":{"kind":"group","name":"委員会","members":["2"],"rule":"one"}}}',
        'note rule-pointless p {"step":3}',
        '> {"kind":"set-step","stepId":"p","changes":{"rule":"one"}}',
      ],
    ],
    [
      'the applicant’s own word',
      { steps: [final('a', { kind: 'applicant' })] },
      {},
      ['risk applicant-decides a {"step":1}', '> {"kind":"set-step","stepId":"a","changes":{"role":"verify"}}'],
    ],
    ['the applicant’s own look', { steps: [step('a', { kind: 'applicant' }, { role: 'verify' }), final('b', BUYING)] }, {}, []],
    [
      'a role without members and an organisation without approvers',
      { steps: [step('a', { kind: 'role', roleId: 'none' }), final('b', WITHIN('22', { kind: 'approvers' }))] },
      { index: WITH_EMPTY_ROLE },
      ['block role-empty a {"step":1,"name":""}', 'block nobody-in-organization b {"step":2,"name":"営業二課"}'],
    ],
    [
      'places that are gone',
      {
        steps: [
          step('o', WITHIN('77', { kind: 'role-members', roleId: 'gone' })),
          step('r', { kind: 'role', roleId: 'lost' }),
          final('h', LEVELS(4, 5, { kind: 'approvers' })),
        ],
      },
      {},
      [
        'block organization-unknown o {"step":1,"id":"77"}',
        'block role-unknown o {"step":1,"id":"gone"}',
        'block role-unknown r {"step":2,"id":"lost"}',
        'block levels-too-deep h {"step":3,"depth":3}',
      ],
    ],
    ['levels that reach deeper than the company', { steps: [final('h', LEVELS(4, 3, { kind: 'approvers' }))] }, {}, []],
    [
      'levels outside what there is',
      { steps: [step('h', LEVELS(0, 2, { kind: 'approvers' })), final('i', LEVELS(31, 2, { kind: 'selected', users: [] }))] },
      {},
      ['block levels-malformed h {"step":1}', 'block levels-malformed i {"step":2}', 'block approvers-missing i {"step":2}'],
    ],
    [
      'levels at both ends',
      { steps: [final('h', LEVELS(1, 30, { kind: 'role-members', roleId: '' }))] },
      {},
      ['block role-missing h {"step":1}'],
    ],
    [
      'people who are gone and who cannot act',
      {
        steps: [
          step('a', USERS('6', '8', '99')),
          step('g', { ...GROUP('8', '2', '1'), rule: 'all' }),
          final('o', WITHIN('30', { kind: 'selected', users: ['6', '99'] })),
        ],
      },
      {},
      [
        'risk person-unknown a {"step":1,"count":1,"name":"99","more":0}',
        '> {"kind":"set-step","stepId":"a","changes":{"approvers":{"kind":"users","users":["6"]}}}',
        'risk person-inactive a {"step":1,"count":1,"name":"元二課長","more":0}',
        '> {"kind":"set-step","stepId":"a","changes":{"approvers":{"kind":"users","users":["6"]}}}',
        'risk person-inactive g {"step":2,"count":1,"name":"元二課長","more":0}',
        '> {"kind":"set-step","stepId":"g","changes":{"approvers":{"kind":"group","name":"委員会","members":["2","1"],"rule":"all"}}}',
        'block rule-cannot-pass g {"step":2,"able":2,"needed":3,"counted":3}',
        'risk person-unknown o {"step":3,"count":1,"name":"99","more":0}',
        '> {"kind":"set-step","stepId":"o","changes":{"approvers":{"kind":"organization","organizationId":"30","resolver":{"kind":"selected","users":["6"]}}}}',
      ],
    ],
    [
      'nobody who can act',
      { steps: [final('a', USERS('8', '99'))] },
      {},
      [
        'risk person-unknown a {"step":1,"count":1,"name":"99","more":0}',
        'risk person-inactive a {"step":1,"count":1,"name":"元二課長","more":0}',
        'block nobody-active a {"step":1}',
      ],
    ],
    [
      'a rule that cannot be met by those who can act',
      { steps: [final('a', ROLE, { rule: 'all' })] },
      {},
      ['block rule-cannot-pass a {"step":1,"able":2,"needed":3,"counted":3}'],
    ],
    [
      'a rule that those who can act meet',
      { steps: [final('a', ROLE, { rule: 'all' })] },
      { policy: { ...DEFAULT_ROUTE_POLICY, inactiveInRule: 'ignored' } },
      [],
    ],
    [
      'the same people twice, the stricter kept',
      { steps: [step('a', USERS('6', '7'), { rule: 'all' }), step('b', USERS('7', '6')), final('c', BUYING)] },
      {},
      ['risk same-approver-again b {"step":2,"before":1}', '> {"kind":"remove-step","stepId":"b"}'],
    ],
    [
      'the same people twice, the later stricter',
      { steps: [step('a', USERS('6', '7')), step('b', USERS('7', '6', '7'), { rule: 'all' }), final('c', BUYING)] },
      {},
      [
        'note person-repeated b {"step":2,"count":1}',
        '> {"kind":"set-step","stepId":"b","changes":{"approvers":{"kind":"users","users":["7","6"]}}}',
        'risk same-approver-again b {"step":2,"before":1}',
        '> {"kind":"remove-step","stepId":"a"}',
      ],
    ],
    [
      'the same people twice, as strict',
      { steps: [step('a', ROLE), final('b', ROLE)] },
      {},
      ['risk same-approver-again b {"step":2,"before":1}', '> {"kind":"remove-step","stepId":"a"}'],
    ],
    [
      'the same people twice, the first the final decider',
      { steps: [final('a', ROLE), step('b', ROLE)] },
      {},
      [
        'risk steps-behind-final a {"step":1,"count":1}',
        '> {"kind":"set-final-decider","stepId":"b"}',
        'risk same-approver-again b {"step":2,"before":1}',
        '> {"kind":"remove-step","stepId":"b"}',
      ],
    ],
    ['the same people twice, once to look', { steps: [step('a', ROLE, { role: 'verify' }), final('b', ROLE)] }, {}, []],
    ['the same people on two ways', { steps: [step('a', ROLE, { branch: { summary: '', raw: null } }), final('b', ROLE)] }, {}, []],
    [
      'levels backwards, and once more',
      {
        steps: [
          step('a', LEVELS(3, 2, { kind: 'approvers' })),
          step('b', LEVELS(2, 1, { kind: 'approvers' })),
          final('c', LEVELS(3, 3, { kind: 'approvers' })),
        ],
      },
      {},
      ['note level-again b {"step":2,"before":1,"level":2}', 'note levels-backwards c {"step":3,"before":1,"highest":2,"lowest":3}'],
    ],
  ])('%s', (_, changes, context, lines) => {
    expect(told(changes, context)).toEqual(lines);
  });
});
