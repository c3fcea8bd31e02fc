import { expect, test } from 'vitest';
import {
  getChoiceKey,
  getNextApril,
  getRehearsalMark,
  getSkippedKeys,
  groupChangesBySection,
  groupLostByObject,
  listNotCompared,
  type Rehearsal,
  type RehearsalChange,
} from '#renderer/screens/rehearsal/view-model.ts';

const change = (key: string, section: RehearsalChange['section'], way: RehearsalChange['change']): RehearsalChange => ({
  key,
  section,
  objectId: key,
  name: key,
  change: way,
  severity: 'block',
  stepId: null,
  text: '',
  params: {},
  people: 1,
  organizations: [],
  more: 0,
  examples: [],
});

test('groups lines by kind, each in the given order', () => {
  const all = [
    change('1', 'invoice_groups', 'breaks'),
    change('2', 'routes', 'breaks'),
    change('3', 'routes', 'mends'),
    change('4', 'routes', 'breaks'),
  ];
  const told = (way: 'breaks' | 'mends') =>
    groupChangesBySection(all, way).map(({ section, changes }) => [section, changes.map(({ key }) => key).join()]);
  expect(told('breaks')).toEqual([
    ['routes', '2,4'],
    ['invoice_groups', '1'],
  ]);
  expect(told('mends')).toEqual([['routes', '3']]);
});

test('shows a tick only if something was compared for everyone concerned, and names what was not', () => {
  const told = (compared: Rehearsal['compared'], unplaced: number, unsure: Rehearsal['unsure'] = []) => {
    const { state, label } = getRehearsalMark({ compared, unplaced, unsure });
    return [state, label, ...listNotCompared({ compared })];
  };
  expect(told([], 0)).toEqual(['unknown', 'nothingCompared', 'routes', 'invoice_groups', 'allowed_users']);
  expect(told(['routes'], 3)).toEqual(['unknown', 'noBreaksSeen', 'invoice_groups', 'allowed_users']);
  expect(told(['routes', 'invoice_groups', 'allowed_users'], 0)).toEqual(['ready', 'noBreaks']);
  expect(told(['routes', 'invoice_groups', 'allowed_users'], 0, ['routes'])).toEqual(['unknown', 'noBreaksSeen']);
});

test('the day offered is the next first of April', () => {
  expect(getNextApril('2026-11-24')).toBe('2027-04-01');
  expect(getNextApril('2027-03-31')).toBe('2027-04-01');
  expect(getNextApril('2027-04-01')).toBe('2028-04-01');
});

test('groups references that will be lost by the object that contains them', () => {
  const lost = (objectId: string, id: string) =>
    ({ section: 'routes', objectId, name: objectId, stepId: null, kind: 'user', id, title: id, state: 'unknown' }) as const;
  expect(groupLostByObject([lost('a', '1'), lost('b', '2'), lost('a', '3')]).map(({ first, all }) => [first.objectId, all.length])).toEqual(
    [
      ['a', 2],
      ['b', 1],
    ],
  );
});

test('a planned change whose drafts were edited since is not selected by default', () => {
  const route = (standing: 'as-kept' | 'changed-since' | 'gone' | 'done') => ({
    objects: [{ section: 'routes' as const, id: 'r', name: '購買', what: 'changed' as const, standing, there: true }],
  });
  const none = new Map<string, boolean>();
  expect([...getSkippedKeys(route('as-kept'), none)]).toEqual([]);
  // Another dated change was adopted since, or another user edited the route.
  expect([...getSkippedKeys(route('changed-since'), none)]).toEqual(['routes r']);
  expect([...getSkippedKeys(route('gone'), none)]).toEqual(['routes r']);
  const asked = (standing: 'as-kept' | 'changed-since', skip: boolean) =>
    new Map([[getChoiceKey(route(standing).objects[0] as never), skip]]);
  expect([...getSkippedKeys(route('as-kept'), asked('as-kept', true))]).toEqual(['routes r']);
  expect([...getSkippedKeys(route('changed-since'), asked('changed-since', false))]).toEqual([]);
  // The choice was made for the former draft, not for the current one.
  expect([...getSkippedKeys(route('changed-since'), asked('as-kept', false))]).toEqual(['routes r']);
});
