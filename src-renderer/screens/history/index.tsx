import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { navigate, useParams } from '#renderer/app/navigation.ts';
import { useCall } from '#renderer/client/index.ts';
import { Button, EmptyState, ErrorState, isComposing, Screen, SkeletonRows, SplitView, useFormat, useText } from '#renderer/ui/index.ts';
import { measureOf } from '../../parts/gates/measure.ts';
import type { Run } from './chart.ts';
import classes from './history.module.css';
import { RunPanel } from './run-panel.tsx';
import { ShareChart } from './share-chart.tsx';

const RUNS = 400;

/** 照合の推移: how the share of people who can order went from run to run, and whom each run brought, freed or brought back. */
export const HistoryScreen = () => {
  const text = useText('historyScreen');
  const format = useFormat();
  const params = useParams('history');
  const { value, error, loading, refetch } = useCall('triage.history', { limit: RUNS });
  const [visit, setVisit] = useState(params);
  const [chosen, setChosen] = useState<number | null>(params.revision ?? null);
  if (visit !== params) {
    setVisit(params);
    if (params.revision !== undefined) setChosen(params.revision);
  }
  const runs = value?.runs ?? NONE;
  const run = runs.find((each) => each.revision === chosen);
  const close = useCallback(() => setChosen(null), []);
  return (
    <Screen title={text('title')} layout="fill">
      <SplitView
        panel={
          run === undefined
            ? null
            : { title: format.dateTime(run.at), body: <RunPanel key={run.revision} run={run} latest={run === runs.at(-1)} /> }
        }
        onClose={close}
      >
        <div className={classes.body}>
          {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
          {value === undefined ? (
            loading ? (
              <SkeletonRows rows={10} />
            ) : null
          ) : runs.length === 0 ? (
            <EmptyState title={text('empty.title')} action={<Button onClick={() => navigate('import')}>{text('empty.action')}</Button>}>
              {text('empty.text')}
            </EmptyState>
          ) : (
            <>
              {runs.length < 2 ? (
                <p className={classes.muted}>{text('onlyOne')}</p>
              ) : (
                <ShareChart runs={runs} chosen={chosen} onChoose={setChosen} />
              )}
              <Runs runs={runs} chosen={chosen} onChoose={setChosen} />
            </>
          )}
        </div>
      </SplitView>
    </Screen>
  );
};

interface RunsProps {
  readonly runs: readonly Run[];
  readonly chosen: number | null;
  readonly onChoose: (revision: number) => void;
}

/** The runs, latest first: what the chart draws, as numbers. One tab stop; the arrows go from run to run. */
const Runs = ({ runs, chosen, onChoose }: RunsProps) => {
  const text = useText('historyScreen');
  const format = useFormat();
  const body = useRef<HTMLTableSectionElement>(null);
  const latestFirst = runs.toReversed();
  const tabStop = latestFirst.some((run) => run.revision === chosen) ? chosen : latestFirst[0]?.revision;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...(body.current?.rows ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLTableRowElement);
    const to = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const run = latestFirst[at];
    if (to !== undefined && rows[to] !== undefined) {
      event.preventDefault();
      rows[to].focus();
      const next = latestFirst[to];
      if (chosen !== null && next !== undefined) onChoose(next.revision);
    } else if ((event.key === 'Enter' || event.key === ' ') && run !== undefined) {
      event.preventDefault();
      onChoose(run.revision);
    }
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows that are chosen by keys are a grid.
    <table role="grid" className={classes.table} aria-label={text('runs')} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          <th scope="col">{text('column.at')}</th>
          <th scope="col">{text('column.ready')}</th>
          <th scope="col">{text('column.blocked')}</th>
          <th scope="col">{text('column.share')}</th>
          {CHANGES.map((change) => (
            <th key={change} scope="col">
              {text(`change.${change}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {latestFirst.map((run) => (
          <tr
            key={run.revision}
            aria-selected={run.revision === chosen}
            tabIndex={run.revision === tabStop ? 0 : -1}
            onClick={() => onChoose(run.revision)}
          >
            <td>{format.dateTime(run.at)}</td>
            <td>
              {format.count(run.ready)} <span className={classes.muted}>/ {format.count(run.inScope)}</span>
            </td>
            <td>{format.count(run.blocked)}</td>
            <td>{format.share(measureOf(run).people, run.inScope)}</td>
            {CHANGES.map((change) => (
              <td key={change} data-zero={run.changes?.[change] === 0 || undefined}>
                {run.changes === null ? '–' : format.count(run.changes[change])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const CHANGES = ['fixed', 'new', 'back'] as const;
const NONE: readonly Run[] = [];
