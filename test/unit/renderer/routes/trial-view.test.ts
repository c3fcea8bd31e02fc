import { describe, expect, it } from 'vitest';
import { type AbsenceDraft, getMissingAbsenceInput, listCompleteAbsences } from '#renderer/screens/routes/trial/absences.ts';
import {
  createDayBars,
  getStageState,
  getTrialLockOutcome,
  hasOverlap,
  listActingPeople,
  listSkippedSteps,
  sortByPeople,
  toPercent,
} from '#renderer/screens/routes/trial/trial-view.ts';

const person = (id: string) => ({
  kind: 'user' as const,
  id,
  name: id,
  detail: '',
  email: '',
  loginId: '',
  employeeCode: '',
  active: true,
});
const absence = (part: Partial<AbsenceDraft>): AbsenceDraft => ({
  key: 'k',
  person: person('1'),
  from: '2026-11-24',
  to: '2026-11-25',
  action: 'delegate',
  deputy: person('2'),
  ...part,
});

describe('absences', () => {
  it('count once they are complete', () => {
    expect(getMissingAbsenceInput(absence({}))).toBeNull();
    expect(getMissingAbsenceInput(absence({ person: null }))).toBe('person');
    expect(getMissingAbsenceInput(absence({ to: '2026-11-23' }))).toBe('days');
    expect(getMissingAbsenceInput(absence({ deputy: null }))).toBe('deputy');
    expect(getMissingAbsenceInput(absence({ deputy: null, action: 'auto-approve' }))).toBeNull();
    expect(listCompleteAbsences([absence({ person: null }), absence({}), absence({ action: 'auto-approve' })])).toEqual([
      { userId: '1', from: '2026-11-24', to: '2026-11-25', action: { kind: 'delegate', to: '2' } },
      { userId: '1', from: '2026-11-24', to: '2026-11-25', action: { kind: 'auto-approve' } },
    ]);
  });
});

describe('lines of people', () => {
  const line = (severity: 'block' | 'risk', people: number) => ({
    problem: { code: '', severity, stepId: 's', text: '', params: {}, organizationId: null },
    people,
  });

  it('overlap if the people stopped by single causes add up to more than all stopped people', () => {
    expect(hasOverlap([line('block', 3), line('block', 2)], 5)).toBe(false);
    expect(hasOverlap([line('block', 3), line('block', 2)], 4)).toBe(true);
    expect(hasOverlap([line('block', 3), line('risk', 2)], 3)).toBe(false);
  });
});

describe('who acts at a step', () => {
  const slot = (userId: string, state: Parameters<typeof listActingPeople>[0][number]['slots'][number]['state'], byId = userId) => ({
    userId,
    name: `人${userId}`,
    byId,
    byName: `人${byId}`,
    state,
  });

  it('excludes suspended, absent and removed people, and includes the delegate of another, each once', () => {
    const stages = [
      { slots: [slot('1', 'decides'), slot('2', 'inactive'), slot('3', 'delegated', '9'), slot('4', 'away-approved')], slotCount: 4 },
      { slots: [slot('1', 'decides'), slot('5', 'applicant-excluded'), slot('6', 'delegate-inactive', '7')], slotCount: 60 },
    ];
    expect(listActingPeople(stages)).toEqual({ names: ['人1', '人9'], more: 57 });
    expect(listActingPeople([])).toEqual({ names: [], more: 0 });
  });
});

describe('the bars of days', () => {
  it('cover all values: longer durations are in the last bar', () => {
    const shares = Array.from({ length: 40 }, () => 1 / 40);
    const bars = createDayBars(shares, 'hours');
    expect(bars.length).toBeLessThan(30);
    expect(bars.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(bars.at(-1)).toMatchObject({ andMore: true, late: true });
  });
  it('always reach beyond the lock, so that its mark is seen', () => {
    const bars = createDayBars([0.5, 0.5, ...Array.from({ length: 27 }, () => 0)], 'hours');
    expect(bars.map(({ late }) => late).lastIndexOf(false)).toBe(7);
    expect(bars.length).toBeGreaterThan(8);
    expect(bars.at(-1)?.andMore).toBe(false);
  });
  it('are not cut before a rare, long order', () => {
    const shares = [0.99, ...Array.from({ length: 14 }, () => 0), 0.01];
    expect(createDayBars(shares, 'hours').at(-1)).toMatchObject({ days: 15, share: 0.01 });
  });
});

it('never rounds to none or all', () => {
  expect(toPercent(0)).toBe(0);
  expect(toPercent(0.00001)).toBe(0.1);
  expect(toPercent(0.99999)).toBe(99.9);
  expect(toPercent(1)).toBe(100);
  expect(toPercent(0.4567)).toBe(45.7);
});

it('evaluates the lock by the company’s way of counting, and gives the other result if it differs', () => {
  const seventh = { hours: 'by-the-hour', dates: 'over' } as const;
  expect(getTrialLockOutcome(seventh, 'hours')).toEqual({
    state: 'risk',
    verdict: 'by-the-hour',
    other: { reading: 'dates', verdict: 'over' },
  });
  expect(getTrialLockOutcome(seventh, 'dates')).toEqual({
    state: 'risk',
    verdict: 'over',
    other: { reading: 'hours', verdict: 'by-the-hour' },
  });
  expect(getTrialLockOutcome({ hours: 'within', dates: 'within' }, 'dates')).toEqual({ state: 'ready', verdict: 'within', other: null });
});

it('marks a stage by its heaviest problem, else by what becomes of it', () => {
  const risk = { code: 'route-self-approval', severity: 'risk' as const, stepId: null, text: '', params: {}, organizationId: null };
  expect(getStageState({ outcome: 'people', problems: [] })).toBe('ready');
  expect(getStageState({ outcome: 'people', problems: [risk, { ...risk, severity: 'block' }] })).toBe('block');
  expect(getStageState({ outcome: 'vacant', problems: [] })).toBe('block');
  expect(getStageState({ outcome: 'skipped', problems: [] })).toBe('note');
});

it('lists organizations with most people first', () => {
  expect(sortByPeople([{ people: 1 }, { people: 3 }, { people: 2 }]).map(({ people }) => people)).toEqual([3, 2, 1]);
});

it('names the steps at which no one decides, each once', () => {
  const stages = [
    { stepAt: 0, outcome: 'skipped' as const },
    { stepAt: 0, outcome: 'skipped' as const },
    { stepAt: 1, outcome: 'people' as const },
    { stepAt: 2, outcome: 'vacant' as const },
  ];
  expect(listSkippedSteps(stages)).toEqual([1]);
});
