import { useCallback, useRef, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { useParams, useScreenAddressSync } from '#renderer/navigation/index.ts';
import { DataTable } from '#renderer/parts/data-table/data-table.tsx';
import { useRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import type { RowWindow } from '#renderer/parts/data-table/rows/windowed-rows.ts';
import { useRowChoice } from '#renderer/parts/data-table/selection/use-row-choice.ts';
import { NoMatches } from '#renderer/parts/data-table/table-state.tsx';
import { type TableHandle, useTableKeys } from '#renderer/parts/data-table/use-table-keys.ts';
import { ExportDocumentMenu } from '#renderer/parts/written-file/export-document.tsx';
import { EmptyState, Screen, SplitView, useLanguage, useSettledSearch, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { HistoryEntry } from '#shared/contract/history-log.ts';
import { ChainState } from './chain-state.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import classes from './history.module.css';
import { useDayGrouping, useLogColumns } from './log-columns.tsx';
import { FIRST_VIEW, isFiltered, type LogView, toHistoryFilter } from './view-model.ts';

const ROW_PX = 37;
const read = ({ entries, total }: CallOutput<'historyLog.list'>): RowWindow<HistoryEntry> => ({ rows: entries, total, version: [] });

/** 履歴: who sent what to the server, when and why, and whether the record is intact. */
export const HistoryScreen = () => {
  const text = useText('historyScreen');
  const params = useParams('history');
  const [visit, setVisit] = useState(params);
  const [view, setView] = useState<LogView>({ ...FIRST_VIEW, runId: params.runId ?? null });
  const [open, setOpen] = useState<number | null>(params.entry ?? null);
  const [active, setActive] = useState(-1);
  const table = useRef<TableHandle>(null);
  if (visit !== params) {
    setVisit(params);
    setView({ ...FIRST_VIEW, runId: params.runId ?? null });
    setOpen(params.entry ?? null);
    setActive(-1);
  }
  useScreenAddressSync('history', { ...(view.runId === null ? {} : { runId: view.runId }), ...(open === null ? {} : { entry: open }) });
  const search = useSettledSearch(view.search);
  const asked = { ...view, search };
  const entries = useRows({ call: 'historyLog.list', input: { filter: toHistoryFilter(asked) }, read });
  const { row: entryAt, total, waiting } = entries;
  const close = useCallback(() => {
    table.current?.focus();
    setOpen(null);
  }, []);
  const show = useCallback(
    (index: number) => {
      const entry = entryAt(index);
      if (entry !== undefined) setOpen(entry.seq);
    },
    [entryAt],
  );
  const columns = useLogColumns(show);
  const days = useDayGrouping();
  const selection = useRowChoice({ source: entries, question: toHistoryFilter(asked), entryOf });
  const keys = useTableKeys({ table, total, active, selection, onMove: setActive, onOpen: show });
  const change = (part: Partial<LogView>): void => {
    setView({ ...view, ...part });
    setActive(-1);
  };
  // The former result must not be shown as empty for the new filter.
  const nothing = !waiting && !entries.stale && total === 0 && !isFiltered(view) && !isFiltered(asked);
  return (
    <Screen title={text('title')} layout="fill" actions={waiting || nothing ? undefined : <ExportRecord asked={asked} />}>
      <SplitView
        onClose={close}
        head={
          nothing ? null : (
            <>
              {waiting ? null : <ChainState />}
              <FilterBar view={view} onChange={change} />
            </>
          )
        }
        panel={open === null ? null : { title: text('panel.title', { seq: open }), body: <EntryPanel key={open} seq={open} /> }}
      >
        <div className={classes.main}>
          {nothing ? (
            <div className={classes.block}>
              <EmptyState title={text('empty.title')}>{text('empty.text')}</EmptyState>
            </div>
          ) : (
            <DataTable
              name="entry"
              label={text('table.label')}
              role="table"
              source={entries}
              keepsHeight
              columns={columns}
              rowPx={ROW_PX}
              grouping={days}
              empty={<NoMatches text={text('noMatches')} clear={text('clearFilter')} onClear={() => setView(FIRST_VIEW)} />}
              active={active}
              onActive={setActive}
              onOpen={show}
              isOpen={({ seq }) => seq === open}
              keys={keys}
              handle={table}
              selection={selection}
            />
          )}
          <VisuallyHidden role="status">{waiting ? '' : text('rows', { count: total })}</VisuallyHidden>
        </div>
      </SplitView>
    </Screen>
  );
};

const entryOf = ({ seq }: HistoryEntry): readonly [string, null] => [String(seq), null];

/** Exports the filtered history. */
const ExportRecord = ({ asked }: { asked: LogView }) => {
  const text = useText('historyScreen.export');
  const client = useClient();
  const language = useLanguage();
  return (
    <ExportDocumentMenu
      text={text}
      start={(form) => client.call('historyLog.export', { filter: toHistoryFilter(asked), ...form, language })}
    />
  );
};
