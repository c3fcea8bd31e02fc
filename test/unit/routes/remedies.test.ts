import { describe, expect, it } from 'vitest';
import { applyCommand } from '#shared/domain/routes/commands.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { settingWithoutAbsences } from '#shared/domain/routes/evaluation.ts';
import { Applicants, simulateEverybody } from '#shared/domain/routes/everybody.ts';
import { remediesOf } from '#shared/domain/routes/remedies.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { COMPANY, LADDER, route, step } from './company.ts';

const INDEX = new CompanyIndex(COMPANY);
const EVERYBODY = new Applicants(INDEX);
const tried = (of: Route) => simulateEverybody(INDEX, EVERYBODY, of, settingWithoutAbsences);
const lookedFor = (of: Route, stepId: string) => remediesOf(INDEX, EVERYBODY, of, settingWithoutAbsences, tried(of), stepId);
const remedies = (of: Route, stepId: string) => lookedFor(of, stepId).remedies;

describe('changes that let people pass', () => {
  it('are only those that were seen to help, most first, and do what they say', () => {
    const found = remedies(LADDER, 'chiefs');
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ stopping }) => stopping)).toEqual(found.map(({ stopping }) => stopping).sort((a, b) => a - b));
    for (const { edit, failing, stopping } of found) {
      expect(failing).toBeLessThan(tried(LADDER).failing);
      const then = tried(applyCommand(LADDER, edit).route);
      expect(then.failing).toBe(failing);
      expect(then.stops.find(({ stepId }) => stepId === 'chiefs')?.people ?? 0).toBe(stopping);
    }
    expect(found[0]?.edit).toMatchObject({ kind: 'set-step', stepId: 'chiefs' });
  });

  it('take out whoever has left, then ask for fewer', () => {
    const of = route([step('c', { kind: 'users', users: ['2', '8'] }, { rule: 'all', role: 'decide', finalDecider: true })], {
      applicantHandling: 'exclude',
    });
    const [first] = remedies(of, 'c');
    expect(first?.edit).toEqual({ kind: 'set-step', stepId: 'c', changes: { approvers: { kind: 'users', users: ['2'] } } });
  });

  it('are none where only a person can say who is asked, and never leave a step out', () => {
    const unset = step('a', { kind: 'organization', organizationId: '', resolver: { kind: 'approvers' } });
    const decided = step('b', { kind: 'users', users: ['6'] }, { role: 'decide', finalDecider: true });
    expect(remedies(route([unset, decided]), 'a')).toEqual([]);
    const gone = step('a', { kind: 'users', users: ['8'] });
    expect(remedies(route([gone, decided]), 'a')).toEqual([]);
    expect(remedies(LADDER, 'no-such-step')).toEqual([]);
  });

  it('are measured at the step itself while another one stops everybody still', () => {
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

  it('try every pair of levels that exists', () => {
    const of = route(
      [step('section', { kind: 'hierarchy', from: 3, to: 3, resolver: { kind: 'approvers' } }, { role: 'decide', finalDecider: true })],
      {
        applicantHandling: 'exclude',
      },
    );
    expect(remedies(of, 'section')[0]).toMatchObject({ edit: { changes: { approvers: { to: 1 } } } });
  });

  it('say what was tried, and that approvers are missing only where an organisation has none', () => {
    const unset = step('a', { kind: 'users', users: [] }, { role: 'decide', finalDecider: true });
    expect(lookedFor(route([unset]), 'a')).toEqual({ remedies: [], tried: [], next: 'fill' });
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
