import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { BAD_LISTS, type BadList, bytesOf, ENCODINGS, GOOD_AMAZON, GOOD_NEO, truncated } from '../support/bad-lists.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

type Reading = CallInput<'imports.preview'>['reading'];

describe.each(ENCODINGS)('lists that are not as they should be, in %s', (encoding) => {
  let client: HostClient;
  let files: string;
  beforeAll(async () => {
    files = mkdtempSync(join(tmpdir(), 'tsunagi-bad-lists-'));
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '例示商事', kind: 'test' }));
    for (const list of [GOOD_NEO, GOOD_AMAZON]) expect((await commit(list)).error).toBeNull();
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(files);
  });
  const give = async (name: string, content: Uint8Array): Promise<string> => {
    const path = join(files, name);
    writeFileSync(path, content);
    return (await client.console.files.add({ path, origin: 'upload', name })).token;
  };
  const given = (list: BadList): Promise<string> => give(list.name, bytesOf(list, encoding));
  const preview = async (list: BadList, reading: Reading = {}): Promise<CallOutput<'imports.preview'>> =>
    unwrapResult(await client.call('imports.preview', { token: await given(list), kind: list.wanted, reading }));
  const commit = async (list: BadList, reading: Reading = {}) =>
    client.finish(client.call('imports.commit', { token: await given(list), kind: list.wanted, reading }));
  const asked = ({ words }: CallOutput<'imports.preview'>) =>
    words.flatMap(({ field, words: list }) => list.filter(({ by }) => by === 'none').map(({ word, rows }) => [field, word, rows]));
  const people = async () => {
    const { rows } = unwrapResult(
      await client.call('matching.rows', {
        filter: { codes: [], severities: [], organizationId: null, firstGateOnly: false, search: '', triage: 'all', since: [] },
        sort: { by: 'name', direction: 'ascending' },
        offset: 0,
        limit: 100,
      }),
    );
    return rows.map(({ code, name }) => `${code} ${name}`).sort();
  };
  /** Expects the company's data to be unchanged by the given work. */
  const unchanged = async (work: () => Promise<void>): Promise<void> => {
    const before = unwrapResult(await client.call('companies.current', {}));
    await work();
    expect(unwrapResult(await client.call('companies.current', {}))).toEqual(before);
  };

  it('a title above the header is passed over, and another row can be the header', () =>
    unchanged(async () => {
      const token = await given(BAD_LISTS.titled);
      const input = { token, kind: 'neo-users' as const, reading: {} };
      expect(unwrapResult(await client.call('imports.preview', input))).toMatchObject({ headerRow: 4, rows: 5, missing: [] });
      const { rows } = unwrapResult(await client.call('imports.top', input));
      expect(rows.slice(0, 3).map(({ row, cells }) => [row, cells[0]])).toEqual([
        [1, 'ユーザー一覧（2026年11月24日 出力）'],
        [2, '全 5 件'],
        [4, 'ID'],
      ]);
      const other = unwrapResult(await client.call('imports.preview', { ...input, reading: { headerRow: 1 } }));
      expect(other.headerRow).toBe(1);
      expect(other.missing).toEqual(['name', 'workEmail']);
      expect(await client.call('imports.preview', { ...input, reading: { headerRow: 3 } })).toMatchObject({
        error: { code: 'file-no-header' },
      });
    }));

  it('a list without a header can be looked at, so that its header can be chosen', () =>
    unchanged(async () => {
      const token = await give('bare.csv', bytesOf({ ...GOOD_NEO, lines: GOOD_NEO.lines.slice(1) }, encoding));
      const input = { token, kind: 'neo-users' as const, reading: {} };
      expect(await client.call('imports.preview', input)).toMatchObject({ ok: false, error: { code: 'file-no-header' } });
      expect(unwrapResult(await client.call('imports.top', input)).rows).toHaveLength(5);
    }));

  it.each([
    ['leave', ['state', '休職', 1]],
    ['flag', ['suspended', '2', 1]],
    ['cross', ['state', '×', 1]],
    ['triangle', ['state', '△', 1]],
    ['roles', ['role', 'カタログ担当', 5]],
  ] as const)('%s: asks for the meaning of the unknown word and shows how many rows contain it', (name, word) =>
    unchanged(async () => expect(asked(await preview(BAD_LISTS[name]))).toEqual([[...word]])),
  );

  it.each(['expiring', 'expired', 'waiting', 'noIds'] as const)('%s: finds no unknown word', (name) =>
    unchanged(async () => expect(asked(await preview(BAD_LISTS[name]))).toEqual([])),
  );

  it.each([
    ['swapped', 'amazon-users', 'amazon', 'neo'],
    ['orderReport', 'order-report', 'orderReport', 'amazon'],
    ['groups', 'amazon-groups', 'amazonGroups', 'amazon'],
  ] as const)('%s: is called by its name and not taken', (name, looksLike, found, wanted) =>
    unchanged(async () => {
      const list = BAD_LISTS[name];
      expect(await preview(list)).toMatchObject({ looksLike });
      expect((await commit(list)).error).toMatchObject({ code: 'file-list-other', params: { file: list.name, found, wanted } });
    }),
  );

  it('swapped: is imported as the detected list', () =>
    unchanged(async () => {
      const read = await preview({ ...BAD_LISTS.swapped, wanted: 'amazon-users' });
      expect(read).toMatchObject({ looksLike: null, missing: [], rows: 5 });
    }));

  it('refuses or reports a list cut off in the middle of its last row', () =>
    unchanged(async () => {
      const token = await give('cut.csv', truncated({ ...BAD_LISTS.long, lines: BAD_LISTS.long.lines.slice(0, 4) }, encoding));
      const { badRows } = unwrapResult(await client.call('imports.preview', { token, kind: 'neo-users', reading: {} }));
      expect(badRows.rows).toBe(1);
    }));

  it.each([
    ['long', 2, ['3 4 too-long', '4 5 too-long']],
    ['badOrders', 3, ['3 2 not-understood', '4 3 not-understood', '4 4 not-understood', '5 2 empty']],
    ['badOrganizations', 5, ['4 1 id-unclear', '5 1 id-unclear', '6 3 parent-circle', '7 3 parent-circle', '8 2 empty']],
  ] as const)('%s: reports all invalid rows together', (name, rows, cells) =>
    unchanged(async () => {
      const list = BAD_LISTS[name];
      const { badRows } = await preview(list);
      expect(badRows).toMatchObject({ rows, total: cells.length });
      expect(badRows.cells.map(({ row, columnNumber, reason }) => `${row} ${columnNumber} ${reason}`)).toEqual(cells);
      const failed = { code: 'file-rows-bad', params: { file: list.name, count: rows } };
      expect((await commit(list)).error).toMatchObject(failed);
      // An administrator who confirmed another number has not seen these rows.
      expect((await commit(list, { skipBadRows: rows + 1 })).error).toMatchObject(failed);
      const made = unwrapResult(
        await client.call('imports.badRows', { token: await given(list), kind: list.wanted, reading: {}, language: 'ja' }),
      );
      const lines = readFileSync((await client.console.files.find(made.token)).path, 'utf8')
        .trimEnd()
        .split('\r\n');
      expect(lines).toHaveLength(cells.length + 1);
      expect(lines[0]).toBe('\ufeff行,列,値,理由');
    }),
  );

  it('bad rows are left out once they were seen', async () => {
    const job = await commit(BAD_LISTS.long, { skipBadRows: 2 });
    expect([job.error, job.result?.['rows']]).toEqual([null, 2]);
    expect((await commit(GOOD_NEO)).error).toBeNull();
  });

  it('an ambiguous comma requires a choice, which is used and remembered for this header until it is undone', async () => {
    const organizationOf = async (search: string) =>
      unwrapResult(
        await client.call('people.list', {
          filter: { search, states: [] },
          sort: { by: 'list', direction: 'ascending' },
          offset: 0,
          limit: 1,
        }),
      ).rows.map(({ organization }) => organization);
    const separators = async (reading: Reading = {}) =>
      (await preview(BAD_LISTS.commas, reading)).separators.map(({ field, by, choice, used, doubtful, example }) => ({
        ...{ field, by, choice, used: used.map((use) => use.separator), doubtful: doubtful.map((use) => [use.separator, use.rows]) },
        parts: example.parts,
      }));
    const line = { field: 'organization', used: [], doubtful: [['comma', 3]] };
    expect(await separators()).toEqual([{ ...line, by: 'detected', choice: null, parts: ['開発0, 設計0'] }]);
    const said: Reading = { separators: { organization: 'comma' } };
    expect(await separators(said)).toEqual([{ ...line, by: 'user', choice: 'comma', parts: ['開発0', '設計0'] }]);
    expect((await commit(BAD_LISTS.commas, said)).error).toBeNull();
    expect(await organizationOf('阿部')).toEqual(['開発0']);
    expect(await separators()).toEqual([{ ...line, by: 'remembered', choice: 'comma', parts: ['開発0', '設計0'] }]);
    expect((await commit(BAD_LISTS.commas, { separators: { organization: 'auto' } })).error).toBeNull();
    expect(await organizationOf('阿部')).toEqual(['開発0, 設計0']);
    expect(await separators()).toEqual([{ ...line, by: 'detected', choice: null, parts: ['開発0, 設計0'] }]);
    expect((await commit(GOOD_NEO)).error).toBeNull();
  });

  it('counts a person with an unknown word as not checked, and remembers the answer for the next list', async () => {
    expect((await commit(BAD_LISTS.roles)).error).toBeNull();
    expect((await people()).filter((line) => line.startsWith('punchout-role-'))).toEqual(
      ['上野 海', '井上 功', '小川 修', '江口 栄', '阿部 愛'].map((name) => `punchout-role-unknown ${name}`),
    );
    expect((await commit(BAD_LISTS.roles, { words: { role: { カタログ担当: 'punchout' } } })).error).toBeNull();
    expect(await people()).toEqual([]);
    expect(asked(await preview(BAD_LISTS.roles))).toEqual([]);
    expect((await commit(BAD_LISTS.roles)).error).toBeNull();
    expect(await people()).toEqual([]);
    expect((await commit(BAD_LISTS.roles, { words: { role: { カタログ担当: '' } } })).error).toBeNull();
    expect(asked(await preview(BAD_LISTS.roles))).toEqual([['role', 'カタログ担当', 5]]);

    expect((await commit(BAD_LISTS.leave)).error).toBeNull();
    expect((await commit(BAD_LISTS.triangle)).error).toBeNull();
    expect(await people()).toEqual(['amazon-state-unknown 上野 海', 'user-state-unknown 上野 海']);
    expect((await commit(GOOD_NEO)).error).toBeNull();
  });

  it.each([
    ['expiring', 'amazon-invitation-expiring'],
    ['expired', 'amazon-invitation-expired'],
    ['waiting', 'amazon-invitation-pending'],
  ] as const)('%s: the word is enough for the finding %s', async (name, code) => {
    expect((await commit(BAD_LISTS[name])).error).toBeNull();
    expect(await people()).toEqual([`${code} 上野 海`]);
  });
});
