import { describe, expect, it } from 'vitest';
import type { ServerDescription } from '#main/groupware/groupware.ts';
import { createStockNeoClient, describeStockNeo, listMissingFieldsInRows } from '#main/groupware/stock-neo-client.ts';
import type { TransportAnswer } from '#main/groupware/transport.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { neoUser } from '../../support/directories.ts';
import { createScriptedTransport, refusedBy } from '../../support/transport.ts';

const DESCRIPTION: ServerDescription = { kind: 'stock-neo', server: 'NEO', time: null, capabilities: [], revision: null };

async function readRows(rows: readonly unknown[], options: { readonly from?: number; readonly answer?: TransportAnswer } = {}) {
  const { from, answer } = options;
  const transport = createScriptedTransport(() => answer ?? { status: 'ok', list: rows });
  const pages: { items: readonly NeoUser[]; done: number; total: number | null }[] = [];
  const client = createStockNeoClient(transport, DESCRIPTION);
  const reading = await client.readUsers({
    ...(from !== undefined && { from }),
    onPage: (items, page) => void pages.push({ items, ...page }),
  });
  return { ...reading, pages, users: pages.flatMap(({ items }) => items), asked: transport.asked };
}

describe('a person of NEO’s own list', () => {
  it.each([
    ['id', 'id user_id uid'],
    ['loginId', 'login_id loginid login'],
    ['name', 'name user_name display_name'],
    ['kana', 'kana name_kana ruby furigana'],
    ['employeeCode', 'employee_code employee_id emp_code code'],
    ['title', 'title post position'],
    ['workEmail', 'work_email email_work mail_work office_mail mail email'],
    ['mobileEmail', 'mobile_email email_mobile mail_mobile mobile_mail'],
    ['homeEmail', 'home_email email_home mail_home home_mail'],
    ['otherEmail', 'other_email email_other mail_other other_mail'],
  ])('has %s under any of its names, the likeliest first', async (field, spellings) => {
    const names = spellings.split(' ');
    const rows = names.map((_, at) => ({
      ...(field === 'id' ? {} : { id: `i${at}` }),
      ...(field === 'workEmail' ? {} : { mail: 'a@example.jp' }),
      ...Object.fromEntries(
        names
          .slice(at)
          .toReversed()
          .map((name) => [name, `${name}!`]),
      ),
    }));
    const { users, missingFields } = await readRows(rows);
    expect(users.map((user) => user[field as 'name'])).toEqual(names.map((name) => `${name}!`));
    expect(missingFields).not.toContain(field);
    expect(missingFields).toContain('state');
  });

  it('has the organizations in any of their guises, and is active', async () => {
    const shapes: readonly (readonly [object, readonly string[]])[] = [
      [{ organizations: { item: [{ id: 1 }, { id: { val: '2' } }] } }, ['1', '2']],
      [{ groups: [{ name: '総務部' }, { id: null, name: '営業部' }, { id: '' }] }, ['総務部', '営業部']],
      [{ group: '購買部' }, ['購買部']],
      [{ group: '' }, []],
      [{ section: [3, '4', '', [5]] }, ['3', '4']],
      [{ organizations: '', groups: ['later'] }, []],
      [{}, []],
    ];
    const { users } = await readRows(shapes.map(([fields], at) => ({ id: at + 1, mail: '', ...fields })));
    expect(users.map(({ organizations }) => organizations)).toEqual(shapes.map(([, organizations]) => organizations));
    expect(users[0]).toEqual(neoUser({ id: '1', organizations: ['1', '2'] }));
  });

  it('is read as text, and values that are not text are empty', async () => {
    const { users } = await readRows([{ id: 7, name: { val: '佐藤' }, kana: null, title: { a: 1 }, mail: ['a'] }]);
    expect(users).toEqual([neoUser({ id: '7', name: '佐藤' })]);
  });
});

