import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { AbsencesByPerson, computeArrivals } from '#shared/domain/routes/absences.ts';
import { markPeopleAllowedForRoute } from '#shared/domain/routes/access.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { getReferenceState, listRouteReferences } from '#shared/domain/routes/references.ts';
import {
  type Access,
  type ApprovalRule,
  type Approver,
  listNamedUsers,
  type Principal,
  replaceNamedUsers,
  type Step,
} from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { countVotesNeeded, getApprovalRule, getFinalStepIndex } from '#shared/domain/routes/steps.ts';
import { COMPANY, route, step } from './company.ts';

const INDEX = new CompanyIndex(COMPANY);
const listed = (...principals: Principal[]): Access => ({ kind: 'listed', principals });
const group: Approver = { kind: 'group', name: '委員会', members: ['1', '2'], rule: 'all' };
const selected = (...users: string[]) => ({ kind: 'selected', users }) as const;
const within = (users: readonly string[]): Approver => ({ kind: 'organization', organizationId: '20', resolver: selected(...users) });
const levels = (users: readonly string[]): Approver => ({ kind: 'hierarchy', from: 2, to: 1, resolver: selected(...users) });
const roleOf = (roleId: string): Approver => ({ kind: 'organization', organizationId: '', resolver: { kind: 'role-members', roleId } });

describe('the people of a step', () => {
  it('are those whom it names one by one, and may be others', () => {
    for (const approvers of [{ kind: 'users', users: ['1', '2'] } as const, group, within(['1', '2']), levels(['1', '2'])]) {
      expect(listNamedUsers(approvers)).toEqual(['1', '2']);
      const others = replaceNamedUsers(approvers, ['3']);
      expect([others.kind, listNamedUsers(others)]).toEqual([approvers.kind, ['3']]);
    }
    for (const approvers of [{ kind: 'role', roleId: 'x' }, { kind: 'applicant' }] as const) {
      expect(listNamedUsers(approvers)).toEqual([]);
      expect(replaceNamedUsers(approvers, ['3'])).toBe(approvers);
    }
    expect(listNamedUsers(roleOf('x'))).toEqual([]);
  });

  it('agree by the rule of the group, or of the step', () => {
    expect(getApprovalRule(step('a', group, { rule: 'one' }))).toBe('all');
    expect(getApprovalRule(step('a', { kind: 'applicant' }, { rule: 'over-half' }))).toBe('over-half');
  });

  it.each<[ApprovalRule, readonly number[]]>([
    ['all', [0, 1, 2, 3, 4, 5]],
    ['one', [0, 1, 1, 1, 1, 1]],
    ['over-half', [1, 1, 2, 2, 3, 3]],
    ['half-or-more', [0, 1, 1, 2, 2, 3]],
  ])('of none to five approvers, as many as %s requires have to agree', (rule, votes) => {
    expect([0, 1, 2, 3, 4, 5].map((people) => countVotesNeeded(rule, people))).toEqual(votes);
  });

  it('end the request at the last final decider, else the last decision, else the last approval', () => {
    const of = (...steps: (readonly [Step['role'], boolean?])[]) =>
      getFinalStepIndex(steps.map(([role, finalDecider = false], at) => step(`${at}`, group, { role, finalDecider })));
    expect(of(['approve', true], ['decide'], ['verify', true], ['decide'])).toBe(2);
    expect(of(['decide'], ['approve'], ['verify'])).toBe(0);
    expect(of(['approve'], ['decide'], ['decide'], ['approve'])).toBe(2);
    expect(of(['approve'], ['approve'], ['verify'])).toBe(1);
    expect(of(['verify'])).toBe(-1);
    expect(of()).toBe(-1);
  });
});

