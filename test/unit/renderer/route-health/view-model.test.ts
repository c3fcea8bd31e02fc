import { expect, it } from 'vitest';
import { createHealthLines, createShortLines, createVerdictLine } from '#renderer/parts/route-health/view-model.ts';
import type { RouteHealthView } from '#shared/contract/routes/routes.ts';

const SOUND: RouteHealthView = {
  id: 'r',
  verdict: 'sound',
  written: { block: 0, risk: 0, note: 0 },
  people: { allowed: 20, failing: 0, risky: 0, unchecked: 0, unknownAt: [], stops: [] },
  lock: { outlives: 0, ground: 'expected' },
};
const people = (failing: number) => ({
  ...{ allowed: 20, failing, risky: 0, unchecked: 0, unknownAt: [], stops: [{ stepId: 'a', people: failing }] },
});
const states = (changes: Partial<RouteHealthView>) => createHealthLines({ ...SOUND, ...changes }).map(({ state }) => state);

it('marks a route as good only if nothing indicates that people are stopped', () => {
  expect(states({})).toEqual(['ready', 'ready', 'ready']);
  expect(states({ people: people(20) })).toEqual(['ready', 'block', 'unknown']);
  expect(states({ people: people(5) })).toEqual(['ready', 'risk', 'note']);
  expect(states({ people: null })).toEqual(['ready', 'unknown', 'unknown']);
  expect(states({ written: { block: 1, risk: 0, note: 0 } })).toEqual(['block', 'note', 'note']);
  expect(states({ verdict: 'incomplete' })).toEqual(['note', 'note', 'note']);
  expect(createHealthLines(SOUND, true).map(({ state }) => state)).toEqual(['note', 'note', 'note']);
});

it('marks no share of late orders as good, on the lines and in the list', () => {
  const late: Partial<RouteHealthView> = { verdict: 'some-late', lock: { outlives: 0.15, ground: 'orders' } };
  expect(states(late)).toEqual(['ready', 'ready', 'note']);
  expect(createShortLines({ ...SOUND, ...late })).toEqual([{ state: 'note', text: 'short.late', params: { percent: 15 } }]);
  expect(states({ verdict: 'some-late', lock: { outlives: 0.05, ground: 'expected' } })).toEqual(['ready', 'ready', 'note']);
  expect(createShortLines(SOUND)).toMatchObject([{ state: 'ready', text: 'verdict.sound' }]);
});

it('gives the share of late orders as a range if it depends on branches, and warns by the minimum', () => {
  const open: Partial<RouteHealthView> = { verdict: 'unchecked', lock: { outlives: 0.6, least: 0.05, ground: 'branches' } };
  expect(createHealthLines({ ...SOUND, ...open })[2]).toEqual({
    about: 'lock',
    state: 'unknown',
    text: 'lock.branches',
    params: { least: 5, percent: 60, holdOf: 'all' },
  });
  expect(createShortLines({ ...SOUND, ...open }).map(({ text }) => text)).toEqual(['verdict.unchecked']);
  const sure: Partial<RouteHealthView> = { verdict: 'risk', lock: { outlives: 0.6, least: 0.3, ground: 'branches' } };
  expect(createHealthLines({ ...SOUND, ...sure })[2]).toMatchObject({ state: 'risk', text: 'lock.branches' });
  expect(createShortLines({ ...SOUND, ...sure })).toEqual([{ state: 'risk', text: 'short.lateAtLeast', params: { percent: 30 } }]);
});

it('reports for whom the days are valid, and omits the lock if no one passes', () => {
  const lockOf = (changes: Partial<RouteHealthView>) => createHealthLines({ ...SOUND, ...changes })[2];
  expect(lockOf({ people: people(5) })).toMatchObject({ text: 'lock.expected', params: { holdOf: 'some' } });
  expect(lockOf({ people: people(20) })).toMatchObject({ text: 'lock.nobodyPasses' });
  const late = { outlives: 0.5, ground: 'orders' } as const;
  expect(createShortLines({ ...SOUND, people: people(20), lock: late }).map(({ text }) => text)).toEqual(['short.failing']);
  expect(createShortLines({ ...SOUND, people: people(5), lock: late }).map(({ text }) => text)).toEqual(['short.failing', 'short.late']);
});

it('gives the number of people whom a route stops, with the matching severity', () => {
  const some: RouteHealthView = { ...SOUND, verdict: 'some-stopped', people: people(5) };
  expect(createVerdictLine(some)).toEqual({ state: 'risk', text: 'verdict.some-stopped', params: { allowed: 20, failing: 5 } });
  expect(createShortLines(some)[0]).toMatchObject({ state: 'risk', text: 'short.failing' });
  expect(createShortLines({ ...some, verdict: 'broken', people: people(20) })[0]).toMatchObject({ state: 'block', text: 'short.failing' });
});