describe('the list', () => {
  it('is handed over a thousand at a time, behind those that are there already', async () => {
    const rows = Array.from({ length: 2_500 }, (_, at) => ({ id: at + 1, mail: '' }));
    const { pages, total, revision, asked } = await readRows(rows);
    expect(pages.map(({ items, done, total: all }) => [items.length, items[0]?.id, done, all])).toEqual([
      [1_000, '1', 1_000, null],
      [1_000, '1001', 2_000, null],
      [500, '2001', 2_500, 2_500],
    ]);
    expect([total, revision]).toEqual([2_500, null]);
    expect(asked).toEqual([{ module: 'zrconst', action: 'list_users' }]);
    const rest = await readRows(rows, { from: 2_499 });
    expect([rest.total, rest.users.map(({ id }) => id)]).toEqual([2_500, ['2500']]);
    expect((await readRows(rows.slice(0, 1_000))).pages.map(({ items }) => items.length)).toEqual([1_000, 0]);
  });

  it('without people lacks every field, and entries that are no people are left out', async () => {
    const { users, total, missingFields } = await readRows(['x', null, [1]]);
    expect([users, total]).toEqual([[], 0]);
    const all = ['id', 'loginId', 'name', 'kana', 'employeeCode', 'title', 'workEmail', 'mobileEmail', 'homeEmail', 'otherEmail'];
    expect(missingFields).toEqual([...all, 'organizations', 'state']);
    expect(listMissingFieldsInRows([])).toEqual([]);
    expect(listMissingFieldsInRows(['x', { uid: 1, post: 2, section: 3 }])).toEqual([
      ...all.filter((field) => field !== 'id' && field !== 'title'),
      'state',
    ]);
  });

  it('is refused if a user has no ID, with the index of the first', async () => {
    const rows = [{ id: 1 }, 'x', { id: '' }, { name: 'a' }];
    await expect(readRows(rows)).rejects.toMatchObject({
      failure: { code: 'server-answer-invalid', params: { why: 'other-shape', detail: 'list.1.id' } },
    });
    await expect(readRows([{ name: 'a' }])).rejects.toMatchObject({ failure: { params: { detail: 'list.0.id' } } });
  });

  it('is refused if it has no field for the work e-mail, which all users would seem to lack', async () => {
    const refusal = {
      failure: { code: 'server-no-work-email', params: { address: createScriptedTransport(() => ({ list: [] })).address } },
    };
    await expect(readRows([{ id: 1 }, { id: 2, mobile_email: 'a@example.jp' }])).rejects.toMatchObject(refusal);
    await expect(readRows([{ id: 1 }], { from: 1 })).rejects.toMatchObject(refusal);
    // A field that any user has counts as present. A missing ID is reported earlier.
    expect((await readRows([{ id: 1 }, { id: 2, mail: 'b@example.jp' }])).users.map(({ workEmail }) => workEmail)).toEqual([
      '',
      'b@example.jp',
    ]);
    await expect(readRows([{ id: '' }])).rejects.toMatchObject({ failure: { code: 'server-answer-invalid' } });
  });

  it('is reported as missing or refused by the server', async () => {
    await expect(readRows([], { answer: { kind: 'absent' } })).rejects.toMatchObject({ failure: { code: 'server-not-neo' } });
    await expect(readRows([], { answer: refusedBy(-20) })).rejects.toMatchObject({ failure: { params: { errorno: -20 } } });
  });

  it('is not reported as read if its consumer fails', async () => {
    const client = createStockNeoClient(
      createScriptedTransport(() => ({ list: Array.from({ length: 1_500 }, (_, at) => ({ id: at + 1, mail: '' })) })),
      DESCRIPTION,
    );
    const seen: number[] = [];
    const onPage = async (items: readonly unknown[]): Promise<void> => {
      seen.push(items.length);
      throw new Error('the disk is full');
    };
    await expect(client.readUsers({ onPage })).rejects.toThrow('the disk is full');
    expect(seen).toEqual([1_000]);
  });
});

it('a stock NEO is identified by its list of users, and lists nothing else', async () => {
  const answers: TransportAnswer[] = [
    { kind: 'absent' },
    refusedBy(-7),
    { kind: 'ok', body: { list: [1] }, date: '2026-11-24T00:00:00.000Z' },
  ];
  const transport = createScriptedTransport((_, { readsOnly }) => {
    expect(readsOnly).toBe(true);
    return answers.shift() as TransportAnswer;
  });
  expect(await describeStockNeo(transport, {})).toBeNull();
  await expect(describeStockNeo(transport, {})).rejects.toMatchObject({ failure: { params: { errorno: -7 } } });
  const description = await describeStockNeo(transport, {});
  expect(description).toEqual({
    ...{ kind: 'stock-neo', server: "desknet's NEO", time: '2026-11-24T00:00:00.000Z' },
    ...{ capabilities: ['list_users'], revision: null },
  });
  expect(transport.asked[0]).toEqual({ module: 'zrconst', action: 'list_users', limit: '1' });
  const client = createStockNeoClient(transport, description as ServerDescription);
  expect([client.kind, client.address, client.objects, await client.describe()]).toEqual([
    'stock-neo',
    transport.address,
    null,
    description,
  ]);
  const onPage = (): void => undefined;
  for (const read of [client.readOrganizations, client.readRoles, client.readApprovers, client.readOrders])
    await expect(read({ onPage })).rejects.toMatchObject({ failure: { code: 'server-not-gateway' } });
});
