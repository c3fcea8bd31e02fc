import { useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import {
  ErrorState,
  FilterSearch,
  Muted,
  Pager,
  Row,
  Select,
  SkeletonRows,
  useFormat,
  useSettledSearch,
  useText,
} from '#renderer/ui/index.ts';
import type { AmazonOrderSource } from '#shared/contract/orders/amazon-orders.ts';
import tableClasses from '../groups.module.css';
import classes from './amazon-orders.module.css';
import { APPROVAL_HOURS, FINDING_COLUMNS, type FindingKind, getFindingText, isInstantColumn, isShortColumn } from './view-model.ts';

const PAGE_SIZE = 50;

interface AmazonFindingsProps {
  readonly source: AmazonOrderSource;
  readonly hours: number;
  readonly onHours: (hours: number) => void;
}

/** The findings of one kind, chosen by a filter that shows the number of each. */
export const AmazonFindings = ({ source, hours, onHours }: AmazonFindingsProps) => {
  const text = useText('orders.amazon');
  const [kind, setKind] = useState<FindingKind>('other-address');
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(0);
  const settled = useSettledSearch(search);
  const list = useCall('orders.amazonFindings', { hours, kind, search: settled, offset: page * PAGE_SIZE, limit: PAGE_SIZE });
  const choose = (next: FindingKind): void => {
    setKind(next);
    setPage(0);
  };
  return (
    <section aria-label={text('kinds')}>
      <Row>
        <Select
          aria-label={text('kinds')}
          className={classes.kinds ?? ''}
          data={source.findings.map((each) => ({
            value: each.kind,
            label: text('option', { name: text(`short.${each.kind}`), count: each.count }),
          }))}
          value={kind}
          allowDeselect={false}
          onChange={(next) => choose(next as FindingKind)}
        />
        {kind === 'not-seen' ? (
          <Select
            aria-label={text('hours')}
            className={classes.select ?? ''}
            data={APPROVAL_HOURS.map((each) => ({ value: String(each), label: text('hoursOption', { hours: each }) }))}
            value={String(hours)}
            allowDeselect={false}
            onChange={(next) => onHours(Number(next))}
          />
        ) : null}
        <FilterSearch
          label={text('search')}
          search={search}
          onSearch={(next) => {
            setSearch(next);
            setPage(0);
          }}
        />
      </Row>
      <Muted component="p" className={classes.explanation ?? ''}>
        {text(`kind.${kind}`, { hours })}
      </Muted>
      {list.error !== null && list.value === undefined ? <ErrorState failure={list.error} onRetry={list.refetch} /> : null}
      {list.value === undefined ? (
        list.loading ? (
          <SkeletonRows rows={6} />
        ) : null
      ) : list.value.total === 0 ? (
        <p>{text(settled === '' ? 'nothing' : 'noMatches')}</p>
      ) : (
        <>
          <FindingTable kind={kind} rows={list.value.rows} />
          <Pager page={page} pageSize={PAGE_SIZE} total={list.value.total} onPage={setPage} />
        </>
      )}
    </section>
  );
};

interface FindingTableProps {
  readonly kind: FindingKind;
  readonly rows: readonly Parameters<typeof getFindingText>[0][];
}

const FindingTable = ({ kind, rows }: FindingTableProps) => {
  const text = useText('orders.amazon');
  const format = useFormat();
  const [naming, ...others] = FINDING_COLUMNS[kind];
  const say = (row: FindingTableProps['rows'][number], column: (typeof others)[number]): string => {
    const value = getFindingText(row, column);
    return value !== '' && isInstantColumn(column) ? format.dateTime(value) : value;
  };
  if (naming === undefined) return null;
  return (
    <div className={classes.scroll}>
      <table className={tableClasses.table} aria-label={text(`short.${kind}`)}>
        <thead>
          <tr>
            {[naming, ...others].map((column) => (
              <th key={column} scope="col">
                {text(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.order?.id ?? row.request?.id ?? (row.person?.id || row.person?.email)}>
              <th scope="row" className={classes.short}>
                {say(row, naming)}
              </th>
              {others.map((column) => (
                <td key={column} className={isShortColumn(column) ? classes.short : undefined}>
                  {say(row, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
