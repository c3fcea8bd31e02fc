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
const remedies = (of: Route, stepId: string) => remediesOf(INDEX, EVERYBODY, of, settingWithoutAbsences, tried(of), stepId);

describe('changes that let people pass', () => {
  it('are only those that were seen to help, most first, and do what they say', () => {
    const found = remedies(LADDER, 'chiefs');
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ failing }) => failing)).toEqual(found.map(({ failing }) => failing).sort((a, b) => a - b));
    for (const { edit, failing } of found) {
      expect(failing).toBeLessThan(tried(LADDER).failing);
      expect(tried(applyCommand(LADDER, edit).route).failing).toBe(failing);
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

  it('take the applicant out of a step that waits for the applicant alone', () => {
    const own = route(
      [
        step('a', { kind: 'users', users: ['2'] }),
        step('b', { kind: 'users', users: ['6', '7'] }, { role: 'decide', finalDecider: true, rule: 'one' }),
      ],
      { applicantHandling: 'leave' },
    );
    expect(remedies(own, 'a')).toMatchObject([{ edit: { kind: 'set-applicant-handling', handling: 'exclude' }, failing: 0 }]);
  });
});
