import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRouteDraft, listPeopleWhoCanAct } from '#main/app/orders/order-people.ts';
import { writeOrders } from '#main/app/orders/order-report.ts';
import { createOrderService } from '#main/app/orders/order-service.ts';
import { importOrders } from '#main/company/lists/list-import.ts';
import { type ListedOrder, toOrderRow } from '#main/company/orders/order-rows.ts';
import { PENDING_ORDERS } from '#shared/contract/orders/order-choices.ts';
import { BusinessCalendar } from '#shared/domain/checkout/calendar.ts';
import { DEFAULT_LOCK_POLICY } from '#shared/domain/checkout/lock-clock.ts';
import { computeOrderLock } from '#shared/domain/checkout/order-lock.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { order } from '../../support/orders.ts';
import { type OwnCompany, openOwnCompany, TEST_TIME } from '../../support/own-company.ts';
import { COMPANY, LADDER, route, step } from '../routes/company.ts';

const PEOPLE = new CompanyIndex(COMPANY);

describe('who can act on a request', () => {
  let company: OwnCompany;
  beforeAll(async () => {
    company = await openOwnCompany();
    company.draft('routes', 'ladder', LADDER);
    company.draft('routes', 'twin', route([], { name: '二つある' }));
    company.draft('routes', 'other', route([], { name: '二つある' }));
    company.draft('routes', 'nameless', route([], { name: '' }));
    const many = Array.from({ length: 45 }, (_, at) => String(at + 100));
    company.draft('routes', 'crowd', route([step('s', { kind: 'users', users: many })]));
  });
  afterAll(() => company.close());

  const who = (fields: Parameters<typeof order>[0], index: CompanyIndex | null = PEOPLE) =>
    listPeopleWhoCanAct(company.session, order({ routeId: 'ladder', applicantId: '4', ...fields }), index).map(
      ({ id, how }) => `${id} ${how}`,
    );
  const at = (index: number, approverIds: readonly string[], count = 2) => ({
    step: { index, count, name: '', approverIds, approverNames: approverIds.map((id) => `人${id}`), since: null },
  });

  it.each([
    ['those whom the source names, then those of the later step', at(1, ['5']), ['5 now', '6 later', '7 later']],
    ['those whom the draft asks where the source names nobody', at(1, []), ['3 step', '2 step', '6 later', '7 later']],
    ['at the last step only those of it', at(2, []), ['6 step', '7 step']],
    ['nobody twice, the nearest way first', at(1, ['7', '6', '7']), ['7 now', '6 now']],
    [
      'nobody without a key',
      { step: { index: 1, count: 2, name: '', approverIds: [''], approverNames: [''], since: null } },
      ['3 step', '2 step', '6 later', '7 later'],
    ],
    ['only whom the source names, where the step is not known', at(0, ['5']), ['5 now']],
    ['only whom the source names, where the draft has another number of steps', at(1, ['5'], 3), ['5 now']],
    ['only whom the source names, where nobody knows who applied', { ...at(1, ['5']), applicantId: '' }, ['5 now']],
    ['only whom the source names, where no draft is of that route', { ...at(1, ['5']), routeId: 'gone', routeName: '' }, ['5 now']],
    ['nobody once it was decided', { step: null }, []],
  ] as const)('are %s', (_, fields, found) => {
    expect(who(fields)).toEqual(found);
  });

  it('are shown without a list with what the source contains about them', () => {
    expect(who(at(1, ['5']), null)).toEqual(['5 now']);
    const [found] = listPeopleWhoCanAct(company.session, order({ routeId: 'ladder', ...at(1, ['8']) }), null);
    expect(found).toEqual({ id: '8', name: '人8', organization: '', active: true, how: 'now' });
  });

  it('are shown with their organization, and whether they can log in', () => {
    const [found] = listPeopleWhoCanAct(company.session, order({ routeId: 'gone', routeName: '', ...at(1, ['8', '99']) }), PEOPLE);
    expect(found).toEqual({ id: '8', name: '人8', organization: '営業二課', active: false, how: 'now' });
  });

  it('are forty at most', () => {
    const crowd = Array.from({ length: 45 }, (_, one) => String(one + 100));
    expect(who({ routeId: 'crowd', ...at(1, crowd, 1) })).toHaveLength(40);
  });

  it('have the draft of the route by its id, else by a name that is one route’s alone', () => {
    const draftOf = (routeId: string, routeName: string) => findRouteDraft(company.session, { routeId, routeName })?.name ?? null;
    expect(draftOf('ladder', '二つある')).toBe('購買申請');
    expect(draftOf('gone', '二つある')).toBeNull();
    expect(draftOf('', '')).toBeNull();
    expect(draftOf('nameless', '')).toBe('');
    company.draft('routes', 'alone', route([], { name: '一つだけ' }));
    expect(draftOf('gone', '一つだけ')).toBe('一つだけ');
  });
});

