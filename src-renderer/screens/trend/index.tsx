import { useCallback, useMemo, useRef, useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { navigate, useParams, useScreenAddressSync } from '#renderer/navigation/index.ts';
import type { Column } from '#renderer/parts/data-table/columns/columns.ts';
import { DataTable } from '#renderer/parts/data-table/data-table.tsx';
import { createLoadedRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import { useRowChoice } from '#renderer/parts/data-table/selection/use-row-choice.ts';
import { type TableHandle, useTableKeys } from '#renderer/parts/data-table/use-table-keys.ts';
import {
  Button,
  EmptyState,
  ErrorState,
  type NamespaceText,
  Notice,
  Screen,
  SkeletonRows,
  SplitView,
  TextLink,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import { getMeasure } from '../../parts/gates/measure.ts';
import { findRun, type TrendRun } from './chart.ts';
import { RunPanel } from './run-panel.tsx';
import { ShareChart } from './share-chart.tsx';
import classes from './trend.module.css';

const RUNS = 400;

/** 照合の推移: the share of people who can order per run, and new, resolved and returned people. */
export const TrendScreen = () => {
  const text = useText('trendScreen');
  const format = useFormat();
  const params = useParams('trend');
  const { value, error, loading, refetch } = useCall('triage.history', { limit: RUNS });
  const [visit, setVisit] = useState(params);
  const [chosen, setChosen] = useState<number | null>(params.revision ?? null);
  if (visit !== params) {
    setVisit(params);
    setChosen(params.revision ?? null);
  }
  useScreenAddressSync('trend', chosen === null ? {} : { revision: chosen });
  const runs = value?.runs ?? NONE;
  const run = findRun(runs, chosen);
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
          {error === null ? null : (
            <div className={classes.block}>
              <ErrorState failure={error} onRetry={refetch} />
            </div>
          )}
          {value === undefined ? (
            loading ? (
              <div className={classes.block}>
                <SkeletonRows rows={10} />
              </div>
            ) : null
          ) : runs.length === 0 ? (
            <div className={classes.block}>
              <EmptyState title={text('empty.title')} action={<Button onClick={() => navigate('import')}>{text('empty.action')}</Button>}>
                {text('empty.text')}
              </EmptyState>
            </div>
          ) : (
            <>
              {chosen === null || run !== undefined ? null : <Missing first={runs[0]} onChoose={setChosen} />}
              <div className={classes.block}>
                {runs.length < 2 ? (
                  <p className={classes.muted}>{text('onlyOne')}</p>
                ) : (
                  <ShareChart runs={runs} chosen={run?.revision ?? null} onChoose={setChosen} />
                )}
              </div>
              <Kept />
              <Runs runs={runs} chosen={run?.revision ?? null} onChoose={setChosen} />
            </>
          )}
        </div>
      </SplitView>
    </Screen>
  );
};

/** Shown for a run older than the first kept one, with a link to that. */
const Missing = ({ first, onChoose }: { first: TrendRun | undefined; onChoose: (revision: number) => void }) => {
  const text = useText('trendScreen.missing');
  const format = useFormat();
  return first === undefined ? null : (
    <div className={classes.block}>
      <Notice state="note">
        <p>{text('text', { at: format.dateTime(first.at) })}</p>
        <TextLink onClick={() => onChoose(first.revision)}>{text('toFirst')}</TextLink>
      </Notice>
    </div>
  );
};

/** Explains where the trend starts if older runs were deleted. */
const Kept = () => {
  const text = useText('trendScreen');
  const { value } = useCall('triage.retention', {});
  const months = value?.months ?? null;
  return months === null ? null : <p className={`${classes.block} ${classes.muted}`}>{text('retention', { months })}</p>;
};

interface RunsProps {
  readonly runs: readonly TrendRun[];
  readonly chosen: number | null;
  readonly onChoose: (revision: number) => void;
}

/** Runs, latest first: the chart's data as numbers. */
const Runs = ({ runs, chosen, onChoose }: RunsProps) => {
  const text = useText('trendScreen');
  const source = useMemo(() => createLoadedRows(runs.toReversed()), [runs]);
  const { row: runAt, total } = source;
  const [active, setActive] = useState(() => (chosen === null ? -1 : runs.toReversed().findIndex(({ revision }) => revision === chosen)));
  const table = useRef<TableHandle>(null);
  const columns = useRunColumns();
  const open = useCallback(
    (index: number) => {
      const run = runAt(index);
      setActive(index);
      if (run !== undefined) onChoose(run.revision);
    },
    [runAt, onChoose],
  );
  // While the panel is open, the keys show the next run immediately.
  const move = useCallback((index: number) => (chosen === null ? setActive(index) : open(index)), [chosen, open]);
  const selection = useRowChoice({ source, question: 'runs', entryOf });
  const keys = useTableKeys({ table, total, active, selection, onMove: move, onOpen: open });
  return (
    <DataTable
      name="run"
      label={text('runs')}
      role="grid"
      source={source}
      keepsHeight
      columns={columns}
      empty={null}
      active={active}
      onActive={move}
      onOpen={open}
      isOpen={({ revision }) => revision === chosen}
      keys={keys}
      handle={table}
      selection={selection}
    />
  );
};

const useRunColumns = (): readonly Column<TrendRun>[] => {
  const text = useText('trendScreen');
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'at',
        title: text('column.at'),
        least: 184,
        grow: 1,
        naming: true,
        cell: ({ at }) => format.dateTime(at),
        text: ({ at }) => format.dateTime(at),
      },
      {
        id: 'ready',
        title: text('column.ready'),
        least: 110,
        grow: 0.6,
        numeric: true,
        cell: ({ ready, inScope }) => (
          <>
            {format.count(ready)} <span className={classes.muted}>/ {format.count(inScope)}</span>
          </>
        ),
        text: ({ ready, inScope }) => `${ready} / ${inScope}`,
      },
      {
        id: 'blocked',
        title: text('column.blocked'),
        least: 108,
        grow: 0.6,
        givesWay: 4,
        numeric: true,
        cell: ({ blocked }) => format.count(blocked),
        text: ({ blocked }) => String(blocked),
      },
      {
        id: 'share',
        title: text('column.share'),
        least: 132,
        grow: 0.6,
        numeric: true,
        cell: (run) => shareText(run, text, format),
        text: (run) => shareText(run, text, format),
      },
      // Can be left out on narrow windows, because the panel of a run lists the changes.
      ...CHANGES.map(
        (change, at): Column<TrendRun> => ({
          id: change,
          title: text(`change.${change}`),
          least: 80,
          grow: 0.6,
          givesWay: CHANGES.length - at,
          numeric: true,
          cell: ({ changes }) => (
            <span data-zero={changes?.[change] === 0 || undefined} className={classes.number}>
              {changes === null ? '–' : format.count(changes[change])}
            </span>
          ),
          text: ({ changes }) => (changes === null ? '' : String(changes[change])),
        }),
      ),
    ],
    [text, format],
  );
};

const shareText = (run: TrendRun, text: NamespaceText<'trendScreen'>, format: ReturnType<typeof useFormat>): string => {
  const { kind, people } = getMeasure(run);
  return `${format.share(people, run.inScope)}${kind === 'orders' ? '' : ` ${text('notAllChecked')}`}`;
};

const entryOf = ({ revision }: TrendRun): readonly [string, null] => [String(revision), null];
const CHANGES = ['fixed', 'new', 'back'] as const;
const NONE: readonly TrendRun[] = [];
