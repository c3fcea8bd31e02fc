import type { AmazonOrderFindingKind } from '../../domain/checkout/amazon/compare-amazon-orders.ts';
import type { AmazonFindingRow } from './amazon-orders.ts';

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
export const FINDING_COLUMNS: Readonly<Record<AmazonOrderFindingKind, readonly FindingColumn[]>> = {
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
