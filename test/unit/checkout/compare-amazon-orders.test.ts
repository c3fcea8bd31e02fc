import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AmazonOrder } from '#shared/domain/checkout/amazon/amazon-order.ts';
import { type AmazonOrderComparisonInput, compareAmazonOrders } from '#shared/domain/checkout/amazon/compare-amazon-orders.ts';
import { amazonUser as account, neoUser as user } from '../../support/directories.ts';
import { order as request } from '../../support/orders.ts';

const HANA = user({ id: '10', name: '青木 はな', workEmail: 'aoki@example.co.jp' });
const SUSUMU = user({ id: '20', name: '土屋 進', workEmail: 'tsuchiya@example.co.jp' });
const APPROVED = request({ number: 'AB-1', state: 'approved', decidedAt: '2026-11-10T10:00:00+09:00', applicantId: '10', step: null });

const amazonOrder = (changes: Partial<AmazonOrder> = {}): AmazonOrder => ({
  id: '250-1',
  orderedAt: '2026-11-10T02:00:00.000Z',
  status: 'CLOSED',
  purchaseOrderNumber: 'AB-1',
  buyerName: '青木 はな',
  buyerEmail: 'aoki@example.co.jp',
  group: '購買',
  amount: 1_000,
  ...changes,
});

const input = (changes: Partial<AmazonOrderComparisonInput> = {}): AmazonOrderComparisonInput => ({
  orders: [amazonOrder()],
  period: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z', readAt: '2026-11-30T00:10:00.000Z' },
  requests: [APPROVED],
  neoUsers: [HANA],
  amazonUsers: [account({ email: 'aoki@example.co.jp', groups: ['購買'] })],
  hours: 24,
  ...changes,
});
const kinds = (changes: Partial<AmazonOrderComparisonInput>) => compareAmazonOrders(input(changes)).findings.map(({ kind }) => kind);

