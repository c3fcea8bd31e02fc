import { useFormat, useText, useWidth } from '#renderer/ui/index.ts';
import { getMeasure } from '../../parts/gates/measure.ts';
import { type ChartPoint, createTrendChart, findNearestPoint, type TrendRun } from './chart.ts';
import classes from './trend.module.css';

const HEIGHT = 180;
/** Space in px for the shares on the left, the last share on the right, and the days below. */
const MARGIN = { left: 56, right: 72, top: 16, bottom: 24 };

interface ShareChartProps {
  readonly runs: readonly TrendRun[];
  readonly chosen: number | null;
  readonly onChoose: (revision: number) => void;
}

/** Share of people who can order, with labels. The table below has the same numbers. */
export const ShareChart = ({ runs, chosen, onChoose }: ShareChartProps) => {
  const text = useText('trendScreen');
  const format = useFormat();
  const { ref, width } = useWidth<HTMLDivElement>();
  const chart = createTrendChart(runs, { width, height: HEIGHT, ...MARGIN });
  const first = runs[0];
  const last = runs.at(-1);
  const runOf = (point: ChartPoint): TrendRun | undefined => runs.find((run) => run.revision === point.revision);
  const marked = chart?.points.find((point) => point.revision === chosen);
  const end = chart?.points.at(-1);
  // Runs of one day are distinguished by time.
  const isOneDay = first !== undefined && last !== undefined && format.date(first.at) === format.date(last.at);
  const when = (at: string): string => (isOneDay ? format.dateTime(at) : format.date(at));
  const mixed = String(runs.some((run) => getMeasure(run).kind === 'matching'));
  return (
    <figure className={classes.figure}>
      <figcaption>{text('chart', { mixed })}</figcaption>
      <div ref={ref} className={classes.chart}>
        {chart === null || first === undefined || last === undefined || end === undefined ? null : (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the rows of the table below are chosen by the keys.
          <svg
            width={width}
            height={HEIGHT}
            role="img"
            aria-label={text('chartSays', {
              runs: runs.length,
              mixed,
              first: format.share(getMeasure(first).people, first.inScope),
              last: format.share(getMeasure(last).people, last.inScope),
            })}
            onClick={(event) =>
              onChoose(findNearestPoint(chart, event.clientX - event.currentTarget.getBoundingClientRect().left).revision)
            }
          >
            {chart.marks.map(({ share, y }) => (
              <g key={share}>
                <line className={classes.grid} x1={MARGIN.left} x2={width - MARGIN.right} y1={y} y2={y} />
                <text className={classes.axis} x={MARGIN.left - 8} y={y + 4} textAnchor="end">
                  {format.share(Math.round(share * 1000), 1000)}
                </text>
              </g>
            ))}
            <text className={classes.axis} x={MARGIN.left} y={HEIGHT - 6}>
              {when(first.at)}
            </text>
            <text className={classes.axis} x={width - MARGIN.right} y={HEIGHT - 6} textAnchor="end">
              {when(last.at)}
            </text>
            {marked === undefined ? null : (
              <line className={classes.marker} x1={marked.x} x2={marked.x} y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} />
            )}
            {chart.lines.map(({ kind, line }) => (
              <polyline key={line} className={classes.line} data-kind={kind} points={line} />
            ))}
            {(chart.points.length <= MAX_DOTS ? chart.points : [end]).map((point) => (
              <circle key={point.revision} className={classes.dot} cx={point.x} cy={point.y} r={point === marked ? 5 : 3}>
                <title>{titleOf(runOf(point), format)}</title>
              </circle>
            ))}
            <text className={classes.end} x={end.x + 10} y={end.y + 5}>
              {format.share(getMeasure(last).people, last.inScope)}
            </text>
          </svg>
        )}
      </div>
    </figure>
  );
};

/** Maximum number of dots; more would look like a thick line. */
const MAX_DOTS = 60;

const titleOf = (run: TrendRun | undefined, format: ReturnType<typeof useFormat>): string =>
  run === undefined ? '' : `${format.dateTime(run.at)}　${format.share(getMeasure(run).people, run.inScope)}`;
