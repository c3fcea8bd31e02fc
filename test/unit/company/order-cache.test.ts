import { describe, expect, it } from 'vitest';
import { CLOCK_POLICY_KEYS } from '#main/company/orders/clock-policies.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import { openSession } from '../../support/company-session.ts';
import { neoUser } from '../../support/directories.ts';
import { order } from '../../support/orders.ts';

/** Returns an approved request that took this many days. */
const decided = (id: string, days: number, changes: Partial<ServerOrder> = {}): ServerOrder => {
  const requested = Date.parse('2026-10-05T01:00:00.000Z');
  const decidedAt = new Date(requested + days * 86_400_000).toISOString();
  return order({ id, state: 'approved', requestedAt: new Date(requested).toISOString(), decidedAt, step: null, ...changes });
};

describe('the order requests of a company', () => {
  it('are empty before the first read, and then those of the last one', () => {
    const { session, take } = openSession();
    expect([session.orders.reading(), session.orders.all(), session.orders.namesApprovers()]).toEqual([null, [], false]);
    take([order({ id: 'a' })]);
    const first = session.orders.all();
    expect([first.map(({ id }) => id), session.orders.reading()?.rows]).toEqual([['a'], 1]);
    expect(session.orders.all()).toBe(first);
    take([order({ id: 'b' }), order({ id: 'c', state: 'approved' })]);
    expect(session.orders.all().map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('name who is asked unless they come of a file, or of a source that lacks it', () => {
    const { session, take } = openSession();
    const named = (origin: Parameters<typeof take>[1]): boolean => {
      take([order()], origin);
      return session.orders.namesApprovers();
    };
    expect([named({ origin: 'server' }), named({ origin: 'demo' }), named({ origin: 'file' })]).toEqual([true, true, false]);
    expect([named({ missingFields: ['approvers'] }), named({ missingFields: ['amount'] })]).toEqual([false, true]);
  });

  it('from a file do not use a code that is the id of another person in the current list', () => {
    const { file, session, take } = openSession();
    const requests = [
      order({ id: 'a', applicantId: '11', applicantName: '青木 はな' }),
      order({ id: 'b', applicantId: '11', applicantName: '土屋 進' }),
    ];
    const ids = (): readonly string[] => session.orders.all().map(({ applicantId }) => applicantId);
    take(requests, { origin: 'file' });
    expect(ids()).toEqual(['11', '11']);
    const snapshotId = file.people.begin({
      side: 'neo',
      origin: 'file',
      label: 'neo.csv',
      takenAt: '2026-11-24T00:00:00.000Z',
      serverRevision: null,
      missingFields: [],
    });
    file.people.append(snapshotId, 'neo_user', [neoUser({ id: '11', name: '土屋 進' })] as never);
    file.people.publish([{ snapshotId, table: 'neo_user' }], '2026-11-24T00:00:00.000Z');
    expect(ids()).toEqual(['', '11']);
    expect(session.orders.all()).toBe(session.orders.all());
    // Requests read from a server contain NEO's own IDs, so a different name does not matter; it may have changed since.
    take(requests);
    expect(ids()).toEqual(['11', '11']);
  });

  it('provide the past of a route by its id, otherwise by its name', () => {
    const { session, take } = openSession();
    take([decided('a', 3), decided('b', 1, { routeId: '', routeName: '急ぎ' }), decided('c', 1, { state: 'rejected' }), order()]);
    const past = (id: string, name: string): number => session.orders.pastOrdersOf({ id, name }).length;
    expect([past('r1', 'x'), past('x', '急ぎ'), past('x', '標準'), past('x', 'y')]).toEqual([1, 1, 0, 0]);
    expect(session.orders.historyOf({ id: 'r1', name: '' }).observations).toBe(1);
  });

  it('show whether nearly all requests of a route were late, by the company’s chosen reading', () => {
    const { file, session, take } = openSession();
    // Seven periods of 24 hours end on the eighth date; counted by dates, the lock has ended by then.
    take([...Array.from({ length: 10 }, (_, at) => decided(`a${at}`, 6.98)), decided('z', 30, { routeId: 'r2', routeName: '別' })]);
    const late = (routeId: string, routeName = ''): boolean => session.orders.isRouteLate({ routeId, routeName });
    expect([late('r1'), late('r2'), late('x', '標準')]).toEqual([false, false, false]);
    file.changePolicy(CLOCK_POLICY_KEYS.lock, { reading: 'dates', afterLock: 'refused' });
    expect([late('r1'), late('r2')]).toEqual([true, false]);
    file.changePolicy(CLOCK_POLICY_KEYS.lock, { reading: 'hours', afterLock: 'refused' });
    expect(late('r1')).toBe(false);
    take(Array.from({ length: 10 }, (_, at) => decided(`b${at}`, 20)));
    expect(late('r1')).toBe(true);
  });

  it('provide the monthly volume up to the day of the read, once enough of the past is known', () => {
    const { session, take, turnTo } = openSession('2026-11-24T01:00:00.000Z');
    expect(session.orders.volume()).toBeNull();
    expect(session.draftCache.volume()).toMatchObject({ orders: 0, days: 0 });
    take(Array.from({ length: 40 }, (_, at) => decided(String(at), 1)));
    const volume = session.orders.volume();
    expect(volume).toMatchObject({ orders: 40, days: 51, until: '2026-11-24' });
    expect(session.orders.volume()).toBe(volume);
    expect(session.draftCache.volume()).toBe(volume);
    // Days after the read do not count as days without requests.
    turnTo('2026-12-25T01:00:00.000Z');
    expect(session.orders.volume()).toBe(volume);
    // With a clock that is ahead of the current time, the volume is known only up to today.
    turnTo('2026-11-23T01:00:00.000Z');
    expect(session.orders.volume()).toMatchObject({ orders: 40, days: 50, until: '2026-11-23' });
    turnTo('2026-11-25T01:00:00.000Z');
    take([decided('new', 1)], { takenAt: '2026-11-24T15:00:00.000Z' });
    expect(session.orders.volume()).toMatchObject({ orders: 1, days: 52, until: '2026-11-25' });
  });

  it('provide no volume if a file contains only pending requests, which are not the whole past', () => {
    const { session, take } = openSession('2026-11-30T03:00:00.000Z');
    const waiting = Array.from({ length: 12 }, (_, at) =>
      order({ id: String(at), requestedAt: new Date(Date.parse('2026-10-01T03:00:00Z') + at * 5 * 86_400_000).toISOString() }),
    );
    const told = (orders: readonly ServerOrder[], origin: 'file' | 'server') => {
      take(orders, { origin, takenAt: '2026-11-30T00:00:00.000Z' });
      return [session.orders.volume()?.orders ?? null, session.draftCache.volume().orders];
    };
    expect(told(waiting, 'file')).toEqual([null, 0]);
    expect(told(waiting, 'server')).toEqual([12, 12]);
    expect(told([...waiting, decided('done', 1, { state: 'rejected' })], 'file')).toEqual([13, 13]);
  });

  it('that wait have their lock at the moment of the question', () => {
    const { session, take, turnTo } = openSession('2026-11-24T01:00:00.000Z');
    take([order({ id: 'a' }), order({ id: 'done', state: 'approved' }), order({ id: 'b', requestedAt: '2026-11-10T15:30:00+09:00' })]);
    const told = () => session.orders.pending().map(({ id, lock }) => [id, lock.day, lock.danger === 'over']);
    expect(told()).toEqual([
      ['a', 4, false],
      ['b', 14, true],
    ]);
    turnTo('2026-12-01T01:00:00.000Z');
    expect(told().map(([, , isOver]) => isOver)).toEqual([true, true]);
  });
});

describe('the last number of a rule', () => {
  const rule = {
    name: '購買',
    parts: [
      { kind: 'text', text: 'AB-' },
      { kind: 'counter', digits: 3, zeroPad: false },
    ],
  } as const;
  const opened = () => {
    const company = openSession();
    company.draft('serials', 's1', { ...rule, reset: 'none' } as never);
    company.draft('common_settings', 'common_settings', { serialId: 's1' });
    const serial = [...company.file.drafts.state().drafts.values()].find(({ id }) => id === 's1')?.draft as never;
    return { ...company, of: (id: string) => company.session.serials.of(id, serial) };
  };

  it('is that of the orders for the rule of the common settings alone', () => {
    const { session, take, of } = opened();
    expect(of('s1')).toBeNull();
    take([
      order({ number: 'AB-7' }),
      order({ id: '2', number: 'AB-12' }),
      order({ id: '3', number: 'ZZ-99' }),
      order({ id: '4', number: 'AB-9' }),
    ]);
    // Orders placed between the last one and the read would be in the list.
    expect(of('s1')).toEqual({ value: 12, day: '2026-11-20', source: 'orders', asOf: '2026-11-24' });
    expect(of('s2')).toBeNull();
    expect([session.serials.numbersOrders('s1'), session.serials.numbersOrders('s2')]).toEqual([true, false]);
    take([order({ number: 'AB-30', requestedAt: '2026-11-20T15:30:00Z' })]);
    expect(of('s1')).toEqual({ value: 30, day: '2026-11-21', source: 'orders', asOf: '2026-11-24' });
    take([order({ number: 'AB-31' })], { takenAt: '2026-11-20T09:00:00.000Z' });
    expect(of('s1')).toEqual({ value: 31, day: '2026-11-20', source: 'orders' });
    // The rule has changed, so the numbers no longer belong to it.
    expect(
      session.serials.of('s1', { ...rule, parts: [{ kind: 'counter', digits: 3, zeroPad: false }], reset: 'none' } as never),
    ).toBeNull();
  });

  it('is not taken from a file with pending requests only, unless an earlier number was entered', () => {
    const { session, take, of } = opened();
    const waiting = [order({ number: 'AB-7' }), order({ id: '2', number: 'AB-12' })];
    take(waiting, { origin: 'file' });
    expect(of('s1')).toBeNull();
    session.serials.enter('s1', { value: 9, day: '2026-11-01' });
    // Later numbers may belong to requests that were decided before the file was exported, and are missing in it.
    expect(of('s1')).toEqual({ value: 12, day: '2026-11-20', source: 'orders' });
    session.serials.enter('s1', null);
    take([...waiting, decided('3', 1, { number: 'AB-9' })], { origin: 'file' });
    expect(of('s1')).toMatchObject({ value: 12, source: 'orders' });
  });

  it('is the entered number if it is later, for any rule, until it is deleted', () => {
    const { file, session, take, draft, of } = opened();
    take([order({ number: 'AB-12' })]);
    session.serials.enter('s1', { value: 20, day: '2026-11-21' });
    session.serials.enter('s2', { value: 3, day: '2026-11-01' });
    expect([of('s1'), of('s2')]).toEqual([
      { value: 20, day: '2026-11-21', source: 'entered' },
      { value: 3, day: '2026-11-01', source: 'entered' },
    ]);
    session.serials.enter('s1', { value: 5, day: '2026-11-01' });
    expect(of('s1')).toMatchObject({ value: 12, source: 'orders' });
    // A list read later that still ends with the same number shows that no further number was issued.
    session.serials.enter('s1', { value: 12, day: '2026-11-21' });
    expect(of('s1')).toEqual({ value: 12, day: '2026-11-20', source: 'orders', asOf: '2026-11-24' });
    session.serials.enter('s1', { value: 12, day: '2026-11-25' });
    expect(of('s1')).toEqual({ value: 12, day: '2026-11-25', source: 'entered' });
    session.serials.enter('s1', { value: 5, day: '2026-11-01' });
    draft('common_settings', 'common_settings', { serialId: 's2' });
    expect(of('s1')).toMatchObject({ value: 5, source: 'entered' });
    session.serials.enter('s1', null);
    expect([of('s1'), of('s2')?.value]).toEqual([null, 12]);
    session.serials.enter('s2', null);
    expect(file.policy('serials-last-issued')).toBeNull();
  });
});