describe('what a route names', () => {
  it('is listed in order with the step, without unselected values', () => {
    const steps = [
      step('u', { kind: 'users', users: ['1', ''] }),
      step('g', group),
      step('r', { kind: 'role', roleId: 'committee' }),
      step('o', within(['3'])),
      step('h', levels(['4'])),
      step('m', roleOf('x')),
      step('a', { kind: 'applicant' }),
    ];
    const access = listed({ kind: 'user', id: '9' }, { kind: 'organization', id: '10', descendants: true });
    expect(listRouteReferences(route(steps, { access })).map(({ stepId, kind, id }) => `${stepId} ${kind} ${id}`)).toEqual([
      'null user 9',
      'null organization 10',
      'u user 1',
      'g user 1',
      'g user 2',
      'r role committee',
      'o organization 20',
      'o user 3',
      'h user 4',
      'm role x',
    ]);
    expect(listRouteReferences(route([]))).toEqual([]);
  });

  it('is known, gone, or cannot act', () => {
    const states = (kind: 'user' | 'organization' | 'role', ...ids: string[]) => ids.map((id) => getReferenceState(INDEX, { kind, id }));
    expect(states('user', '1', '8', '99')).toEqual(['known', 'inactive', 'unknown']);
    expect(states('organization', '10', '22', '99')).toEqual(['known', 'known', 'unknown']);
    expect(states('role', 'committee', '10')).toEqual(['known', 'unknown']);
  });

  it('opens the route to everyone listed, in any way', () => {
    const open = (access: Access, policy = DEFAULT_ROUTE_POLICY) => {
      const marks = markPeopleAllowedForRoute(INDEX, access, policy);
      return marks === null ? null : COMPANY.neoUsers.filter((_, at) => marks[at] === 1).map(({ id }) => id);
    };
    expect(open({ kind: 'everyone' })).toBeNull();
    expect(open(listed({ kind: 'user', id: '1' }, { kind: 'user', id: '99' }))).toEqual(['1']);
    expect(open(listed({ kind: 'role', id: 'committee' }))).toEqual(['2', '6', '8']);
    expect(open(listed({ kind: 'role', id: 'gone' }))).toEqual([]);
    expect(open(listed({ kind: 'organization', id: '20', descendants: false }))).toEqual(['2']);
    expect(open(listed({ kind: 'organization', id: '20', descendants: true }))).toEqual(['2', '3', '4', '5', '8']);
    expect(open(listed({ kind: 'organization', id: '99', descendants: true }))).toEqual([]);
    expect(open(listed(), { ...DEFAULT_ROUTE_POLICY, emptyAccess: 'everyone' })).toBeNull();
    expect(open(listed(), { ...DEFAULT_ROUTE_POLICY, emptyAccess: 'nobody' })).toEqual([]);
  });
});

describe('an absence', () => {
  const away = (userId: string, from: string, to: string, delegate: string | null) => ({
    userId,
    from,
    to,
    action: delegate === null ? ({ kind: 'auto-approve' } as const) : ({ kind: 'delegate', to: delegate } as const),
  });

  it('holds from its first day to its last, and of two the one that begins first, then the first listed', () => {
    const book = new AbsencesByPerson(INDEX, [
      away('2', '2026-11-10', '2026-11-20', '4'),
      away('2', '2026-11-01', '2026-11-12', '3'),
      away('2', '2026-11-10', '2026-11-30', '5'),
      away('2', '2026-12-01', '2026-12-01', null),
    ]);
    const coverOf = (date: string, id = '2') => {
      const cover = book.coverOf(INDEX.person(id), date);
      return cover?.kind === 'delegate' ? COMPANY.neoUsers[cover.person]?.id : (cover?.kind ?? null);
    };
    expect(['10-31', '11-01', '11-12', '11-13', '11-20', '11-21', '11-30'].map((day) => coverOf(`2026-${day}`))).toEqual([
      null,
      '3',
      '3',
      '4',
      '4',
      '5',
      '5',
    ]);
    expect([coverOf('2026-12-01'), coverOf('2026-12-02'), coverOf('2026-11-10', '3')]).toEqual(['auto-approve', null, null]);
    expect(new AbsencesByPerson(INDEX, []).coverOf(0, '2026-11-10')).toBeNull();
  });

  it('is met by what arrives after the days of the steps before', () => {
    const calendar = new BusinessCalendar(createStandardCalendar({}));
    const steps = [step('a', group, { expectedDays: 2 }), step('b', group), step('c', group, { expectedDays: 0 })];
    // Starts on a Thursday; a step without an estimate takes one day.
    expect(computeArrivals(route(steps), '2026-11-26', calendar)).toEqual(['2026-11-26', '2026-11-30', '2026-12-01', '2026-12-01']);
    expect(computeArrivals(route(steps), '2026-11-26', null)).toEqual(Array(4).fill('2026-11-26'));
    expect(computeArrivals(route(steps), 'no day', calendar)).toEqual(Array(4).fill('no day'));
  });
});
