import { describe, expect, it } from 'vitest';
import type { ListFact } from '#shared/domain/directory/missing-facts.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { computeRouteHealth } from '#shared/domain/routes/health.ts';
import { lintRoute } from '#shared/domain/routes/lint/lint.ts';
import { computeRouteReach } from '#shared/domain/routes/reach.ts';
import { getReferenceState } from '#shared/domain/routes/references.ts';
import type { Access, Route } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { DEFAULT_ROUTE_SETTING } from '#shared/domain/routes/simulation/evaluation.ts';
import { simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import { Applicants, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { withoutFacts } from '../../support/missing-facts.ts';
import { remediesOf } from '../../support/remedies.ts';
import { COMPANY, route, step } from './company.ts';

const indexWithout = (...facts: ListFact[]): CompanyIndex => new CompanyIndex(withoutFacts(COMPANY, facts));
const lint = (one: Route, index: CompanyIndex) =>
  lintRoute(one, {
    index,
    otherNames: [],
    rules: { ...DEFAULT_COMPANY_RULES, discourageNamedPeople: false },
    orderers: null,
    policy: DEFAULT_ROUTE_POLICY,
  });
const everybodyOn = (one: Route, index: CompanyIndex) => simulateForEveryone(index, new Applicants(index), one, DEFAULT_ROUTE_SETTING);
const SOUND_LOCK = { outlives: 0, ground: 'expected' as const };
const verdict = (one: Route, index: CompanyIndex) => computeRouteHealth(lint(one, index), everybodyOn(one, index), SOUND_LOCK).verdict;

const last = { role: 'decide', finalDecider: true } as const;
const byRole = route([step('s', { kind: 'role', roleId: 'committee' }, last)]);
const byAdmins = route([step('s', { kind: 'organization', organizationId: '10', resolver: { kind: 'workflow-admins' } }, last)]);
const byApprovers = route([step('s', { kind: 'hierarchy', from: 1, to: 1, resolver: { kind: 'approvers' } }, last)]);
const byMembers = route([step('s', { kind: 'organization', organizationId: '30', resolver: { kind: 'members' } }, last)]);
const byName = route([step('s', { kind: 'users', users: ['1', '6'] }, last)]);

describe('approvers that no list contains', () => {
  it('do not count as none: the step gets a note, and the route is not checked', () => {
    for (const [one, fact] of [
      [byApprovers, 'approvers'],
      [byApprovers, 'organizations'],
      [byRole, 'roles'],
      [byAdmins, 'workflow-admins'],
      [byMembers, 'organizations'],
      [byName, 'ids'],
    ] as const) {
      const index = indexWithout(fact);
      const problems = lint(one, index);
      expect(new Set(problems.map(({ code, severity }) => `${code} ${severity}`)), fact).toEqual(new Set(['people-untold note']));
      const { allowed, failing, unchecked } = everybodyOn(one, index);
      expect({ failing, unchecked }, fact).toEqual({ failing: 0, unchecked: allowed });
      expect(verdict(one, index), fact).toBe('unchecked');
    }
  });

  it('leave everything else about the route as it is', () => {
    expect(verdict(byName, indexWithout('approvers', 'roles', 'workflow-admins', 'organizations'))).toBe(verdict(byName, indexWithout()));
    expect(everybodyOn(byName, indexWithout('roles'))).toEqual(everybodyOn(byName, indexWithout()));
    // A level that does not exist is missing, regardless of its approvers.
    const deep = route([step('s', { kind: 'hierarchy', from: 3, to: 3, resolver: { kind: 'approvers' } }, last)]);
    const { failing, unchecked } = everybodyOn(deep, indexWithout('approvers'));
    expect(failing).toBeGreaterThan(0);
    expect(unchecked).toBeGreaterThan(0);
  });

  it('are shown as unknown in a simulation of the route', () => {
    const { stages, problems } = simulateRouteForApplicant(indexWithout('roles'), byRole, '4', DEFAULT_ROUTE_SETTING);
    expect(stages.map(({ outcome, slotCount }) => ({ outcome, slotCount }))).toEqual([{ outcome: 'unknown', slotCount: 0 }]);
    expect(problems).toEqual([]);
  });

  it('are no remedy for a step that stops people', () => {
    const vacant = route([step('s', { kind: 'organization', organizationId: '22', resolver: { kind: 'approvers' } }, last)]);
    const index = indexWithout('workflow-admins');
    const { remedies } = remediesOf(index, new Applicants(index), vacant, DEFAULT_ROUTE_SETTING, everybodyOn(vacant, index), 's');
    expect(JSON.stringify(remedies)).not.toContain('workflow-admins');
  });
});

describe('access rights whose members no list contains', () => {
  const listed = (access: Access): Route => ({ ...byName, access });
  const some = listed({
    kind: 'listed',
    principals: [
      { kind: 'user', id: '4' },
      { kind: 'role', id: 'committee' },
    ],
  });

  it('exclude no one, and are certain for people listed by name', () => {
    const index = indexWithout('roles');
    const { allowed, failing, unchecked } = everybodyOn(some, index);
    const active = COMPANY.neoUsers.filter(({ state }) => state === 'active').length;
    expect({ allowed, failing, unchecked }).toEqual({ allowed: active, failing: 0, unchecked: active - 1 });
    expect(simulateRouteForApplicant(index, some, '5', DEFAULT_ROUTE_SETTING)).toMatchObject({ open: true, isOpenUnknown: true });
    // The reach counts only people who are known to have access.
    expect(computeRouteReach(index, [some]).find(({ organizationId }) => organizationId === '21')?.routes).toEqual([
      { route: 0, people: 1 },
    ]);
  });

  it('are not reported as references to something missing', () => {
    expect(lint(some, indexWithout('roles')).map(({ code }) => code)).toEqual([]);
    expect(getReferenceState(indexWithout('roles'), { kind: 'role', id: 'committee' })).toBe('known');
    expect(getReferenceState(indexWithout(), { kind: 'role', id: 'gone' })).toBe('unknown');
  });
});
