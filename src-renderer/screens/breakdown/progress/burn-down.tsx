import { useId, useMemo, useState } from 'react';
import { useCall, useShownCompany } from '#renderer/client/index.ts';
import { Muted, Row, TextLink, useFormat, useText, useWidth } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { getMeasure } from '../../../parts/gates/measure.ts';
import classes from './burn-down.module.css';
import { type BurnDown, createBurnDown, type ImportMark } from './burn-down.ts';

const BOX = { height: 176, left: 44, right: 56, top: 12, bottom: 28 };
const STANDARD_WIDTH = 720;
const NO_SOURCES: readonly never[] = [];

/** History of the share of people who can order, from 0 to 100 %, with imports marked; also as a table. */
export const BurnDownChart = ({ trend }: Pick<Readiness, 'trend'>) => {
  const text = useText('readiness.trend');
  const format = useFormat();
  const { ref, width } = useWidth<HTMLElement>();
  const tableId = useId();
  const [tableOpen, setTableOpen] = useState(false);
  const imports = useImports();
  const picture = useMemo(
    () => createBurnDown(trend, imports, { ...BOX, width: width > 0 ? width : STANDARD_WIDTH }),
    [trend, imports, width],
  );
  return (
    <section ref={ref}>
      <Row gap="xs md" align="baseline" mb="xs">
        <h2>{text('title')}</h2>
        <Muted>{picture === null ? text('one') : text('hint')}</Muted>
        <TextLink size="sm" ml="auto" aria-expanded={tableOpen} aria-controls={tableId} onClick={() => setTableOpen(!tableOpen)}>
          {text(tableOpen ? 'hide' : 'show')}
        </TextLink>
      </Row>
      {picture === null ? null : <Picture picture={picture} width={width > 0 ? width : STANDARD_WIDTH} />}
      {tableOpen ? (
        <table id={tableId} className={classes.table} aria-label={text('label', { runs: trend.length })}>
          <thead>
            <tr>
              <th scope="col">{text('at')}</th>
              <th scope="col">{text('ready')}</th>
              <th scope="col">{text('blocked')}</th>
              <th scope="col">{text('share')}</th>
              <th scope="col">{text('import')}</th>
            </tr>
          </thead>
          <tbody>
            {trend.toReversed().map((run, index, runs) => (
              <tr key={run.at}>
                <td>{format.dateTime(run.at)}</td>
                <td>{format.count(run.ready)}</td>
                <td>{format.count(run.blocked)}</td>
                <td>
                  {format.share(getMeasure(run).people, run.inScope)}
                  {getMeasure(run).kind === 'orders' ? '' : ` ${text('matchingOnly')}`}
                </td>
                <td>
                  {format.list(
                    imports
                      .filter(({ at }) => at <= run.at && at > (runs[index + 1]?.at ?? ''))
                      .map(({ side, label }) => text('mark', { side: text(`side.${side}`), label })),
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
};

/** Times of imports and reads: present lists and replaced ones. */
const useImports = (): readonly ImportMark[] => {
  const sources = useShownCompany()?.sources ?? NO_SOURCES;
  const { value } = useCall('imports.former', {});
  return useMemo(
    () =>
      [...sources, ...(value?.lists ?? [])]
        .map(({ side, label, takenAt }) => ({ at: takenAt, side, label }))
        .filter((mark, index, all) => all.findIndex(({ at, side }) => at === mark.at && side === mark.side) === index),
    [sources, value],
  );
};

const Picture = ({ picture: { points, lines, marks, levels }, width }: { picture: BurnDown; width: number }) => {
  const text = useText('readiness.trend');
  const format = useFormat();
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const floor = BOX.height - BOX.bottom;
  const percent = ({ people, inScope }: (typeof points)[number]): string => format.share(people, inScope);
  return (
    <svg
      className={classes.picture}
      width={width}
      height={BOX.height}
      viewBox={`0 0 ${width} ${BOX.height}`}
      role="img"
      aria-label={text('spoken', {
        from: format.dateTime(first.at),
        to: format.dateTime(last.at),
        before: percent(first),
        now: percent(last),
        imports: marks.length,
      })}
    >
      {levels.map(({ share, y }) => (
        <g key={share}>
          <path className={classes.level} d={`M${BOX.left} ${y}H${width - BOX.right}`} />
          <text className={classes.axis} x={BOX.left - 8} y={y + 4} data-anchor="end">
            {`${share * 100} %`}
          </text>
        </g>
      ))}
      {marks.map(({ at, side, label, x }) => (
        <g key={`${at} ${side}`}>
          <title>{`${format.dateTime(at)} ${text('mark', { side: text(`side.${side}`), label })}`}</title>
          <path className={classes.mark} d={`M${x} ${BOX.top}V${floor}`} />
          <path className={classes.arrow} d={`M${x} ${floor - 1}l5 8h-10z`} />
        </g>
      ))}
      {lines.map(({ from, to }) => (
        <path key={to.at} className={classes.line} data-kind={to.kind} d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />
      ))}
      {points.map(({ at, x, y, kind }) => (
        <circle key={at} className={classes.dot} data-kind={kind} cx={x} cy={y} r={at === last.at ? 4 : 2.5} />
      ))}
      <text className={classes.now} x={last.x + 10} y={last.y + 5}>
        {percent(last)}
      </text>
      <text className={classes.axis} x={BOX.left} y={BOX.height - 4}>
        {format.dateTime(first.at)}
      </text>
      <text className={classes.axis} x={width - BOX.right} y={BOX.height - 4} data-anchor="end">
        {format.dateTime(last.at)}
      </text>
    </svg>
  );
};
