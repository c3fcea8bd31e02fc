import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BusinessFault, getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import type { AmazonOrderFindingKind } from '#shared/domain/checkout/amazon/compare-amazon-orders.ts';
import {
  DEMO_AMAZON_BUSINESS,
  DEMO_AMAZON_CLIENT_SECRET,
  DEMO_AMAZON_REFRESH_TOKEN,
} from '#shared/domain/integration/demo-amazon-business.ts';
import { disableKeychain } from '../support/disable-keychain.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

describe('Amazon’s orders of the demo company, through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    unwrapResult(await client.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const choose = async (fault: BusinessFault) => {
    const connection = { ...DEMO_AMAZON_BUSINESS, clientId: getBusinessClientId(fault) };
    unwrapResult(await client.call('connections.changeAmazonBusiness', { connection }));
    unwrapResult(await client.call('secrets.set', { name: 'amazon-client-secret', value: DEMO_AMAZON_CLIENT_SECRET }));
    unwrapResult(await client.call('secrets.set', { name: 'amazon-refresh-token', value: DEMO_AMAZON_REFRESH_TOKEN }));
  };
  const read = (days = 90) => client.finish(client.call('orders.readAmazon', { days }));
  const summary = async (hours = 24) => unwrapResult(await client.call('orders.amazonSummary', { hours })).source;
  const list = async (kind: AmazonOrderFindingKind, search = '') =>
    unwrapResult(await client.call('orders.amazonFindings', { hours: 24, kind, search, offset: 0, limit: 500 }));

  it('are not read without a connection and its secrets', async () => {
    expect(failureCodeOf(await client.call('orders.readAmazon', { days: 30 }))).toBe('amazon-business-unset');
    unwrapResult(await client.call('connections.changeAmazonBusiness', { connection: DEMO_AMAZON_BUSINESS }));
    expect(failureCodeOf(await client.call('orders.readAmazon', { days: 30 }))).toBe('secret-not-set');
    expect([await summary(), await list('not-seen')]).toEqual([null, { total: 0, rows: [] }]);
  });

  it('are compared with NEO’s requests, with the period and what could not be compared', async () => {
    await choose('none');
    const job = await read();
    expect(job.error).toBeNull();
    const source = await summary();
    expect(source).toMatchObject({ orders: job.result?.['orders'], areNumbersComparable: true });
    const days = (Date.parse(source?.readAt ?? '') - Date.parse(source?.from ?? '')) / 86_400_000;
    expect([days, Date.parse(source?.to ?? '') < Date.parse(source?.readAt ?? '')]).toEqual([90, true]);
    const counts = new Map(source?.findings.map(({ kind, count }) => [kind, count]));
    for (const kind of ['other-address', 'other-group', 'not-seen', 'no-order-seen'] as const)
      expect([kind, (counts.get(kind) ?? 0) > 0]).toEqual([kind, true]);
    expect(source?.gaps).toMatchObject({ withoutGroup: 0 });
    for (const gap of ['withoutEmail', 'withoutNumber', 'requestsOutside'] as const) expect(source?.gaps[gap]).toBeGreaterThan(0);
    for (const [kind, count] of counts) expect([kind, (await list(kind)).total]).toEqual([kind, count]);
  });

  it('are listed with both sides, and found by number, person and address', async () => {
    const [row] = (await list('other-address')).rows;
    expect(row?.order?.buyerEmail).toBe(`purchasing.${row?.expected[0]}`);
    expect(row?.order?.number).toBe(row?.request?.number);
    for (const search of [row?.order?.number ?? '', row?.person?.name ?? '', row?.order?.buyerEmail ?? ''])
      expect((await list('other-address', search)).rows).toContainEqual(row);
    const missing = await list('not-seen');
    expect(missing.rows.every(({ order, request }) => order === null && request !== null)).toBe(true);
    const later = await summary(720);
    expect(later?.findings.find(({ kind }) => kind === 'not-seen')?.count).toBeLessThan(missing.total);
  });

  it('are written as CSV with the columns of the screen, for what the search shows', async () => {
    const { rows } = await list('other-address');
    const [first] = rows;
    const order = { hours: 24, kind: 'other-address', encoding: 'utf8-bom', language: 'ja' } as const;
    const write = async (search: string) => {
      const written = await client.finish(client.call('orders.exportAmazon', { ...order, search }));
      expect(written.error).toBeNull();
      const { path } = await client.console.files.find(String(written.result?.['token']));
      const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
      return { ...written.result, lines };
    };
    const all = await write('');
    expect(all).toMatchObject({ name: expect.stringMatching(/ Amazon の注文との比較 .*\.csv$/u), rows: rows.length });
    expect(all.lines[0]).toBe('\uFEFFAmazon の注文,申請番号,注文日時,申請者,注文のアドレス,NEO のアドレス');
    expect(all.lines).toHaveLength(rows.length + 1);
    const one = await write(first?.order?.id ?? '');
    expect(one.lines).toHaveLength(2);
    for (const text of [first?.order?.id, first?.request?.number, first?.person?.name, first?.order?.buyerEmail, first?.expected[0]])
      expect(one.lines[1]).toContain(text);
    expect(one.lines[1]).toMatch(/,\d{4}-\d\d-\d\d \d\d:\d\d,/);
  });

  it.each<[BusinessFault, string]>([
    ['orders-cut', 'answer-cut'],
    ['orders-shape', 'business-unreadable'],
    ['orders-loop', 'business-pages-repeat'],
    ['orders-revoked', 'business-token-refused'],
    ['throttled-for-an-hour', 'business-throttled'],
    ['echo', 'business-sign-in-refused'],
  ])('stay those of the former reading after the fault %s', async (fault, reason) => {
    const former = await summary();
    await choose(fault);
    expect((await read()).error).toMatchObject({ code: 'amazon-orders-failed', params: { reason } });
    expect(await summary()).toEqual(former);
  });

  it('repeat no secret in answers, jobs and logs', async () => {
    const seen = JSON.stringify([unwrapResult(await client.call('jobs.list', {})), await summary()]);
    const logs = readdirSync(join(client.folder, 'log')).map((name) => readFileSync(join(client.folder, 'log', name), 'utf8'));
    for (const text of [seen, ...logs])
      for (const secret of [DEMO_AMAZON_CLIENT_SECRET, DEMO_AMAZON_REFRESH_TOKEN])
        for (const form of [secret, encodeURIComponent(secret)]) expect(text).not.toContain(form);
  });

  it('are deleted on request', async () => {
    unwrapResult(await client.call('orders.removeAmazon', {}));
    expect([await summary(), await list('no-order-seen')]).toEqual([null, { total: 0, rows: [] }]);
  });
});
