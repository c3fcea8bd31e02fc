import { describe, expect, it } from 'vitest';
import { createGateLines } from '#renderer/screens/breakdown/gates/gate-lines.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { GATES } from '#shared/domain/readiness/gates/order-state.ts';

type Counts = Partial<Readiness['gates'][number]>;
const lines = (counts: Partial<Record<number, Counts>>, inScope = 100) =>
  createGateLines({
    inScope,
    users: inScope,
    excluded: 0,
    gates: GATES.map((gate) => ({ gate, passed: 0, atRisk: 0, blocked: 0, notChecked: 0, stopsHere: 0, unseen: [], ...counts[gate] })),
  });

describe('the funnel of the gates', () => {
  it('shows no one as passed at a gate that was not checked', () => {
    const funnel = lines({ 3: { blocked: 20, stopsHere: 20 }, 6: { notChecked: 100 }, 7: { notChecked: 30 } });
    const drawn = funnel.map(({ arrive, stops, unchecked }) => [arrive - stops - unchecked, unchecked, stops]);
    expect(drawn[1]).toEqual([100, 0, 0]);
    expect(drawn[2]).toEqual([80, 0, 20]);
    expect(drawn[5]).toEqual([0, 80, 0]);
    expect(drawn[6]).toEqual([50, 30, 0]);
    expect(funnel[5]).toMatchObject({ look: 'unknown', notChecked: 'all' });
  });

  it('adds up at every gate, also if some stop at a gate where others were not checked', () => {
    for (const { arrive, stops, unchecked } of lines({ 4: { blocked: 40, stopsHere: 40, notChecked: 60 } }))
      expect(arrive - stops - unchecked).toBeGreaterThanOrEqual(0);
  });
});
