import type { AmazonFindingRow, AmazonOrderSource } from '#shared/contract/orders/amazon-orders.ts';

export const PERIOD_DAYS = [30, 90, 180, 366] as const;
export const DEFAULT_DAYS = 90;
export const APPROVAL_HOURS = [24, 48, 72, 168] as const;
export const DEFAULT_HOURS = 24;

export type FindingKind = AmazonFindingRow['kind'];
export type FindingColumn =
  | 'order'
  | 'number'
  | 'orderedAt'
  | 'decidedAt'
  | 'applicant'
  | 'buyer'
  | 'person'
  | 'actual'
  | 'expected'
  | 'address'
  | 'group'
  | 'expectedGroups'
  | 'title';

/** Columns of each kind of finding; the first one names the row. */
export const FINDING_COLUMNS: Readonly<Record<FindingKind, readonly FindingColumn[]>> = {
  'other-address': ['order', 'number', 'orderedAt', 'applicant', 'actual', 'expected'],
  'unknown-address': ['order', 'number', 'orderedAt', 'buyer', 'actual', 'group'],
  'other-group': ['order', 'number', 'orderedAt', 'buyer', 'group', 'expectedGroups'],
  'not-seen': ['number', 'title', 'decidedAt', 'applicant', 'address'],
  'no-order-seen': ['person', 'address'],
};

/** Text of a cell; instants stay in ISO 8601, see `isInstantColumn`. */
export function getFindingText({ order, request, person, expected }: AmazonFindingRow, column: FindingColumn): string {
  switch (column) {
    case 'order':
      return order?.id ?? '';
    case 'number':
      return request?.number ?? order?.number ?? '';
    case 'orderedAt':
      return order?.orderedAt ?? '';
    case 'decidedAt':
      return request?.decidedAt ?? '';
    case 'buyer':
      return order?.buyerName ?? '';
    case 'applicant':
    case 'person':
      return person?.name ?? '';
    case 'actual':
      return order?.buyerEmail ?? '';
    case 'address':
      return person?.email ?? '';
    case 'group':
      return order?.group ?? '';
    case 'expected':
    case 'expectedGroups':
      return expected.join('、');
    case 'title':
      return request?.title ?? '';
  }
}

export const isInstantColumn = (column: FindingColumn): boolean => column === 'orderedAt' || column === 'decidedAt';

/** Numbers, times and names are not wrapped. */
export const isShortColumn = (column: FindingColumn): boolean => SHORT_COLUMNS.has(column);
const SHORT_COLUMNS: ReadonlySet<FindingColumn> = new Set(['order', 'number', 'orderedAt', 'decidedAt', 'applicant', 'buyer', 'person']);

export type Gap = keyof AmazonOrderSource['gaps'];
const GAPS: readonly Gap[] = [
  'withoutEmail',
  'withoutGroup',
  'withoutNumber',
  'ambiguousNumber',
  'requestsOutside',
  'requestsTooRecent',
  'requestsWithoutNumber',
];

/** Returns what could not be compared, without zero counts. */
export const listGaps = ({ gaps }: AmazonOrderSource): readonly { readonly gap: Gap; readonly count: number }[] =>
  GAPS.map((gap) => ({ gap, count: gaps[gap] })).filter(({ count }) => count > 0);
