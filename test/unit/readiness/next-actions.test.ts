import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES, FINDING_KINDS, type FindingCode } from '#shared/domain/readiness/finding.ts';
import { countLaterActions, listFirstActions, listNextActions } from '#shared/domain/readiness/next-actions.ts';

const reason = (code: FindingCode, people: number) => ({
  code,
  people,
  owners: { neo: 0, amazon: 0, both: 0, [FINDING_KINDS[code].side]: people },
});
const BLOCKING = FINDING_CODES.filter((code) => FINDING_KINDS[code].severity === 'block');

describe('nextActions', () => {
  it('combines the codes that one action resolves', () => {
    const actions = listNextActions([
      reason('email-differs-width', 12),
      reason('work-email-missing', 23),
      reason('email-differs-case', 14),
    ]);
    expect(actions).toEqual([
      { kind: 'spelling', codes: ['email-differs-case', 'email-differs-width'], sides: ['both'], people: 26 },
      { kind: 'fill', codes: ['work-email-missing'], sides: ['neo'], people: 23 },
    ]);
  });
  it('has an action for every code that blocks, and counts everyone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 500 }), { minLength: BLOCKING.length, maxLength: BLOCKING.length }), (numbers) => {
        const reasons = BLOCKING.map((code, index) => reason(code, numbers[index] ?? 0));
        const actions = listNextActions(reasons);
        expect(actions.reduce((sum, action) => sum + action.people, 0)).toBe(numbers.reduce((sum, people) => sum + people, 0));
        const { kinds, people } = countLaterActions(reasons);
        const first = listFirstActions(reasons);
        expect(first.length + kinds).toBe(actions.length);
        expect(first.reduce((sum, action) => sum + action.people, people)).toBe(numbers.reduce((sum, each) => sum + each, 0));
        expect(actions.map((action) => action.people)).toEqual(actions.map((action) => action.people).toSorted((a, b) => b - a));
      }),
    );
  });
});
