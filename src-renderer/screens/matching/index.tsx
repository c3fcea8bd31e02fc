import { IconChevronDown, IconChevronUp, IconDownload } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useCall, useCompanyId } from '#renderer/client/index.ts';
import { navigate, useParams, useScreenAddressSync } from '#renderer/navigation/index.ts';
import { toggleSort } from '#renderer/parts/data-table/columns/columns.ts';
import { DataTable } from '#renderer/parts/data-table/data-table.tsx';
import { useActiveRow } from '#renderer/parts/data-table/rows/use-active-row.ts';
import { useSelection } from '#renderer/parts/data-table/selection/use-selection.ts';
import { TableState } from '#renderer/parts/data-table/table-state.tsx';
import { type TableHandle, useTableKeys } from '#renderer/parts/data-table/use-table-keys.ts';
import { FirstHint } from '#renderer/parts/first-hint/first-hint.tsx';
import { FormerDomainNotice } from '#renderer/parts/former-domain/former-domain-notice.tsx';
import { ReportDialog } from '#renderer/parts/report/report-dialog.tsx';
import { SavedViews } from '#renderer/parts/views/saved-views.tsx';
import { ActionIcon, Button, EmptyState, Screen, SplitView, Tooltip, useRefusalProps, useText } from '#renderer/ui/index.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter, FindingRow, FindingSort } from '#shared/contract/readiness/matching.ts';
import chipClasses from '../../parts/compare-panel/chips.module.css';
import { ComparePanel } from '../../parts/compare-panel/compare-panel.tsx';
import { useRowTexts } from '../../parts/compare-panel/row-words.ts';
import { CompareProvider } from '../../parts/compare-panel/use-compare.tsx';
import { FixTray } from '../../parts/fix-files/fix-tray.tsx';
import { useNoticeCover } from '../../parts/undo/undo-notice.ts';
import { Chips, Switches } from './chips.tsx';
import { useFindingColumns } from './columns.tsx';
import { countHiddenByTriage, createFindingChips, isFiltered, toggleCode } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { getFindingCommand } from './keyboard.ts';
import classes from './matching.module.css';
import { toSelectionEntry } from './selection.ts';
import { StatusLine } from './status-line.tsx';
import { useDecide } from './use-decide.tsx';
import { type Findings, useFindings } from './use-findings.ts';
import { useMoveToNext } from './use-go-on.ts';
import { createVisitView, FIRST_VIEW, type MatchingView, toMatchingParams, withFilter, withSort } from './view-state.ts';
import { useWorklist } from './worklist.tsx';

/** Last view of each company; kept in memory only. */
const left = new Map<string, MatchingView>();

/** ユーザー照合: all mismatches in one table, with both addresses compared character by character. */
export const MatchingScreen = () => {
  const companyId = useCompanyId();
  return (
    <CompareProvider>
      <Matching key={companyId} companyId={companyId} />
    </CompareProvider>
  );
};

