import type { CallOutput } from '#shared/contract/calls.ts';
import { type AuditCounts, getMeasure } from '../../parts/gates/measure.ts';

export type TrendRun = CallOutput<'triage.history'>['runs'][number];

type Measure = ReturnType<typeof getMeasure>['kind'];

export interface ChartPoint {
  readonly revision: number;
  readonly kind: Measure;
  readonly x: number;
  readonly y: number;
}

export interface Chart {
  readonly points: readonly ChartPoint[];
  /** Points `x,y` for SVG polylines, oldest first, one per stretch of comparable runs; incomparable runs are not connected. */
  readonly lines: readonly { readonly kind: Measure; readonly line: string }[];
  /** Shares with their height from the top, for grid lines. */
  readonly marks: readonly { readonly share: number; readonly y: number }[];
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Possible distances between grid lines, as shares. */
const STEPS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5];
const MAX_LINES = 4;

export const getMeasuredShare = (run: AuditCounts): number => (run.inScope > 0 ? getMeasure(run).people / run.inScope : 0);

/** Share of people who can order per run, on a rounded scale; `null` below two runs. */
export function createTrendChart(runs: readonly TrendRun[], box: Box): Chart | null {
  if (runs.length < 2 || box.width <= box.left + box.right) return null;
  const shares = runs.map(getMeasuredShare);
  const { from, to, step } = scaleOf(Math.min(...shares), Math.max(...shares));
  const yOf = (share: number): number => round(box.top + (1 - (share - from) / (to - from)) * (box.height - box.top - box.bottom));
  const room = box.width - box.left - box.right;
  const points = runs.map((run, at) => ({
    revision: run.revision,
    kind: getMeasure(run).kind,
    x: round(box.left + (at / (runs.length - 1)) * room),
    y: yOf(shares[at] as number),
  }));
  const lines = Math.round((to - from) / step);
  const marks = Array.from({ length: lines + 1 }, (_, at) => ({ share: to - at * step, y: yOf(to - at * step) }));
  return { points, lines: stretchesOf(points), marks };
}

function stretchesOf(points: readonly ChartPoint[]): Chart['lines'] {
  const lines: { kind: Measure; line: string }[] = [];
  for (const { kind, x, y } of points) {
    const last = lines.at(-1);
    if (last?.kind === kind) last.line += ` ${x},${y}`;
    else lines.push({ kind, line: `${x},${y}` });
  }
  return lines;
}

/** Rounded ends around the values, within 0 and 1, at most four steps apart. */
function scaleOf(least: number, most: number): { readonly from: number; readonly to: number; readonly step: number } {
  for (const step of STEPS) {
    const from = Math.max(0, Math.floor(least / step + 1e-9) * step);
    const to = Math.min(1, Math.max(Math.ceil(most / step - 1e-9) * step, from + step));
    const low = to === from ? from - step : from;
    if (Math.round((to - low) / step) <= MAX_LINES) return { from: low, to, step };
  }
  return { from: 0, to: 1, step: 0.5 };
}

/** The run of a revision, oldest first: edits soon after a run have their own revision but belong to that run. */
export const findRun = (runs: readonly TrendRun[], revision: number | null): TrendRun | undefined =>
  revision === null ? undefined : runs.findLast((run) => run.revision <= revision);

/** The run whose point is nearest to `x`. */
export const findNearestPoint = (chart: Chart, x: number): ChartPoint =>
  chart.points.reduce((best, point) => (Math.abs(point.x - x) < Math.abs(best.x - x) ? point : best));

const round = (value: number): number => Math.round(value * 10) / 10;
