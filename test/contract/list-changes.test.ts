import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import type { ListChanges } from '#shared/contract/imports/list-changes.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

type Kind = CallInput<'imports.compare'>['kind'];

const NEO = 'ID,ログインID,社員番号,氏名,職場用メールアドレス,所属組織';
const person = (n: number, fields: Partial<{ id: string; login: string; code: string; mail: string }> = {}): string[] => [
  fields.id ?? String(100 + n),
  fields.login ?? `user${n}`,
  fields.code ?? `E${n}`,
  `名前 ${n}`,
  fields.mail ?? (n % 3 === 0 ? '' : `user${n}@example.co.jp`),
  n < 40 ? '営業部' : '総務部',
];
const sixty = Array.from({ length: 60 }, (_, n) => person(n));
const linesOf = (people: readonly (readonly string[])[]): string[] => people.map((cells) => cells.join(','));
/** Returns the list without the given columns. */
const without = (people: readonly (readonly string[])[], ...columns: string[]): { header: string; lines: string[] } => {
  const kept = NEO.split(',').flatMap((name, at) => (columns.includes(name) ? [] : [at]));
  const pick = (cells: readonly string[]): string => kept.map((at) => cells[at]).join(',');
  return { header: pick(NEO.split(',')), lines: people.map(pick) };
};

/** Returns helpers that call one console. */
function askingOf(client: () => HostClient) {
  let files = 0;
  const token = async (text: string): Promise<string> => {
    const path = join(client().folder, `list-${files++}.csv`);
    writeFileSync(path, text);
    return (await client().console.files.add({ path, origin: 'chosen' })).token;
  };
  const textOf = (header: string, lines: readonly string[]): string => `${[header, ...lines].join('\r\n')}\r\n`;
  return {
    async compare(text: string, kind: Kind = 'neo-users'): Promise<ListChanges> {
      const started = unwrapResult(await client().call('imports.compare', { token: await token(text), kind, reading: {} }));
      const job = await client().finish(Promise.resolve({ ok: true, value: started }));
      expect(job.error).toBeNull();
      const { changes } = unwrapResult(await client().call('imports.changes', started));
      if (changes === null) throw new Error('nothing was compared');
      return changes;
    },
    async commit(text: string, kind: Kind = 'neo-users', confirmed?: CallInput<'imports.commit'>['confirmed']) {
      return client().finish(
        client().call('imports.commit', { token: await token(text), kind, reading: {}, ...(confirmed && { confirmed }) }),
      );
    },
    former: async () => unwrapResult(await client().call('imports.former', {})).lists,
    rowsOf: async (side: 'neo' | 'amazon') =>
      unwrapResult(await client().call('companies.current', {}))?.sources.find((source) => source.side === side)?.rows ?? 0,
    ledger: async () =>
      unwrapResult(await client().call('triage.ledger', { filter: { states: [], kinds: [], search: '' }, offset: 0, limit: 500 })),
    textOf,
  };
}