const Matching = ({ companyId }: { companyId: string }) => {
  const text = useText('matching');
  const refused = useRefusalProps();
  const params = useParams('matching');
  const [visit, setVisit] = useState(params);
  const [view, setView] = useState(() => createVisitView(left.get(companyId) ?? FIRST_VIEW, params));
  if (visit !== params) {
    setVisit(params);
    setView(createVisitView(view, params));
  }
  useEffect(() => void left.set(companyId, view), [companyId, view]);
  useScreenAddressSync('matching', toMatchingParams(view));

  const rows = useFindings(view.filter, view.sort);
  const [reportOpen, setReportOpen] = useState(false);
  const [copied, setCopied] = useState<string | null>(null);
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const { revision, row: rowAt } = rows;
  const choice = useSelection({ source: rows, question: view.filter, version: revision, entryOf: toSelectionEntry });
  const chosen = choice.count;
  const words = useRowTexts();
  const columns = useFindingColumns(words);

  // A row number of an older revision refers to another finding.
  const wantedRow = params.revision === revision ? params.row : undefined;
  useEffect(() => {
    if (wantedRow !== undefined && revision >= 0) setView((old) => ({ ...old, panel: { revision, row: wantedRow } }));
  }, [wantedRow, revision]);

  const activate = useCallback(
    (index: number, open: boolean) =>
      setView((old) => {
        const row = rowAt(index);
        return { ...old, active: index, panel: row && (open || old.panel) ? { revision, row: row.row } : old.panel };
      }),
    [rowAt, revision],
  );
  const open = useCallback((index: number) => activate(index, true), [activate]);
  const move = useCallback((index: number) => activate(index, false), [activate]);
  const follow = useCallback((active: number) => setView((old) => ({ ...old, active })), []);
  // A row reached by keyboard before its page loaded opens when it arrives.
  const activeRow = useActiveRow({ active: view.active, row: rowAt, keyOf, version: revision, onMoved: follow });
  const lensOpen = view.panel !== null;
  useEffect(() => {
    if (lensOpen && activeRow !== undefined)
      setView((old) =>
        old.panel?.row === activeRow.row && old.panel.revision === revision ? old : { ...old, panel: { revision, row: activeRow.row } },
      );
  }, [lensOpen, activeRow, revision]);

  const copy = useCallback(
    async (row: FindingRow | undefined) => {
      const address = row?.workEmail ?? row?.amazonEmail ?? null;
      if (address === null) return setCopied(text('copy.none'));
      try {
        await navigator.clipboard.writeText(address);
        setCopied(text('copy.done', { address }));
      } catch {
        setCopied(text('copy.failed'));
      }
    },
    [text],
  );

  const covered = useNoticeCover();
  const chooseWay = useCallback(() => {
    setView((old) => ({ ...old, panel: lensAt(rows, old.active) ?? old.panel }));
    setCopied(text('adoptNeedsChoice'));
  }, [rows, text]);
  const goOn = useMoveToNext(rows, view.active, move);
  const decisions = useDecide({ rows, triage: view.filter.triage, choice, row: activeRow, onChooseWay: chooseWay, onDecide: goOn });
  const focusTable = useCallback(() => table.current?.focus(), []);
  const worklist = useWorklist({
    filter: view.filter,
    sort: view.sort,
    starts: rows.groupStarts,
    words,
    onReview: decisions.review,
    onAdopted: focusTable,
  });
  const keys = useTableKeys({
    table,
    total: rows.total,
    active: view.active,
    selection: choice,
    onMove: move,
    onOpen: open,
    onKey: (press) => {
      const action = getFindingCommand(press, { index: view.active, chosen: chosen > 0 });
      if (action === null) return false;
      if (action === 'search') {
        search.current?.focus();
        search.current?.select();
      } else if (action === 'copy') void copy(activeRow);
      else if (action === 'adopt') decisions.adopt();
      else if (action === 'adoptGroup') {
        if (activeRow !== undefined) worklist.adoptGroupOf(activeRow);
      } else decisions.ask(action);
      return true;
    },
  });
  useEffect(() => {
    // Decided rows may have left the list, so focus moves to the next row.
    if (!rows.waiting && view.active >= rows.total) setView((old) => ({ ...old, active: rows.total - 1 }));
  }, [rows.waiting, rows.total, view.active]);
  const setFilter = useCallback((filter: FindingFilter) => setView((old) => withFilter(old, filter)), []);
  const { value: readiness } = useCall('readiness.summary', {});
  const chips = useMemo(
    () => createFindingChips(rows.codeCounts, view.filter.codes, readiness?.byCode ?? []),
    [rows.codeCounts, view.filter.codes, readiness],
  );
  const close = useCallback(() => {
    setView((old) => ({ ...old, panel: null }));
    table.current?.focus();
  }, []);
  // `run-not-found`: one side's list is missing, so nothing was matched yet.
  const noData = rows.error?.code === 'run-not-found';
  const hidden = countHiddenByTriage(view.filter, rows.triageCounts);
  const step = (by: number): void => activate(Math.min(rows.total - 1, Math.max(0, view.active + by)), true);

  const actions = (
    <>
      <SavedViews
        content={{ kind: 'matching', filter: view.filter, sort: view.sort }}
        onApply={({ filter, sort }) => setView((old) => withSort(withFilter(old, filter), sort))}
      />
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        disabled={rows.waiting}
        onClick={() => setReportOpen(true)}
      >
        {text('report')}
      </Button>
      {noData ? null : (
        <Button
          className={classes.adoptAll}
          disabled={(worklist.safe ?? 0) === 0 || worklist.isBusy}
          onClick={worklist.adoptAll}
          {...refused}
        >
          {text('adoptAll', { count: worklist.safe ?? 0 })}
        </Button>
      )}
    </>
  );
  const shownRow = useShownRow(view.panel, activeRow);
  const panel =
    view.panel === null
      ? null
      : {
          title: shownRow?.name || text('comparePanel.title'),
          actions: (
            <>
              <Tooltip label={`${text('comparePanel.previous')} (K)`}>
                <ActionIcon size="sm" aria-label={text('comparePanel.previous')} disabled={view.active <= 0} onClick={() => step(-1)}>
                  <IconChevronUp size={16} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={`${text('comparePanel.next')} (J)`}>
                <ActionIcon
                  size="sm"
                  aria-label={text('comparePanel.next')}
                  disabled={view.active >= rows.total - 1}
                  onClick={() => step(1)}
                >
                  <IconChevronDown size={16} />
                </ActionIcon>
              </Tooltip>
            </>
          ),
          body: (
            <ComparePanel
              at={view.panel}
              row={shownRow}
              onOpen={(row) => setView((old) => ({ ...old, active: -1, panel: { revision: rows.revision, row } }))}
              onAsk={decisions.askAbout}
            />
          ),
        };
  return (
    <Screen title={text('title')} actions={actions} layout="fill" hint={noData ? null : <FirstHint screen="matching" />}>
      <SplitView
        panel={panel}
        onClose={close}
        head={
          noData ? null : (
            <div className={classes.filters}>
              {readiness ? <FormerDomainNotice readiness={readiness} /> : null}
              <FilterBar
                organizations={readiness?.organizations ?? NONE}
                filter={view.filter}
                sort={view.sort}
                onSort={(sort) => setView((old) => withSort(old, sort))}
                triageCounts={rows.triageCounts}
                onChange={setFilter}
                onLeaveSearch={() => table.current?.focus()}
                searchRef={search}
              >
                <div className={chipClasses.line}>
                  <Switches filter={view.filter} triageCounts={rows.triageCounts} sinceCounts={rows.sinceCounts} onChange={setFilter} />
                  <Chips chips={chips} onToggle={(code) => setFilter(toggleCode(view.filter, code))} />
                </div>
              </FilterBar>
            </div>
          )
        }
      >
        {noData ? (
          <TableState>
            <EmptyState
              title={text('empty.noData.title')}
              action={<Button onClick={() => navigate('import')}>{text('empty.noData.action')}</Button>}
            >
              {text('empty.noData.text')}
            </EmptyState>
          </TableState>
        ) : (
          <DataTable
            name="finding"
            label={text('table.label')}
            role="grid"
            source={rows}
            columns={columns}
            empty={<NoFindings filter={view.filter} hidden={hidden} onFilter={setFilter} />}
            active={view.active}
            onActive={move}
            onOpen={open}
            keys={keys}
            handle={table}
            {...(worklist.grouping === undefined ? {} : { grouping: worklist.grouping })}
            sort={view.sort}
            onSort={(by) => setView((old) => withSort(old, toggleSort(old.sort, by as FindingSort['by'])))}
            selection={choice}
            actions={decisions.actions}
            covered={covered}
          />
        )}
        {noData ? null : (
          <StatusLine
            total={rows.total}
            people={rows.people}
            findings={rows.findings}
            active={view.active}
            waiting={rows.waiting}
            open={lensOpen}
            blocked={isFiltered(view.filter) ? null : (readiness?.blocked ?? null)}
            message={copied}
            onMessageOver={() => setCopied(null)}
          >
            <FixTray />
          </StatusLine>
        )}
      </SplitView>
      {decisions.dialog}
      <ReportDialog
        opened={reportOpen}
        onClose={() => setReportOpen(false)}
        view={{ filter: view.filter, sort: view.sort, total: rows.total }}
      />
    </Screen>
  );
};

