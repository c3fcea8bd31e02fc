import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPersonService, type PersonService } from '#main/app/people/person-service.ts';
import { importOrders } from '#main/company/lists/list-import.ts';
import type { CallParsedInput } from '#shared/contract/calls.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { openBookCompany } from '../../support/book-company.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

const ORGANIZATIONS = ['ID,組織名,親組織ID', '10,本社,', '20,営業部,10', '30,総務部,10'];
const NEO = [
  'ID,氏名,よみ,ログインID,職場用メールアドレス,使用停止フラグ,所属組織',
  '1,渡辺 三,わたなべ,watanabe,watanabe1@example.co.jp,0,営業部',
  '2,青木 一,あおき,aoki,aoki@example.co.jp,0,総務部',
  '3,うの 二,,miyamoto,,0,営業部',
  '4,伊藤 四,いとう,ito,ito@example.co.jp,1,',
  '5,上田 五,うえだ,ueda,ueda@example.co.jp,0,総務部',
];
const AMAZON = [
  'メールアドレス,氏名,役割,状態',
  'watanabee1@example.co.jp,渡辺 三,パンチアウト,有効',
  'ueda@example.co.jp,上田 五,パンチアウト,有効',
];

describe('people of two lists that were put together', () => {
  it('are each their own, though NEO numbers both from 1', async () => {
    const company = await openOwnCompany();
    try {
      await company.take('neo-users', [NEO[0] ?? '', ...NEO.slice(1, 3), '1,森 花,もり,mori,,0,営業部']);
      await company.take('amazon-users', AMAZON);
      const people = createPersonService(company.session);
      const everybody = { search: '', states: [], organizationId: null };
      const page = { filter: everybody, sort: { by: 'list' as const, direction: 'ascending' as const }, offset: 0, limit: 10 };
      const { rows } = await people.listPeople(page);
      expect(rows.map(({ personId, name }) => `${personId} ${name}`)).toEqual(['1 渡辺 三', '2 青木 一', 'login:mori 森 花']);
      for (const { personId, name, workEmail } of rows) {
        const { person, evidence, route, orders } = await people.lookAtPerson(personId);
        expect([person.name, evidence.workEmail]).toEqual([name, workEmail]);
        if (name === '森 花') expect([person.id, route, orders]).toEqual(['', null, null]);
      }
      const view = company.session.requireFindings();
      const missing = view.audit.findings.findIndex(({ code }) => code === 'work-email-missing');
      expect(view.row(missing)).toMatchObject({ name: '森 花', neoUserId: '1', personId: 'login:mori' });
    } finally {
      await company.close();
    }
  });
});

