import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Groupware, OrderReadOptions } from '#main/groupware/groupware.ts';
import { DEMO_SEED } from '#main/sandbox/company/company.ts';
import { createInitialState } from '#main/sandbox/database/initial-state.ts';
import { ORDER_STATES } from '#shared/domain/checkout/order.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { connectTo, everything, failureOf, startServer } from './support.ts';

const TODAY = '2026-06-10';
const orders = createInitialState(DEMO_SEED, TODAY).orders();

let sandbox: Sandbox;
let groupware: Groupware;
beforeAll(async () => {
  sandbox = await startServer({ today: TODAY });
  groupware = await connectTo(sandbox);
});
afterAll(async () => {
  await groupware.close();
  await sandbox.close();
});
const read = (filter: Pick<OrderReadOptions, 'state' | 'since'> = {}) =>
  everything((options: Parameters<Groupware['readOrders']>[0]) => groupware.readOrders({ ...options, ...filter }));

describe('orders', () => {
  it('are read unchanged, a thousand per page, newest first', async () => {
    const { items, pages } = await read();
    expect(items).toEqual(orders);
    expect(pages.map(({ done }) => done)).toEqual([1000, 2000, 3000, 4000, orders.length]);
    expect(items.map(({ requestedAt }) => requestedAt)).toEqual(
      items
        .map(({ requestedAt }) => requestedAt)
        .toSorted()
        .toReversed(),
    );
  });

  it.each(ORDER_STATES)('can be asked for by state: %s', async (state) => {
    const { items, pages } = await read({ state });
    expect(items).toEqual(orders.filter((order) => order.state === state));
    expect(items.length).toBeGreaterThan(20);
    expect(pages.at(-1)?.total).toBe(items.length);
  });

  it('can be asked for from the last reading on', async () => {
    expect((await read({ since: '1' })).items).toEqual([]);
    expect((await read({ since: '0', state: 'pending' })).items).toEqual(orders.filter(({ state }) => state === 'pending'));
  });

  it('continue where a connection was interrupted', async () => {
    sandbox.misbehave({ kind: 'cut', action: 'list_orders', after: 2, times: 1 });
    const items: unknown[] = [];
    const onPage = (page: readonly unknown[]): void => void items.push(...page);
    expect(await failureOf(groupware.readOrders({ onPage }))).toMatchObject({ code: 'server-unreachable' });
    expect(items).toHaveLength(2000);
    await groupware.readOrders({ from: items.length, onPage });
    expect(items).toEqual(orders);
  });

  it('are provided by a gateway only, and only a gateway can be written to', async () => {
    const stock = await startServer({ gateway: false });
    const client = await connectTo(stock);
    expect(client.objects).toBeNull();
    expect(await failureOf(client.readOrders({ onPage: () => undefined }))).toMatchObject({ code: 'server-not-gateway' });
    await client.close();
    await stock.close();
  });
});
