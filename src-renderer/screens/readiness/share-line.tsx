import { useId, useState } from 'react';
import { UnstyledButton, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness.ts';
import { Changes } from './changes.tsx';
import classes from './share-line.module.css';
import { changeOf, sparkline } from './view-model.ts';

const WIDTH = 128;
const HEIGHT = 36;
const INSET = 4;

/** The one sentence: how many of how many, the share, the trend, and the change since the run before. */
export const ShareLine = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness');
  const format = useFormat();
  const tableId = useId();
  const [tableOpen, setTableOpen] = useState(false);
  const { ready, inScope, trend } = readiness;
  const share = format.share(ready, inScope);
  const change = changeOf(readiness);
  const line = sparkline(trend, WIDTH, HEIGHT, INSET);
  return (
    <section className={classes.section}>
      <p className={classes.spoken}>
        <VisuallyHidden>{text('sentence.spoken', { ready, inScope, share })}</VisuallyHidden>
      </p>
      <div className={classes.line}>
        <span className={classes.label} aria-hidden>
          {text('sentence.label')}
        </span>
        <span className={classes.ready} aria-hidden>
          {format.count(ready)}
        </span>
        <span className={classes.of} aria-hidden>
          {text('sentence.of', { inScope })}
        </span>
        <span className={classes.share} aria-hidden>
          {share}
        </span>
        {line === null ? null : (
          <UnstyledButton
            className={classes.trend}
            aria-expanded={tableOpen}
            aria-controls={tableId}
            aria-label={text(tableOpen ? 'trend.hide' : 'trend.show')}
            onClick={() => setTableOpen(!tableOpen)}
          >
            <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
              <polyline points={line.points} className={classes.polyline} />
              <circle cx={line.last.x} cy={line.last.y} r={3} className={classes.dot} />
            </svg>
          </UnstyledButton>
        )}
        <span className={classes.change}>{changeText(change, text)}</span>
      </div>
      <Changes readiness={readiness} />
      {tableOpen && line !== null ? (
        <table id={tableId} className={classes.table} aria-label={text('trend.label', { runs: trend.length })}>
          <thead>
            <tr>
              <th scope="col">{text('trend.at')}</th>
              <th scope="col">{text('trend.ready')}</th>
              <th scope="col">{text('trend.share')}</th>
            </tr>
          </thead>
          <tbody>
            {trend.toReversed().map((run) => (
              <tr key={run.at}>
                <td>{format.dateTime(run.at)}</td>
                <td>
                  {format.count(run.ready)} {text('sentence.of', { inScope: run.inScope })}
                </td>
                <td>{format.share(run.ready, run.inScope)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {inScope === 0 ? <p>{text('sentence.nobody')}</p> : ready === inScope ? <p>{text('sentence.allReady')}</p> : null}
    </section>
  );
};

const changeText = (change: number | null, text: ReturnType<typeof useText>): string => {
  if (change === null) return text('sentence.first');
  if (change === 0) return text('sentence.same');
  return text(change > 0 ? 'sentence.more' : 'sentence.fewer', { people: Math.abs(change) });
};
