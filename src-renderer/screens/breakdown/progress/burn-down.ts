import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { getMeasure } from '../../../parts/gates/measure.ts';

export interface ChartBox {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface ImportMark {
  readonly at: string;
  readonly side: 'neo' | 'amazon' | 'directory' | 'organizations';
  /** Name of the file or server. */
  readonly label: string;
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly kind: 'orders' | 'matching';
  readonly share: number;
  /** Number of people counted, and total in scope. */
  readonly people: number;
  readonly inScope: number;
  readonly at: string;
}

export interface BurnDown {
  readonly points: readonly Point[];
  /** Connects runs with the same kind of numbers; different kinds are not connected. */
  readonly lines: readonly { readonly from: Point; readonly to: Point }[];
  readonly marks: readonly (ImportMark & { readonly x: number })[];
  /** Positions of the 0, 50 and 100 % levels. */
  readonly levels: readonly { readonly share: number; readonly y: number }[];
}

/** Share of people who can order over time: from the first to the last run, 0 to 100 %. `null` without two times. */
export function createBurnDown(trend: Readiness['trend'], imports: readonly ImportMark[], box: ChartBox): BurnDown | null {
  const [first, last] = [trend[0], trend.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [start, end] = [Date.parse(first.at), Date.parse(last.at)];
  if (end <= start) return null;
  const x = (at: string): number => round(box.left + ((Date.parse(at) - start) / (end - start)) * (box.width - box.left - box.right));
  const y = (share: number): number => round(box.top + (1 - share) * (box.height - box.top - box.bottom));
  const points = trend.map((run): Point => {
    const { kind, people } = getMeasure(run);
    const share = run.inScope > 0 ? people / run.inScope : 0;
    return { x: x(run.at), y: y(share), kind, share, people, inScope: run.inScope, at: run.at };
  });
  return {
    points,
    lines: points.slice(1).flatMap((to, index) => {
      const from = points[index] as Point;
      return from.kind === to.kind ? [{ from, to }] : [];
    }),
    marks: imports
      .filter(({ at }) => Date.parse(at) >= start && Date.parse(at) <= end)
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
      .map((mark) => ({ ...mark, x: x(mark.at) })),
    levels: [0, 0.5, 1].map((share) => ({ share, y: y(share) })),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