describe('the list of requests', () => {
  let company: OwnCompany;
  beforeAll(async () => {
    company = await openOwnCompany();
  });
  afterAll(() => company.close());

  it('is written as CSV, every moment by the clock of Japan', async () => {
    const calendar = new BusinessCalendar({ holidays: {}, companyDays: {}, workingDays: [], yearlyClosures: [], weekend: [0, 6] });
    const lockOf = (iso: string) => computeOrderLock(Date.parse(iso), TEST_TIME, calendar, DEFAULT_LOCK_POLICY);
    const orders: readonly ListedOrder[] = [
      { ...order({ id: '1', applicantId: '4' }), lock: lockOf('2026-11-20T15:30:00+09:00') },
      {
        ...order({
          id: '2',
          step: { index: 1, count: 1, name: '部長', approverIds: ['2', '3'], approverNames: ['営業部長', '一課長'], since: null },
        }),
        lock: lockOf('2026-11-25T15:30:00+09:00'),
      },
      {
        ...order({ id: '3', number: '', state: 'approved', decidedAt: '2026-11-21T00:05:00Z', step: null, amount: null, applicantId: '' }),
        lock: null,
      },
      { ...order({ id: '4', amount: 0 }), lock: lockOf('2026-11-25T15:30:00+09:00') },
    ];
    const told: unknown[] = [];
    const path = join(company.folder, 'orders.csv');
    const options = {
      path,
      encoding: 'utf8-bom',
      language: 'ja',
      filter: PENDING_ORDERS,
      sort: { by: 'number', direction: 'ascending' },
    } as const;
    const outlook = { '1': 'nobody', '2': 'nobody', '4': 'mostly-late' } as Record<string, Parameters<typeof toOrderRow>[2]>;
    const summary = await writeOrders(orders, (one) => toOrderRow(one, PEOPLE, outlook[one.id] ?? 'open'), options as never, {
      ...createSilentJobContext(),
      report: (progress) => void told.push(progress),
    });
    expect(summary).toMatchObject({ rows: 4 });
    expect(told[0]).toEqual({ phase: 'writing', done: 0, total: 4 });
    expect(readFileSync(path, 'utf8').split('\r\n')).toEqual([
      '\ufeff申請番号,申請タイトル,状態,申請者,申請者の組織,申請経路,現在のステップ,承認できる人,承認を依頼した日時,ロックの期限,間に合う最終営業日,期限まで,決裁日時,金額（円）',
      'AB-1,電池の購入,承認待ち,青木 はな,営業一課,標準,課長,土屋 進,2026-11-20 15:30,2026-11-27 15:30,2026-11-27,あと 2 営業日,,1000',
      'AB-1,電池の購入,承認待ち,青木 はな,,標準,部長,営業部長; 一課長,2026-11-20 15:30,2026-12-02 15:30,2026-12-02,承認できる人がいないため、進みません,,1000',
      ',電池の購入,決裁済み,青木 はな,,標準,,,2026-11-20 15:30,,,,2026-11-21 09:05,',
      'AB-1,電池の購入,承認待ち,青木 はな,,標準,課長,土屋 進,2026-11-20 15:30,2026-12-02 15:30,2026-12-02,この経路の決裁はほとんどが期限後,,0',
      '',
    ]);
  });

  it('shows whose lock ends first, and how many requests are in danger', async () => {
    const service = createOrderService(company.session);
    expect(await service.orderSummary()).toMatchObject({ source: null, total: 0, pending: 0, inDanger: 0, first: null });
    const row = (number: string, state: string, at: string, amount: string) => `${number},田中,経路,${state},${at},${amount}`;
    const path = company.fileOf('orders.csv', [
      '申請番号,申請者,申請経路,状態,申請日時,金額',
      row('A-1', '承認待ち', '2026/11/24 09:00', '1200'),
      row('A-2', '承認待ち', '2026/11/20 09:00', '500'),
      row('A-3', '承認待ち', '2026/11/10 09:00', ''),
      row('A-4', '承認済み', '2026/11/20 09:00', '9'),
    ]);
    const file = { path, name: 'orders.csv', kind: 'orders', reading: {} } as const;
    await importOrders(file, company.session.file(), { at: company.session.timestamp(), confirmed: undefined }, createSilentJobContext());
    const { missingFields, ...source } = (await service.orderSummary()).source ?? { missingFields: [] };
    expect(source).toEqual({ origin: 'file', label: 'orders.csv', takenAt: '2026-11-26T01:00:00.000Z', rows: 4 });
    expect(missingFields).toContain('applicantId');
    const summary = await service.orderSummary();
    expect(summary).toMatchObject({ now: '2026-11-26T01:00:00.000Z', today: '2026-11-26', total: 4, pending: 3, first: '2026-11-27' });
    expect(summary.byDanger.filter(({ orders }) => orders > 0)).toEqual([
      { danger: 'last-day', orders: 1 },
      { danger: 'ok', orders: 1 },
      { danger: 'over', orders: 1 },
    ]);
    expect(summary).toMatchObject({ inDanger: 1, stuck: 0, disputed: 0, amountsInDanger: { yen: 500, unknown: 0 } });
    await expect(service.order({ id: 'gone' })).rejects.toThrow('order-not-found');
    expect(await service.order({ id: 'A-1' })).toMatchObject({ order: { number: 'A-1', amount: 1200 }, people: [], routeDraft: null });
    const days = async (from: string | null) => (await service.orderForecast({ from, days: 3, route: null, approver: null })).days;
    expect((await days(null)).map(({ date }) => date)).toEqual(['2026-11-26', '2026-11-27', '2026-11-28']);
    expect((await days('2026-12-01')).map(({ date }) => date)).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']);
  });
});
