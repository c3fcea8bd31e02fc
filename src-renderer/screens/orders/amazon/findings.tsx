import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { ExportMenu } from '#renderer/parts/written-file/export-menu.tsx';
import {
  ErrorState,
  FilterSearch,
  Muted,
  Pager,
  Row,
  Select,
  SkeletonRows,
  useFormat,
  useLanguage,
  useSettledSearch,
  useText,
} from '#renderer/ui/index.ts';
import { FINDING_COLUMNS, type FindingColumn, getFindingText, isInstantColumn } from '#shared/contract/orders/amazon-findings.ts';
import type { AmazonFindingRow, AmazonOrderSource } from '#shared/contract/orders/amazon-orders.ts';
import type { AmazonOrderFindingKind } from '#shared/domain/checkout/amazon/compare-amazon-orders.ts';
import tableClasses from '../groups.module.css';
import classes from './amazon-orders.module.css';
import { APPROVAL_HOURS, isShortColumn } from './view-model.ts';

const PAGE_SIZE = 50;

interface AmazonFindingsProps {
  readonly source: AmazonOrderSource;
  readonly hours: number;
  readonly onHours: (hours: number) => void;
}

/** The findings of one kind, chosen by a filter that shows the number of each. */
export const AmazonFindings = ({ source, hours, onHours }: AmazonFindingsProps) => {
  const text = useText('orders.amazon');
  const [kind, setKind] = useState<AmazonOrderFindingKind>('other-address');
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(0);
  const settled = useSettledSearch(search);
  const list = useCall('orders.amazonFindings', { hours, kind, search: settled, offset: page * PAGE_SIZE, limit: PAGE_SIZE });
  const choose = (next: AmazonOrderFindingKind): void => {
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
          onChange={(next) => choose(next as AmazonOrderFindingKind)}
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
        <ExportFindings hours={hours} kind={kind} search={settled} />
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

interface ExportFindingsProps {
  readonly hours: number;
  readonly kind: AmazonOrderFindingKind;
  readonly search: string;
}

/** Exports the list of one kind that the search shows. */
const ExportFindings = ({ hours, kind, search }: ExportFindingsProps) => {
  const text = useText('orders');
  const client = useClient();
  const language = useLanguage();
  return (
    <ExportMenu
      label={text('export')}
      forms={{ 'utf8-bom': text('exportAs.utf8-bom'), cp932: text('exportAs.cp932') }}
      start={(encoding) => client.call('orders.exportAmazon', { hours, kind, search, encoding, language })}
    />
  );
};

interface FindingTableProps {
  readonly kind: AmazonOrderFindingKind;
  readonly rows: readonly AmazonFindingRow[];
}

const FindingTable = ({ kind, rows }: FindingTableProps) => {
  const text = useText('orders.amazon');
  const format = useFormat();
  const [naming, ...others] = FINDING_COLUMNS[kind];
  const say = (row: AmazonFindingRow, column: FindingColumn): string => {
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
