import { describe, expect, it } from 'vitest';
import { applyRouteCommand } from '#shared/domain/routes/commands.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { type Remedy, selectRemedies } from '#shared/domain/routes/remedies/remedies.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_SETTING } from '#shared/domain/routes/simulation/evaluation.ts';
import { simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import { Applicants, findFirstStop, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { remediesOf } from '../../support/remedies.ts';
import { COMPANY, LADDER, route, step } from './company.ts';

const INDEX = new CompanyIndex(COMPANY);
const EVERYBODY = new Applicants(INDEX);
const tried = (of: Route) => simulateForEveryone(INDEX, EVERYBODY, of, DEFAULT_ROUTE_SETTING);
const lookedFor = (of: Route, stepId: string) => remediesOf(INDEX, EVERYBODY, of, DEFAULT_ROUTE_SETTING, tried(of), stepId);
const remedies = (of: Route, stepId: string) => lookedFor(of, stepId).remedies;

/** Returns the number of people who pass the step with both routes but get other approvers in the second one. */
const askedAnew = (of: Route, other: Route, stepId: string): number => {
  const at = of.steps.findIndex(({ id }) => id === stepId);
  const acting = (by: Route, id: string) =>
    simulateRouteForApplicant(INDEX, by, id, DEFAULT_ROUTE_SETTING).stages.map(({ slots, stepAt }) => [
      stepAt,
      slots.filter(({ state }) => state === 'decides' || state === 'applicant').map(({ byId }) => byId),
    ]);
  return INDEX.users.filter(({ id, state }) => {
    const passes = (by: Route): boolean => {
      const { problems } = simulateRouteForApplicant(INDEX, by, id, DEFAULT_ROUTE_SETTING);
      const stop = findFirstStop(problems);
      return stop === null || by.steps.findIndex((one) => one.id === stop.stepId) > at;
    };
    return state === 'active' && passes(of) && passes(other) && JSON.stringify(acting(of, id)) !== JSON.stringify(acting(other, id));
  }).length;
};

describe('of many changes', () => {
  const remedy = (to: number, facts: Partial<Pick<Remedy, 'stopping' | 'failing' | 'stopped' | 'changed'>>): Remedy => ({
    edit: {
      kind: 'set-step',
      stepId: 's',
      changes: { approvers: { kind: 'hierarchy', from: 4, to, resolver: { kind: 'approvers' } } },
    },
    ...{ stopping: 0, failing: 0, measure: 'end', mended: 1, stopped: [], changed: 0, asked: { people: [], levels: null } },
    ...facts,
  });

  it('three are shown, and what helps most of all is one of them, though it touches others', () => {
    const most = remedy(1, { stopping: 1, failing: 1, changed: 9 });
    const [gentle, gentler, gentlest] = [5, 4, 3].map((stopping) => remedy(stopping, { stopping, failing: stopping, changed: 0 }));
    expect(selectRemedies([most, gentle, gentler, gentlest] as Remedy[])).toEqual([gentlest, gentler, most]);
    expect(selectRemedies([gentle, gentler] as Remedy[])).toEqual([gentler, gentle]);
  });

  it('other levels with the same result are omitted only if they affect more other people', () => {
    const alike = { stopping: 2, failing: 2 };
    const [one, more, less] = [
      remedy(1, { ...alike, changed: 3 }),
      remedy(2, { ...alike, changed: 5 }),
      remedy(3, { stopping: 3, failing: 2, changed: 4 }),
    ];
    expect(selectRemedies([more, less, one])).toEqual([one, less]);
    // A remedy that stops a person comes last, but is listed because it changes less for other people.
    const [stopsOne, stopsNobody] = [remedy(1, { ...alike, stopped: [7], changed: 1 }), remedy(2, { ...alike, changed: 6 })];
    expect(selectRemedies([stopsOne, stopsNobody])).toEqual([stopsNobody, stopsOne]);
  });
});

describe('changes that let people pass', () => {
  it('are only those that helped in the simulation, and have the described effect', () => {
    const found = remedies(LADDER, 'chiefs');
    expect(found.length).toBeGreaterThan(0);
    for (const { edit, failing, stopping } of found) {
      expect(failing).toBeLessThan(tried(LADDER).failing);
      const then = tried(applyRouteCommand(LADDER, edit).route);
      expect(then.failing).toBe(failing);
      expect(then.stops.find(({ stepId }) => stepId === 'chiefs')?.people ?? 0).toBe(stopping);
    }
    expect(found[0]?.edit).toMatchObject({ kind: 'set-step', stepId: 'chiefs' });
  });

  it('remove inactive approvers, and then require fewer', () => {
    const of = route([step('c', { kind: 'users', users: ['2', '8'] }, { rule: 'all', role: 'decide', finalDecider: true })], {
      applicantHandling: 'exclude',
    });
    const [first] = remedies(of, 'c');
    expect(first?.edit).toEqual({ kind: 'set-step', stepId: 'c', changes: { approvers: { kind: 'users', users: ['2'] } } });
  });

  it('are none if a person has to choose the approvers, and never skip a step', () => {
    const unset = step('a', { kind: 'organization', organizationId: '', resolver: { kind: 'approvers' } });
    const decided = step('b', { kind: 'users', users: ['6'] }, { role: 'decide', finalDecider: true });
    expect(remedies(route([unset, decided]), 'a')).toEqual([]);
    const gone = step('a', { kind: 'users', users: ['8'] });
    expect(remedies(route([gone, decided]), 'a')).toEqual([]);
    expect(remedies(LADDER, 'no-such-step')).toEqual([]);
  });

  it('count people who pass today and would get other approvers, and rank behind changes without any', () => {
    const section = step(
      'section',
      { kind: 'hierarchy', from: 3, to: 3, resolver: { kind: 'approvers' } },
      { role: 'decide', finalDecider: true },
    );
    const gone = step('gone', { kind: 'users', users: ['2', '8'] }, { rule: 'all', role: 'decide', finalDecider: true });
    for (const [of, stepId] of [
      [LADDER, 'chiefs'],
      [route([section], { applicantHandling: 'exclude' }), 'section'],
      [route([gone], { applicantHandling: 'exclude' }), 'gone'],
    ] as const) {
      const found = remedies(of, stepId);
      expect(found.length).toBeGreaterThan(0);
      for (const { edit, changed } of found) expect(changed).toBe(askedAnew(of, applyRouteCommand(of, edit).route, stepId));
      const touching = found.map(({ changed }) => changed > 0);
      expect(touching).toEqual([...touching].sort((a, b) => Number(a) - Number(b)));
    }
    expect(remedies(route([section]), 'section').some(({ changed }) => changed > 0)).toBe(true);
    expect(remedies(route([gone], { applicantHandling: 'exclude' }), 'gone')[0]).toMatchObject({ changed: 0 });
  });

  it('name people who pass today and would stop, and rank behind changes that stop no one', () => {
    const at = (from: number, to: number) => ({ kind: 'hierarchy' as const, from, to, resolver: { kind: 'approvers' as const } });
    const of = route([step('heads', at(3, 3), { role: 'decide', finalDecider: true })], { applicantHandling: 'exclude' });
    const passes = (by: Route, person: number): boolean =>
      findFirstStop(simulateRouteForApplicant(INDEX, by, INDEX.idOf(person), DEFAULT_ROUTE_SETTING).problems) === null;
    const found = remedies(of, 'heads');
    for (const { edit, stopped } of found) {
      const then = applyRouteCommand(of, edit).route;
      const active = INDEX.users.map((_, person) => person).filter((person) => INDEX.isActive(person));
      expect(stopped).toEqual(active.filter((person) => passes(of, person) && !passes(then, person)));
    }
    const stopping = found.map(({ stopped }) => stopped.length > 0);
    expect(stopping).toEqual([...stopping].sort((a, b) => Number(a) - Number(b)));
  });

  it('never make a step ask whom the next one asks', () => {
    const at = (id: string, level: number, last = false) =>
      step(
        id,
        { kind: 'hierarchy', from: level, to: level, resolver: { kind: 'approvers' } },
        last ? { role: 'decide', finalDecider: true } : {},
      );
    const found = remedies(route([at('section', 3), at('company', 1, true)], { applicantHandling: 'exclude' }), 'section');
    expect(found.length).toBeGreaterThan(0);
    for (const { edit } of found) expect(edit).not.toMatchObject({ changes: { approvers: { to: 1, resolver: { kind: 'approvers' } } } });
  });

  it('are measured at the step itself while another step still stops everyone', () => {
    const unset = step(
      'last',
      { kind: 'organization', organizationId: '', resolver: { kind: 'approvers' } },
      { role: 'decide', finalDecider: true },
    );
    const section = step('section', { kind: 'hierarchy', from: 3, to: 3, resolver: { kind: 'approvers' } });
    const of = route([section, unset], { applicantHandling: 'exclude' });
    const found = remedies(of, 'section');
    const now = tried(of);
    expect(found.length).toBeGreaterThan(0);
    for (const { stopping, failing } of found) {
      expect(stopping).toBeLessThan(now.stops.find(({ stepId }) => stepId === 'section')?.people ?? 0);
      expect(failing).toBe(now.failing);
    }
  });

  it('are found if they let everyone pass the step, whichever step stops them next', () => {
    const gone = step('gone', { kind: 'users', users: ['2', '8'] }, { rule: 'all' });
    const unset = step('last', { kind: 'users', users: [] }, { role: 'decide', finalDecider: true });
    const [first] = remedies(route([gone, unset], { applicantHandling: 'exclude' }), 'gone');
    expect(first).toMatchObject({ edit: { changes: { approvers: { users: ['2'] } } }, stopping: 0, failing: 7 });
  });

  it('describe who is added, and at which levels', () => {
    const section = step(
      'section',
      { kind: 'hierarchy', from: 3, to: 3, resolver: { kind: 'approvers' } },
      { role: 'decide', finalDecider: true },
    );
    const found = remedies(route([section], { applicantHandling: 'exclude' }), 'section');
    expect(found.map(({ edit, asked }) => [edit.kind === 'set-step' ? edit.changes.approvers : edit, asked])).toMatchObject([
      [
        { from: 2, to: 1 },
        { people: INDEX.people(['1', '2', '6', '7']), levels: { lowest: 2, highest: 1 } },
      ],
      [
        { from: 2, to: 2 },
        { people: INDEX.people(['2', '6', '7']), levels: { lowest: 2, highest: 2 } },
      ],
      [
        { from: 3, to: 2 },
        { people: INDEX.people(['2', '6', '7']), levels: { lowest: 2, highest: 2 } },
      ],
    ]);
    const gone = step('gone', { kind: 'users', users: ['2', '8'] }, { rule: 'all', role: 'decide', finalDecider: true });
    expect(remedies(route([gone], { applicantHandling: 'exclude' }), 'gone')[0]?.asked).toEqual({ people: [], levels: null });
  });

  it('try every pair of levels that exists', () => {
    const of = route(
      [step('section', { kind: 'hierarchy', from: 3, to: 3, resolver: { kind: 'approvers' } }, { role: 'decide', finalDecider: true })],
      {
        applicantHandling: 'exclude',
      },
    );
    expect(remedies(of, 'section')[0]).toMatchObject({ edit: { changes: { approvers: { to: 1 } } } });
  });

  it('report what was tried, and missing approvers only if an organization has none', () => {
    const unset = step('a', { kind: 'users', users: [] }, { role: 'decide', finalDecider: true });
    expect(lookedFor(route([unset]), 'a')).toEqual({ remedies: [], tried: [], withheld: false, next: 'fill' });
    const gone = step('a', { kind: 'users', users: ['8'] }, { role: 'decide', finalDecider: true });
    expect(lookedFor(route([gone]), 'a')).toMatchObject({ tried: [], next: 'choose' });
    const section = (from: number) =>
      route([step('a', { kind: 'hierarchy', from, to: from, resolver: { kind: 'approvers' } }, { role: 'decide', finalDecider: true })]);
    expect(lookedFor(section(3), 'a')).toMatchObject({ tried: ['levels', 'resolver'], next: 'appoint' });
    expect(lookedFor(section(4), 'a')).toMatchObject({ next: 'choose' });
  });

  it('take the applicant out of a step that waits for the applicant alone', () => {
    const own = route(
      [
        step('a', { kind: 'users', users: ['2'] }),
        step('b', { kind: 'users', users: ['6', '7'] }, { role: 'decide', finalDecider: true, rule: 'one' }),
      ],
      { applicantHandling: 'leave' },
    );
    expect(remedies(own, 'a')).toMatchObject([{ edit: { kind: 'set-applicant-handling', handling: 'exclude' }, stopping: 0, failing: 0 }]);
  });
});
