import { describe, expect, it } from 'vitest';
import {
  canPersonAct,
  createOrderPredicate,
  createOutlookGetter,
  type ListedOrder,
  sortOrders,
  toOrderRow,
} from '#main/company/orders/order-rows.ts';
import type { OrderFilter, OrderSort } from '#shared/contract/orders/orders.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { OrderLock } from '#shared/domain/checkout/order-lock.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { neoUser } from '../../support/directories.ts';
import { order } from '../../support/orders.ts';

const lock = (changes: Partial<OrderLock> = {}): OrderLock => ({
  ends: { hours: Date.UTC(2026, 10, 27, 6, 30), dates: Date.UTC(2026, 10, 26, 15) },
  endsAt: Date.UTC(2026, 10, 27, 6, 30),
  lastDay: '2026-11-27',
  lastChance: '2026-11-26',
  businessDaysLeft: 3,
  day: 4,
  danger: 'soon',
  disputed: false,
  ...changes,
});
const listed = (changes: Partial<ServerOrder> = {}, held: OrderLock | null = lock()): ListedOrder => ({ ...order(changes), lock: held });

const INDEX = new CompanyIndex({
  neoUsers: [
    neoUser({ id: '10', organizations: ['o2'] }),
    neoUser({ id: '20', state: 'suspended', organizations: ['nowhere'] }),
    neoUser({ id: '21', state: 'unknown' }),
  ],
  organizations: [
    { id: 'o1', code: '', name: '本社', parentId: null },
    { id: 'o2', code: '', name: '購買部', parentId: 'o1' },
  ],
  approvers: [],
  roles: [],
  workflowAdmins: [],
});

describe('whether a person may act', () => {
  it.each([
    ['10', true],
    ['20', false],
    ['21', true],
    ['99', true],
    ['', true],
    ['土屋 進', true],
  ])('%j: %s', (id, may) => {
    expect(canPersonAct(INDEX, id)).toBe(may);
    expect(canPersonAct(null, id)).toBe(true);
  });
});

describe('a request in the list', () => {
  const step = (ids: readonly string[], names: readonly string[]) => ({
    index: 2,
    count: 3,
    name: '部長',
    since: 's',
    approverIds: ids,
    approverNames: names,
  });

  it('shows the data of its source and of the current list', () => {
    expect(toOrderRow(listed(), INDEX, 'open')).toEqual({
      ...{ id: '1', number: 'AB-1', title: '電池の購入', state: 'pending', requestedAt: '2026-11-20T15:30:00+09:00', decidedAt: null },
      applicant: { id: '10', name: '青木 はな', organization: '購買部' },
      route: { key: 'r1', name: '標準' },
      step: { index: 1, count: 2, name: '課長', since: null, approvers: [{ id: '20', name: '土屋 進', active: false }], approverCount: 1 },
      amount: 1_000,
      lock: {
        ends: { hours: '2026-11-27T06:30:00.000Z', dates: '2026-11-26T15:00:00.000Z' },
        endsAt: '2026-11-27T06:30:00.000Z',
        ...{ lastDay: '2026-11-27', lastChance: '2026-11-26', businessDaysLeft: 3, day: 4, danger: 'soon', disputed: false },
      },
      outlook: 'open',
    });
    const decided = toOrderRow(listed({ step: null, routeId: '', decidedAt: 'd', applicantId: '20' }, null), INDEX, 'mostly-late');
    expect(decided).toMatchObject({ step: null, lock: null, route: { key: '標準' }, decidedAt: 'd', outlook: 'mostly-late' });
    expect(decided.applicant.organization).toBe('');
    for (const applicantId of ['', '99']) expect(toOrderRow(listed({ applicantId }), INDEX, 'open').applicant.organization).toBe('');
    expect(toOrderRow(listed(), null, 'open').applicant.organization).toBe('');
  });

  it('names three who are asked, those who can log in first, and counts all', () => {
    const many = toOrderRow(listed({ step: step(['20', '21', '', '10', '99'], ['甲', '乙', '', '丁', '戊']) }), INDEX, 'open').step;
    expect(many).toMatchObject({ index: 2, count: 3, name: '部長', since: 's', approverCount: 4 });
    expect(many?.approvers.map(({ id, name, active }) => [id, name, active])).toEqual([
      ['21', '乙', true],
      ['10', '丁', true],
      ['99', '戊', true],
    ]);
    expect(toOrderRow(listed({ step: step([], []) }), INDEX, 'open').step).toMatchObject({ approvers: [], approverCount: 0 });
    expect(toOrderRow(listed({ step: step([], ['名前だけ']) }), INDEX, 'open').step?.approvers).toEqual([
      { id: '名前だけ', name: '名前だけ', active: true },
    ]);
  });

  it('is judged by its approvers, if the source names them, and by the past of its route', () => {
    const cache = (namesApprovers: boolean, isLate: boolean) =>
      ({ namesApprovers: () => namesApprovers, isRouteLate: () => isLate }) as unknown as Parameters<typeof createOutlookGetter>[0];
    expect(createOutlookGetter(cache(true, true), INDEX)(order())).toBe('cannot-log-in');
    expect(createOutlookGetter(cache(true, false), null)(order())).toBe('open');
    expect(createOutlookGetter(cache(false, true), INDEX)(order())).toBe('mostly-late');
    expect(createOutlookGetter(cache(true, false), INDEX)(order({ step: step([], []) }))).toBe('nobody');
  });
});

