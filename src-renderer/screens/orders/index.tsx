import { IconFileImport, IconRefresh } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { runJob, useCall, useClient, useJobs, useShownCompany } from '#renderer/client/index.ts';
import { navigate, type ScreenParams, useParams, useScreenAddressSync } from '#renderer/navigation/index.ts';
import { LockPolicyDialog } from '#renderer/parts/clocks/lock-policy-dialog.tsx';
import { toggleSort } from '#renderer/parts/data-table/columns/columns.ts';
import { DataTable } from '#renderer/parts/data-table/data-table.tsx';
import { useRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import type { RowWindow } from '#renderer/parts/data-table/rows/windowed-rows.ts';
import { useRowChoice } from '#renderer/parts/data-table/selection/use-row-choice.ts';
import { NoMatches } from '#renderer/parts/data-table/table-state.tsx';
import { type TableHandle, useTableKeys } from '#renderer/parts/data-table/use-table-keys.ts';
import {
  Button,
  DataAgeText,
  EmptyState,
  ErrorState,
  Notice,
  Screen,
  SkeletonRows,
  SplitView,
  UnstyledButton,
  useFormat,
  useNow,
  useSettledSearch,
  useText,
  ViewPanel,
  Views,
  ViewTabs,
  VisuallyHidden,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { LockPolicyView } from '#shared/contract/orders/clocks.ts';
import type { OrderRow, OrderSort } from '#shared/contract/orders/orders.ts';
import { AmazonOrders } from './amazon/amazon-orders.tsx';
import { useOrderColumns, useOrderGroups } from './columns.tsx';
import { FilterBar } from './filter-bar.tsx';
import { OrdersByApprover, OrdersByRoute } from './groups.tsx';
import { OrderPanel } from './order-panel.tsx';
import classes from './orders.module.css';
import { ForecastStrip } from './strip.tsx';
import {
  changeView,
  createForecastInput,
  createStripDays,
  FIRST_VIEW,
  getKindsByDate,
  isFiltered,
  ORDERS_TABS,
  type OrdersTab,
  type OrdersView,
  toAmountsParams,
  toOrderFilter,
} from './view-model.ts';

type Summary = CallOutput<'orders.summary'>;

/** After this age pending requests may have been decided. */
const OLD_AFTER_MS = 12 * 3_600_000;

/** 注文と期限: when pending requests lose their lock, who can act, and messages to them. */
export const OrdersScreen = () => {
  const text = useText('orders');
  const summary = useCall('orders.summary', {});
  const policy = useCall('clocks.lockPolicy', {});
  const reader = useReader();
  const params = useParams('orders');
  const [visit, setVisit] = useState(params);
  const [tab, setTab] = useState<OrdersTab>(params.tab ?? 'list');
  if (visit !== params) {
    setVisit(params);
    setTab(params.tab ?? 'list');
  }
  const { value, error, loading, refetch } = summary;
  const ready = value !== undefined && policy.value !== undefined;
  return (
    <Views value={tab} views={ORDERS_TABS} onChange={(next) => navigate('orders', next === 'list' ? {} : { tab: next })}>
      <Screen title={text('title')} layout="fill" actions={ready ? <Actions summary={value} reader={reader} tab={tab} /> : undefined}>
        {reader.failure === null ? null : (
          <div className={classes.failure}>
            <ErrorState failure={reader.failure} action={<ImportButton />} />
          </div>
        )}
        {error !== null && value === undefined ? (
          <div className={classes.failure}>
            <ErrorState failure={error} onRetry={refetch} />
          </div>
        ) : !ready ? (
          loading ? (
            <div className={classes.failure}>
              <SkeletonRows rows={10} />
            </div>
          ) : null
        ) : tab === 'amazon' ? (
          <ViewPanel value={tab}>
            <AmazonOrders />
          </ViewPanel>
        ) : value.source === null ? (
          <div className={classes.failure}>
            <EmptyState
              title={text('empty.title')}
              action={
                <div className={classes.emptyActions}>
                  {reader.canRead ? (
                    <Button loading={reader.reading} onClick={reader.read}>
                      {text('read')}
                    </Button>
                  ) : null}
                  <ImportButton primary={!reader.canRead} />
                </div>
              }
            >
              {text('empty.text')}
            </EmptyState>
          </div>
        ) : (
          <ViewPanel value={tab}>
            {tab === 'list' ? (
              <Orders summary={value} policy={policy.value as LockPolicyView} />
            ) : (
              <div className={classes.main}>
                <Sentence summary={value} />
                <Notices summary={value} />
                {tab === 'routes' ? <OrdersByRoute reading={(policy.value as LockPolicyView).reading} /> : <OrdersByApprover />}
              </div>
            )}
          </ViewPanel>
        )}
      </Screen>
    </Views>
  );
};

interface Reader {
  readonly canRead: boolean;
  readonly reading: boolean;
  readonly failure: Failure | null;
  readonly read: () => void;
}

/** Hook that reads requests from the server, if the company has one. */
function useReader(): Reader {
  const client = useClient();
  const canRead = useShownCompany()?.company.serverAddress != null;
  const reading = useJobs(({ jobs }) => jobs.some((job) => job.kind === 'read-orders' && job.state === 'running'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = async (): Promise<void> => {
    setFailure(null);
    const result = await runJob(client, client.call('orders.read', {}));
    if (!result.ok) setFailure(result.error);
    else if (result.value.state === 'failed') setFailure(result.value.error);
  };
  return { canRead, reading, failure, read: () => void read() };
}

const ImportButton = ({ primary = false }: { primary?: boolean }) => {
  const text = useText('orders');
  return (
    <Button
      variant={primary ? 'filled' : 'default'}
      leftSection={<IconFileImport size={16} aria-hidden />}
      onClick={() => navigate('import', { kind: 'orders' })}
    >
      {text('import')}
    </Button>
  );
};

interface ActionsProps {
  readonly summary: Summary;
  readonly reader: Reader;
  readonly tab: OrdersTab;
}

const Actions = ({ summary, reader, tab }: ActionsProps) => {
  const text = useText('orders');
  const { source } = summary;
  const now = useNow();
  return (
    <>
      <ViewTabs label={text('tabs.label')} tabs={ORDERS_TABS.map((value) => ({ value, label: text(`tabs.${value}`) }))} />
      {source === null || tab === 'amazon' ? null : (
        <span className={classes.age}>
          <DataAgeText at={source.takenAt} old={now - Date.parse(source.takenAt) > OLD_AFTER_MS} />
        </span>
      )}
      {source === null || tab === 'amazon' ? null : reader.canRead ? (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={reader.reading} onClick={reader.read}>
          {text('readAgain')}
        </Button>
      ) : (
        <ImportButton />
      )}
    </>
  );
};

const Orders = ({ summary, policy }: { summary: Summary; policy: LockPolicyView }) => {
  const text = useText('orders');
  const params = useParams('orders');
  const [visit, setVisit] = useState(params);
  const [view, setView] = useState<OrdersView>({ ...FIRST_VIEW, ...wantedBy(params) });
  const [openId, setOpenId] = useState<string | null>(params.open ?? null);
  const [policyOpen, setPolicyOpen] = useState(false);
  if (visit !== params) {
    setVisit(params);
    setView({ ...FIRST_VIEW, ...wantedBy(params) });
    setOpenId(params.open ?? null);
  }
  useScreenAddressSync('orders', paramsOf(view, openId));
  const search = useSettledSearch(view.search);
  const asked = { ...view, search };
  const list = useOrders(asked);
  const forecast = useCall('orders.forecast', createForecastInput(summary.today, view));
  const now = useNow();
  const [active, setActive] = useState(-1);
  const table = useRef<TableHandle>(null);
  const change = (part: Partial<OrdersView>): void => {
    setView(changeView(view, part));
    setActive(-1);
  };
  const close = useCallback(() => {
    setOpenId(null);
    table.current?.focus();
  }, []);
  // The day strip is above the list; rendering it later would move the list.
  const isKnown = forecast.value !== undefined || forecast.error !== null;
  const days = forecast.value?.days ?? NO_DAYS;
  const kinds = useMemo(() => getKindsByDate(days), [days]);
  const { row: rowAt, total, waiting } = list;
  const show = useCallback((index: number) => setOpenId((id) => rowAt(index)?.id ?? id), [rowAt]);
  const columns = useOrderColumns({ now, reading: policy.reading, kinds, onOpen: show });
  const groups = useOrderGroups(list, summary.today);
  const selection = useRowChoice({ source: list, question: toOrderFilter(asked), entryOf });
  const keys = useTableKeys({ table, total, active, selection, onMove: setActive, onOpen: show });
  const title = useOpenTitle(list, openId, active);
  const lock = useText('orders.reading');
  const isEmpty = summary.pending === 0 && !isFiltered(view);
  if (!isKnown) return <div className={classes.failure}>{forecast.loading ? <SkeletonRows rows={10} /> : null}</div>;
  return (
    <SplitView
      onClose={close}
      head={
        <>
          <Sentence summary={summary} whole={isFiltered(view)} />
          <Notices summary={summary} />
          <ForecastStrip
            days={createStripDays(days, summary.today, policy.reading)}
            reading={policy.reading}
            chosen={view.lastDay}
            onChoose={(lastDay) => change({ lastDay, ...(lastDay === null ? {} : { kind: 'pending' }) })}
          >
            <p className={classes.policy}>
              {summary.disputed === 0 ? null : <span>{text('disputed', { count: summary.disputed })}</span>}
              <span>{text('policy.line', { reading: lock(policy.reading) })}</span>
              <UnstyledButton className={classes.link} onClick={() => setPolicyOpen(true)}>
                {text('policy.change')}
              </UnstyledButton>
            </p>
          </ForecastStrip>
          {isEmpty ? null : <FilterBar view={view} onChange={change} asked={asked} policy={policy} />}
        </>
      }
      panel={openId === null ? null : { title, body: <OrderPanel key={openId} id={openId} now={now} policy={policy} /> }}
    >
      <div className={classes.main}>
        {isEmpty ? (
          <div className={classes.block}>
            <EmptyState
              title={text('emptyPending.title')}
              action={
                <Button variant="default" onClick={() => change({ kind: 'all' })}>
                  {text('filter.all')}
                </Button>
              }
            >
              {text('emptyPending.text')}
            </EmptyState>
          </div>
        ) : (
          <DataTable
            name="order"
            label={text('table.label')}
            role="table"
            source={list}
            keepsHeight
            columns={columns}
            rowPx={ROW_PX}
            {...(view.sort.by === 'danger' && !view.sort.descending ? { grouping: groups } : {})}
            empty={<NoMatches text={text('noMatches')} clear={text('clearFilter')} onClear={() => setView(FIRST_VIEW)} />}
            active={active}
            onActive={setActive}
            onOpen={show}
            isOpen={({ id }) => id === openId}
            keys={keys}
            handle={table}
            selection={selection}
            sort={{ by: view.sort.by, direction: view.sort.descending ? 'descending' : 'ascending' }}
            onSort={(by) => change({ sort: sortedBy(view.sort, by as OrderSort['by']) })}
          />
        )}
        <LockPolicyDialog opened={policyOpen} onClose={() => setPolicyOpen(false)} />
        <VisuallyHidden role="status">{waiting ? '' : text('table.orders', { count: total })}</VisuallyHidden>
      </div>
    </SplitView>
  );
};

/** Number of the open request for the title. If its row is not the active one, it comes from the panel's query. */
function useOpenTitle({ row: rowAt }: ReturnType<typeof useOrders>, openId: string | null, active: number): string {
  const { value } = useCall('orders.get', openId === null ? null : { id: openId });
  const order = [active < 0 ? undefined : rowAt(active), value?.order].find((one) => one?.id === openId);
  return order === undefined ? '' : order.number || order.id;
}

const NO_DAYS: CallOutput<'orders.forecast'>['days'] = [];

const ROW_PX = 61;
const entryOf = ({ id }: OrderRow): readonly [string, null] => [id, null];
const read = ({ rows, total }: CallOutput<'orders.list'>): RowWindow<OrderRow> => ({ rows, total, version: [] });

/** The requests of a view. */
const useOrders = (view: OrdersView) => useRows({ call: 'orders.list', input: { filter: toOrderFilter(view), sort: view.sort }, read });

const sortedBy = ({ by, descending }: OrderSort, next: OrderSort['by']): OrderSort => {
  const { direction } = toggleSort({ by, direction: descending ? 'descending' : 'ascending' }, next);
  return { by: next, descending: direction === 'descending' };
};

const wantedBy = ({ kind, lastDay, route, approver, search }: ScreenParams['orders']): Partial<OrdersView> => ({
  ...(kind === undefined ? {} : { kind }),
  ...(search === undefined ? {} : { search }),
  ...(lastDay === undefined ? {} : { lastDay }),
  ...(route === undefined ? {} : { route }),
  ...(approver === undefined ? {} : { approver }),
});

const paramsOf = ({ kind, lastDay, route, approver, search }: OrdersView, open: string | null): ScreenParams['orders'] => ({
  ...(kind === FIRST_VIEW.kind ? {} : { kind }),
  ...(lastDay === null ? {} : { lastDay }),
  ...(route === null ? {} : { route }),
  ...(approver === null ? {} : { approver }),
  ...(search === '' ? {} : { search }),
  ...(open === null ? {} : { open }),
});

interface SentenceProps {
  readonly summary: Summary;
  /** States that the text covers all requests, because only a part is displayed. */
  readonly whole?: boolean;
}

const Sentence = ({ summary, whole = false }: SentenceProps) => {
  const text = useText('orders.sentence');
  const format = useFormat();
  const { inDanger, amountsInDanger, pending, byDanger, stuck } = summary;
  const of = { whole: whole ? 'yes' : 'no' };
  const over = byDanger.find(({ danger }) => danger === 'over')?.orders ?? 0;
  return (
    <div className={classes.sentence}>
      <p className={classes.big} data-danger={inDanger > 0 || undefined}>
        {inDanger > 0 ? text('danger', { count: inDanger, ...of }) : text('safe', of)}
      </p>
      <p className={classes.rest}>
        <span>{text('rest', { pending, over })}</span>
        {stuck > 0 ? <span>{text('stuck', { count: stuck })}</span> : null}
        {amountsInDanger.yen > 0 ? <span>{text('amount', toAmountsParams(amountsInDanger, format))}</span> : null}
      </p>
    </div>
  );
};

/** Missing fields of a file that are mentioned, by column name. */
const REPORTED_COLUMNS = ['state', 'decidedAt', 'applicant', 'route', 'step', 'approvers', 'amount'] as const;

const Notices = ({ summary: { source } }: { summary: Summary }) => {
  const text = useText('orders');
  const fields = useText('field.orders');
  const format = useFormat();
  const now = useNow();
  if (source === null) return null;
  const old = now - Date.parse(source.takenAt) > OLD_AFTER_MS;
  const missing = REPORTED_COLUMNS.filter((field) => source.missingFields.includes(field)).map((field) => fields(field));
  if (!old && missing.length === 0) return null;
  return (
    <div className={classes.notices}>
      {old ? <Notice state="risk">{text('stale', { age: format.age(source.takenAt, now) })}</Notice> : null}
      {missing.length === 0 ? null : <Notice>{text('partial', { fields: format.list(missing) })}</Notice>}
    </div>
  );
};