describe('the list of people', () => {
  let company: OwnCompany;
  let people: PersonService;
  beforeAll(async () => {
    company = await openOwnCompany();
    await company.take('organizations', ORGANIZATIONS);
    await company.take('neo-users', NEO);
    await company.take('amazon-users', AMAZON);
    people = createPersonService(company.session);
  });
  afterAll(() => company.close());

  type Question = CallParsedInput<'people.list'>;
  const ask = (filter: Partial<Question['filter']>, sort: Partial<Question['sort']> = {}, window = { offset: 0, limit: 10 }) =>
    people.listPeople({
      filter: { search: '', states: [], organizationId: null, ...filter },
      sort: { by: 'list', direction: 'ascending', ...sort },
      ...window,
    });
  const ids = async (...question: Parameters<typeof ask>) => (await ask(...question)).rows.map(({ personId }) => personId).join('');

  it.each([
    ['as NEO lists them', {}, {}, '12345'],
    ['from the end', {}, { direction: 'descending' }, '54321'],
    ['by reading, by name where there is none', {}, { by: 'name' }, '24531'],
    ['by organisation, without one last', {}, { by: 'organization' }, '13254'],
    ['by what stops them first', {}, { by: 'state' }, '31254'],
    ['of an organisation', { organizationId: '20' }, {}, '13'],
    ['of one with those below it', { organizationId: '10' }, { direction: 'descending' }, '5321'],
    ['who are asked about nothing', { states: ['outside'] }, {}, '4'],
    ['of two states', { states: ['outside', 'blocked'] }, { by: 'name' }, '2431'],
    ['who are searched for', { search: 'ueda' }, {}, '5'],
    ['of whom nobody is found', { search: 'nobody' }, {}, ''],
  ] as const)('shows people %s', async (_, filter, sort, found) => {
    expect(await ids(filter as Partial<Question['filter']>, sort)).toBe(found);
  });

  it('counts every state of whom the search and the organization leave, whichever states are shown', async () => {
    const { total, states, rows } = await ask({ states: ['outside'], organizationId: '10' });
    expect([total, rows]).toEqual([0, []]);
    expect(states.map(({ people: count }) => count).reduce((sum, count) => sum + count)).toBe(4);
    const shown = Object.fromEntries((await ask({}, {}, { offset: 1, limit: 2 })).states.map(({ state, people: count }) => [state, count]));
    expect(shown).toMatchObject({ ready: 0, blocked: 3, outside: 1 });
  });

  it('shows the account that a finding is about, with any spelling of its address', async () => {
    const { evidence } = await people.lookAtPerson('1');
    expect([evidence.workEmail, evidence.account?.email]).toEqual(['watanabe1@example.co.jp', 'watanabee1@example.co.jp']);
  });

  it('is shown in windows', async () => {
    const { total, rows } = await ask({}, {}, { offset: 1, limit: 2 });
    expect([total, rows.map(({ personId }) => personId)]).toEqual([5, ['2', '3']]);
    expect(await ids({}, {}, { offset: 4, limit: 9 })).toBe('5');
  });

  it('shows the name of each person, and the gate where they stop', async () => {
    const { rows } = await ask({}, {}, { offset: 2, limit: 2 });
    const common = { title: '', employeeCode: '' };
    expect(rows).toEqual([
      {
        ...common,
        personId: '3',
        name: 'うの 二',
        organization: '営業部',
        loginId: 'miyamoto',
        workEmail: '',
        state: 'blocked',
        gate: 3,
        code: 'work-email-missing',
        move: 'neo',
      },
      {
        ...common,
        personId: '4',
        name: '伊藤 四',
        organization: '',
        loginId: 'ito',
        workEmail: 'ito@example.co.jp',
        state: 'outside',
        gate: null,
        code: null,
        move: null,
      },
    ]);
  });
});

