import { useMemo } from 'react';
import type { Column } from '#renderer/parts/data-table/columns/columns.ts';
import { type Grouping, listGroupRows } from '#renderer/parts/data-table/rows/grouping.ts';
import type { RowSource } from '#renderer/parts/data-table/rows/use-rows.ts';
import { DataAgeText, Mono, UnstyledButton, useFormat, useText } from '#renderer/ui/index.ts';
import type { OrderRow, OrderSort } from '#shared/contract/orders/orders.ts';
import type { LockInterpretation } from '#shared/domain/checkout/lock-clock.ts';
import { ApproversCell, formatEndTime, GroupHead, RemainingTime } from './cells.tsx';
import { LockBar } from './lock-bar.tsx';
import classes from './table.module.css';
import { createLockBar, type ForecastDay, getRowGroup } from './view-model.ts';

interface OrderColumnsOptions {
  readonly now: number;
  readonly reading: LockInterpretation;
  readonly kinds: ReadonlyMap<string, ForecastDay['kind']>;
  readonly onOpen: (index: number) => void;
}

type OrderColumn = Column<OrderRow> & { readonly sortBy?: OrderSort['by'] };

/** Columns of the requests. Columns hidden on narrow windows are shown in the panel. */
export const useOrderColumns = ({ now, reading, kinds, onOpen }: OrderColumnsOptions): readonly Column<OrderRow>[] => {
  const text = useText('orders.table');
  const panel = useText('orders.panel');
  const states = useText('orders.state');
  const format = useFormat();
  return useMemo<readonly OrderColumn[]>(
    () => [
      {
        id: 'due',
        title: text('due'),
        least: 184,
        grow: 1.2,
        sortBy: 'danger',
        cell: ({ lock, outlook, state, decidedAt, requestedAt }) =>
          lock === null ? (
            <span className={classes.muted}>
              {states(state)} {decidedAt === null ? null : <DataAgeText at={decidedAt} />}
            </span>
          ) : (
            <div className={classes.lock}>
              <LockBar
                bar={createLockBar({ requestedAt, lock }, now, reading, kinds)}
                lock={lock}
                outlook={outlook}
                requestedAt={requestedAt}
              />
              <RemainingTime lock={lock} outlook={outlook} now={now} until={formatEndTime(lock.endsAt, format.time)} />
            </div>
          ),
        text: ({ lock, state }) => (lock === null ? states(state) : format.dateTime(lock.endsAt)),
      },
      {
        id: 'order',
        title: text('order'),
        least: 176,
        grow: 2,
        sortBy: 'requested',
        naming: true,
        cell: ({ id, number, title }, { index, open, tabIndex }) => (
          <>
            <UnstyledButton
              className={classes.open}
              data-opener
              tabIndex={tabIndex}
              aria-expanded={open}
              aria-label={panel('open', { number: number || title || id })}
              onClick={() => onOpen(index)}
            >
              <Mono>{number || id}</Mono>
            </UnstyledButton>
            <span className={classes.title}>{title}</span>
          </>
        ),
        text: ({ id, number, title }) => `${number || id} ${title}`,
      },
      {
        id: 'applicant',
        title: text('applicant'),
        least: 100,
        grow: 0.8,
        sortBy: 'applicant',
        givesWay: 2,
        cell: ({ applicant }) => (
          <>
            <span className={classes.line}>{applicant.name}</span>
            <span className={classes.second}>{applicant.organization}</span>
          </>
        ),
        text: ({ applicant }) => `${applicant.name} ${applicant.organization}`,
      },
      {
        id: 'route',
        title: text('route'),
        least: 130,
        grow: 1,
        sortBy: 'route',
        givesWay: 1,
        cell: ({ route, step }) => (
          <>
            <span className={classes.line}>{route.name}</span>
            {step === null ? null : (
              <span className={classes.second}>
                {step.index > 0 && step.count > 0 ? `${text('step', { step: step.index, count: step.count })} ` : ''}
                {step.name}
              </span>
            )}
          </>
        ),
        text: ({ route, step }) => [route.name, step?.name ?? ''].join(' '),
      },
      {
        id: 'approvers',
        title: text('approvers'),
        least: 136,
        grow: 1,
        cell: ({ step, state, outlook }) => <ApproversCell step={step} state={state} outlook={outlook} />,
        text: ({ step }) => (step?.approvers ?? []).map(({ name }) => name).join(' '),
      },
      {
        id: 'amount',
        title: text('amount'),
        least: 104,
        grow: 0.2,
        sortBy: 'amount',
        givesWay: 3,
        numeric: true,
        cell: ({ amount }) => <span className={classes.line}>{amount === null ? '' : text('yen', { yen: format.count(amount) })}</span>,
        text: ({ amount }) => (amount === null ? '' : String(amount)),
      },
    ],
    [text, panel, states, format, now, reading, kinds, onOpen],
  );
};

/** Groups requests, sorted by urgency, by the day on which their locks end. */
export const useOrderGroups = (source: RowSource<OrderRow>, today: string): Grouping<OrderRow> =>
  useMemo(() => {
    const keyOf = (row: OrderRow): string => getRowGroup(row).key;
    return {
      keyOf,
      head: (row, index) => <GroupHead group={getRowGroup(row)} rows={listGroupRows({ keyOf }, source, index)} today={today} />,
    };
  }, [source, today]);