describe('a list that replaces another, through both hosts', () => {
  let client: HostClient;
  const { compare, commit, former, rowsOf, textOf } = askingOf(() => client);
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    expect((await commit(textOf(NEO, linesOf(sixty)))).error).toBeNull();
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const five = textOf(NEO, linesOf(sixty.slice(55)));

  it('is compared before it is taken', async () => {
    const changes = await compare(five);
    expect(changes).toMatchObject({
      before: 60,
      after: 5,
      gone: 55,
      added: 0,
      changed: 0,
      guard: { over: true, percent: 91.7, allowed: 12 },
      organizations: [
        { name: '営業部', before: 40, gone: 40, added: 0 },
        { name: '総務部', before: 20, gone: 15, added: 0 },
      ],
      columnsLost: [],
      lacks: ['password-column'],
      cut: null,
    });
    expect(changes.goneSample).toHaveLength(20);
    const moved = sixty.map((cells, n) => (n === 1 ? person(1, { mail: 'other@example.co.jp' }) : cells));
    const narrow = without([...moved, person(60)], 'ID', '社員番号');
    const other = await compare(textOf(narrow.header, narrow.lines));
    expect(other).toMatchObject({ gone: 0, added: 1, changed: 1, changedFields: [{ field: 'workEmail', count: 1 }] });
    expect([...other.columnsLost].sort()).toEqual(['employeeCode', 'id']);
    expect(other.guard.over).toBe(false);
  });

  it('is refused if it loses too many people until the number is confirmed, and can be undone and redone', async () => {
    const refused = await commit(five);
    expect([refused.state, refused.error]).toMatchObject([
      'failed',
      { code: 'list-shrinks', params: { gone: 55, before: 60, after: 5, percent: 91.7, allowed: 12 } },
    ]);
    expect(await rowsOf('neo')).toBe(60);
    expect(await former()).toEqual([]);
    expect((await commit(five, 'neo-users', { gone: 54, cut: false })).error?.code).toBe('list-shrinks');

    expect((await commit(five, 'neo-users', { gone: 55, cut: false })).error).toBeNull();
    expect(await rowsOf('neo')).toBe(5);
    const [kept] = await former();
    expect(kept).toMatchObject({ side: 'neo', origin: 'file', rows: 60, changes: null, latest: true });
    const started = unwrapResult(await client.call('imports.compareFormer', { id: kept?.id ?? 0 }));
    await client.finish(Promise.resolve({ ok: true, value: started }));
    expect(unwrapResult(await client.call('imports.changes', started)).changes).toMatchObject({ before: 5, after: 60, added: 55, gone: 0 });

    const taken = unwrapResult(await client.call('imports.takeFormer', { id: kept?.id ?? 0 }));
    expect(taken.lists).toMatchObject([{ side: 'neo', rows: 60 }]);
    expect(await rowsOf('neo')).toBe(60);
    const [replaced, ...others] = await former();
    expect([replaced, others]).toMatchObject([{ rows: 5, changes: { gone: 55, added: 0, changed: 0 } }, []]);
    unwrapResult(await client.call('imports.takeFormer', { id: replaced?.id ?? 0 }));
    expect(await rowsOf('neo')).toBe(5);
    unwrapResult(await client.call('imports.takeFormer', { id: (await former())[0]?.id ?? 0 }));
    expect(await rowsOf('neo')).toBe(60);
    expect(await compare(textOf(NEO, linesOf(sixty)))).toMatchObject({ gone: 0, added: 0, changed: 0 });
    const gone = await client.call('imports.takeFormer', { id: 12_345 });
    expect(gone.ok ? 'ok' : gone.error.code).toBe('former-list-not-found');
  });

  it('is refused when its people have lost their addresses, until the number is confirmed', async () => {
    const withMail = sixty.filter(([, , , , mail]) => mail !== '').length;
    const blank = textOf(NEO, linesOf(sixty.map((_, n) => person(n, { mail: n % 2 === 0 ? '' : 'なし' }))));
    expect(await compare(blank)).toMatchObject({
      gone: 0,
      guard: { over: false },
      lostAddresses: { lost: withMail, had: withMail, over: true, percent: 100, allowed: 10 },
    });
    expect((await commit(blank)).error).toMatchObject({
      code: 'list-loses-addresses',
      params: { side: 'neo', lost: withMail, before: withMail, percent: 100, allowed: 10 },
    });
    const { sources } = unwrapResult(await client.call('companies.current', {})) ?? { sources: [] };
    expect(sources).toMatchObject([{ side: 'neo', rows: 60 }]);
    expect(await compare(textOf(NEO, linesOf(sixty)))).toMatchObject({ changed: 0 });
    const most = { gone: 0, cut: false, lostAddresses: withMail - 1 };
    expect((await commit(blank, 'neo-users', most)).error?.code).toBe('list-loses-addresses');
    // A small loss of addresses needs no confirmation.
    const some = textOf(NEO, linesOf(sixty.map((cells, n) => (n < 9 ? person(n, { mail: '' }) : cells))));
    expect((await compare(some)).lostAddresses).toMatchObject({ lost: 6, over: false });

    expect((await commit(blank, 'neo-users', { ...most, lostAddresses: withMail })).error).toBeNull();
    const [kept] = await former();
    unwrapResult(await client.call('imports.takeFormer', { id: kept?.id ?? 0 }));
    expect(await compare(textOf(NEO, linesOf(sixty)))).toMatchObject({ changed: 0 });
  });

  it('asks twice if people and addresses are lost, and keeps the first confirmation for the second question', async () => {
    const few = textOf(NEO, linesOf(sixty.slice(0, 20).map((_, n) => person(n, { mail: '' }))));
    const first = (await commit(few)).error;
    expect(first).toMatchObject({ code: 'list-shrinks', params: { gone: 40 } });
    const second = (await commit(few, 'neo-users', { gone: 40, cut: false })).error;
    expect(second).toMatchObject({ code: 'list-loses-addresses', params: { gone: 40, lost: 13 } });
    expect(await rowsOf('neo')).toBe(60);
  });

  it('is refused if it appears truncated, until the administrator confirms it', async () => {
    const cut = textOf(NEO, linesOf(sixty)).slice(0, -`@example.co.jp,総務部\r\n`.length);
    expect((await compare(cut)).cut).toEqual({ row: 61, cells: 5, columns: 6 });
    const refused = await commit(cut);
    expect(refused.error).toMatchObject({ code: 'list-cut', params: { row: 61, cells: 5, columns: 6 } });
    expect((await compare(textOf(NEO, linesOf(sixty)).trimEnd())).cut).toBeNull();
  });

  it('may lose as many as the company allows', async () => {
    const changed = unwrapResult(await client.call('imports.changeLimit', { limit: { count: 60, percent: null, floor: 0 } }));
    expect(changed).toEqual({ limit: { count: 60, percent: null, floor: 0 }, standard: false });
    expect((await compare(five)).guard).toMatchObject({ over: false, allowed: 60 });
    expect(unwrapResult(await client.call('imports.changeLimit', { limit: null }))).toEqual({
      limit: { count: null, percent: 20, floor: 10 },
      standard: true,
    });
    expect((await compare(five)).guard.over).toBe(true);
  });
});

