import { describe, expect, it } from 'vitest';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { lintRoute } from '#shared/domain/routes/lint/lint.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_SETTING, RouteEvaluation } from '#shared/domain/routes/simulation/evaluation.ts';
import { listNewlyStoppedPeople } from '#shared/domain/routes/simulation/newly-stopped.ts';
import { Applicants, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { collectRouteConcerns } from '#shared/domain/sync/plan/route-concerns.ts';
import { createLintContext } from '../../../support/lint-alone.ts';
import { planFor, type Sides } from '../../../support/sync.ts';
import { COMPANY, LADDER, route, step } from '../../routes/company.ts';

const INDEX = new CompanyIndex(COMPANY);
const APPLICANTS = new Applicants(INDEX);
const asking = (...users: string[]): Route => route([step('one', { kind: 'users', users }, { role: 'decide', finalDecider: true })]);
const BUYING = asking('6', '7');

const concernsOn =
  (index: CompanyIndex | null) =>
  (of: Route, server: Route | null = null): ReturnType<typeof collectRouteConcerns> =>
    collectRouteConcerns(
      lintRoute(of, { ...createLintContext(DEFAULT_COMPANY_RULES), index }),
      index === null ? null : simulateForEveryone(index, APPLICANTS, of, DEFAULT_ROUTE_SETTING),
      index === null || server === null ? 0 : listNewlyStoppedPeople(APPLICANTS, on(index, server), on(index, of)).length,
    );
const on = (index: CompanyIndex, of: Route): RouteEvaluation => new RouteEvaluation(index, of, DEFAULT_ROUTE_SETTING);
const concernsOf = concernsOn(INDEX);

describe('what speaks against a route', () => {
  it('is nothing if every applicant passes', () => {
    expect(concernsOf({ ...BUYING, applicantHandling: 'exclude' })).toEqual([]);
  });

  it.each([
    ['nobody decides', route([]), ['route-written-wrong', 'route-nobody-through']],
    ['it is not completed', { ...BUYING, status: 'incomplete' as const }, ['route-incomplete']],
    ['nobody asked can act', asking('8'), ['route-written-wrong', 'route-nobody-through', 'route-approver-inactive']],
    ['one of those asked cannot act', asking('6', '8'), ['route-some-stopped', 'route-approver-inactive']],
    [
      'nobody may use it',
      { ...BUYING, access: { kind: 'listed' as const, principals: [{ kind: 'user' as const, id: '8' }] } },
      ['route-nobody-through'],
    ],
    [
      'two steps ask the same people',
      route(
        [
          step('a', { kind: 'users', users: ['6', '7'] }),
          step('b', { kind: 'users', users: ['7', '6'] }, { role: 'decide', finalDecider: true }),
        ],
        { applicantHandling: 'exclude' },
      ),
      ['route-asks-twice'],
    ],
    ['some have nobody above them', LADDER, ['route-some-stopped']],
  ])('is reported if %s', (_, of, concerns) => {
    expect(concernsOf(of)).toEqual(concerns);
  });

  it('is that it was not checked, without a list of people', () => {
    expect(concernsOn(null)(BUYING)).toEqual(['route-not-tried']);
  });
});

describe('who passes under the server’s route and not under the draft', () => {
  it('is reported in addition to the total, also if the total decreases', () => {
    const level = (at: number) => ({
      ...LADDER,
      steps: [step('s', { kind: 'hierarchy', from: at, to: at, resolver: { kind: 'approvers' } }, { role: 'decide', finalDecider: true })],
    });
    expect(concernsOf(level(3), level(1))).toContain('route-newly-stopped');
    expect(concernsOf(level(1), level(3))).not.toContain('route-newly-stopped');
    expect(concernsOf(level(3), level(3))).not.toContain('route-newly-stopped');
  });

  it('includes everyone who passed if no one passes or may use it now, and no one if it could not be chosen', () => {
    const many = (server: Route, of: Route): number => listNewlyStoppedPeople(APPLICANTS, on(INDEX, server), on(INDEX, of)).length;
    const excluding: Route = { ...BUYING, applicantHandling: 'exclude' };
    const { allowed } = simulateForEveryone(INDEX, APPLICANTS, excluding, DEFAULT_ROUTE_SETTING);
    expect(many(excluding, asking('8'))).toBe(allowed);
    expect(many(excluding, { ...excluding, access: { kind: 'listed', principals: [{ kind: 'user', id: '6' }] } })).toBe(allowed - 1);
    expect(many({ ...excluding, status: 'incomplete' }, asking('8'))).toBe(0);
  });
});

describe('the risk of an item', () => {
  const of = (base: Body | null, draft: Route, more: readonly Sides[] = []) =>
    planFor([{ section: 'routes', id: draft.id, base, draft, server: base }, ...more], { concernsOf }).byKey.get(`routes ${draft.id}`);
  const names = (base: string | null, draft: string | null): Sides => {
    const body = (routeId: string | null): Body => ({ title: '', routeId, serialId: null });
    const at = { section: 'common_settings', id: 'common_settings' } as const;
    return { ...at, base: body(base), draft: body(draft), server: body(base) };
  };

  it('is low for a route that everyone passes, and has its reasons otherwise', () => {
    expect(of(null, BUYING)).toMatchObject({ kind: 'create', risk: 'low', risks: [] });
    expect(of(null, asking('8'))).toMatchObject({
      risk: 'medium',
      risks: ['route-written-wrong', 'route-nobody-through', 'route-approver-inactive'],
    });
    expect(of({ ...BUYING, applicantHandling: 'exclude' }, LADDER)?.risks).toContain('route-newly-stopped');
    expect(of(BUYING, { ...BUYING, status: 'incomplete' })).toMatchObject({ kind: 'change', risk: 'medium', risks: ['route-incomplete'] });
  });

  it('is raised if another step has the final decision', () => {
    const last = (finalDecider: boolean): Route => ({ ...BUYING, steps: BUYING.steps.map((step) => ({ ...step, finalDecider })) });
    expect(of(last(true), last(false))?.risks).toContain('final-decider');
    expect(of(last(true), { ...last(true), name: '購入' })?.risks).not.toContain('final-decider');
  });

  it('is raised if applicants newly approve their own requests, and not if they did before', () => {
    const own = (applicantHandling: Route['applicantHandling']): Route => ({ ...BUYING, applicantHandling });
    for (const handling of ['leave', 'auto-approve'] as const) {
      expect(of(own('exclude'), own(handling))).toMatchObject({
        kind: 'change',
        risk: 'medium',
        risks: expect.arrayContaining(['self-approval']),
      });
      expect(of(null, own(handling))?.risks).toContain('self-approval');
    }
    expect(of(own('leave'), { ...own('leave'), name: '購入' })?.risks).not.toContain('self-approval');
    expect(of(own('leave'), own('exclude'))?.risks).not.toContain('self-approval');
  });

  it('is high if Amazon orders use the route, now or after the plan', () => {
    const closed = asking('8');
    expect(of(BUYING, closed, [names('r1', 'r1')])).toMatchObject({ risk: 'high' });
    const created = of(null, closed, [names(null, 'r1')]);
    expect(created).toMatchObject({ risk: 'high' });
    expect(created?.risks).toContain('route-will-be-used');
    expect(of(null, BUYING, [names(null, 'r1')])).toMatchObject({ risk: 'low' });
    expect(of(null, LADDER, [names(null, 'r1')])).toMatchObject({ risk: 'medium', risks: ['route-some-stopped', 'route-will-be-used'] });
  });

  it('is not evaluated for what only the server changed, nor for a deletion', () => {
    const item = planFor([{ section: 'routes', id: 'r1', base: BUYING, draft: BUYING, server: asking('8') }], { concernsOf });
    expect(item.items).toMatchObject([{ kind: 'drift', risks: [] }]);
    const gone = planFor([{ section: 'routes', id: 'r1', base: asking('8'), draft: null, server: asking('8') }], { concernsOf });
    expect(gone.items).toMatchObject([{ kind: 'delete', risks: ['deletes'] }]);
  });
});
