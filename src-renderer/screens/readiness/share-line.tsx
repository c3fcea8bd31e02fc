import { useId, useState } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { Muted, PlainList, Row, type Text, TextLink, UnstyledButton, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness.ts';
import { measureOf } from '../../parts/gates/measure.ts';
import { Changes } from './changes.tsx';
import { GateStrip } from './gate-strip.tsx';
import classes from './share-line.module.css';
import { changeOf, headlineOf, sparkline } from './view-model.ts';

const WIDTH = 128;
const HEIGHT = 36;
const INSET = 4;

/**
 * The one sentence and its bar: who can order, who cannot, of whom it was not checked, with the share, the trend and the change since the
 * run before. While nobody can be told to be able, what was checked takes the first place.
 */
export const ShareLine = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness');
  const format = useFormat();
  const { ready, blocked, notChecked, inScope, users, excluded, matched, trend } = readiness;
  const { kind, people } = headlineOf(readiness);
  const line = sparkline(trend, WIDTH, HEIGHT, INSET);
  const share = format.share(people, inScope);
  const outside = users - inScope - excluded;
  return (
    <section className={classes.section}>
      <p className={classes.spoken}>
        <VisuallyHidden>{text(`sentence.spoken.${kind}`, { people, inScope, share, blocked, notChecked })}</VisuallyHidden>
      </p>
      <Row gap="xs lg" align="baseline" className={classes.line}>
        <span className={classes.label} aria-hidden>
          {text(`sentence.label.${kind}`)}
        </span>
        <span className={classes.ready} aria-hidden>
          {format.count(people)}
        </span>
        <span className={classes.of} aria-hidden>
          {text('sentence.of', { inScope })}
        </span>
        <span className={classes.share} aria-hidden>
          {share}
        </span>
        <Trend line={line} trend={trend} />
        <Muted size="md">{changeText(changeOf(readiness), text)}</Muted>
      </Row>
      <States readiness={readiness} />
      {kind === 'orders' && ready === 0 && matched > 0 ? (
        <Muted component="p" mt="sm">
          {text('sentence.matched', { matched, inScope })}
        </Muted>
      ) : null}
      {kind === 'matching' ? (
        <Muted component="p" mt="sm">
          {text('sentence.nobodyYet')}
        </Muted>
      ) : null}
      <GateStrip readiness={readiness} />
      {outside > 0 ? (
        <Muted component="p" mt="sm">
          {text('sentence.outside', { users, outside })}
        </Muted>
      ) : null}
      <Changes readiness={readiness} />
      {inScope === 0 ? <p>{text('sentence.nobody')}</p> : ready === inScope ? <p>{text('sentence.allReady')}</p> : null}
    </section>
  );
};

/** Everybody in scope as one bar in three parts, each part with its word and number. */
const States = ({ readiness: { ready, blocked, notChecked, inScope } }: { readiness: Readiness }) => {
  const text = useText('readiness.states');
  const format = useFormat();
  if (inScope === 0) return null;
  const parts = [
    { state: 'ready', people: ready },
    { state: 'blocked', people: blocked },
    { state: 'notChecked', people: notChecked },
  ] as const;
  return (
    <>
      <div className={classes.bar} aria-hidden>
        {parts.map(({ state, people }) =>
          people === 0 ? null : <span key={state} data-state={state} style={{ flexGrow: people, flexBasis: 0 }} />,
        )}
      </div>
      <PlainList beside gap="xs xl" className={classes.states}>
        {parts.map(({ state, people }) => (
          <li key={state} data-state={state}>
            <span className={classes.swatch} aria-hidden />
            {text(state)} <b>{format.count(people)}</b> <Muted size="md">{format.share(people, inScope)}</Muted>
            {state === 'blocked' && people > 0 ? (
              <TextLink ml="sm" onClick={() => navigate('matching', { firstGateOnly: true })}>
                {text('who')}
              </TextLink>
            ) : null}
          </li>
        ))}
      </PlainList>
    </>
  );
};

/** The trend as a line, and on a press as a table. */
const Trend = ({ line, trend }: { line: ReturnType<typeof sparkline>; trend: Readiness['trend'] }) => {
  const text = useText('readiness');
  const format = useFormat();
  const tableId = useId();
  const [tableOpen, setTableOpen] = useState(false);
  if (line === null) return null;
  return (
    <>
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
      {tableOpen ? (
        <table id={tableId} className={classes.table} aria-label={text('trend.label', { runs: trend.length })}>
          <thead>
            <tr>
              <th scope="col">{text('trend.at')}</th>
              <th scope="col">{text('trend.ready')}</th>
              <th scope="col">{text('trend.blocked')}</th>
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
                <td>{format.count(run.blocked)}</td>
                <td>{format.share(measureOf(run).people, run.inScope)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
};

const changeText = (change: number | null, text: Text<'readiness'>): string => {
  if (change === null) return text('sentence.first');
  if (change === 0) return text('sentence.same');
  return text(change > 0 ? 'sentence.more' : 'sentence.fewer', { people: Math.abs(change) });
};