describe('the comparison of Amazon’s orders with NEO', () => {
  it.each<[string, Partial<AmazonOrderComparisonInput>, readonly string[]]>([
    ['nothing for an order as expected', {}, []],
    [
      'nothing for another spelling of address, group and number',
      { orders: [amazonOrder({ buyerEmail: 'ＡＯＫＩ@example.co.jp', group: ' 購買 ', purchaseOrderNumber: 'ａｂ-1' })] },
      [],
    ],
    [
      'an order under another address than the applicant’s',
      { orders: [amazonOrder({ buyerEmail: 'tsuchiya@example.co.jp' })], neoUsers: [HANA, SUSUMU] },
      ['other-address'],
    ],
    [
      'an order without a request under an address that NEO does not have',
      { orders: [amazonOrder(), amazonOrder({ id: '250-2', purchaseOrderNumber: '', buyerEmail: 'info@example.co.jp' })] },
      ['unknown-address'],
    ],
    ['an order in a group that the account does not have', { orders: [amazonOrder({ group: '間接材' })] }, ['other-group']],
    [
      'no group where the list has none',
      { orders: [amazonOrder({ group: '間接材' })], amazonUsers: [account({ email: 'aoki@example.co.jp', groups: [] })] },
      [],
    ],
    ['no group where Amazon states none', { orders: [amazonOrder({ group: '' })] }, []],
    [
      'an order in a group without the punchout role',
      {
        amazonUsers: [
          account({
            email: 'aoki@example.co.jp',
            groups: ['購買', '間接材'],
            memberships: [
              { groups: ['購買'], punchout: false },
              { groups: ['間接材'], punchout: true },
            ],
          }),
        ],
      },
      ['other-group'],
    ],
    [
      'an approved request whose number no order has',
      { requests: [APPROVED, request({ ...APPROVED, id: '2', number: 'AB-2' })] },
      ['not-seen'],
    ],
    ['no request if no order has the number of a request', { orders: [amazonOrder({ purchaseOrderNumber: '4500001' })] }, []],
    ['no request that is still pending', { requests: [APPROVED, request({ id: '2', number: 'AB-2' })] }, []],
    [
      'no request approved before the period',
      { requests: [APPROVED, request({ ...APPROVED, id: '2', number: 'AB-2', decidedAt: '2026-10-31T23:59:59Z' })] },
      [],
    ],
    [
      'no request approved less than the hours before the end of the period',
      { requests: [APPROVED, request({ ...APPROVED, id: '2', number: 'AB-2', decidedAt: '2026-11-29T00:00:01Z' })] },
      [],
    ],
    [
      'a request approved exactly the hours before',
      { requests: [APPROVED, request({ ...APPROVED, id: '2', number: 'AB-2', decidedAt: '2026-11-29T00:00:00Z' })] },
      ['not-seen'],
    ],
    [
      'no request decided on a day whose end is too recent',
      { requests: [APPROVED, request({ ...APPROVED, id: '2', number: 'AB-2', decidedAt: '2026-11-29T00:00:00+09:00' })] },
      [],
    ],
    [
      'a person with an account of whom no order was read',
      {
        neoUsers: [HANA, SUSUMU],
        amazonUsers: [account({ email: 'aoki@example.co.jp', groups: [] }), account({ email: 'tsuchiya@example.co.jp', groups: [] })],
      },
      ['no-order-seen'],
    ],
    [
      'nobody who cannot log in or has no account',
      { neoUsers: [HANA, { ...SUSUMU, state: 'suspended' }], amazonUsers: [account({ email: 'tsuchiya@example.co.jp' })] },
      [],
    ],
    ['nobody whose order is known by its request only', { orders: [amazonOrder({ buyerEmail: '' })] }, []],
    ['nobody who shares the address of a buyer', { neoUsers: [HANA, { ...SUSUMU, workEmail: 'aoki@example.co.jp' }] }, []],
  ])('reports %s', (_, changes, expected) => {
    expect(kinds(changes)).toEqual(expected);
  });

  it('names what was expected', () => {
    const { findings } = compareAmazonOrders(input({ orders: [amazonOrder({ buyerEmail: 'info@example.co.jp' })] }));
    expect(findings[0]).toMatchObject({
      kind: 'other-address',
      expected: ['aoki@example.co.jp'],
      person: { id: '10' },
      request: { id: APPROVED.id },
    });
    expect(compareAmazonOrders(input({ orders: [amazonOrder({ group: 'A' })] })).findings[0]).toMatchObject({ expected: ['購買'] });
  });

  it('counts what it could not compare', () => {
    const orders = [
      amazonOrder({ id: '1', buyerEmail: '', group: '' }),
      amazonOrder({ id: '2', purchaseOrderNumber: ' ' }),
      amazonOrder({ id: '3', purchaseOrderNumber: 'AB-3' }),
    ];
    const twice = request({ ...APPROVED, number: 'AB-3' });
    const requests = [
      APPROVED,
      { ...twice, id: '3' },
      { ...twice, id: '4' },
      { ...APPROVED, id: '5', number: '' },
      { ...APPROVED, id: '6', number: 'AB-6', decidedAt: '2025-01-01T00:00:00Z' },
      { ...APPROVED, id: '7', number: 'AB-7', decidedAt: '2026-11-30T00:00:00Z' },
    ];
    const { gaps, matched, areNumbersComparable } = compareAmazonOrders(input({ orders, requests }));
    expect({ gaps, matched, areNumbersComparable }).toEqual({
      gaps: {
        withoutEmail: 1,
        withoutGroup: 1,
        withoutNumber: 1,
        ambiguousNumber: 1,
        requestsOutside: 1,
        requestsTooRecent: 1,
        requestsWithoutNumber: 1,
      },
      matched: 1,
      areNumbersComparable: true,
    });
  });

  it('never reports a request or person of an order, in any order of rows', () => {
    const people = Array.from({ length: 6 }, (_, at) => user({ id: String(at), workEmail: `user${at}@example.co.jp` }));
    const accounts = people.map(({ workEmail }) => account({ email: workEmail, groups: ['購買'] }));
    const anyOrder = fc.record({
      id: fc.uuid(),
      orderedAt: fc.constant('2026-11-10T00:00:00.000Z'),
      status: fc.constantFrom('CLOSED', 'PENDING'),
      purchaseOrderNumber: fc.constantFrom('', 'AB-0', 'AB-1', 'AB-2', 'ab-3', 'other'),
      buyerName: fc.constantFrom('青木', 'ｱｵｷ', ''),
      buyerEmail: fc.constantFrom('', 'user0@example.co.jp', 'USER1@example.co.jp', 'info@example.co.jp'),
      group: fc.constantFrom('', '購買', '間接材'),
      amount: fc.constant(null),
    });
    const anyRequest = fc
      .record({
        at: fc.nat(5),
        state: fc.constantFrom('approved' as const, 'pending' as const, 'rejected' as const),
        day: fc.integer({ min: 1, max: 30 }),
      })
      .map(({ at, state, day }) =>
        request({
          id: `r${at}`,
          number: `AB-${at}`,
          state,
          applicantId: String(at),
          decidedAt: state === 'pending' ? null : `2026-11-${String(day).padStart(2, '0')}T01:00:00Z`,
        }),
      );
    fc.assert(
      fc.property(
        fc.array(anyOrder, { maxLength: 12 }),
        fc.uniqueArray(anyRequest, { maxLength: 6, selector: ({ id }) => id }),
        (orders, requests) => {
          const all = { orders, requests, neoUsers: people, amazonUsers: accounts };
          const { findings, matched } = compareAmazonOrders(input(all));
          const numbers = new Set(orders.map(({ purchaseOrderNumber }) => purchaseOrderNumber.toUpperCase()));
          const addresses = new Set(orders.map(({ buyerEmail }) => buyerEmail.toLowerCase()));
          for (const { kind, request: found, person, order } of findings) {
            if (kind === 'not-seen') expect(found?.state === 'approved' && !numbers.has(found.number)).toBe(true);
            if (kind === 'no-order-seen') expect(addresses.has(person?.workEmail ?? '')).toBe(false);
            expect((kind === 'not-seen' || kind === 'no-order-seen') === (order === null)).toBe(true);
          }
          expect(matched).toBeLessThanOrEqual(orders.length);
          const reversed = compareAmazonOrders(
            input({
              orders: orders.toReversed(),
              requests: requests.toReversed(),
              neoUsers: people.toReversed(),
              amazonUsers: accounts.toReversed(),
            }),
          );
          const keyOf = (each: (typeof findings)[number]) => [each.kind, each.order?.id, each.request?.id, each.person?.id].join();
          expect(reversed.findings.map(keyOf).sort()).toEqual(findings.map(keyOf).sort());
        },
      ),
      { numRuns: 100 },
    );
  });
});
