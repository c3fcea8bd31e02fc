import { describe, expect, it } from 'vitest';
import { createBurnDown } from '#renderer/screens/breakdown/progress/burn-down.ts';
import { getFormat } from '#renderer/ui/text/format.ts';

const BOX = { width: 120, height: 120, left: 10, right: 10, top: 10, bottom: 10 };
const run = (at: string, ready: number, blocked: number) => ({ at, ready, blocked, inScope: 100 });

describe('the share over time', () => {
  it('needs two moments', () => {
    expect(createBurnDown([run('2026-11-20T00:00:00Z', 50, 50)], [], BOX)).toBeNull();
    expect(createBurnDown([run('2026-11-20T00:00:00Z', 50, 50), run('2026-11-20T00:00:00Z', 60, 40)], [], BOX)).toBeNull();
  });

  it('is drawn at its time and its share, from 0 to 100 %', () => {
    const picture = createBurnDown(
      [run('2026-11-20T00:00:00Z', 0, 100), run('2026-11-21T00:00:00Z', 50, 50), run('2026-11-24T00:00:00Z', 100, 0)],
      [],
      BOX,
    );
    expect(picture?.points.map(({ x, y }) => [x, y])).toEqual([
      [10, 110],
      [35, 60],
      [110, 10],
    ]);
    expect(picture?.levels.map(({ y }) => y)).toEqual([110, 60, 10]);
  });

  it('never rounds nearly everyone to all, or hardly anyone to none', () => {
    const of = (at: string, ready: number) => ({ at, ready, blocked: 10_000 - ready, inScope: 10_000 });
    const picture = createBurnDown([of('2026-11-20T00:00:00Z', 3), of('2026-11-21T00:00:00Z', 9_997)], [], BOX);
    const { share } = getFormat('ja');
    expect(picture?.points.map(({ people, inScope }) => share(people, inScope))).toEqual(['0.1 %', '99.9 %']);
  });

  it('joins nothing that was counted differently', () => {
    const picture = createBurnDown(
      [run('2026-11-20T00:00:00Z', 0, 30), run('2026-11-21T00:00:00Z', 0, 20), run('2026-11-22T00:00:00Z', 90, 10)],
      [],
      BOX,
    );
    expect(picture?.points.map(({ kind, share }) => [kind, share])).toEqual([
      ['matching', 0.7],
      ['matching', 0.8],
      ['orders', 0.9],
    ]);
    expect(picture?.lines.map(({ to }) => to.at)).toEqual(['2026-11-21T00:00:00Z']);
  });

  it('marks the imports between the first and the last run', () => {
    const marks = ['2026-11-19T00:00:00Z', '2026-11-22T00:00:00Z', '2026-11-21T00:00:00Z'].map((at) => ({
      at,
      side: 'neo' as const,
      label: 'n',
    }));
    const picture = createBurnDown([run('2026-11-20T00:00:00Z', 1, 99), run('2026-11-24T00:00:00Z', 2, 98)], marks, BOX);
    expect(picture?.marks.map(({ x }) => x)).toEqual([35, 60]);
  });
});
