import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrendChart, findNearestPoint, findRun, type TrendRun } from '#renderer/screens/trend/chart.ts';

const BOX = { width: 400, height: 180, left: 50, right: 70, top: 16, bottom: 24 };
const run = (revision: number, ready: number, inScope = 1000): TrendRun => ({
  revision,
  at: '',
  inScope,
  ready,
  blocked: inScope - ready,
  changes: null,
});

describe('chartOf', () => {
  it('draws no line for a single run, nor without space', () => {
    expect(createTrendChart([run(1, 900)], BOX)).toBeNull();
    expect(createTrendChart([run(1, 900), run(2, 910)], { ...BOX, width: 0 })).toBeNull();
  });
  it('ends its scale at round shares that hold every value', () => {
    const shares = createTrendChart([run(1, 902), run(2, 938)], BOX)?.marks.map(({ share }) => Math.round(share * 1000));
    expect(shares).toEqual([940, 930, 920, 910, 900]);
    expect(createTrendChart([run(1, 1000), run(2, 1000)], BOX)?.marks.map(({ share }) => Math.round(share * 1000))).toEqual([1000, 998]);
    expect(createTrendChart([run(1, 0), run(2, 0)], BOX)?.marks.at(-1)?.share).toBeCloseTo(0);
  });
  it('keeps every point in its box, oldest on the left, more people higher', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 50 }), (ready) => {
        const chart = createTrendChart(
          ready.map((each, at) => run(at, each)),
          BOX,
        );
        if (chart === null) throw new Error('no chart');
        expect(chart.marks.length).toBeLessThanOrEqual(5);
        chart.points.forEach(({ x, y }, at) => {
          expect(x).toBeGreaterThanOrEqual(BOX.left);
          expect(x).toBeLessThanOrEqual(BOX.width - BOX.right);
          expect(y).toBeGreaterThanOrEqual(BOX.top);
          expect(y).toBeLessThanOrEqual(BOX.height - BOX.bottom);
          const before = chart.points[at - 1];
          if (before === undefined) return;
          expect(x).toBeGreaterThan(before.x);
          if ((ready[at] as number) > (ready[at - 1] as number)) expect(y).toBeLessThanOrEqual(before.y);
        });
      }),
    );
  });
  it('does not connect a run that includes who can order with one that does not', () => {
    const matching = (revision: number): TrendRun => ({ ...run(revision, 0), blocked: 100 });
    const chart = createTrendChart([matching(1), matching(2), run(3, 900), run(4, 910)], BOX);
    expect(chart?.lines.map(({ kind, line }) => [kind, line.split(' ').length])).toEqual([
      ['matching', 2],
      ['orders', 2],
    ]);
  });
  it('finds the run of a revision, also for an edit after that run, and none before the first', () => {
    const runs = [run(4, 900), run(9, 910)];
    expect([3, 4, 6, 9, 12].map((revision) => findRun(runs, revision)?.revision)).toEqual([undefined, 4, 4, 9, 9]);
    expect([findRun(runs, null), findRun([], 4)]).toEqual([undefined, undefined]);
  });
  it('finds the run under the pointer', () => {
    const chart = createTrendChart([run(4, 900), run(5, 910), run(9, 905)], BOX);
    if (chart === null) throw new Error('no chart');
    expect(findNearestPoint(chart, 0).revision).toBe(4);
    expect(findNearestPoint(chart, 185).revision).toBe(5);
    expect(findNearestPoint(chart, 999).revision).toBe(9);
  });
});
