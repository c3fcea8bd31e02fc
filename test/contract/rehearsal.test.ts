import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const HEADER = 'ID,ログインID,社員番号,氏名,デフォルト組織,使用停止フラグ,職場用メールアドレス';
const ORGANIZATIONS = ['ID,組織名,親組織', '1,本社,', '2,営業部,1', '3,製造部,1'];
const TODAY = [
  '101,sato,E1,佐藤 一,営業部,0,',
  '102,tanaka,E2,田中 二,本社,0,',
  '103,suzuki,E3,鈴木 三,製造部,0,',
  '104,ito,E4,伊藤 四,営業部,0,',
  '105,kato,E5,加藤 五,営業部,0,',
  '106,mori,E6,森 六,製造部,1,',
];
/** Rows from a system that knows login IDs and codes of some people, and NEO's IDs of others. */
const LATER = [
  ',sato,,佐藤 一,製造部,0,',
  '102,tanaka,E2,田中 二,本社,1,',
  ',,E3,鈴木 三,営業部,0,',
  '105,kato,E5,加藤 五,営業部,0,',
  '106,mori,E6,森 六,製造部,0,',
  '107,hara,E7,原 七,営業部,0,',
];

describe('a rehearsal of a later organisation', () => {
  let client: HostClient;
  const file = async (name: string, lines: readonly string[], end = '\r\n'): Promise<string> => {
    const path = join(client.folder, name);
    writeFileSync(path, `${lines.join('\r\n')}${end}`);
    return (await client.console.files.add({ path, origin: 'chosen' })).token;
  };
  const draft = async (command: object): Promise<void> => {
    unwrapResult(await client.call('drafts.apply', { command } as CallInput<'drafts.apply'>));
  };
  const rehearse = async (users: readonly string[], organizations: readonly string[] | null = null) =>
    client.finish(
      client.call('rehearsal.run', {
        users: await file('来年度.csv', [HEADER, ...users]),
        organizations: organizations === null ? null : await file('来年度の組織.csv', organizations),
        date: '2027-04-01',
      }),
    );

  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    for (const [kind, lines] of [
      ['organizations', ORGANIZATIONS],
      ['neo-users', [HEADER, ...TODAY]],
    ] as const) {
      const token = await file(`${kind}.csv`, lines);
      expect(await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).toMatchObject({ error: null });
    }
    const sales = { id: '2', descendants: false };
    const group = { code: 'SALES', name: '営業', users: ['104', '107'], organizations: [sales] };
    await draft({ kind: 'put', section: 'invoice_groups', id: 'group', body: group, note: '' });
    const allowed = { everyone: false, users: ['104'], organizations: [sales], roles: [] };
    await draft({ kind: 'put', section: 'allowed_users', id: 'allowed_users', body: allowed, note: '' });
    const step = { id: 's1', role: 'decide', finalDecider: true, rule: 'one', expectedDays: null, branch: null };
    const route = {
      id: 'route',
      name: '購買',
      status: 'complete',
      access: { kind: 'listed', principals: [{ kind: 'organization', ...sales }] },
      applicantHandling: 'exclude',
      steps: [{ ...step, approvers: { kind: 'users', users: ['102'] } }],
    };
    await draft({ kind: 'put', section: 'routes', id: 'route', body: route, note: '' });
    const making = {
      ...route,
      id: 'making',
      name: '製造',
      access: { kind: 'listed', principals: [{ kind: 'organization', id: '3', descendants: false }] },
      steps: [{ ...step, approvers: { kind: 'users', users: ['105'] } }],
    };
    await draft({ kind: 'put', section: 'routes', id: 'making', body: making, note: '' });
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const SALES = { id: '2', name: '営業部' };
  const MAKING = { id: '3', name: '製造部' };
  const SATO = { id: '101', name: '佐藤 一' };
  const SUZUKI = { id: '103', name: '鈴木 三' };
  const MORI = { id: '106', name: '森 六' };
  const ALL = ['routes', 'invoice_groups', 'allowed_users'];
  const result = async () => unwrapResult(await client.call('rehearsal.result', {}));

  it('reports no changes for the current list', async () => {
    expect(await rehearse(TODAY)).toMatchObject({ error: null, result: { changes: 0, breaks: 0 } });
    const nothing = {
      stale: false,
      joining: 0,
      leaving: 0,
      moving: 0,
      unplaced: 0,
      compared: ALL,
      unsure: [],
      changes: [],
      lost: [],
      deleted: [],
    };
    expect(await result()).toEqual({ ...nothing, revision: 4, date: '2027-04-01', users: '来年度.csv', organizations: null });
  });

  it('uses a separate error for unreadable rows, because a rehearsal imports nothing and skips no row', async () => {
    expect(await rehearse([...LATER, `${LATER.at(-1) ?? ''},余分`])).toMatchObject({
      state: 'failed',
      error: { code: 'rehearsal-rows-bad', params: { file: '来年度.csv', count: 1, row: LATER.length + 2 } },
    });
  });

  it('refuses a list that appears truncated, because the missing people would count as leavers', async () => {
    const cut = await file('途中まで.csv', [HEADER, ...LATER.slice(0, 2), ',,E3,鈴木'], '');
    const job = await client.finish(client.call('rehearsal.run', { users: cut, organizations: null, date: '2027-04-01' }));
    expect(job).toMatchObject({
      state: 'failed',
      error: { code: 'list-cut', params: { row: 4, cells: 4, columns: 7, task: 'simulation' } },
    });
  });

  it('explains every other file error for a rehearsal, in which the reading cannot be configured', async () => {
    const nameless = await file('見出しなし.csv', ['ID,氏名', '101,佐藤 一']);
    const job = await client.finish(client.call('rehearsal.run', { users: nameless, organizations: null, date: '2027-04-01' }));
    expect(job).toMatchObject({ state: 'failed', error: { code: 'file-column-missing', params: { task: 'simulation' } } });
  });

  it('shows the people affected by each change, and which named people and objects will be gone', async () => {
    expect(await rehearse(LATER)).toMatchObject({ error: null, phase: 'rehearsing', result: { changes: 8, breaks: 5 } });
    const route = { section: 'routes', objectId: 'route', name: '購買', severity: 'block', more: 0 } as const;
    const making = { objectId: 'making', name: '製造', stepId: null, text: 'route.reason.not-listed', params: { route: '製造' } };
    const group = { section: 'invoice_groups', objectId: null, name: '', severity: 'block', stepId: null, params: {}, more: 0 } as const;
    const allowed = { ...group, section: 'allowed_users', objectId: 'allowed_users' } as const;
    const shown = await result();
    const keys = shown?.changes.map(({ key }) => key) ?? [];
    expect(new Set(keys).size).toBe(8);
    expect(shown).toEqual({
      revision: 4,
      stale: false,
      date: '2027-04-01',
      users: '来年度.csv',
      organizations: null,
      // A person who could not log in before also counts as joining; a person whose identifiers change does not.
      joining: 2,
      leaving: 2,
      moving: 2,
      unplaced: 0,
      compared: ALL,
      unsure: [],
      changes: [
        {
          ...route,
          key: keys[0],
          change: 'breaks',
          stepId: 's1',
          text: 'route.reason.nobody-active',
          params: { step: 1, name: '田中 二', count: 1, more: 0, level: 0, organization: '' },
          people: 3,
          organizations: [SALES],
          examples: [SUZUKI, { id: '105', name: '加藤 五' }, { id: '107', name: '原 七' }],
        },
        {
          ...group,
          key: keys[1],
          change: 'breaks',
          text: 'analysis.rehearsal.invoice_groups.breaks',
          people: 2,
          organizations: [MAKING],
          examples: [SATO, MORI],
        },
        {
          ...allowed,
          key: keys[2],
          change: 'breaks',
          text: 'analysis.rehearsal.allowed_users.breaks',
          people: 1,
          organizations: [MAKING],
          examples: [SATO],
        },
        {
          ...route,
          ...making,
          key: keys[3],
          change: 'breaks',
          people: 1,
          organizations: [SALES],
          examples: [SUZUKI],
        },
        {
          ...route,
          key: keys[4],
          change: 'breaks',
          stepId: null,
          text: 'route.reason.not-listed',
          params: { route: '購買' },
          people: 1,
          organizations: [MAKING],
          examples: [SATO],
        },
        {
          ...allowed,
          key: keys[5],
          change: 'mends',
          text: 'analysis.rehearsal.allowed_users.mends',
          people: 1,
          organizations: [SALES],
          examples: [SUZUKI],
        },
        {
          ...group,
          key: keys[6],
          change: 'mends',
          text: 'analysis.rehearsal.invoice_groups.mends',
          people: 1,
          organizations: [SALES],
          examples: [SUZUKI],
        },
        {
          ...route,
          ...making,
          key: keys[7],
          change: 'mends',
          people: 1,
          organizations: [MAKING],
          examples: [SATO],
        },
      ],
      lost: [
        { section: 'routes', objectId: 'route', name: '購買', stepId: 's1', kind: 'user', id: '102', title: '田中 二', state: 'inactive' },
        {
          section: 'invoice_groups',
          objectId: 'group',
          name: '営業',
          stepId: null,
          kind: 'user',
          id: '104',
          title: '伊藤 四',
          state: 'unknown',
        },
        {
          section: 'allowed_users',
          objectId: 'allowed_users',
          name: '',
          stepId: null,
          kind: 'user',
          id: '104',
          title: '伊藤 四',
          state: 'unknown',
        },
      ],
      deleted: [],
    });

    const rows = async (at: number, offset = 0, limit = 10) =>
      unwrapResult(await client.call('rehearsal.rows', { key: keys[at] ?? '', offset, limit }));
    const sato = { ...SATO, organizationId: '3', organization: '製造部', title: '', before: '営業部' };
    const mori = { ...MORI, organizationId: '3', organization: '製造部', title: '', before: '製造部' };
    expect(await rows(1)).toEqual({ total: 2, people: [sato, mori] });
    expect(await rows(1, 1, 1)).toEqual({ total: 2, people: [mori] });
    expect(await rows(1, 0, 1)).toEqual({ total: 2, people: [sato] });
    expect(await rows(4)).toEqual({ total: 1, people: [sato] });
    expect(await rows(7)).toEqual({ total: 1, people: [sato] });
    expect((await rows(0)).people.map(({ id, before }) => [id, before])).toEqual([
      ['103', '製造部'],
      ['105', '営業部'],
      ['107', ''],
    ]);
  });

  it('lists organizations that will be gone, by their current name', async () => {
    expect(await rehearse(TODAY, ['ID,組織名,親組織', '1,本社,', '3,製造部,1'])).toMatchObject({ error: null });
    const shown = await result();
    expect(shown?.organizations).toBe('来年度の組織.csv');
    const sales = { stepId: null, kind: 'organization', id: '2', title: '営業部', state: 'unknown' };
    expect(shown?.lost).toEqual([
      { section: 'routes', objectId: 'route', name: '購買', ...sales },
      { section: 'invoice_groups', objectId: 'group', name: '営業', ...sales },
      { section: 'allowed_users', objectId: 'allowed_users', name: '', ...sales },
    ]);
  });

  it('names the first references and people if there are many', async () => {
    const places = Array.from({ length: 23 }, (_, at) => `新 ${at} 課`);
    const joining = places.map((place, at) => `${200 + at},new${at},,新人 ${at},${place},0,`);
    await rehearse([...TODAY, ...joining], [...ORGANIZATIONS, ...places.map((place, at) => `${50 + at},${place},3`)]);
    const change = (await result())?.changes.find(({ section }) => section === 'invoice_groups');
    expect(change).toMatchObject({ people: 23, more: 3 });
    expect(change?.organizations.map(({ name }) => name)).toEqual(places.slice(0, 20));
    expect(change?.examples.map(({ name }) => name)).toEqual(Array.from({ length: 5 }, (_, at) => `新人 ${at}`));
  });

  it('counts people with an unknown state word in the later list consistently in all numbers', async () => {
    const onLeave = ['101,sato,E1,佐藤 一,製造部,休職,', ...TODAY.slice(1)];
    expect(await rehearse(onLeave)).toMatchObject({ error: null });
    const shown = await result();
    expect(shown).toMatchObject({ joining: 0, leaving: 0, moving: 1 });
    const broken = shown?.changes.filter(({ change }) => change === 'breaks') ?? [];
    expect(broken.map(({ section, people, examples }) => [section, people, examples])).toEqual([
      ['allowed_users', 1, [SATO]],
      ['invoice_groups', 1, [SATO]],
      ['routes', 1, [SATO]],
    ]);
    for (const { key, people } of broken) {
      const { total } = unwrapResult(await client.call('rehearsal.rows', { key, offset: 0, limit: 10 }));
      expect(total).toBe(people);
    }
    const { id } = unwrapResult(
      await client.call('datedChanges.keep', { name: '改編', day: '2027-04-01', objects: [], people: [], rehearsed: true }),
    );
    const { changes } = unwrapResult(await client.call('datedChanges.list', {}));
    expect(changes.find((one) => one.id === id)?.moved).toMatchObject({ joining: 0, leaving: 0, moving: 1 });
  });

  it('is made again of the same files, once a draft is another', async () => {
    const users = await file('来年度.csv', [HEADER, ...LATER]);
    const organizations = await file('来年度の組織.csv', ORGANIZATIONS);
    const again = (lists: string | null) =>
      client.finish(client.call('rehearsal.run', { users, organizations: lists, date: '2027-04-01' }));
    for (const lists of [organizations, organizations, null]) expect(await again(lists)).toMatchObject({ error: null });
    // A file that is no longer used is removed.
    expect(await client.call('files.info', { token: organizations })).toMatchObject({ error: { code: 'file-token-unknown' } });
    await rehearse(LATER);
    expect(await client.call('files.info', { token: users })).toMatchObject({ error: { code: 'file-token-unknown' } });
  });

  it('is of the drafts and the people it was made with, and of one company', async () => {
    // A group whose code Amazon does not know serves no person now or later, so only new members are reported.
    const other = { ...createAmazonGroup('購買'), integrationOption: 'OTHER' };
    await draft({ kind: 'put', section: 'amazon_groups', id: 'amazon', body: other, note: '' });
    await rehearse(LATER);
    const invoicing = (await result())?.changes.filter(({ section }) => section === 'invoice_groups');
    expect(invoicing?.map(({ change, examples }) => [change, examples])).toEqual([['breaks', [MORI, { id: '107', name: '原 七' }]]]);
    await draft({ kind: 'delete', section: 'invoice_groups', id: 'group' });
    await draft({ kind: 'edit', section: 'allowed_users', id: 'allowed_users', edit: { kind: 'set', fields: { everyone: true } } });
    expect((await result())?.stale).toBe(true);
    expect((await result())?.deleted).toEqual([{ section: 'invoice_groups', id: 'group' }]);
    // Without the group no one loses it, and if everyone may order, no one is missing from the list.
    await rehearse(LATER);
    const shown = await result();
    expect([shown?.stale, shown?.revision, shown?.deleted]).toEqual([false, 7, []]);
    expect(shown?.changes.map(({ section }) => section)).toEqual(['routes', 'routes', 'routes', 'routes']);
    expect(shown?.lost.map(({ section }) => section)).toEqual(['routes']);
    const token = await file('neo-users.csv', [HEADER, ...TODAY]);
    await client.finish(client.call('imports.commit', { token, kind: 'neo-users', reading: {} }));
    expect((await result())?.stale).toBe(true);
    const { id } = unwrapResult(await client.call('companies.current', {})).company;
    unwrapResult(await client.call('companies.create', { name: '別の会社', kind: 'test' }));
    expect(await result()).toBeNull();
    expect(await rehearse(LATER)).toMatchObject({ state: 'failed', error: { code: 'analysis-no-people' } });
    await client.finish(
      client.call('imports.commit', { token: await file('neo.csv', [HEADER, ...TODAY]), kind: 'neo-users', reading: {} }),
    );
    expect(await rehearse(LATER)).toMatchObject({ error: null, result: { changes: 0 } });
    expect((await result())?.lost).toEqual([]);
    // Without a list of organizations, moves follow the organization names in the user lists.
    expect(await result()).toMatchObject({ joining: 2, leaving: 2, moving: 2 });
    unwrapResult(await client.call('datedChanges.keep', { name: '改編', day: '2027-04-01', objects: [], people: [], rehearsed: true }));
    const [change] = unwrapResult(await client.call('datedChanges.list', {})).changes;
    expect(change?.moved?.people.slice(0, change.moved.moving).map(({ name, before, after }) => [name, before, after])).toEqual([
      ['佐藤 一', '営業部', '製造部'],
      ['鈴木 三', '製造部', '営業部'],
    ]);
    // A later organization list alone moves no one.
    expect(await rehearse(TODAY, ORGANIZATIONS)).toMatchObject({ error: null });
    expect(await result()).toMatchObject({ joining: 0, leaving: 0, moving: 0 });
    expect(await client.call('rehearsal.rows', { key: 'nothing', offset: 0, limit: 1 })).toMatchObject({
      error: { code: 'run-not-found' },
    });
    expect(await client.call('rehearsal.rows', { key: shown?.changes[0]?.key ?? '', offset: 0, limit: 1 }, id)).toMatchObject({ ok: true });
  });
});
