import type { FindingColumn } from '#shared/contract/orders/amazon-findings.ts';
import type { AmazonOrderSource } from '#shared/contract/orders/amazon-orders.ts';

export const PERIOD_DAYS = [30, 90, 180, 366] as const;
export const DEFAULT_DAYS = 90;
export const APPROVAL_HOURS = [24, 48, 72, 168] as const;
export const DEFAULT_HOURS = 24;

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
