import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Companies } from '#main/company/companies.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { PENDING_ORDERS, SORT_BY_DANGER } from '#shared/contract/orders/order-choices.ts';
import type { Progress } from '../../src-main/company/job-context.ts';
import type { ServerAccess } from '../../src-main/company/server/server-access.ts';
import { type Engine, engineOf, openCompanies } from '../support/engine.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { cp932 } from '../support/window-lists.ts';

const TODAY = '2026-06-10';
const NOW = Date.parse(`${TODAY}T09:00:00+09:00`);

let sandbox: Sandbox;
let folder: string;
let companies: Companies;
let engine: Engine;
beforeAll(async () => {
  sandbox = await startSandbox({ today: TODAY });
  folder = temporaryFolder('orders');
  companies = openCompanies(join(folder, 'workspaces'), { now: () => NOW });
});
afterAll(async () => {
  await companies.close();
  await sandbox.close();
});
let made = 0;
beforeEach(async () => {
  engine = engineOf(companies, (await companies.create({ name: `会社 ${++made}`, kind: 'test' })).id);
});

const access = (): ServerAccess => ({ address: sandbox.address, accessKey: sandbox.accessKey });
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing failed',
    (error: unknown) => (error instanceof ExpectedError ? error.failure.code : String(error)),
  );
/** Returns work that records its progress. */
const noted = (signal = new AbortController().signal) => {
  const steps: Progress[] = [];
  return { steps, work: { signal, report: (step: Progress) => void steps.push(step) } };
};
const everything = () => engine.orders({ filter: { ...PENDING_ORDERS, states: [] }, sort: SORT_BY_DANGER, offset: 0, limit: 500 });
const csv = async (text: string) => {
  const path = join(folder, 'orders.csv');
  writeFileSync(path, cp932(text));
  return engine.importList({ path, name: 'orders.csv', kind: 'orders', reading: {} }, noted().work);
};

describe('order requests of a server', () => {
  it('continue an interrupted read, and change nothing until it is complete', async () => {
    sandbox.misbehave({ kind: 'cut', action: 'list_orders', after: 2, times: 1 });
    expect(await codeOf(engine.readOrders(access(), noted().work))).toBe('server-unreachable');
    expect((await engine.orderSummary()).source).toBeNull();
    const again = noted();
    const { orders } = await engine.readOrders(access(), again.work);
    // Pages that were already received are not requested again.
    expect(again.steps.find(({ total }) => total !== null)?.done).toBe(3_000);
    const summary = await engine.orderSummary();
    expect(summary).toMatchObject({ total: orders, today: TODAY, source: { origin: 'server', label: sandbox.address, rows: orders } });
    const ids = new Set<string>();
    for (let offset = 0; offset < orders; offset += 500)
      for (const { id } of (await engine.orders({ filter: { ...PENDING_ORDERS, states: [] }, sort: SORT_BY_DANGER, offset, limit: 500 }))
        .rows)
        ids.add(id);
    expect(ids.size).toBe(orders);
  });

  it('are canceled without a trace of the new ones, and the old ones stay', async () => {
    await csv('申請番号,申請日時,決裁日時\r\nAB-1,2026/06/09 10:00,\r\n');
    const stop = new AbortController();
    const { work } = noted(stop.signal);
    const giving = engine.readOrders(access(), { ...work, report: (step) => void (step.done > 0 && stop.abort()) });
    expect(await codeOf(giving)).toBe('cancelled');
    expect((await everything()).rows.map(({ number }) => number)).toEqual(['AB-1']);
  });

  it('require a key and a server that provides order requests', async () => {
    expect(await codeOf(engine.readOrders(null, noted().work))).toBe('server-address-unset');
    expect(await codeOf(engine.readOrders({ ...access(), accessKey: 'wrong' }, noted().work))).toBe('server-key-refused');
  });
});

describe('order requests of a file', () => {
  it('replace the former requests completely, and report what the file does not contain', async () => {
    await engine.readOrders(access(), noted().work);
    await csv('申請番号,申請状態,申請日時,申請者\r\nAB-1,決裁待,2026/06/09 10:00,青木\r\nAB-2,決裁待,2026/06/02 10:00,木村\r\n');
    const summary = await engine.orderSummary();
    expect(summary).toMatchObject({ total: 2, pending: 2, source: { origin: 'file', label: 'orders.csv', rows: 2 } });
    expect(summary.source?.missingFields).toEqual(expect.arrayContaining(['route', 'approvers', 'amount']));
    expect((await everything()).rows.map(({ number, lock, step }) => [number, lock?.danger, step])).toEqual([
      ['AB-1', 'ok', null],
      ['AB-2', 'over', null],
    ]);
  });

  it('change nothing when one of its cells is not understood', async () => {
    await csv('申請番号,申請日時,決裁日時\r\nAB-1,2026/06/09 10:00,\r\n');
    expect(await codeOf(csv('申請番号,申請日時,決裁日時\r\nAB-7,2026/06/09 10:00,\r\nAB-8,いつか,\r\n'))).toBe('file-rows-bad');
    expect((await everything()).rows.map(({ number }) => number)).toEqual(['AB-1']);
  });
});
