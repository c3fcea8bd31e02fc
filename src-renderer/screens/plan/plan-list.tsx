import { useCallback, useMemo, useRef, useState } from 'react';
import { type ScreenParams, useParams, useScreenAddressSync } from '#renderer/navigation/index.ts';
import { DataTable } from '#renderer/parts/data-table/data-table.tsx';
import { type Grouping, listGroupRows } from '#renderer/parts/data-table/rows/grouping.ts';
import { useActiveRow } from '#renderer/parts/data-table/rows/use-active-row.ts';
import { type RowSource, useRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import type { RowWindow } from '#renderer/parts/data-table/rows/windowed-rows.ts';
import { PERMANENT_KEYS_VERSION } from '#renderer/parts/data-table/selection/selection.ts';
import { NoMatches } from '#renderer/parts/data-table/table-state.tsx';
import { type TableHandle, useTableKeys } from '#renderer/parts/data-table/use-table-keys.ts';
import { getItemName } from '#renderer/parts/plan/item-name.ts';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { EmptyState, ErrorState, SplitView, useSettledSearch, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { PlanRow } from '#shared/contract/plan/plan.ts';
import { RoleRefusal } from '../../parts/role-refusal/role-refusal.tsx';
import { ApplyDock } from './apply/apply-dock.tsx';
import { type PlanDialog, PlanDialogs, RulesAndApprovalLinks } from './apply/rules-and-approval.tsx';
import { ItemPanel } from './panel/item-panel.tsx';
import { IgnoredList, ServerChanges } from './panel/lists.tsx';
import { PeopleList } from './panel/people-list.tsx';
import classes from './plan.module.css';
import { ReviewLayout } from './review-layout.tsx';
import { type PanelKind, Summary } from './summary.tsx';
import { usePlanColumns } from './table/columns.tsx';
import { ConflictRow } from './table/conflict-row.tsx';
import { FilterBar } from './table/filter-bar.tsx';
import { GroupHead } from './table/group-head.tsx';
import { usePlanSelection } from './use-select.ts';
import {
  FIRST_VIEW,
  getGroupKey,
  hasFewChanges,
  hasNothingToSend,
  isExpandedConflict,
  isFiltered,
  type PlanFilter,
  type PlanState,
  type PlanView,
  toPlanFilter,
  toPlanParams,
  toPlanView,
} from './view-model.ts';

const ROW_PX = 37;
const read = ({ items, total, revision }: CallOutput<'plan.items'>): RowWindow<PlanRow> => ({ rows: items, total, version: [revision] });

const keyOf = ({ key }: PlanRow): string => key;

type Panel = { readonly kind: 'item'; readonly key: string } | { readonly kind: PanelKind };

const panelOf = ({ item }: ScreenParams['plan']): Panel | null => (item === undefined ? null : { kind: 'item', key: item });

/** The plan as a review: summary, list with checkboxes, and beside it the checks with the button, or the details of an open change. */
export const PlanList = ({ state }: { state: PlanState }) => {
  const text = useText('planScreen');
  const say = usePlanText();
  const params = useParams('plan');
  const [visit, setVisit] = useState(params);
  const [view, setView] = useState<PlanView>(toPlanView(params));
  const [panel, setPanel] = useState<Panel | null>(panelOf(params));
  const [dialog, setDialog] = useState<PlanDialog | null>(params.dialog ?? null);
  const [active, setActive] = useState(-1);
  const search = useRef<HTMLInputElement>(null);
  const table = useRef<TableHandle>(null);
  if (visit !== params) {
    setVisit(params);
    setView(toPlanView(params));
    setPanel(panelOf(params));
    setDialog(params.dialog ?? null);
    setActive(-1);
  }
  useScreenAddressSync('plan', toPlanParams(view, panel?.kind === 'item' ? panel.key : null));
  const settled = useSettledSearch(view.search);
  const filter = useMemo(() => toPlanFilter({ ...view, search: settled }), [view, settled]);
  const asked = useRows({ call: 'plan.items', input: { filter }, read });
  const { select, asWished, along, failure, forget } = usePlanSelection(asked.answer?.revision);
  const list = useMemo<RowSource<PlanRow>>(() => {
    const { row: rowAt } = asked;
    const wishedAt = (index: number): PlanRow | undefined => {
      const row = rowAt(index);
      return row === undefined ? undefined : asWished(row);
    };
    return { ...asked, row: wishedAt };
  }, [asked, asWished]);
  const { row: rowAt, total, waiting } = list;
  useActiveRow({ active, row: rowAt, keyOf, version: PERMANENT_KEYS_VERSION, onMoved: setActive });
  const open = panel?.kind === 'item' ? panel.key : null;
  const openRow = open === null ? undefined : rowOf(list, open, active);

  const show = useCallback(
    (index: number): void => {
      const row = rowAt(index);
      setActive(index);
      if (row !== undefined) setPanel({ kind: 'item', key: row.key });
    },
    [rowAt],
  );
  const columns = usePlanColumns({ onOpen: show, onTick: select });
  const grouping = useGrouping(list, filter, select);
  const below = useCallback(
    (row: PlanRow, index: number) => (isExpandedConflict(row, index) && row.key !== open ? <ConflictRow itemKey={row.key} /> : null),
    [open],
  );
  const keys = useTableKeys({
    table,
    total,
    active,
    // While the panel is open, the keys show the next change immediately.
    onMove: (index) => (open === null ? setActive(index) : show(index)),
    onOpen: show,
    onToggle: (index) => {
      const row = rowAt(index);
      if (row?.choosable) select([row.key], !row.chosen);
    },
    onKey: ({ key, isComposing, ctrlKey, metaKey, altKey }) => {
      if (key !== '/' || isComposing || ctrlKey || metaKey || altKey) return false;
      search.current?.focus();
      return true;
    },
  });
  const close = useCallback(() => {
    setPanel(null);
    table.current?.focus();
  }, []);
  const change = (part: Partial<PlanView>): void => {
    setView({ ...view, ...part });
    setActive(-1);
  };
  // Decided from the plan's totals, because rows may still belong to a search without results.
  const isSame = !waiting && !isFiltered(view) && Object.values(state.totals.byKind).every((count) => count === 0);

  // Stays for the visit, because a filter that disappears when it is cleared would take the focus with it.
  const showsFilter = useRef(false);
  if (!hasFewChanges(state.totals, view)) showsFilter.current = true;

  return (
    <SplitView
      onClose={close}
      head={
        <>
          <Summary state={state} panel={panel?.kind ?? null} onPanel={(kind) => setPanel({ kind })} />
          {isSame || !showsFilter.current ? null : <FilterBar view={view} totals={state.totals} onChange={change} search={search} />}
        </>
      }
      panel={
        panel === null
          ? null
          : panel.kind === 'item'
            ? {
                title: openRow === undefined ? text('panel.item') : say(getItemName(openRow)),
                body: <ItemPanel key={panel.key} itemKey={panel.key} onOpen={(key) => setPanel({ kind: 'item', key })} />,
              }
            : {
                title: text(`panel.${panel.kind}`),
                body:
                  panel.kind === 'ignored' ? (
                    <IgnoredList />
                  ) : panel.kind === 'server-changes' ? (
                    <ServerChanges />
                  ) : (
                    <PeopleList key={panel.kind} change={panel.kind} />
                  ),
              }
      }
    >
      {isSame ? (
        <div className={classes.block}>
          <EmptyState title={text('same.title')}>{text('same.text')}</EmptyState>
          <Foot onOpen={setDialog} />
        </div>
      ) : (
        <ReviewLayout
          isColumnHidden={panel !== null}
          column={
            hasNothingToSend(state.totals) ? (
              <Foot onOpen={setDialog} />
            ) : (
              <RoleRefusal needs="applier">
                <ApplyDock state={state} along={along} onForget={forget} onDialog={setDialog} />
              </RoleRefusal>
            )
          }
        >
          {failure === null ? null : (
            <div className={classes.block}>
              <ErrorState failure={failure} />
            </div>
          )}
          <DataTable
            name="plan"
            label={text('table.label')}
            role="table"
            source={list}
            keepsHeight
            columns={columns}
            rowPx={ROW_PX}
            grouping={grouping}
            below={below}
            empty={<NoMatches text={text('noMatches')} clear={text('clearFilter')} onClear={() => setView(FIRST_VIEW)} />}
            active={active}
            onActive={setActive}
            onOpen={show}
            isOpen={({ key }) => key === open}
            keys={keys}
            handle={table}
          />
        </ReviewLayout>
      )}
      <PlanDialogs open={dialog} onClose={() => setDialog(null)} />
      <VisuallyHidden role="status">{waiting ? '' : text('rows', { count: total })}</VisuallyHidden>
    </SplitView>
  );
};

const Foot = ({ onOpen }: { onOpen: (dialog: PlanDialog) => void }) => (
  <div className={classes.foot}>
    <RulesAndApprovalLinks onOpen={onOpen} />
  </div>
);

/** Changes of one kind and section under a heading with a checkbox for all. */
const useGrouping = (
  source: RowSource<PlanRow>,
  filter: PlanFilter,
  onTick: (keys: readonly string[], chosen: boolean) => void,
): Grouping<PlanRow> =>
  useMemo(
    () => ({
      keyOf: getGroupKey,
      head: (row, index) => (
        <GroupHead first={row} rows={listGroupRows({ keyOf: getGroupKey }, source, index)} filter={filter} onTick={onTick} />
      ),
    }),
    [source, filter, onTick],
  );

/** The row of a change if it is loaded; the active row is checked first. */
function rowOf({ row: rowAt, total }: RowSource<PlanRow>, key: string, active: number): PlanRow | undefined {
  const row = active < 0 ? undefined : rowAt(active);
  if (row?.key === key) return row;
  for (let index = 0; index < total; index++) if (rowAt(index)?.key === key) return rowAt(index);
  return undefined;
}