describe('a filter of requests', () => {
  const EVERYTHING: OrderFilter = { states: [], dangers: [], route: null, approver: null, lastDay: null, search: '' };
  const none = { approverIds: [], approverNames: [] };
  const ORDERS: readonly ListedOrder[] = [
    listed({ id: 'plain' }),
    listed({ id: 'over', routeId: 'r2', routeName: '急ぎ' }, lock({ danger: 'over' })),
    listed({ id: 'later', number: 'ZZ-9', title: 'Ｐａｐｅｒ' }, lock({ lastDay: '2026-11-30', danger: 'ok' })),
    listed({ id: 'nobody', step: { index: 1, count: 1, name: '社長', since: null, ...none } }),
    listed({ id: 'done', state: 'approved', step: null, routeId: '', routeName: 'r2', applicantName: 'サトウ' }, null),
  ];
  it.each([
    ['nothing', {}, 'plain over later nobody done'],
    ['a state', { states: ['approved'] }, 'done'],
    ['several states', { states: ['approved', 'pending'] }, 'plain over later nobody done'],
    ['a danger', { dangers: ['soon'] }, 'plain nobody'],
    ['several dangers', { dangers: ['over', 'ok'] }, 'over later'],
    ['a route, by its id or its name', { route: 'r2' }, 'over done'],
    ['a last day of a lock that holds', { lastDay: '2026-11-27' }, 'plain nobody'],
    ['another', { lastDay: '2026-11-30' }, 'later'],
    ['somebody who is asked', { approver: '20' }, 'plain over later'],
    ['nobody who is asked', { approver: '' }, 'nobody'],
    ['somebody else', { approver: '21' }, ''],
    ['a number', { search: 'zz-9' }, 'later'],
    ['a title in any width', { search: 'paper' }, 'later'],
    ['an applicant in any kana', { search: 'さとう' }, 'done'],
    ['a route’s name', { search: '急ぎ' }, 'over'],
    ['a step', { search: '社長' }, 'nobody'],
    ['an approver', { search: '土屋' }, 'plain over later'],
    ['words that stand together', { search: '電池の購入 青木' }, 'plain over nobody'],
    ['blanks', { search: ' 　' }, 'plain over later nobody done'],
    ['several parts', { search: '電池', dangers: ['soon'], approver: '20' }, 'plain'],
  ])('%s', (_, fields, found) => {
    const passing = ORDERS.filter(createOrderPredicate({ ...EVERYTHING, ...(fields as Partial<OrderFilter>) }));
    expect(passing.map(({ id }) => id).join(' ')).toBe(found);
  });
});

describe('the order of requests', () => {
  const ORDERS: readonly ListedOrder[] = [
    listed({ id: 'a', amount: 5, applicantName: '乙', requestedAt: '2026-11-20T12:00:00+09:00', routeName: 'B' }, lock({ endsAt: 3 })),
    listed({ id: 'b', amount: null, applicantName: '乙', requestedAt: '2026-11-20T02:00:00Z', step: null, routeName: 'A' }, null),
    listed({ id: 'c', amount: 0, applicantName: '丙', requestedAt: '2026-11-20T03:00:00Z', routeName: 'A' }, lock({ endsAt: 2 })),
    listed({ id: 'd', amount: 9, applicantName: '丁', requestedAt: '2026-11-21T03:00:00Z', step: null, routeName: 'B' }, null),
    listed(
      { id: 'e', amount: 5, applicantName: '甲', requestedAt: '2026-11-19T03:00:00Z', routeName: 'A' },
      lock({ endsAt: 1, danger: 'over' }),
    ),
  ];
  const idsBy = (by: OrderSort['by'], descending = false): string =>
    sortOrders(ORDERS, { by, descending })
      .map(({ id }) => id)
      .join('');

  it('is that of a column, the same cells in the order of their source', () => {
    expect(idsBy('requested')).toBe('ebacd');
    expect(idsBy('requested', true)).toBe('dacbe');
    expect(idsBy('amount')).toBe('bcaed');
    expect(idsBy('amount', true)).toBe('daecb');
    const names = ORDERS.map(({ applicantName }) => applicantName);
    expect(sortOrders(ORDERS, { by: 'applicant', descending: false }).map(({ applicantName }) => applicantName)).toEqual(names.toSorted());
    expect(sortOrders(ORDERS, { by: 'applicant', descending: true }).map(({ applicantName }) => applicantName)).toEqual(
      names.toSorted().reverse(),
    );
    expect(idsBy('route')).toBe('bceda');
    expect(idsBy('route', true)).toBe('adceb');
    expect(ORDERS.map(({ id }) => id).join('')).toBe('abcde');
  });

  it('by danger lists the soonest end first, then expired locks, then requests without lock, the latest first', () => {
    expect(idsBy('danger')).toBe('caedb');
    expect(idsBy('danger', true)).toBe('bdeac');
  });
});
