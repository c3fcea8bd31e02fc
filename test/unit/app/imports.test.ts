import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFormerListService } from '#main/app/imports/former-list-service.ts';
import { createListService, type ListService } from '#main/app/imports/list-service.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

const HEADER = '氏名,ID,備考,職場用メールアドレス';
/** The first values of a column: blanks, a duplicate, and a value far down. */
const ROWS = Array.from({ length: 12 }, (_, at) => `社員 ${at + 1},${at + 1},${['', 'b', 'b', 'c'][at] ?? ''},user${at + 1}@example.co.jp`);

describe('a list in a file', () => {
  let company: OwnCompany;
  let service: ListService;
  beforeAll(async () => {
    company = await openOwnCompany();
    service = createListService(company.session);
  });
  afterAll(() => company.close());
  const file = (lines: readonly string[], kind: 'neo-users' | 'amazon-users' = 'neo-users') =>
    ({ path: company.fileOf('list.csv', lines), name: 'list.csv', kind, reading: {} }) as const;

  it('is shown as it would be taken', async () => {
    const { fields, words, separators, looksLike, otherSheets, ...preview } = await service.previewList(file([HEADER, ...ROWS]));
    const samples = [['社員 1', '社員 2', '社員 3'], ['1', '2', '3'], ['b', 'c'], ROWS.slice(0, 3).map((row) => row.split(',')[3] ?? '')];
    expect(preview).toEqual({
      kind: 'neo-users',
      format: 'csv',
      encoding: 'utf-8',
      delimiter: 'comma',
      detectedBy: 'utf-8-valid',
      columns: HEADER.split(',').map((header, index) => ({ index, header, samples: samples[index] })),
      sample: Array.from({ length: 8 }, (_, at) => ({ name: `社員 ${at + 1}`, id: `${at + 1}`, workEmail: `user${at + 1}@example.co.jp` })),
      rows: 12,
      missing: [],
      headerRow: 1,
      badRows: { rows: 0, cells: [], total: 0 },
    });
    expect(fields.flatMap(({ id, column, mappedBy }) => (column === null ? [] : [`${id} ${column} ${mappedBy}`]))).toEqual([
      'name 0 header',
      'workEmail 3 header',
      'id 1 header',
    ]);
    expect([words, separators, looksLike, otherSheets]).toEqual([[], [], null, 0]);
  });

  it('is sampled from its first two hundred rows', async () => {
    const far = (at: number) =>
      Array.from({ length: 220 }, (_, row) => `社員,${row + 1},${row === at ? 'far' : ''},u${row + 1}@example.co.jp`);
    const noted = async (at: number) => (await service.previewList(file([HEADER, ...far(at)]))).columns[2]?.samples;
    expect(await noted(199)).toEqual(['far']);
    expect(await noted(200)).toEqual([]);
  });

  it('without required columns reports the missing columns, and the kind of list it resembles', async () => {
    const { missing, sample } = await service.previewList(file(['備考', 'x']));
    expect(missing).toEqual(['name', 'workEmail']);
    expect(sample).toEqual([{}]);
    expect((await service.previewList(file(['メールアドレス,氏名,役割,グループ', 'a@b.jp,一,パンチアウト,購買']))).looksLike).toBe(
      'amazon-users',
    );
  });

  it('is previewed from the top, with a readable number of columns and letters', async () => {
    const wide = Array.from({ length: 10 }, (_, at) => `${at}`.repeat(at === 1 ? 50 : 1)).join(',');
    const { rows } = await service.topOfList(file(['題名', wide]));
    expect(rows).toEqual([
      { row: 1, cells: ['題名'] },
      { row: 2, cells: ['0', '1'.repeat(40), '2', '3', '4', '5', '6', '7'] },
    ]);
  });

  it('lists its invalid cells on screen and in a file, with position and reason', async () => {
    const bad = [
      HEADER,
      ...ROWS.slice(0, 3),
      ...Array.from({ length: 210 }, (_, at) => `社員,${at + 9},,u${at}@example.co.jp,${'x'.repeat(at)}y`),
    ];
    const { badRows } = await service.previewList(file(bad));
    expect([badRows.rows, badRows.total, badRows.cells.length]).toEqual([210, 210, 200]);
    expect(badRows.cells[0]).toEqual({ row: 5, column: '', columnNumber: 5, value: 'y', reason: 'too-long' });
    const path = join(company.folder, 'bad.csv');
    expect(await service.writeBadRows(file(bad), { path, language: 'ja' })).toEqual({ rows: 210 });
    const lines = readFileSync(path, 'utf8').split('\r\n');
    expect(lines).toHaveLength(212);
    expect(lines.slice(0, 2)).toEqual([
      '\ufeff行,列,値,理由',
      '5,5 列目,y,見出しの列数より多くの値があります。値に含まれる区切り文字が引用符で囲まれていない可能性があります。',
    ]);
    expect(await service.writeBadRows(file([HEADER, ...ROWS]), { path, language: 'ja' })).toEqual({ rows: 0 });
  });

  it('is current after its import, and the previous one can be restored', async () => {
    const { session } = company;
    expect(service.presentLists()).toEqual({ lists: [] });
    await company.take('neo-users', [HEADER, ...ROWS]);
    await company.take('amazon-users', ['メールアドレス,氏名', 'a@example.co.jp,一']);
    expect(service.presentLists().lists).toEqual([
      { kind: 'neo-users', takenAt: '2026-11-26T01:00:00.000Z', rows: 12 },
      { kind: 'amazon-users', takenAt: '2026-11-26T01:00:00.000Z', rows: 1 },
    ]);
    const former = createFormerListService(session);
    expect(await former.formerLists()).toEqual({ lists: [] });
    await company.take('neo-users', [HEADER, ...ROWS, '新人,13,,new@example.co.jp']);
    await company.take('neo-users', [HEADER, ...ROWS, '新人,13,,new@example.co.jp', '新人二,14,,new2@example.co.jp']);
    const { lists } = await former.formerLists();
    expect(lists.map(({ side, rows, latest }) => [side, rows, latest])).toEqual([
      ['neo', 13, true],
      ['neo', 12, false],
    ]);
    company.clock.now += 60_000;
    const third = { path: company.fileOf('third.csv', [HEADER, ...ROWS]), name: 'neo-users.csv', kind: 'neo-users', reading: {} } as const;
    const { rows, takenAt } = await service.importList({ ...third, confirmed: { gone: 2, cut: false } }, createSilentJobContext());
    const [replaced] = (await former.formerLists()).lists;
    expect([rows, takenAt]).toEqual([12, replaced?.replacedAt]);
    const back = await former.takeFormer(replaced?.id ?? 0);
    expect([back.lists.map((list) => list.rows), back.at]).toEqual([[14], (await former.formerLists()).lists[0]?.replacedAt]);
    const id = lists[0]?.id ?? 0;
    expect(await former.compareFormer(id, createSilentJobContext())).toMatchObject({ gone: 1 });
    await expect(former.compareFormer(99, createSilentJobContext())).rejects.toThrow('former-list-not-found');
    await expect(former.takeFormer(99)).rejects.toThrow('former-list-not-found');
    expect(await former.takeFormer(id)).toEqual({
      lists: [{ side: 'neo', rows: 13, label: 'neo-users.csv' }],
      at: '2026-11-26T01:01:00.000Z',
    });
    expect(
      service
        .presentLists()
        .lists.map(({ kind, rows }) => `${kind} ${rows}`)
        .sort(),
    ).toEqual(['amazon-users 1', 'neo-users 13']);
    expect(await former.removeDirectory()).toEqual({ formerId: null });
    const { standard } = await former.listLimit();
    const limit = { count: 3, floor: 1, percent: 5 };
    expect([standard, await former.changeListLimit(limit)]).toEqual([true, { limit, standard: false }]);
  });

  it('is compared with the list it replaces, even if that list arrived during the read', async () => {
    const own = await openOwnCompany();
    try {
      const many = Array.from({ length: 200 }, (_, at) => `社員 ${at + 1},${at + 1},,user${at + 1}@example.co.jp`);
      await own.take('neo-users', [HEADER, ...many]);
      const path = own.fileOf('few.csv', [HEADER, ...ROWS]);
      const few = { path, name: 'few.csv', kind: 'neo-users', reading: {} } as const;
      const lists = createListService(own.session);
      await lists.importList({ ...few, confirmed: { gone: 188, cut: false } }, createSilentJobContext());
      const former = createFormerListService(own.session);
      const [all] = (await former.formerLists()).lists;
      let another = (): unknown => former.takeFormer(all?.id ?? 0);
      const work = {
        ...createSilentJobContext(),
        report: ({ phase }: { readonly phase?: string }) => {
          if (phase !== 'storing-people') return;
          another();
          another = () => undefined;
        },
      };
      await expect(lists.importList(few, work)).rejects.toThrow('list-shrinks');
      expect(lists.presentLists().lists.map(({ rows }) => rows)).toEqual([200]);
    } finally {
      await own.close();
    }
  });

  it('is read by its own header and rows, and by columns chosen earlier', async () => {
    const own = await openOwnCompany();
    try {
      const lists = createListService(own.session);
      const amazon = (name: string, ...rows: string[]) => {
        const lines = ['氏名,連絡先,担当のメールアドレス,役割,役割', ...rows];
        return { path: own.fileOf(name, lines), name, kind: 'amazon-users', reading: {} } as const;
      };
      const first = amazon('1.csv', '一,a@example.co.jp,b@example.co.jp,購買依頼者,購買依頼者');
      await lists.importList({ ...first, reading: { mapping: { email: 1 } } }, createSilentJobContext());
      // Before, both role columns had equal values. Now one has a role without punchout and the other a role with it.
      const second = amazon('2.csv', '一,a@example.co.jp,b@example.co.jp,購買依頼者,パンチアウト');
      await expect(lists.importList(second, createSilentJobContext())).rejects.toThrow('file-column-duplicate');
      const { fields } = await lists.previewList(second);
      expect(fields.flatMap(({ id, column, mappedBy }) => (column === null ? [] : [`${id} ${column} ${mappedBy}`]))).toEqual([
        'email 1 remembered',
        'name 0 header',
        'role 3 header',
      ]);
    } finally {
      await own.close();
    }
  });
});
