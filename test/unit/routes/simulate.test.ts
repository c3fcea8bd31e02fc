import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { rehearseReorganization } from '#shared/domain/routes/rehearsal.ts';
import type { Step } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_SETTING, type RouteSetting } from '#shared/domain/routes/simulation/evaluation.ts';
import { MAX_LISTED_APPROVERS, simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import { Applicants, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { neoUser } from '../../support/directories.ts';
import { COMPANY, LADDER, route, step } from './company.ts';

const INDEX = new CompanyIndex(COMPANY);
const CALENDAR = new BusinessCalendar(
  createStandardCalendar({ '2026-04-29': '昭和の日', '2026-05-04': 'みどりの日', '2026-05-05': 'こどもの日', '2026-05-06': '振替休日' }),
);
const setting = (changes: Partial<RouteSetting> = {}): RouteSetting => ({
  ...DEFAULT_ROUTE_SETTING,
  date: '2026-04-28',
  calendar: CALENDAR,
  ...changes,
});
const line = (applicant: string, of = LADDER, with_ = setting()): string[] =>
  simulateRouteForApplicant(INDEX, of, applicant, with_).stages.map(
    ({ outcome, slots }) => `${outcome}: ${slots.map(({ byName, state }) => `${byName} ${state}`).join(', ')}`,
  );

describe('who decides', () => {
  it('climbs from the applicant up, then asks purchasing', () => {
    expect(line('4')).toEqual(['people: 一課長 decides', 'people: 営業部長 decides', 'people: 購買部長 decides, 購買担当 decides']);
  });

  it('skips levels that the applicant does not have, and warns of a level without approvers', () => {
    const purchasing = 'people: 購買部長 decides, 購買担当 applicant-excluded';
    expect(line('7')).toEqual([purchasing, purchasing]);
    expect(simulateRouteForApplicant(INDEX, LADDER, '1', setting()).problems).toMatchObject([
      { reason: 'no-such-level', params: { step: 1, level: 2 } },
    ]);
    expect(simulateRouteForApplicant(INDEX, LADDER, '5', setting())).toMatchObject({
      ends: null,
      problems: [
        {
          code: 'route-step-vacant',
          reason: 'nobody-at-level',
          stepId: 'chiefs',
          organizationId: '22',
          params: { step: 1, level: 3, organization: '営業二課' },
        },
      ],
    });
  });

  it.each([
    ['exclude', ['skipped: 営業部長 applicant-excluded', 'people: 購買部長 decides, 購買担当 decides'], []],
    ['leave', ['people: 営業部長 applicant', 'people: 購買部長 decides, 購買担当 decides'], ['block only-the-applicant chiefs']],
    ['auto-approve', ['auto: 営業部長 applicant-approved', 'people: 購買部長 decides, 購買担当 decides'], ['note passes-by-itself chiefs']],
  ] as const)('treats an applicant who is asked: %s', (applicantHandling, stages, problems) => {
    const of = { ...LADDER, applicantHandling };
    expect(line('2', of)).toEqual(stages);
    expect(
      simulateRouteForApplicant(INDEX, of, '2', setting()).problems.map(
        ({ severity, reason, stepId }) => `${severity} ${reason} ${stepId}`,
      ),
    ).toEqual(problems);
  });

  it('lets the final step pass at the applicant’s own level if others decide above, without a final self-approval', () => {
    const levels = step(
      'levels',
      { kind: 'hierarchy', from: 3, to: 1, resolver: { kind: 'approvers' } },
      { role: 'decide', finalDecider: true },
    );
    const of = route([levels], { applicantHandling: 'auto-approve' });
    const told = (applicant: string) =>
      simulateRouteForApplicant(INDEX, of, applicant, setting()).problems.map(({ severity, reason }) => `${severity} ${reason}`);
    expect(line('3', of)).toEqual(['auto: 一課長 applicant-approved', 'people: 営業部長 decides', 'people: 社長 decides']);
    expect([told('4'), told('3'), told('2')]).toEqual([[], ['note passes-by-itself'], ['note passes-by-itself']]);
    expect(told('1')).toEqual(['block passes-by-itself']);
    // One step has both severities, each for the people to whom it applies.
    const everybody = simulateForEveryone(INDEX, new Applicants(INDEX), of, setting());
    const own = everybody.groups.filter(({ problem }) => problem.reason === 'passes-by-itself');
    expect(own.map(({ problem, examples }) => [problem.severity, examples])).toEqual([
      ['note', ['2', '3', '6', '7']],
      ['block', ['1']],
    ]);
  });

  it('has no end for an applicant who is the only approver or has no access; an incomplete route has one', () => {
    expect(simulateRouteForApplicant(INDEX, { ...LADDER, applicantHandling: 'leave' }, '2', setting()).ends).toBeNull();
    const listed = { ...LADDER, access: { kind: 'listed' as const, principals: [{ kind: 'user' as const, id: '3' }] } };
    expect(simulateRouteForApplicant(INDEX, listed, '4', setting())).toMatchObject({ open: false, ends: null, days: null });
    expect(simulateRouteForApplicant(INDEX, { ...LADDER, status: 'incomplete' }, '4', setting()).ends).not.toBeNull();
  });

  it('sends what arrives in an absence to the delegate, not further, and only that', () => {
    const absences = [
      { userId: '3', from: '2026-04-28', to: '2026-04-30', action: { kind: 'delegate' as const, to: '7' } },
      { userId: '7', from: '2026-04-01', to: '2026-05-31', action: { kind: 'delegate' as const, to: '1' } },
      { userId: '2', from: '2026-04-28', to: '2026-04-28', action: { kind: 'auto-approve' as const } },
    ];
    expect(line('4', LADDER, setting({ absences }))[0]).toBe('people: 購買担当 delegated');
    expect(line('4', LADDER, setting({ absences, date: '2026-05-01' }))[0]).toBe('people: 一課長 decides');
    expect(line('4', LADDER, setting({ absences }))[1]).toBe('auto: 営業部長 away-approved');
    expect(
      line(
        '4',
        LADDER,
        setting({ absences: [{ userId: '3', from: '2026-04-28', to: '2026-04-30', action: { kind: 'delegate', to: '8' } }] }),
      )[0],
    ).toBe('inactive: 元二課長 delegate-inactive');
  });

  it('arrives later at later steps, so that an absence next week counts there', () => {
    const of = route([
      step('a', { kind: 'users', users: ['3'] }, { expectedDays: 3 }),
      step('b', { kind: 'users', users: ['2'] }, { role: 'decide', finalDecider: true, expectedDays: 1 }),
    ]);
    // 29 April and 2 to 6 May are days off.
    const result = simulateRouteForApplicant(
      INDEX,
      of,
      '4',
      setting({ absences: [{ userId: '2', from: '2026-05-07', to: '2026-05-07', action: { kind: 'delegate', to: '1' } }] }),
    );
    expect(result.stages.map(({ arrives, leaves }) => [arrives, leaves])).toEqual([
      ['2026-04-28', '2026-05-07'],
      ['2026-05-07', '2026-05-08'],
    ]);
    expect(result.stages[1]?.slots[0]).toMatchObject({ name: '営業部長', byName: '社長', state: 'delegated' });
    expect(result).toMatchObject({ ends: '2026-05-08', days: 10 });
  });

  it('ends with the last decision: a later verification delays no order', () => {
    const of = route([
      step('b', { kind: 'users', users: ['2'] }, { role: 'decide', finalDecider: true, expectedDays: 2 }),
      step('c', { kind: 'users', users: ['7'] }, { role: 'verify', expectedDays: 8 }),
    ]);
    const result = simulateRouteForApplicant(INDEX, of, '4', setting({ date: '2026-06-01' }));
    expect(result).toMatchObject({ ends: '2026-06-03', days: 2 });
    expect(result.stages[1]).toMatchObject({ arrives: '2026-06-03', leaves: '2026-06-15' });
  });

  it('counts suspended people for the rule: two of three pass over half, not all', () => {
    const committee = (rule: 'all' | 'over-half') =>
      route([step('c', { kind: 'role', roleId: 'committee' }, { rule, role: 'decide', finalDecider: true })]);
    expect(simulateRouteForApplicant(INDEX, committee('over-half'), '4', setting()).problems).toMatchObject([
      { severity: 'risk', reason: 'some-inactive', params: { count: 1, name: '元二課長' } },
    ]);
    expect(simulateRouteForApplicant(INDEX, committee('all'), '4', setting()).problems).toMatchObject([
      { severity: 'block', reason: 'too-few-active', params: { needed: 3, counted: 3 } },
    ]);
  });

  it('names people on whom two steps wait alone', () => {
    const of = route([
      step('a', { kind: 'users', users: ['2'] }),
      step('b', { kind: 'users', users: ['2'] }),
      step('c', { kind: 'users', users: ['1', '2'] }),
    ]);
    expect(simulateRouteForApplicant(INDEX, of, '4', setting()).repeated).toEqual([{ userId: '2', name: '営業部長', steps: [0, 1] }]);
    // One person acts for both levels of a step, like a head who also manages a section.
    const both = COMPANY.approvers.map((one) => (one.organizationId === '21' ? { ...one, userId: '2' } : one));
    const levels = step('a', { kind: 'hierarchy', from: 3, to: 2, resolver: { kind: 'approvers' } });
    const repeated = (steps: readonly Step[]) =>
      simulateRouteForApplicant(new CompanyIndex({ ...COMPANY, approvers: both }), route(steps), '4', setting()).repeated;
    expect(repeated([levels])).toEqual([]);
    expect(repeated([levels, step('b', { kind: 'users', users: ['2'] })])).toMatchObject([{ steps: [0, 1] }]);
  });

  it('reports that no one is left to decide, that access is closed, and that the route is not valid yet', () => {
    const reasons = (of: typeof LADDER, applicant = '4'): string[] =>
      simulateRouteForApplicant(INDEX, of, applicant, setting()).problems.map(({ reason }) => reason);
    expect(reasons(route([step('own', { kind: 'applicant' })]))).toEqual(['nobody-decides']);
    expect(
      reasons({ ...LADDER, access: { kind: 'listed', principals: [{ kind: 'organization', id: '20', descendants: false }] } }),
    ).toEqual(['not-listed']);
    expect(reasons({ ...LADDER, access: { kind: 'listed', principals: [{ kind: 'organization', id: '20', descendants: true }] } })).toEqual(
      [],
    );
    expect(reasons(route([], { status: 'incomplete' }))).toEqual(['no-steps']);
    expect(reasons({ ...LADDER, status: 'incomplete' })).toEqual(['status-incomplete']);
  });

  it('lists no more people of a step than can be read, odd ones first', () => {
    const many = Array.from({ length: 80 }, (_, i) =>
      neoUser({ id: `m${i}`, name: `${i}`, organizations: ['10'], state: i === 70 ? 'suspended' : 'active' }),
    );
    const index = new CompanyIndex({ ...COMPANY, neoUsers: many });
    const [stage] = simulateRouteForApplicant(
      index,
      route([step('a', { kind: 'users', users: many.map(({ id }) => id) })]),
      'm1',
      setting(),
    ).stages;
    expect(stage?.slotCount).toBe(80);
    expect(stage?.slots).toHaveLength(MAX_LISTED_APPROVERS);
    expect(stage?.slots.slice(0, 2).map(({ userId }) => userId)).toEqual(['m1', 'm70']);
  });
});

describe('everyone at once', () => {
  it('reports which organizations a route fails, and why', () => {
    expect(simulateForEveryone(INDEX, new Applicants(INDEX), LADDER, setting())).toMatchObject({
      allowed: 7,
      failing: 2,
      groups: [
        { problem: { reason: 'no-such-level' }, people: 1, organizations: [{ organizationId: '10', people: 1 }], examples: ['1'] },
        { problem: { reason: 'nobody-at-level' }, people: 1, organizations: [{ organizationId: '22', people: 1 }], examples: ['5'] },
      ],
    });
  });

  it('sorts problems by people, then by severity, then by step', () => {
    const of = route([
      step('alone', { kind: 'users', users: ['8'] }),
      step('own', { kind: 'users', users: ['4'] }, { role: 'decide', finalDecider: true }),
    ]);
    const { groups } = simulateForEveryone(INDEX, new Applicants(INDEX), { ...of, applicantHandling: 'leave' }, setting());
    expect(groups.map(({ problem, people }) => [problem.stepId, people])).toEqual([
      ['alone', 7],
      ['own', 1],
    ]);
    const backwards = simulateForEveryone(
      INDEX,
      new Applicants(INDEX),
      { ...of, steps: of.steps.toReversed(), applicantHandling: 'leave' },
      setting(),
    );
    expect(backwards.groups.map(({ problem, people }) => [problem.stepId, people])).toEqual([
      ['alone', 7],
      ['own', 1],
    ]);
  });
});

describe('a change of organisation', () => {
  it('reports what breaks for whom, what is fixed, and what the routes lose', () => {
    const later = new CompanyIndex({
      ...COMPANY,
      // 営業二課 is merged into 営業一課, the head of purchasing leaves, and a person joins a new 企画室 under 本社.
      organizations: [...COMPANY.organizations.filter(({ id }) => id !== '22'), { id: '40', code: 'PLAN', name: '企画室', parentId: '10' }],
      neoUsers: [
        ...COMPANY.neoUsers.map((user) =>
          user.id === '5' ? { ...user, organizations: ['21'] } : user.id === '6' ? { ...user, state: 'suspended' as const } : user,
        ),
        neoUser({ id: '9', name: '企画員', organizations: ['40'] }),
      ],
    });
    const named = { ...LADDER, id: 'named', steps: [step('x', { kind: 'users', users: ['6'] }, { role: 'decide', finalDecider: true })] };
    const result = rehearseReorganization(INDEX, later, [LADDER, named], setting());
    expect(result).toMatchObject({ joining: 1, leaving: 1, moving: 1 });
    expect(
      result.routes[0]?.changes.map(({ change, problem, people, organizations, examples }) => [
        change,
        problem.stepId,
        problem.reason,
        people,
        organizations,
        examples,
      ]),
    ).toEqual([
      ['breaks', 'buying', 'some-inactive', 6, ['10', '20', '21', '40'], ['1', '2', '3', '4', '5']],
      // The head was the only other approver for a member of purchasing.
      ['breaks', 'buying', 'nobody-active', 1, ['30'], ['7']],
      ['breaks', 'chiefs', 'nobody-active', 1, ['30'], ['7']],
      ['breaks', 'chiefs', 'nobody-at-level', 1, ['40'], ['9']],
      ['mends', 'chiefs', 'nobody-at-level', 1, ['21'], ['5']],
    ]);
    expect(result.routes[1]).toMatchObject({
      lost: [{ kind: 'user', id: '6', stepId: 'x', state: 'inactive' }],
      changes: [{ change: 'breaks', problem: { reason: 'nobody-active' }, people: 7 }],
    });
  });
});

describe('a person who has left', () => {
  const named = route([step('named', { kind: 'users', users: ['4'] })]);
  const neoUsers = COMPANY.neoUsers.filter(({ id }) => id !== '4');
  const told = (formerUsers = COMPANY.neoUsers): unknown =>
    rehearseReorganization(INDEX, new CompanyIndex({ ...COMPANY, neoUsers, formerUsers }), [named], setting()).routes[0]?.changes[0]
      ?.problem.params['name'];

  it('is shown by name in a simulation, and by id if no earlier list is known', () => {
    expect(told()).toBe('一課員');
    expect(told([])).toBe('4');
  });
});
