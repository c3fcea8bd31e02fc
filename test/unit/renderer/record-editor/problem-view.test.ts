import { expect, test } from 'vitest';
import { lookOf, problemsElsewhere, problemsOn, shownParams, standsOn } from '#renderer/parts/record-editor/problem-view.ts';
import type { DraftProblem } from '#renderer/parts/record-editor/use-record.ts';

const problem = (path: string, severity: DraftProblem['severity'] = 'block'): DraftProblem => ({
  code: path,
  text: 'serial.problem.name-empty',
  severity,
  path,
  stepId: null,
  params: {},
  fix: null,
});

test('a problem belongs to its field and what is inside, not to a field with a longer name', () => {
  expect(standsOn({ path: 'parts[2].text' }, 'parts')).toBe(true);
  expect(standsOn({ path: 'purchasingSystem.state' }, 'purchasingSystem')).toBe(true);
  expect(standsOn({ path: 'name' }, 'name')).toBe(true);
  expect(standsOn({ path: 'names' }, 'name')).toBe(false);
});

test('every problem is shown once, the worst first', () => {
  const all = [problem('name', 'note'), problem(''), problem('parts[0]', 'risk'), problem('parts'), problem('reset')];
  expect(problemsOn(all, 'parts').map(({ path }) => path)).toEqual(['parts', 'parts[0]']);
  expect(problemsElsewhere(all, ['name', 'parts', 'reset']).map(({ path }) => path)).toEqual(['']);
});

test('days among the arguments are written as the interface writes days', () => {
  expect(shownParams({ day: '2027-03-31', volume: 300, number: 'AB-2026' }, (day) => `<${day}>`)).toEqual({
    day: '<2027-03-31>',
    volume: 300,
    number: 'AB-2026',
  });
});

test.each([
  ['address-empty', 'block', 'unfilled'],
  ['route-none', 'block', 'unfilled'],
  ['system-none', 'risk', 'risk'],
  ['address-malformed', 'block', 'block'],
] as const)('shows %s of severity %s as %s', (code, severity, look) => {
  expect(lookOf({ code, severity })).toBe(look);
});