describe('a person', () => {
  let company: OwnCompany;
  let people: PersonService;
  beforeAll(async () => {
    company = await openBookCompany();
    people = createPersonService(company.session);
  });
  afterAll(() => company.close());

  it('is looked at with everything that decides about an order', async () => {
    const { gates, request, route, lock, revision, orders, ...seen } = await people.lookAtPerson('1');
    expect(revision).toBe(company.session.requireFindings().revision);
    expect(seen).toEqual({
      person: {
        id: '1',
        name: '田中 太郎',
        organizationId: '10',
        organization: '総務部',
        title: '',
        loginId: 'tanaka',
        employeeCode: 'E1',
      },
      state: 'blocked',
      firstClosed: 6,
      fixes: [],
      evidence: {
        integration: { systemLogin: true, passwordSet: true, poRequestUrl: true, groups: 2, activeGroups: 1 },
        standing: { state: 'active', allowed: 'allowed', excluded: false },
        workEmail: 'tanaka@example.co.jp',
        account: { email: 'tanaka@example.co.jp', name: '田中 太郎', state: 'active', punchout: true, groups: ['購買'] },
      },
      invoices: [{ id: 'g1', name: '請求1', code: 'A1', amazonGroup: '購買' }],
      title: '購入申請',
      serial: null,
    });
    expect(orders).toBeNull();
    expect(
      gates.map(({ gate, state, findings }) => [gate, state, findings.map(({ code, severity, ofCompany }) => [code, severity, ofCompany])]),
    ).toEqual([
      [1, 'risk', [['po-url-suspicious', 'risk', true]]],
      [2, 'open', []],
      [3, 'open', []],
      [4, 'open', []],
      [5, 'open', []],
      [
        6,
        'closed',
        [
          ['route-self-approval', 'block', false],
          ['route-approver-inactive', 'block', true],
        ],
      ],
      [7, 'closed', [['serial-missing', 'block', true]]],
      [8, 'unseen', []],
    ]);
    expect(gates[5]?.findings[0]).toMatchObject({
      reason: { key: 'route.reason.only-the-applicant', params: { step: 1 } },
      side: 'neo',
      triage: { state: 'accepted', acceptance: { reason: '退職予定' } },
    });
    expect(gates[7]?.unseen).toEqual(['gate-8']);
    expect(request.document).toContain('tanaka@example.co.jp');
    expect(request.parts.find(({ part }) => part === 'identity')?.value).toBe('NEOcatalog');
    expect(route).toMatchObject({ id: 'r1', name: '経路10', ends: null, days: null });
    expect(route?.stages.map(({ stepId, problems }) => [stepId, problems.map(({ code }) => code)])).toEqual([
      ['s1', ['route-self-approval']],
      ['s2', ['route-approver-inactive']],
      ['s3', []],
      ['s4', []],
    ]);
    expect(lock).toEqual({
      requestedAt: '2026-11-26T01:00:00.000Z',
      ends: { hours: '2026-12-03T01:00:00.000Z', dates: '2026-12-02T15:00:00.000Z' },
      reading: 'dates',
      lastChance: '2026-12-02',
    });
  });

  it('who may not order has no account, no invoice group, and a status that says so', async () => {
    const told = async () => {
      const { evidence, invoices, state, firstClosed, gates } = await people.lookAtPerson('3');
      return { state, firstClosed, invoices, ...evidence, second: gates[1] };
    };
    // The list of allowed users names a role, and no list contains its members.
    const standing = { state: 'active', excluded: false };
    expect(await told()).toMatchObject({
      ...{ state: 'blocked', firstClosed: 4, invoices: [], account: null },
      standing: { ...standing, allowed: 'untold' },
      second: { gate: 2, state: 'unseen', unseen: ['gate-2-lists'] },
    });
    const { drafts } = company.session.file().drafts.state();
    const allowed = drafts.get('allowed_users allowed_users')?.draft as object;
    company.draft('allowed_users', 'allowed_users', { ...allowed, roles: [] });
    await company.session.ready();
    expect(await told()).toMatchObject({
      ...{ state: 'outside', firstClosed: 2, invoices: [], account: null },
      standing: { ...standing, allowed: 'refused' },
      second: { gate: 2, state: 'closed', unseen: [] },
    });
  });

  it('who is not in the list is not found', async () => {
    await expect(people.lookAtPerson('99')).rejects.toThrow('order-person-not-found');
  });

  it('is found by the lasting identity too', async () => {
    const [, identity = ''] = company.session.requireFindings().people;
    expect((await people.lookAtPerson(identity)).person.name).toBe('鈴木 花子');
  });

  it('has the pending requests that are theirs, the most pressing first, and the next number', async () => {
    const { session, draft } = company;
    const name = (id: string): string => session.directory()?.neoUsers.find((user) => user.id === id)?.name ?? '';
    const row = (number: string, id: string, state: string, at: string) =>
      `${number},${name(id)},${id},経路10,${state},2026/11/${at} 09:00,500,1`;
    const path = company.fileOf('orders.csv', [
      '申請番号,申請者,申請者ID,申請経路,状態,申請日時,金額,ステップ',
      row('2026-00001', '1', '承認待ち', '24'),
      row('2026-00002', '2', '承認待ち', '25'),
      row('2026-00003', '1', '承認待ち', '20'),
      row('2026-00004', '1', '承認済み', '20'),
      ...Array.from({ length: 20 }, (_, at) => row(`2026-0010${at}`, '1', '承認待ち', '25')),
    ]);
    const file = { path, name: 'orders.csv', kind: 'orders', reading: {} } as const;
    await importOrders(file, session.file(), { at: session.timestamp(), confirmed: undefined }, createSilentJobContext());
    draft('common_settings', 'common_settings', { title: '', routeId: 'r1', serialId: 'n1' });
    draft('routes', 'r1', { ...(session.file().drafts.state().drafts.get('routes r1')?.draft as object), status: 'incomplete' });
    await session.ready();
    const { orders, serial, title, route } = await people.lookAtPerson('1');
    expect(orders?.rows).toHaveLength(20);
    expect(orders?.rows.slice(0, 2).map(({ number }) => number)).toEqual(['2026-00003', '2026-00001']);
    expect((await people.lookAtPerson('2')).orders?.rows.map(({ number }) => number)).toEqual(['2026-00002']);
    expect(title).toBe('');
    expect(serial).toMatchObject({
      id: 'n1',
      name: '注文番号',
      isExample: false,
      number: '2026-00110',
    });
    expect(route).toMatchObject({ ends: null, days: null });
    draft('common_settings', 'common_settings', { title: '', routeId: null, serialId: 'n3' });
    await session.ready();
    expect(await people.lookAtPerson('1')).toMatchObject({ serial: { id: 'n3', number: null, isExample: true }, route: null });
  });
});
