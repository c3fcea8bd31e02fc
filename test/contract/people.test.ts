import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWindowCaller } from '#main/app/dispatcher.ts';
import { getBusinessDay } from '#main/company/business-day.ts';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { FINDING_KINDS } from '#shared/domain/readiness/finding.ts';
import { PERSON_ORDER_STATES, type PersonOrderState } from '#shared/domain/readiness/gates/order-state.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const BY_SEVERITY = { by: 'severity', direction: 'ascending' } as const;

describe('people through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const run = async (personId: string): Promise<CallOutput<'people.look'>> => unwrapResult(await client.call('people.look', { personId }));
  /** Returns the people counted under each code, as the readiness counts them. */
  async function counted(): Promise<ReadonlyMap<string, number>> {
    const gates = new Map<string, number>();
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    for (const { code } of summary?.reasons ?? []) {
      const window = unwrapResult(
        await client.call('matching.rows', {
          filter: { ...EMPTY_FINDING_FILTER, codes: [code], firstGateOnly: true, triage: 'all' },
          sort: BY_SEVERITY,
          offset: 0,
          limit: 500,
        }),
      );
      for (const { neoUserId } of window.rows) if (neoUserId !== null) gates.set(neoUserId, FINDING_KINDS[code].gate ?? 0);
    }
    return gates;
  }

  it('needs a company, its lists, and the person on them', async () => {
    expect(failureCodeOf(await client.call('people.look', { personId: 'u1' }))).toBe('invalid-input');
    unwrapResult(await client.call('companies.create', { name: '一覧のない会社', kind: 'test' }));
    expect(failureCodeOf(await client.call('people.look', { personId: 'u1' }))).toBe('analysis-no-people');
    // No request is sent to Amazon for a company other than the demo company.
    expect(unwrapResult(await client.call('people.askAmazon', { personId: 'u1' }))).toEqual({ asked: false });
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    expect(failureCodeOf(await client.call('people.look', { personId: 'nobody' }))).toBe('order-person-not-found');
  });

  it('show their account, even if they have an unrelated finding', async () => {
    const { rows, revision } = unwrapResult(
      await client.call('matching.rows', {
        filter: { ...EMPTY_FINDING_FILTER, codes: ['invoice-code-near-miss', 'invoice-code-unmatched', 'no-invoice-group'] },
        sort: BY_SEVERITY,
        offset: 0,
        limit: 10,
      }),
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { row, neoUserId, amazonEmail } of rows) {
      const { evidence } = await run(neoUserId ?? '');
      expect(amazonEmail).toBe(evidence.account?.email ?? null);
      const { account } = unwrapResult(await client.call('matching.finding', { revision, row }));
      expect(account?.email ?? null).toBe(amazonEmail);
    }
    expect(rows.some(({ amazonEmail }) => amazonEmail !== null)).toBe(true);
  });

  it('show the fix adopted for them until it is undone', async () => {
    const { rows, revision } = unwrapResult(
      await client.call('matching.rows', {
        filter: { ...EMPTY_FINDING_FILTER, codes: ['amazon-user-missing'] },
        sort: BY_SEVERITY,
        offset: 0,
        limit: 1,
      }),
    );
    const [{ row, neoUserId, workEmail } = { row: -1, neoUserId: null, workEmail: null }] = rows;
    expect((await run(neoUserId ?? '')).fixes).toEqual([]);
    const { stepId } = unwrapResult(await client.call('fixes.adopt', { revision, row, choice: { kind: 'invitation' } }));
    const { fixes, gates, firstClosed } = await run(neoUserId ?? '');
    expect(fixes).toMatchObject([{ side: 'amazon', code: 'amazon-user-missing', to: workEmail, account: null, state: 'adopted' }]);
    expect([firstClosed, gates[3]?.findings[0]?.triage.fix]).toEqual([4, 'adopted']);
    unwrapResult(await client.call('fixes.undo', { stepId: stepId ?? 0 }));
    expect((await run(neoUserId ?? '')).fixes).toEqual([]);
  });

  it('does not claim that no order is pending if orders were never read or have no applicant ids', async () => {
    const folder = temporaryFolder('people');
    const { lastCompanyId: demo } = unwrapResult(await client.call('console.settings', {}));
    try {
      const { id } = unwrapResult(await client.call('companies.create', { name: '注文を読んでいない会社', kind: 'test' }));
      const lists = {
        'neo-users': 'ユーザーID,氏名,ログインID,職場用メールアドレス\r\n7,阿部 愛,abe,abe@example.co.jp\r\n',
        'amazon-users': '氏名,Eメールアドレス,役割,ステータス\r\n阿部 愛,abe@example.co.jp,パンチアウト,有効\r\n',
      } as const;
      for (const kind of ['neo-users', 'amazon-users'] as const) {
        const path = join(folder, `${kind}.csv`);
        writeFileSync(path, lists[kind]);
        const { token } = await client.console.files.add({ path, origin: 'upload', name: 'list.csv' });
        expect((await client.finish(client.call('imports.commit', { token, kind, reading: {} }, id))).error).toBeNull();
      }
      const filter = { search: '', states: [] };
      const sort = { by: 'list', direction: 'ascending' } as const;
      const { rows } = unwrapResult(await client.call('people.list', { filter, sort, offset: 0, limit: 5 }, id));
      expect(rows.map(({ name: shown }) => shown)).toEqual(['阿部 愛']);
      const orders = async () => unwrapResult(await client.call('people.look', { personId: rows[0]?.personId ?? '' }, id)).orders;
      const { evidence, gates } = unwrapResult(await client.call('people.look', { personId: rows[0]?.personId ?? '' }, id));
      // NEO's list has no column for states.
      expect([evidence.standing.state, gates[1]?.state]).toEqual(['untold', 'unseen']);
      expect(unwrapResult(await client.call('readiness.summary', {}, id))?.partial).toContain('no-neo-states');
      expect(await orders()).toBeNull();
      const read = async (header: string, row: string): Promise<void> => {
        const path = join(folder, 'orders.csv');
        writeFileSync(path, `申請番号,申請日時,状態,${header}\r\nA-1,${getBusinessDay(Date.now())},決裁待ち,${row}\r\n`);
        const { token } = await client.console.files.add({ path, origin: 'upload', name: 'orders.csv' });
        expect((await client.finish(client.call('imports.commit', { token, kind: 'orders', reading: {} }, id))).error).toBeNull();
      };
      await read('申請者', '阿部　愛');
      expect(await orders()).toEqual({ rows: [], untold: 1, ofSameName: 1 });
      // In a file with login IDs in the ID column, no request can be assigned to a person.
      await read('申請者,申請者ID', '阿部 愛,abe');
      expect(await orders()).toEqual({ rows: [], untold: 1, ofSameName: 1 });
      await read('申請者,申請者ID', '阿部 愛,7');
      expect(await orders()).toMatchObject({ rows: [{ number: 'A-1' }], untold: 0 });
      unwrapResult(await client.call('companies.delete', { id, confirmName: '注文を読んでいない会社' }));
      unwrapResult(await client.call('companies.open', { id: demo ?? '' }));
    } finally {
      removeFolder(folder);
    }
  });

  it('lists exactly the people whom the readiness counts for an organisation', async () => {
    const { organizations = [] } = unwrapResult(await client.call('readiness.summary', {})) ?? {};
    const large = organizations.filter(({ inScope }) => inScope > 30).slice(0, 6);
    expect(large.length).toBeGreaterThan(3);
    for (const { id: organizationId, inScope, ready, blocked } of large) {
      const filter = { search: '', states: ['ready', 'not-checked', 'blocked'] as PersonOrderState[], organizationId };
      const sort = { by: 'list', direction: 'ascending' } as const;
      const { total, states } = unwrapResult(await client.call('people.list', { filter, sort, offset: 0, limit: 1 }));
      expect(total).toBe(inScope);
      expect(Object.fromEntries(states.map(({ state, people }) => [state, people]))).toMatchObject({ ready, blocked });
    }
  });

  it('lists each person once, in the state shown on the person\u2019s own page', async () => {
    const sort = { by: 'state', direction: 'ascending' } as const;
    const ask = async (search: string, states: readonly PersonOrderState[], offset: number, limit: number) =>
      unwrapResult(await client.call('people.list', { filter: { search, states: [...states] }, sort, offset, limit }));
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    const { users } = createDemoCompany();
    const first = await ask('', [], 0, 200);
    expect(first.total).toBe(users.length);
    const counts = Object.fromEntries(first.states.map(({ state, people }) => [state, people]));
    expect(counts).toMatchObject({ ready: summary?.ready, blocked: summary?.blocked, 'not-checked': summary?.notChecked });
    expect(first.states.reduce((sum, { people }) => sum + people, 0)).toBe(users.length);
    const ids: string[] = [];
    for (let offset = 0; offset < first.total; offset += 200) ids.push(...(await ask('', [], offset, 200)).rows.map((row) => row.personId));
    expect(new Set(ids).size).toBe(users.length);
    for (const state of PERSON_ORDER_STATES) {
      const some = await ask('', [state], 0, 5);
      expect(some.total).toBe(counts[state]);
      for (const row of some.rows) {
        const page = await run(row.personId);
        expect([row.state, row.gate]).toEqual([page.state, page.state === 'blocked' ? page.firstClosed : null]);
        expect([page.person.name, page.person.loginId]).toEqual([row.name, row.loginId]);
      }
    }
    const [someone] = first.rows;
    const found = await ask(someone?.loginId ?? '', [], 0, 5);
    expect(found.rows.map(({ personId }) => personId)).toContain(someone?.personId);
    expect((await ask('だれでもない', [], 0, 5)).rows).toEqual([]);
  });

  it('stops at the gate under which readiness counts the person, for everyone in the demo company', async () => {
    const gates = await counted();
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    const { users } = createDemoCompany();
    const found = { ready: 0, notChecked: 0 };
    // Queries the pages of all people directly in the application; through the hosts, which the other tests cover, this would take longer.
    const company = client.console.settings.get().lastCompanyId;
    const look = async (personId: string): Promise<CallOutput<'people.look'>> =>
      unwrapResult(
        (await client.console.dispatcher.call('people.look', { personId }, { company, caller: createWindowCaller() })) as Result<
          CallOutput<'people.look'>
        >,
      );
    for (const { id, state } of users) {
      const { gates: all, firstClosed, evidence } = await look(id);
      expect(evidence.standing.state).toBe(state);
      const inScope = all[1]?.state === 'open';
      if (inScope) expect([id, firstClosed]).toEqual([id, gates.get(id) ?? null]);
      else if (all[1]?.state === 'closed') expect(firstClosed).toBeLessThanOrEqual(2);
      // Gate 8 never closes, so an unchecked gate 8 does not affect "can order".
      const isChecked = all.every(({ gate, state }) => gate === 8 || state !== 'unseen');
      if (inScope && firstClosed === null) found[isChecked ? 'ready' : 'notChecked']++;
    }
    expect(found).toEqual({ ready: summary?.ready, notChecked: summary?.notChecked });
  });

  it('shows what NEO would send and what would become of it, without the password', async () => {
    const gates = await counted();
    const { users } = createDemoCompany();
    const whole = users.find(({ id, state, workEmail }) => state === 'active' && workEmail !== '' && !gates.has(id));
    const { request, invoices, route, serial, lock, evidence, gates: all } = await run(whole?.id ?? '');
    expect(all.every(({ state }) => state !== 'closed')).toBe(true);
    expect(request.document).toContain(whole?.workEmail);
    expect(request.document).toContain('<SharedSecret>***</SharedSecret>');
    expect(evidence.account?.email.toLowerCase()).toBe(whole?.workEmail.toLowerCase());
    expect(invoices.some(({ amazonGroup }) => amazonGroup !== '')).toBe(true);
    expect(route?.stages.length).toBeGreaterThan(0);
    expect(route?.ends).not.toBeNull();
    // Every step of the demo company's default route has a lead time, and none has a branch.
    expect([route?.assumed, route?.least]).toEqual([false, route?.days]);
    expect(serial?.number).not.toBeNull();
    const day = 24 * 3_600_000;
    const from = Date.parse(lock.requestedAt);
    expect(Date.parse(lock.ends.hours) - from).toBe(7 * day);
    expect(Date.parse(lock.ends.dates)).toBeLessThanOrEqual(Date.parse(lock.ends.hours));

    expect(unwrapResult(await client.call('people.askAmazon', { personId: whole?.id ?? '' }))).toMatchObject({
      asked: true,
      accepted: true,
      failed: [],
    });
    unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: 'not-the-password-of-the-demo' }));
    const refused = unwrapResult(await client.call('people.askAmazon', { personId: whole?.id ?? '' }));
    expect(refused).toMatchObject({ asked: true, accepted: false, failed: [{ id: 'status-credentials' }] });
    expect(JSON.stringify([refused, await run(whole?.id ?? '')])).not.toContain('not-the-password-of-the-demo');
    // NEO has a password whose value is no longer known to this console.
    unwrapResult(await client.call('secrets.clear', { name: 'catalog-password' }));
    expect(await run(whole?.id ?? '')).toMatchObject({
      firstClosed: null,
      gates: [{ state: 'unseen', move: null }, {}, {}, {}, {}, {}, {}, {}],
    });
  });

  it('show the number a request would get today, even if few numbers are issued', async () => {
    const day = (ago: number): string => getBusinessDay(Date.now() - ago * 86_400_000);
    const path = join(client.folder, '注文.csv');
    const numberOf = (ago: number, value: number): string => `P${day(ago).slice(2).replaceAll('-', '')}-${value}`;
    writeFileSync(path, `申請番号,申請日時,決裁日時\n${numberOf(90, 1)},${day(90)},${day(88)}\n${numberOf(40, 2)},${day(40)},${day(39)}\n`);
    const { token } = await client.console.files.add({ path, origin: 'upload', name: '注文.csv' });
    expect((await client.finish(client.call('imports.commit', { token, kind: 'orders', reading: {} }))).error).toBeNull();
    const parts = [
      { kind: 'text', text: 'P' },
      ...(['year2', 'month', 'day'] as const).map((kind) => ({ kind })),
      { kind: 'text', text: '-' },
      { kind: 'counter', digits: 4, zeroPad: false },
    ];
    const edit = { kind: 'set', fields: { parts, reset: 'none' } };
    const command = { kind: 'edit', section: 'serials', id: 'demo-serial-standard', edit } as CallInput<'drafts.apply'>['command'];
    unwrapResult(await client.call('drafts.apply', { command }));
    const { users } = createDemoCompany();
    const { serial } = await run(users.find(({ state }) => state === 'active')?.id ?? '');
    expect(serial).toMatchObject({ number: numberOf(0, 3), isExample: false });
  });
});
