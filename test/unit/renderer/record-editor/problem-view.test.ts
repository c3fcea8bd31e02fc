import { expect, test } from 'vitest';
import {
  formatProblemParams,
  getProblemDisplay,
  isProblemOf,
  listFieldProblems,
  listOtherProblems,
} from '#renderer/parts/record-editor/problem-view.ts';
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

test('a problem belongs to its field and nested fields, not to a field with a longer name', () => {
  expect(isProblemOf({ path: 'parts[2].text' }, 'parts')).toBe(true);
  expect(isProblemOf({ path: 'purchasingSystem.state' }, 'purchasingSystem')).toBe(true);
  expect(isProblemOf({ path: 'name' }, 'name')).toBe(true);
  expect(isProblemOf({ path: 'names' }, 'name')).toBe(false);
});

test('every problem is shown once, the worst first', () => {
  const all = [problem('name', 'note'), problem(''), problem('parts[0]', 'risk'), problem('parts'), problem('reset')];
  expect(listFieldProblems(all, 'parts').map(({ path }) => path)).toEqual(['parts', 'parts[0]']);
  expect(listOtherProblems(all, ['name', 'parts', 'reset']).map(({ path }) => path)).toEqual(['']);
});

test('days among the arguments are written as the interface writes days', () => {
  expect(formatProblemParams({ day: '2027-03-31', volume: 300, number: 'AB-2026' }, (day) => `<${day}>`)).toEqual({
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
  expect(getProblemDisplay({ code, severity })).toBe(look);
});
