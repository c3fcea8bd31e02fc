import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBusinessDay } from '#main/company/business-day.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { PENDING_ORDERS, SORT_BY_DANGER } from '#shared/contract/orders/order-choices.ts';
import type { Bodies } from '#shared/domain/drafts/sections.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { cp932 } from '../support/window-lists.ts';

const ALL = { ...PENDING_ORDERS, states: [] };
const HOUR_MS = 3_600_000;
const day = (offset: number): string => getBusinessDay(Date.now() + offset * 24 * HOUR_MS);

describe('orders and clocks, through both hosts', () => {
  let client: HostClient;
  let files: string;
  beforeAll(async () => {
    files = temporaryFolder('order-files');
    client = await openHostClient('both hosts');
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(files);
  });
  const list = async (input: Partial<CallInput<'orders.list'>> = {}): Promise<CallOutput<'orders.list'>> =>
    unwrapResult(await client.call('orders.list', { filter: PENDING_ORDERS, sort: SORT_BY_DANGER, offset: 0, limit: 200, ...input }));
  const give = async (fileName: string, content: Uint8Array): Promise<string> => {
    const path = join(files, fileName);
    writeFileSync(path, content);
    return (await client.console.files.add({ path, origin: 'upload', name: fileName })).token;
  };

  it('need an open company', async () => {
    for (const call of ['orders.summary', 'clocks.list', 'clocks.lockPolicy', 'clocks.holidaySource'] as const)
      expect([call, failureCodeOf(await client.call(call, {}))]).toEqual([call, 'invalid-input']);
  });

  it('are distinguished from missing lists: without a list, an empty result proves nothing', async () => {
    const { id } = unwrapResult(await client.call('companies.create', { name: '一覧のない会社', kind: 'test' }));
    const nothing = { orders: null, accounts: null };
    expect(unwrapResult(await client.call('clocks.list', {}, id))).toMatchObject({ clocks: [], takenAt: nothing });
    expect(unwrapResult(await client.call('notices.list', {}, id))).toMatchObject({ notices: [], takenAt: nothing });
    const { companies } = unwrapResult(await client.call('companies.overview', {}));
    expect(companies.find((one) => one.id === id)?.takenAt).toEqual(nothing);
    unwrapResult(await client.call('companies.delete', { id, confirmName: '一覧のない会社' }));
  });

  it('come with the demo company: pending ones in the order of danger, each with both ends', async () => {
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    const summary = unwrapResult(await client.call('orders.summary', {}));
    expect(summary.source).toMatchObject({ origin: 'demo', missingFields: [] });
    expect(summary.today).toBe(day(0));
    expect(summary.pending).toBeGreaterThan(20);
    expect(summary.byDanger.reduce((sum, { orders }) => sum + orders, 0)).toBe(summary.pending);
    const { total, rows } = await list();
    expect(total).toBe(summary.pending);
    expect(rows.every(({ state, lock, step }) => state === 'pending' && lock !== null && step !== null)).toBe(true);
    const held = rows.filter(({ lock }) => lock?.danger !== 'over').map(({ lock }) => lock?.endsAt ?? '');
    expect(held).toEqual(held.toSorted());
    expect(rows.slice(held.length).every(({ lock }) => lock?.danger === 'over')).toBe(true);
    for (const { lock } of rows) expect(lock?.endsAt).toBe(lock?.ends.hours);
    const lastDays = rows.flatMap(({ lock }) => (lock === null || lock.danger === 'over' ? [] : [lock.lastDay]));
    expect(summary.first).toBe(lastDays.toSorted()[0]);
  });

  it('are looked at in windows, by route, approver, day and words', async () => {
    const [whole, first, second] = [await list(), await list({ limit: 5 }), await list({ offset: 5, limit: 5 })];
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(whole.rows.slice(0, 10).map(({ id }) => id));
    const { groups } = unwrapResult(await client.call('orders.byRoute', {}));
    expect(groups.reduce((sum, { pending }) => sum + pending, 0)).toBe(whole.total);
    for (const { key, pending, history } of groups) {
      expect((await list({ filter: { ...PENDING_ORDERS, route: key } })).total).toBe(pending);
      expect(history.observations).toBeGreaterThan(10);
      expect(history.late.dates).toBeGreaterThanOrEqual(history.late.hours);
    }
    const approvers = unwrapResult(await client.call('orders.byApprover', {})).groups;
    const [some] = approvers;
    if (some === undefined) throw new Error('nobody is waited for');
    expect((await list({ filter: { ...PENDING_ORDERS, approver: some.key } })).total).toBe(some.pending);
    const [row] = whole.rows;
    if (row === undefined) throw new Error('nothing is pending');
    expect((await list({ filter: { ...ALL, search: row.number } })).rows.map(({ id }) => id)).toEqual([row.id]);
    expect((await list({ filter: { ...ALL, search: row.applicant.name } })).total).toBeGreaterThan(0);
    expect(
      (await list({ filter: { ...ALL, states: ['approved'] } })).rows.every(({ lock, decidedAt }) => lock === null && decidedAt !== null),
    ).toBe(true);
  });

  it('are forecast for each day, days off included, and the days add up to what still holds', async () => {
    const { days, today } = unwrapResult(await client.call('orders.forecast', { from: null, days: 28 }));
    expect([today, days.length, days[0]?.date]).toEqual([day(0), 28, day(0)]);
    expect(days.some(({ kind }) => kind === 'weekend')).toBe(true);
    const { pending, byDanger } = unwrapResult(await client.call('orders.summary', {}));
    const over = byDanger.find(({ danger }) => danger === 'over')?.orders ?? 0;
    expect(days.reduce((sum, { fallsOut }) => sum + fallsOut.hours, 0)).toBe(pending - over);
    const { groups } = unwrapResult(await client.call('orders.byRoute', {}));
    for (const { key, pending: all, over: gone } of groups) {
      const ofRoute = unwrapResult(await client.call('orders.forecast', { from: null, days: 28, route: key })).days;
      expect(ofRoute.reduce((sum, { fallsOut }) => sum + fallsOut.hours, 0)).toBe(all - gone);
    }
    const busy = days.find(({ fallsOut }) => fallsOut.hours > 0);
    if (busy !== undefined) expect((await list({ filter: { ...PENDING_ORDERS, lastDay: busy.date } })).total).toBe(busy.fallsOut.hours);
  });

  it('name who could move one of them, the inactive marked', async () => {
    const { rows } = await list();
    for (const { id, step } of rows.slice(0, 12)) {
      const { order, people } = unwrapResult(await client.call('orders.get', { id }));
      expect(order.id).toBe(id);
      const now = people.filter(({ how }) => how === 'now');
      expect(now.slice(0, 3).map(({ id: person }) => person)).toEqual(step?.approvers.map(({ id: person }) => person));
      expect(new Set(people.map(({ id: person }) => person)).size).toBe(people.length);
    }
    const fukuoka = await list({ filter: { ...PENDING_ORDERS, route: 'demo-route-fukuoka' } });
    // The branch manager is suspended: the current step has no approver, but a later one does.
    const stuck = fukuoka.rows.find(({ step }) => step?.index === 1);
    if (stuck === undefined) throw new Error('nothing waits for the branch manager');
    const { people } = unwrapResult(await client.call('orders.get', { id: stuck.id }));
    expect(people.filter(({ how }) => how === 'now').map(({ active }) => active)).toEqual([false]);
    expect(people.some(({ how, active }) => how === 'later' && active)).toBe(true);
    expect(stuck.outlook).toBe('cannot-log-in');
    expect(rows.filter(({ step }) => step?.approverCount === 0).every(({ outlook }) => outlook === 'nobody')).toBe(true);
    const all = await list({ limit: 500 });
    expect(unwrapResult(await client.call('orders.summary', {})).stuck).toBe(
      all.rows.filter(({ outlook }) => outlook === 'nobody' || outlook === 'cannot-log-in').length,
    );
    expect(failureCodeOf(await client.call('orders.get', { id: 'nothing' }))).toBe('order-not-found');
  });

  it('take no approvers from a draft with other steps: a request keeps the route it was made on', async () => {
    const { rows } = await list();
    const asked = async (id: string) =>
      unwrapResult(await client.call('orders.get', { id })).people.filter(({ how }) => how !== 'now').length;
    const counts = await Promise.all(rows.map(async ({ id }) => [id, await asked(id)] as const));
    const [id] = counts.find(([, later]) => later > 0) ?? [''];
    const route = rows.find((row) => row.id === id)?.route.key ?? '';
    const { object } = unwrapResult(await client.call('drafts.get', { section: 'routes', id: route }));
    const [step] = (object.draft as Bodies['routes']).steps;
    if (step === undefined) throw new Error('a route without steps');
    const edit = { kind: 'insert-step', at: 0, step: { ...step, id: 'new-first' } };
    const command = { kind: 'edit', section: 'routes', id: route, edit } as CallInput<'drafts.apply'>['command'];
    unwrapResult(await client.call('drafts.apply', { command }));
    expect(await asked(id)).toBe(0);
    unwrapResult(await client.call('drafts.undo', {}));
    expect(await asked(id)).toBeGreaterThan(0);
  });

  it('are judged by the reading of seven days that the company chooses, everywhere', async () => {
    expect(unwrapResult(await client.call('clocks.lockPolicy', {}))).toEqual({ reading: 'hours', afterLock: 'ordered-at-current-price' });
    const question = { routeId: 'demo-route-standard', from: day(0), days: 60, assumptions: null };
    const before = unwrapResult(await client.call('routes.leadTime', question));
    expect(before).toMatchObject({ reading: 'hours', basis: 'orders' });
    expect(before.observations).toBeGreaterThan(1_000);
    const bySteps = unwrapResult(await client.call('routes.leadTime', { ...question, basis: 'steps' }));
    expect(bySteps).toMatchObject({ basis: 'steps', observations: before.observations });
    expect(bySteps.estimate?.meanBusinessDays).not.toBe(before.estimate?.meanBusinessDays);

    const dates = { reading: 'dates', afterLock: 'refused' } as const;
    expect(unwrapResult(await client.call('clocks.changeLockPolicy', dates))).toEqual(dates);
    for (const { lock } of (await list()).rows) expect(lock?.endsAt).toBe(lock?.ends.dates);
    expect(unwrapResult(await client.call('routes.leadTime', question)).reading).toBe('dates');
    expect(
      unwrapResult(await client.call('clocks.changeLockPolicy', { reading: 'hours', afterLock: 'ordered-at-current-price' })).reading,
    ).toBe('hours');
    expect(
      failureCodeOf((await client.callAnything('clocks.changeLockPolicy', { reading: 'weeks', afterLock: 'refused' })) as Result<unknown>),
    ).toBe('invalid-input');
  });

  it('are counted by the company days and by the imported list of holidays', async () => {
    for (let at = 0; at < 7; at++)
      unwrapResult(await client.call('calendar.change', { change: { kind: 'day-off', date: day(at), name: '臨時休業' } }));
    const dangers = unwrapResult(await client.call('orders.summary', {})).byDanger;
    expect(dangers.filter(({ orders }) => orders > 0).map(({ danger }) => danger)).not.toContain('ok');
    expect(unwrapResult(await client.call('orders.forecast', { from: null, days: 2 })).days[0]).toMatchObject({
      kind: 'company',
      name: '臨時休業',
    });
    unwrapResult(await client.call('calendar.change', { change: null }));

    const year = Number(day(0).slice(0, 4));
    const holidays = Array.from({ length: 9 }, (_, at) => `${year}/${at + 1}/15,試しの日`).join('\r\n');
    const bad = await give('bad.csv', cp932('氏名\r\n青木\r\n'));
    expect(failureCodeOf(await client.call('clocks.importHolidays', { token: bad }))).toBe('file-holidays-other');
    expect(unwrapResult(await client.call('clocks.holidaySource', {})).source).toBeNull();
    const token = await give('syukujitsu.csv', cp932(`国民の祝日・休日月日,国民の祝日・休日名称\r\n${holidays}\r\n`));
    expect(unwrapResult(await client.call('clocks.importHolidays', { token }))).toMatchObject({
      source: { name: 'syukujitsu.csv', firstYear: year, lastYear: year, days: 9 },
    });
    const known = unwrapResult(await client.call('calendar.get', { from: `${year}-01-01`, to: `${year + 1}-01-01` })).holidays;
    expect(known.map(({ date }) => date)).toEqual([...Array.from({ length: 9 }, (_, at) => `${year}-0${at + 1}-15`), `${year + 1}-01-01`]);
    unwrapResult(await client.call('clocks.forgetHolidays', {}));
    expect(unwrapResult(await client.call('calendar.get', { from: `${year}-01-01`, to: `${year}-01-01` })).holidays).toHaveLength(1);
  });

  it('list the other running waits, including a wait recorded by the guide', async () => {
    const { clocks, today } = unwrapResult(await client.call('clocks.list', {}));
    expect(clocks.map(({ endsOn }) => endsOn)).toEqual(clocks.map(({ endsOn }) => endsOn).toSorted());
    expect(clocks.every(({ endsOn }) => endsOn >= today)).toBe(true);
    expect(clocks.some(({ kind }) => kind === 'order-lock')).toBe(true);
    expect(clocks.some(({ kind }) => kind === 'invitation')).toBe(true);
    expect(clocks.some(({ kind }) => kind === 'support-contact')).toBe(false);
    unwrapResult(await client.call('setup.mark', { step: 'support', kind: 'started', day: today, saidBy: '' }));
    expect(unwrapResult(await client.call('clocks.list', {})).clocks.find(({ kind }) => kind === 'support-contact')).toMatchObject({
      startedOn: today,
      businessDaysLeft: 3,
    });
    unwrapResult(await client.call('setup.unmark', { step: 'support' }));
    expect(unwrapResult(await client.call('clocks.list', {})).clocks).toEqual(clocks);
  });

  it('are read again, and written as a list that a spreadsheet reads', async () => {
    const job = await client.finish(client.call('orders.read', {}));
    expect([job.error, job.state]).toEqual([null, 'done']);
    expect(job.result?.orders).toBe(unwrapResult(await client.call('orders.summary', {})).total);
    const filter = { ...PENDING_ORDERS, route: 'demo-route-standard' };
    const written = await client.finish(client.call('orders.export', { filter, sort: SORT_BY_DANGER, encoding: 'cp932', language: 'ja' }));
    expect(written.error).toBeNull();
    const { total } = await list({ filter });
    expect(written.result?.rows).toBe(total);
    const { path } = await client.console.files.find(String(written.result?.token));
    const lines = new TextDecoder('shift_jis').decode(readFileSync(path)).trimEnd().split('\r\n');
    expect(lines[0]).toContain('申請番号,申請タイトル,状態,申請者');
    expect(lines).toHaveLength(total + 1);
  });

  it('can come from NEO’s own list, with a mapping that is remembered', async () => {
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    expect(unwrapResult(await client.call('orders.summary', {})).source).toBeNull();
    const text = `申請番号,いまの様子,依頼した時,申請者,現在の決裁者\r\nAB-1,決裁待,${day(-1).replaceAll('-', '/')} 10:00,青木,土屋\r\n`;
    const token = await give('orders.csv', cp932(text));
    const preview = unwrapResult(await client.call('imports.preview', { token, kind: 'orders', reading: {} }));
    expect(preview.missing).toEqual(['requestedAt', 'state', 'decidedAt']);
    const reading = { mapping: { state: 1, requestedAt: 2 } };
    const imported = await client.finish(client.call('imports.commit', { token, kind: 'orders', reading }));
    expect([imported.error, imported.result?.['rows']]).toEqual([null, 1]);
    expect((await list()).rows).toMatchObject([
      { number: 'AB-1', route: { key: '', name: '' }, step: { approvers: [{ id: '土屋', name: '土屋', active: true }] } },
    ]);
    const order = { filter: ALL, sort: SORT_BY_DANGER, encoding: 'utf8', language: 'ja' } as const;
    const written = await client.finish(client.call('orders.export', order));
    const { path } = await client.console.files.find(String(written.result?.['token']));
    const lock = (await list()).rows[0]?.lock;
    const danger = createTexts('ja')(`orders.danger.${lock?.danger ?? 'ok'}`);
    expect(readFileSync(path, 'utf8').split('\r\n')).toEqual([
      '申請番号,申請タイトル,状態,申請者,申請者の組織,申請経路,現在のステップ,承認できる人,承認を依頼した日時,ロックの期限,間に合う最終営業日,期限まで,決裁日時,金額（円）',
      `AB-1,,承認待ち,青木,,,,土屋,${day(-1)} 10:00,${day(6)} 10:00,${lock?.lastChance},${danger},,`,
      '',
    ]);
    // A blank cell in a file does not mean that NEO reported a step without an approver, which would return or cancel the request.
    const blank = `申請番号,申請日時,決裁日時,現在のステップ,現在の決裁者\r\nAB-1,${day(-1).replaceAll('-', '/')} 10:00,,部長,\r\nAB-2,${day(-1).replaceAll('-', '/')} 10:00,,部長,土屋\r\n`;
    const partly = await give('orders4.csv', cp932(blank));
    expect((await client.finish(client.call('imports.commit', { token: partly, kind: 'orders', reading: {} }))).error).toBeNull();
    expect((await list()).rows.map(({ number, outlook }) => [number, outlook]).sort()).toEqual([
      ['AB-1', 'open'],
      ['AB-2', 'open'],
    ]);
    expect(unwrapResult(await client.call('orders.summary', {})).stuck).toBe(0);
    expect(unwrapResult(await client.call('orders.byApprover', {})).named).toBe(false);
    const rare = `申請番号,申請タイトル,申請状態,申請日時\r\nAB-1,𠮷野家,決裁待,${day(-1).replaceAll('-', '/')} 10:00\r\n`;
    const named = await give('orders6.csv', Buffer.from(rare));
    expect((await client.finish(client.call('imports.commit', { token: named, kind: 'orders', reading: {} }))).error).toBeNull();
    expect((await client.finish(client.call('orders.export', { ...order, encoding: 'cp932' }))).result).toMatchObject({
      rows: 1,
      unwritable: 1,
      characters: [{ character: '𠮷', row: 2 }],
    });
    const bare = await give('orders3.csv', cp932(`申請番号,申請状態,申請日時\r\nAB-1,決裁待,${day(-1).replaceAll('-', '/')} 10:00\r\n`));
    expect((await client.finish(client.call('imports.commit', { token: bare, kind: 'orders', reading: {} }))).error).toBeNull();
    // A missing approver column does not mean that the request needs no approver.
    expect(unwrapResult(await client.call('orders.byApprover', {}))).toMatchObject({ named: false, groups: [{ key: '', pending: 1 }] });
    const byName = `申請番号,申請状態,申請日時,申請経路,現在のステップ\r\nAB-1,決裁待,${day(-1).replaceAll('-', '/')} 10:00,物品の購入,1/1 部長\r\n`;
    const routed = await give('orders5.csv', cp932(byName));
    expect((await client.finish(client.call('imports.commit', { token: routed, kind: 'orders', reading: {} }))).error).toBeNull();
    const draftOf = async () => unwrapResult(await client.call('orders.get', { id: 'AB-1' })).routeDraft;
    const put = async (routeId: string): Promise<void> => {
      const body = { ...createRoute(routeId, '物品の購入'), steps: [createRouteStep('s')] };
      const command = { kind: 'put', section: 'routes', id: routeId, body, note: '' } as CallInput<'drafts.apply'>['command'];
      unwrapResult(await client.call('drafts.apply', { command }));
    };
    expect(await draftOf()).toBeNull();
    // A file contains only the route's name, which is sufficient while exactly one route has it.
    await put('by-name');
    expect(await draftOf()).toBe('by-name');
    await put('same-name');
    expect(await draftOf()).toBeNull();
    const again = await give('orders2.csv', cp932(text));
    expect(unwrapResult(await client.call('imports.preview', { token: again, kind: 'orders', reading: {} })).missing).toEqual([]);
    const refused = await client.finish(client.call('orders.read', {}));
    expect(refused.error?.code).toBe('server-address-unset');
  });

  it('refuse a truncated list, unless the administrator confirms that it is complete', async () => {
    unwrapResult(await client.call('companies.create', { name: '切れた商事', kind: 'test' }));
    const line = (number: number): string => `AB-${number},決裁待,${day(-1).replaceAll('-', '/')} 10:00,青木,土屋,12000`;
    const header = '申請番号,申請状態,申請日時,申請者,現在の決裁者,金額';
    const take = async (text: string, more = {}) => {
      const token = await give('orders.csv', cp932(text));
      return client.finish(client.call('imports.commit', { token, kind: 'orders', reading: {}, ...more }));
    };
    expect((await take([header, line(1), line(2), line(3), ''].join('\r\n'))).result).toMatchObject({ rows: 3 });
    // The file is still being downloaded, or was copied to a full disk.
    const half = [header, line(1), line(2).slice(0, -9)].join('\r\n');
    expect((await take(half)).error).toMatchObject({ code: 'list-cut', params: { row: 3, columns: 6 } });
    expect((await list({ filter: ALL })).total).toBe(3);
    expect((await take(half, { confirmed: { gone: 0, cut: true } })).result).toMatchObject({ rows: 2 });
  });
});
