import { expect, test } from 'vitest';
import { listGaps } from '#renderer/screens/orders/amazon/view-model.ts';
import { FINDING_COLUMNS, getFindingText } from '#shared/contract/orders/amazon-findings.ts';
import type { AmazonFindingRow, AmazonOrderSource } from '#shared/contract/orders/amazon-orders.ts';
import { AMAZON_ORDER_FINDINGS } from '#shared/domain/checkout/amazon/compare-amazon-orders.ts';

const row: AmazonFindingRow = {
  kind: 'other-address',
  order: {
    id: '250-1',
    orderedAt: '2026-11-10T02:00:00.000Z',
    status: 'CLOSED',
    number: 'ab-1',
    buyerName: 'ｱｵｷ ﾊﾅ',
    buyerEmail: 'info@example.co.jp',
    group: '購買',
    amount: 1_000,
  },
  request: { id: '1', number: 'AB-1', title: '電池の購入', decidedAt: '2026-11-10T01:00:00Z' },
  person: { id: '10', name: '青木 はな', email: 'aoki@example.co.jp' },
  expected: ['A', 'B'],
};

test('each column shows its own value, and NEO’s number before Amazon’s', () => {
  const shown = (kind: AmazonFindingRow['kind']) => FINDING_COLUMNS[kind].map((column) => getFindingText(row, column));
  expect(Object.fromEntries(AMAZON_ORDER_FINDINGS.map((kind) => [kind, shown(kind)]))).toEqual({
    'other-address': ['250-1', 'AB-1', '2026-11-10T02:00:00.000Z', '青木 はな', 'info@example.co.jp', 'A、B'],
    'unknown-address': ['250-1', 'AB-1', '2026-11-10T02:00:00.000Z', 'ｱｵｷ ﾊﾅ', 'info@example.co.jp', '購買'],
    'other-group': ['250-1', 'AB-1', '2026-11-10T02:00:00.000Z', 'ｱｵｷ ﾊﾅ', '購買', 'A、B'],
    'not-seen': ['AB-1', '電池の購入', '2026-11-10T01:00:00Z', '青木 はな', 'aoki@example.co.jp'],
    'no-order-seen': ['青木 はな', 'aoki@example.co.jp'],
  });
  expect(getFindingText({ ...row, request: null }, 'number')).toBe('ab-1');
});

test('a value that is not known is an empty cell', () => {
  const nothing: AmazonFindingRow = { ...row, order: null, request: null, person: null, expected: [] };
  for (const column of new Set(Object.values(FINDING_COLUMNS).flat()))
    expect([column, getFindingText(nothing, column)]).toEqual([column, '']);
});

test('only what could not be compared is listed', () => {
  const gaps: AmazonOrderSource['gaps'] = {
    withoutEmail: 2,
    withoutGroup: 0,
    withoutNumber: 0,
    ambiguousNumber: 0,
    requestsOutside: 3,
    requestsTooRecent: 0,
    requestsWithoutNumber: 0,
  };
  const source: AmazonOrderSource = {
    label: '',
    from: '',
    to: '',
    readAt: '',
    orders: 5,
    requestsReadAt: null,
    matched: 0,
    areNumbersComparable: false,
    gaps,
    findings: [],
  };
  expect(listGaps(source)).toEqual([
    { gap: 'withoutEmail', count: 2 },
    { gap: 'requestsOutside', count: 3 },
  ]);
});
