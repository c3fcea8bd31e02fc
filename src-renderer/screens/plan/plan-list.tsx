import { useCallback, useRef, useState } from 'react';
import { itemName } from '#renderer/parts/plan/item-name.ts';
import { usePlanCall } from '#renderer/parts/plan/use-plan-call.ts';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import {
  Button,
  EmptyState,
  ErrorState,
  Pager,
  SkeletonRows,
  SplitView,
  useDebouncedValue,
  useHotkeys,
  useText,
} from '#renderer/ui/index.ts';
import { ApplyDock } from './apply-dock.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ItemPanel } from './item-panel.tsx';
import { IgnoredList, ServerChanges } from './lists.tsx';
import { PeopleList } from './people-list.tsx';
import classes from './plan.module.css';
import { PlanTable } from './plan-table.tsx';
import { type PlanDialog, PlanDialogs, RulesAndApproval } from './rules-and-approval.tsx';
import { type PanelKind, Summary } from './summary.tsx';
import { useSelect } from './use-select.ts';
import {
  changed,
  FIRST_VIEW,
  groupsOf,
  inSight,
  isFiltered,
  itemsInput,
  neighbourOf,
  PAGE,
  type PlanState,
  type PlanView,
  sendsNothing,
} from './view-model.ts';

const PAUSE_MS = 120;

type Panel = { readonly kind: 'item'; readonly key: string } | { readonly kind: PanelKind };

/** The plan: what it comes to, the list with its boxes, details beside, and what has to hold before the button. */
export const PlanList = ({ state }: { state: PlanState }) => {
  const text = useText('planScreen');
  const say = usePlanText();
  const [view, setView] = useState<PlanView>(FIRST_VIEW);
  const [panel, setPanel] = useState<Panel | null>(null);
  const [dialog, setDialog] = useState<PlanDialog | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const [settled] = useDebouncedValue(view.search, PAUSE_MS);
  const list = usePlanCall('plan.items', itemsInput({ ...view, search: settled }));
  const { select, asWished, along, failure, forget } = useSelect(list.value?.revision);
  const groups = groupsOf(asWished(list.value?.items ?? []));
  const shown = inSight(groups);
  const activeKey = shown.some(({ key }) => key === active) ? active : (shown[0]?.key ?? null);
  const open = panel?.kind === 'item' ? panel.key : null;
  const openRow = open === null ? undefined : shown.find(({ key }) => key === open);

  const focusRow = (key: string | null): void => {
    if (key === null) return;
    setActive(key);
    table.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`)?.focus();
  };
  const move = (step: 1 | -1): void => {
    const key = neighbourOf(shown, document.activeElement?.closest('tr') == null ? null : activeKey, step);
    focusRow(key);
    if (key !== null && open !== null) setPanel({ kind: 'item', key });
  };
  useHotkeys([
    ['J', () => move(1)],
    ['K', () => move(-1)],
    ['/', () => search.current?.focus()],
  ]);
  const close = useCallback(() => {
    setPanel(null);
    const opened = document.querySelector<HTMLElement>('[data-open] [data-row]');
    opened?.focus();
  }, []);
  const change = (part: Partial<PlanView>): void => setView(changed(view, part));

  return (
    <SplitView
      onClose={close}
      panel={
        panel === null
          ? null
          : panel.kind === 'item'
            ? {
                title: openRow === undefined ? text('panel.item') : say(itemName(openRow)),
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
      <div className={classes.main}>
        <Summary state={state} panel={panel?.kind ?? null} onPanel={(kind) => setPanel({ kind })} />
        {list.value !== undefined && list.value.total === 0 && !isFiltered(view) ? (
          <div className={classes.block}>
            <EmptyState title={text('same.title')}>{text('same.text')}</EmptyState>
            <Foot onOpen={setDialog} />
          </div>
        ) : (
          <>
            <FilterBar view={view} totals={state.totals} onChange={change} search={search} />
            {list.error === null && failure === null ? null : (
              <div className={classes.block}>
                {list.error === null ? null : <ErrorState failure={list.error} onRetry={list.refetch} />}
                {failure === null ? null : <ErrorState failure={failure} />}
              </div>
            )}
            {list.value === undefined ? (
              list.loading ? (
                <div className={classes.block}>
                  <SkeletonRows rows={8} />
                </div>
              ) : null
            ) : list.value.total === 0 ? (
              <div className={classes.none}>
                <p>{text('noMatches')}</p>
                <Button size="xs" variant="default" onClick={() => setView(FIRST_VIEW)}>
                  {text('clearFilter')}
                </Button>
              </div>
            ) : (
              <div className={classes.tableBox} data-stale={list.stale || undefined}>
                <PlanTable
                  ref={table}
                  groups={groups}
                  active={activeKey}
                  open={open}
                  onActive={setActive}
                  onMove={move}
                  onOpen={(key) => setPanel({ kind: 'item', key })}
                  onTick={select}
                />
                <Pager pageSize={PAGE} page={view.page} total={list.value.total} onPage={(page) => setView({ ...view, page })} />
              </div>
            )}
            {sendsNothing(state.totals) ? (
              <Foot onOpen={setDialog} />
            ) : (
              <ApplyDock state={state} along={along} onForget={forget} onDialog={setDialog} />
            )}
          </>
        )}
        <PlanDialogs open={dialog} onClose={() => setDialog(null)} />
        <span className={classes.spoken} role="status">
          {list.value === undefined ? '' : text('rows', { count: list.value.total })}
        </span>
      </div>
    </SplitView>
  );
};

const Foot = ({ onOpen }: { onOpen: (dialog: PlanDialog) => void }) => (
  <div className={classes.foot}>
    <RulesAndApproval onOpen={onOpen} />
  </div>
);