interface NoFindingsProps {
  readonly filter: FindingFilter;
  /** Number of rows hidden only because they were accepted. */
  readonly hidden: number;
  readonly onFilter: (filter: FindingFilter) => void;
}

/** Explains why the list is empty, with a link to hidden rows. */
const NoFindings = ({ filter, hidden, onFilter }: NoFindingsProps) => {
  const text = useText('matching');
  if (hidden > 0)
    return (
      <EmptyState
        title={text('empty.allAccepted.title', { count: hidden })}
        action={
          <Button variant="default" onClick={() => onFilter({ ...filter, triage: 'all' })}>
            {text('empty.allAccepted.action')}
          </Button>
        }
      >
        {text('empty.allAccepted.text')}
      </EmptyState>
    );
  return isFiltered(filter) ? (
    <EmptyState
      title={text('empty.noMatches.title')}
      action={
        <Button variant="default" onClick={() => onFilter({ ...EMPTY_FINDING_FILTER, perPerson: filter.perPerson })}>
          {text('filter.clear')}
        </Button>
      }
    >
      {text('empty.noMatches.text')}
    </EmptyState>
  ) : (
    <EmptyState title={text('empty.noFindings.title')}>{text('empty.noFindings.text')}</EmptyState>
  );
};

/** The finding in the panel, also if not in the list: after a reload no row is active. */
const useShownRow = (shown: MatchingView['panel'], active: FindingRow | undefined): FindingRow | undefined => {
  const isActive = shown !== null && active?.row === shown.row;
  const { value, other } = useCall('matching.finding', isActive ? null : shown);
  if (isActive) return active;
  return other ? undefined : value?.row;
};

/** The finding at this index of the list. */
const lensAt = ({ row: rowAt, revision }: Findings, index: number): MatchingView['panel'] => {
  const row = rowAt(index);
  return row === undefined ? null : { revision, row: row.row };
};

const NONE: readonly never[] = [];
const keyOf = ({ key }: FindingRow): string => key;