describe('lists that were replaced', () => {
  let client: HostClient;
  const { commit, former, rowsOf, textOf } = askingOf(() => client);
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  it('are kept, the last ten per side, and an identical list is not kept', async () => {
    for (let n = 1; n <= 13; n++) expect((await commit(textOf(NEO, linesOf(sixty.slice(0, n))))).error).toBeNull();
    expect((await commit(textOf(NEO, linesOf(sixty.slice(0, 13))))).error).toBeNull();
    const kept = await former();
    expect(kept.map(({ rows }) => rows)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(kept.filter(({ latest }) => latest).map(({ rows }) => rows)).toEqual([12]);
    expect((await commit('Eメールアドレス,氏名\r\na@example.co.jp,名前 1\r\n', 'amazon-users')).error).toBeNull();
    expect((await commit('Eメールアドレス,氏名\r\nb@example.co.jp,名前 1\r\n', 'amazon-users')).error).toBeNull();
    expect((await former()).filter(({ side }) => side === 'amazon')).toHaveLength(1);
    unwrapResult(await client.call('imports.takeFormer', { id: kept.at(-1)?.id ?? 0 }));
    expect(await rowsOf('neo')).toBe(3);
    expect(await rowsOf('amazon')).toBe(1);
  });
});

describe('decisions', () => {
  let client: HostClient;
  const { commit, ledger, textOf } = askingOf(() => client);
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    const accounts = sixty.slice(0, 30).map((_, n) => `USER${n}@example.co.jp,名前 ${n}`);
    expect((await commit(textOf('Eメールアドレス,氏名', accounts), 'amazon-users')).error).toBeNull();
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  it('outlive exports with other columns: nothing is new, nothing fixed, no fix collides with itself', async () => {
    const whole = { header: NEO, lines: linesOf(sixty) };
    expect((await commit(textOf(whole.header, whole.lines))).error).toBeNull();
    const { revision } = unwrapResult(
      await client.call('matching.rows', {
        filter: EMPTY_FINDING_FILTER,
        sort: { by: 'severity', direction: 'ascending' },
        offset: 0,
        limit: 1,
      }),
    );
    const everything = { revision, filter: { ...EMPTY_FINDING_FILTER, triage: 'all' as const }, except: [] };
    // Findings are adopted first and then accepted, so both kinds of decisions exist.
    const adopted = unwrapResult(await client.call('fixes.adoptMany', { selection: everything, ticked: [], invite: true }));
    unwrapResult(await client.call('triage.change', { selection: everything, change: { kind: 'accept', reason: '移行中', until: null } }));
    expect(adopted.adopted).toBeGreaterThan(10);
    const before = await ledger();
    expect(before.counts).toMatchObject({ gone: 0, changed: 0 });
    const fixes = async () =>
      unwrapResult(await client.call('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 100 })).counts;
    const counts = await fixes();

    for (const { header, lines } of [
      without(sixty, 'ID'),
      without(sixty, 'ID', 'ログインID'),
      without([...sixty].reverse(), 'ID', 'ログインID', '社員番号'),
      without(sixty, 'ログインID', '社員番号'),
      whole,
    ]) {
      expect((await commit(textOf(header, lines))).error).toBeNull();
      const now = await ledger();
      expect([header, now.counts]).toEqual([header, before.counts]);
      expect(now.entries.map(({ key }) => key).sort()).toEqual(before.entries.map(({ key }) => key).sort());
      const summary = unwrapResult(await client.call('readiness.summary', {}));
      expect(summary?.changes?.byCode ?? []).toEqual([]);
      expect([header, await fixes()]).toEqual([header, counts]);
    }
  });
});

describe('what changed since the previous list', () => {
  let client: HostClient;
  const { commit, textOf } = askingOf(() => client);
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  it('determines which of two addresses is the new one', async () => {
    const mail = (n: number): string => `user${n}@example.co.jp`;
    const neo = (changed: string) => textOf(NEO, linesOf(sixty.map((_, n) => person(n, { mail: n === 7 ? changed : mail(n) }))));
    const amazon = textOf(
      'メールアドレス,氏名,社員番号,ステータス,役割',
      sixty.map((_, n) => [mail(n), `名前 ${n}`, `E${n}`, '有効', 'パンチアウト'].join(',')),
    );
    expect((await commit(neo(mail(7)))).error).toBeNull();
    expect((await commit(amazon, 'amazon-users')).error).toBeNull();
    const advice = async () => {
      const { revision, rows } = unwrapResult(
        await client.call('matching.rows', {
          filter: { ...EMPTY_FINDING_FILTER, codes: ['person-match'] },
          sort: { by: 'severity', direction: 'ascending' },
          offset: 0,
          limit: 10,
        }),
      );
      const [row] = rows;
      if (row === undefined) return null;
      return unwrapResult(await client.call('fixes.options', { revision, row: row.row })).options;
    };
    expect(await advice()).toBeNull();
    // Both sides had the same address until now; NEO's address is new, and Amazon still has the former one.
    expect((await commit(neo('satou.new@example.co.jp'))).error).toBeNull();
    const options = await advice();
    expect(options?.filter(({ recommended }) => recommended).map(({ side, address }) => [side, address])).toEqual([
      ['amazon', 'satou.new@example.co.jp'],
    ]);
  });
});
