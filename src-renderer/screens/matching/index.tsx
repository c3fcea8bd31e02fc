import { IconChevronDown, IconChevronUp, IconDownload } from '@tabler/icons-react';
import { type KeyboardEvent as ReactKeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { navigate, useParams } from '#renderer/app/navigation.ts';
import { useCall, useConsole } from '#renderer/client/index.ts';
import { ReportDialog } from '#renderer/parts/report/report-dialog.tsx';
import { SavedViews } from '#renderer/parts/views/saved-views.tsx';
import { ActionIcon, Button, EmptyState, ErrorState, Screen, SkeletonRows, SplitView, Tooltip, useText } from '#renderer/ui/index.ts';
import { EMPTY_FILTER, type FindingFilter, type FindingRow } from '#shared/contract/matching.ts';
import { undoLast, useDecisions } from '../../parts/decisions/decisions.ts';
import { UndoNotice } from '../../parts/decisions/undo-notice.tsx';
import chipClasses from './chips.module.css';
import { Chips, Switches } from './chips.tsx';
import { sortAfter } from './columns.ts';
import { chipsOf, hiddenByTriage, isFiltered, toggleCode } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { tableKey } from './keyboard.ts';
import { Lens } from './lens.tsx';
import classes from './matching.module.css';
import type { RowPages } from './row-pages.ts';
import { countOf } from './selection.ts';
import { StatusLine } from './status-line.tsx';
import { Table, type TableHandle } from './table.tsx';
import { useChoice } from './use-choice.ts';
import { CompareProvider } from './use-compare.tsx';
import { useDecide } from './use-decide.tsx';
import { useRows } from './use-rows.ts';
import { FIRST_VIEW, type MatchingView, viewForVisit, withFilter, withSort } from './view-state.ts';

/** Where each company's screen was left; gone with the window. */
const left = new Map<string, MatchingView>();

/** ユーザー照合: every mismatch in one table, and beside it the two addresses character by character. */
export const MatchingScreen = () => {
  const profileId = useConsole((state) => state.workspace?.profile.id ?? '');
  return (
    <CompareProvider>
      <Matching key={profileId} profileId={profileId} />
    </CompareProvider>
  );
};

const Matching = ({ profileId }: { profileId: string }) => {
  const text = useText('matching');
  const params = useParams('matching');
  const [visit, setVisit] = useState(params);
  const [view, setView] = useState(() => viewForVisit(left.get(profileId) ?? FIRST_VIEW, params));
  if (visit !== params) {
    setVisit(params);
    setView(viewForVisit(view, params));
  }
  useEffect(() => void left.set(profileId, view), [profileId, view]);

  const { pages, view: rows, retry } = useRows(view.filter, view.sort);
  const [reportOpen, setReportOpen] = useState(false);
  const [copied, setCopied] = useState<string | null>(null);
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const tooMany = useCallback(() => setCopied(text('select.tooMany')), [text]);
  const choice = useChoice(pages, rows, view.filter, tooMany);
  const chosen = countOf(choice.selection);

  const { revision } = rows;
  const wantedRow = params.row;
  useEffect(() => {
    // A visit may name a row of the revision that the first answer tells.
    if (wantedRow !== undefined && revision >= 0) setView((old) => ({ ...old, lens: { revision, row: wantedRow } }));
  }, [wantedRow, revision]);

  const activate = useCallback(
    (index: number, open: boolean) =>
      setView((old) => {
        const row = pages.row(index);
        return { ...old, active: index, lens: row && (open || old.lens) ? { revision: pages.view().revision, row: row.row } : old.lens };
      }),
    [pages],
  );
  const open = useCallback((index: number) => activate(index, true), [activate]);
  // The row that the keys reached before its page came opens as soon as it is there.
  const activeRow = view.active < 0 ? undefined : pages.row(view.active);
  const lensOpen = view.lens !== null;
  useEffect(() => {
    if (lensOpen && activeRow !== undefined)
      setView((old) =>
        old.lens?.row === activeRow.row && old.lens.revision === revision ? old : { ...old, lens: { revision, row: activeRow.row } },
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

  const pressed = useRef<(event: KeyboardEvent | ReactKeyboardEvent, inTable: boolean) => void>(() => {});
  pressed.current = (event, inTable) => {
    const native = 'nativeEvent' in event ? event.nativeEvent : event;
    const pageRows = table.current?.pageRows() ?? 1;
    const action = tableKey(native, { index: view.active, total: rows.total, pageRows, inTable, chosen: chosen > 0 });
    if (action === null) return;
    event.preventDefault();
    if (action === 'search') {
      search.current?.focus();
      search.current?.select();
    } else if (action === 'open') activate(view.active, true);
    else if (action === 'copy') void copy(activeRow);
    else if (action === 'toggle') choice.choose(view.active, false);
    else if (action === 'all') choice.chooseAll();
    else if (action === 'none') choice.clear();
    else if (action === 'undo') void undoLast();
    else if (action === 'adopt') decisions.adopt();
    else if (typeof action === 'string') decisions.ask(action);
    else {
      if (action.extend) choice.extend(view.active, action.move);
      else choice.moved();
      activate(action.move, false);
      table.current?.focus();
    }
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return;
      pressed.current(event, !isControl(event.target));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const noticed = useDecisions((state) => state.outcome !== null);
  const chooseWay = useCallback(() => {
    setView((old) => ({ ...old, lens: lensAt(pages, old.active) ?? old.lens }));
    setCopied(text('adoptNeedsChoice'));
  }, [pages, text]);
  const decisions = useDecide({ rows, choice, row: activeRow, onChooseWay: chooseWay });
  useEffect(() => {
    // What was decided may have left the list: the keys go on at what stands there now.
    if (!rows.waiting && view.active >= rows.total) setView((old) => ({ ...old, active: rows.total - 1 }));
  }, [rows.waiting, rows.total, view.active]);
  const setFilter = useCallback((filter: FindingFilter) => setView((old) => withFilter(old, filter)), []);
  const { value: readiness } = useCall('readiness.summary', {});
  const chips = useMemo(
    () => chipsOf(rows.codeCounts, view.filter.codes, readiness?.byCode ?? []),
    [rows.codeCounts, view.filter.codes, readiness],
  );
  const close = useCallback(() => {
    setView((old) => ({ ...old, lens: null }));
    table.current?.focus();
  }, []);
  // `run-not-found`: one side's list is missing, so nothing has been matched yet.
  const noData = rows.error?.code === 'run-not-found';
  const hidden = hiddenByTriage(view.filter, rows.triageCounts);
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
    </>
  );
  const lensRow = activeRow?.row === view.lens?.row ? activeRow : undefined;
  const panel =
    view.lens === null
      ? null
      : {
          title: lensRow?.name || text('lens.title'),
          actions: (
            <>
              <Tooltip label={`${text('lens.previous')} (K)`}>
                <ActionIcon size="sm" aria-label={text('lens.previous')} disabled={view.active <= 0} onClick={() => step(-1)}>
                  <IconChevronUp size={16} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={`${text('lens.next')} (J)`}>
                <ActionIcon size="sm" aria-label={text('lens.next')} disabled={view.active >= rows.total - 1} onClick={() => step(1)}>
                  <IconChevronDown size={16} />
                </ActionIcon>
              </Tooltip>
            </>
          ),
          body: (
            <Lens
              at={view.lens}
              row={lensRow}
              onOpen={(row) => setView((old) => ({ ...old, active: -1, lens: { revision: rows.revision, row } }))}
              onAsk={decisions.askAbout}
            />
          ),
        };
  return (
    <Screen title={text('title')} actions={actions} layout="fill">
      <SplitView panel={panel} onClose={close}>
        {noData ? null : (
          <div className={classes.filters}>
            <FilterBar
              organizations={readiness?.organizations ?? NONE}
              filter={view.filter}
              triageCounts={rows.triageCounts}
              onChange={setFilter}
              onLeaveSearch={() => table.current?.focus()}
              searchRef={search}
            />
            <div className={chipClasses.line}>
              <Switches filter={view.filter} triageCounts={rows.triageCounts} sinceCounts={rows.sinceCounts} onChange={setFilter} />
              <Chips chips={chips} onToggle={(code) => setFilter(toggleCode(view.filter, code))} />
            </div>
          </div>
        )}
        {rows.error !== null && !noData && !rows.waiting ? (
          <div className={classes.failure}>
            <ErrorState failure={rows.error} onRetry={retry} />
          </div>
        ) : null}
        {rows.error !== null && !noData && rows.waiting ? (
          <div className={classes.state}>
            <ErrorState failure={rows.error} onRetry={retry} />
          </div>
        ) : noData ? (
          <div className={classes.state}>
            <EmptyState
              title={text('empty.noData.title')}
              action={<Button onClick={() => navigate('import')}>{text('empty.noData.action')}</Button>}
            >
              {text('empty.noData.text')}
            </EmptyState>
          </div>
        ) : rows.waiting ? (
          <div className={classes.state}>
            <SkeletonRows rows={14} />
          </div>
        ) : rows.total === 0 && !rows.stale ? (
          <div className={classes.state}>
            {hidden > 0 ? (
              <EmptyState
                title={text('empty.allAccepted.title', { count: hidden })}
                action={
                  <Button variant="default" onClick={() => setFilter({ ...view.filter, triage: 'all' })}>
                    {text('empty.allAccepted.action')}
                  </Button>
                }
              >
                {text('empty.allAccepted.text')}
              </EmptyState>
            ) : isFiltered(view.filter) ? (
              <EmptyState
                title={text('empty.noMatches.title')}
                action={
                  <Button variant="default" onClick={() => setFilter(EMPTY_FILTER)}>
                    {text('filter.clear')}
                  </Button>
                }
              >
                {text('empty.noMatches.text')}
              </EmptyState>
            ) : (
              <EmptyState title={text('empty.noFindings.title')}>{text('empty.noFindings.text')}</EmptyState>
            )}
          </div>
        ) : (
          <Table
            pages={pages}
            view={rows}
            sort={view.sort}
            active={view.active}
            selection={choice.selection}
            covered={chosen > 0 || noticed ? COVERED_PX : 0}
            handle={table}
            onSort={(by) => setView((old) => withSort(old, sortAfter(old.sort, by)))}
            onOpen={open}
            onChoose={choice.choose}
            onChooseAll={choice.chooseAll}
            onKeyDown={(event) => {
              if (event.target === event.currentTarget) pressed.current(event, true);
            }}
          />
        )}
        {noData ? null : (
          <StatusLine
            total={rows.total}
            people={rows.people}
            active={view.active}
            waiting={rows.waiting}
            message={copied}
            onMessageOver={() => setCopied(null)}
          />
        )}
        {decisions.bar}
        {chosen > 0 ? null : <UndoNotice />}
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

/** The finding that stands at this place of the list now. */
const lensAt = (pages: RowPages, index: number): MatchingView['lens'] => {
  const row = pages.row(index);
  return row === undefined ? null : { revision: pages.view().revision, row: row.row };
};

const NONE: readonly never[] = [];
/** The bar of chosen rows, or the notice, and the gap below it. */
const COVERED_PX = 64;

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, summary, input, [role="radio"], [role="option"]') !== null;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="radio"], [type="checkbox"]), textarea, select'));
