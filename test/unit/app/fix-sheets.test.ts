import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { AMAZON, NEO_EXPORT, openFixCompany, TEMPLATE } from '../../support/fix-company.ts';

let company: Awaited<ReturnType<typeof openFixCompany>>;
beforeEach(async () => {
  company = await openFixCompany();
});
afterEach(() => company.close());

const adoptEverything = async (): Promise<void> => {
  const { revision } = company.session.requireFindings();
  await company.fixes.adoptFixes({ selection: { revision, filter: EMPTY_FINDING_FILTER, except: [] }, invite: true, ticked: [] });
  const { rows } = await company.fixes.accountChanges();
  const changes = rows.flatMap(({ email, changes: offered }) => offered.slice(0, 1).map((change) => ({ email, ...change })));
  await company.fixes.adoptAccounts({ revision, changes });
};
const ofFile = (name: string, lines: readonly string[], language: 'ja' | 'en' = 'ja') => ({
  path: company.fileOf(name, lines),
  name,
  reading: {},
  again: false,
  language,
  out: join(company.folder, 'sheet'),
});
const ofTemplate = (...more: readonly string[]) => ofFile('template.csv', [...TEMPLATE, ...more]);
const VALUES = { group: '購買', role: 'PunchOut', action: '招待', words: {} } as const;
const linesOf = (name: string): string[] => readFileSync(join(company.folder, name), 'utf8').split('\r\n');

const GHOST = 'ghost@example.co.jp,,幽霊,,,,アカウントから削除';
const SATO = 'sato@example.co.jp,次郎,佐藤,E3,購買,PunchOut,招待';
const SUZUKI = 'suzuki@example.co.jp,花子,鈴木,E2,購買,PunchOut,招待';
const TAISHOKU = 'taishoku@example.co.jp,五,退職,E5,,,アカウントから削除';

describe('a sheet for Amazon', () => {
  it('is not created if it would be empty', async () => {
    await expect(company.fixes.previewTemplate({ ...ofTemplate(), words: {} })).rejects.toThrow('fix-nothing-to-write');
  });

  it('is shown as it will be written, by the template’s own words', async () => {
    await adoptEverything();
    const { columns, fields, ...preview } = await company.fixes.previewTemplate({ ...ofTemplate(), words: {} });
    const values = (
      email: string,
      familyName: string,
      givenName: string,
      employeeCode: string,
      group: string,
      role: string,
      action: string,
    ) => ({
      email,
      familyName,
      givenName,
      role,
      group,
      employeeCode,
      action,
    });
    expect(preview).toEqual({
      format: 'csv',
      encoding: 'utf-8',
      delimiter: 'comma',
      missing: [],
      existing: { rows: 4, withEmail: 1 },
      values: {
        group: ['購買', '総務'],
        role: ['PunchOut', 'パンチアウト'],
        action: ['招待', 'アカウントから削除', 'グループに追加', 'グループから削除'],
      },
      defaults: { group: '購買', role: 'PunchOut', action: '招待' },
      invited: 2,
      changes: [
        { kind: 'remove-account', people: 2, word: 'アカウントから削除', refused: null },
        { kind: 'move-group', people: 1, word: '', refused: 'no-action-word' },
      ],
      sample: [
        { name: '幽霊', change: 'remove-account', values: values('ghost@example.co.jp', '幽霊', '', '', '', '', 'アカウントから削除') },
        { name: '佐藤 次郎', change: 'invite', values: values('sato@example.co.jp', '佐藤', '次郎', 'E3', '購買', 'PunchOut', '招待') },
        { name: '鈴木 花子', change: 'invite', values: values('suzuki@example.co.jp', '鈴木', '花子', 'E2', '購買', 'PunchOut', '招待') },
        {
          name: '退職 五',
          change: 'remove-account',
          values: values('taishoku@example.co.jp', '退職', '五', 'E5', '', '', 'アカウントから削除'),
        },
      ],
      people: 4,
      files: 1,
      unsplitNames: 0,
      leftOut: {
        total: 1,
        first: [
          { why: 'no-action-word', person: 'amazon watanabe@example.co.jp', name: '渡辺 六', row: null, found: 'watanabe@example.co.jp' },
        ],
      },
    });
    expect(columns[4]).toEqual({ index: 4, header: 'グループ', samples: ['購買', '総務'] });
    expect(columns[6]?.samples).toEqual(['招待', 'アカウントから削除', 'グループに追加']);
    expect(fields.find(({ id }) => id === 'email')).toMatchObject({ required: true, column: 0, mappedBy: 'header' });
    const chosen = await company.fixes.previewTemplate({ ...ofTemplate(), words: { 'remove-account': 'グループから削除' } });
    expect(chosen.changes[0]).toMatchObject({ word: 'グループから削除', people: 2 });
  });

  it('preselects the group that people order in, and a role that may order', async () => {
    await adoptEverything();
    const bare = ofFile('bare.csv', ['メールアドレス,グループ,役割,操作', 'x@example.com,見るだけ,管理者,招待']);
    const preview = await company.fixes.previewTemplate({ ...bare, words: {} });
    expect(preview.values).toMatchObject({ group: ['購買', '総務', '見るだけ'], role: ['管理者', 'パンチアウト'] });
    expect(preview.defaults).toEqual({ group: '購買', role: 'パンチアウト', action: '招待' });
    company.session.file().changePolicy('matching', { purchasingGroups: ['決済'], amazonUsersFrom: 'invitations' });
    expect((await company.fixes.previewTemplate({ ...bare, words: {} })).values.group).toEqual(['決済', '見るだけ', '購買', '総務']);
  });

  it.each([
    ['keep', [...TEMPLATE.slice(1), GHOST, SATO, SUZUKI, TAISHOKU], [6, 7, 8, 9]],
    ['remove', [GHOST, SATO, SUZUKI, TAISHOKU], [2, 3, 4, 5]],
  ] as const)('is written below the existing rows, or replaces them: %s', async (existing, lines, rows) => {
    await adoptEverything();
    const told: unknown[] = [];
    const work = { ...createSilentJobContext(), report: (progress: unknown) => void told.push(progress) };
    const name = 'Amazon一括変更 2026-11-26.csv';
    const written = await company.fixes.writeAmazonSheet({ ...ofTemplate(), values: VALUES, existing }, work);
    expect(written).toMatchObject({ writingId: 1, people: 4, leftOut: 1, files: [{ name, rows: 4 }] });
    expect(told).toEqual([
      { phase: 'reading-file', done: 0, total: null },
      { phase: 'writing', done: 0, total: 1 },
    ]);
    expect(linesOf('sheet-1')).toEqual([TEMPLATE[0], ...lines, '']);
    const report = linesOf('sheet-report').map((line) => line.split(','));
    expect(
      report.slice(1, -1).map(([result, side, who, , , , to, , file, row, found]) => [result, side, who, to, file, row, found]),
    ).toEqual([
      ['written', 'amazon', '幽霊', 'ghost@example.co.jp', name, String(rows[0]), ''],
      ['written', 'amazon', '佐藤 次郎', 'sato@example.co.jp', name, String(rows[1]), ''],
      ['written', 'amazon', '鈴木 花子', 'suzuki@example.co.jp', name, String(rows[2]), ''],
      ['written', 'amazon', '退職 五', 'taishoku@example.co.jp', name, String(rows[3]), ''],
      ['no-action-word', 'amazon', '渡辺 六', 'watanabe@example.co.jp', '', '', 'watanabe@example.co.jp'],
    ]);
    expect(report[5]?.slice(11)).toEqual(['move-group', '総務', '購買']);
    expect(await company.fixes.fixWritings()).toEqual([
      {
        id: 1,
        at: '2026-11-26T01:00:00.000Z',
        side: 'amazon',
        source: 'template.csv',
        people: 4,
        files: [{ name, rows: 4 }],
        leftOut: { total: 1, first: [expect.objectContaining({ why: 'no-action-word', name: '渡辺 六' })] },
      },
    ]);
  });

  it('of a template that holds these people already is shown as it will be written: without them, or with them alone', async () => {
    await adoptEverything();
    const rows = ['suzuki@example.co.jp,花子,鈴木,,旧グループ,,招待', 'sato@example.co.jp,次郎,佐藤,,旧グループ,,招待'];
    const told = async (existing: 'keep' | 'remove') => {
      const { invited, people, leftOut, sample } = await company.fixes.previewTemplate({ ...ofTemplate(...rows), words: {}, existing });
      return [invited, people, leftOut.total, sample.filter(({ change }) => change === 'invite').length];
    };
    expect(await told('keep')).toEqual([0, 2, 3, 0]);
    expect(await told('remove')).toEqual([2, 4, 1, 2]);
  });

  it('omits people already on Amazon, and has another file name if it only invites', async () => {
    const { revision } = company.session.requireFindings();
    await company.fixes.adoptFixes({ selection: { revision, rows: [2, 3] }, invite: true, ticked: [] });
    await company.take('amazon-users', [...AMAZON, 'suzuki@example.co.jp,鈴木 花子,パンチアウト,購買,有効']);
    const again = { ...ofTemplate(), again: true };
    const preview = await company.fixes.previewTemplate({ ...again, words: {} });
    expect([preview.invited, preview.people, preview.changes]).toEqual([1, 1, []]);
    const english = { ...again, language: 'en', values: VALUES, existing: 'remove' } as const;
    const written = await company.fixes.writeAmazonSheet(english, createSilentJobContext());
    expect(written.files.map(({ name }) => name)).toEqual(['Amazon bulk invitation 2026-11-26.csv']);
    expect(linesOf('sheet-1').slice(1, -1)).toEqual([SATO]);
    // The console remembers the columns of the template.
    const { fields } = await company.fixes.previewTemplate({ ...again, words: {} });
    expect(fields.find(({ id }) => id === 'email')).toMatchObject({ column: 0, mappedBy: 'remembered' });
  });

  it('is not kept without the record of its people', async () => {
    await adoptEverything();
    mkdirSync(join(company.folder, 'sheet-report'));
    const order = { ...ofTemplate(), values: VALUES, existing: 'remove' } as const;
    await expect(company.fixes.writeAmazonSheet(order, createSilentJobContext())).rejects.toThrow();
    expect(existsSync(join(company.folder, 'sheet-1'))).toBe(false);
    expect(await company.fixes.fixWritings()).toEqual([]);
  });

  it('is complete or absent: an interrupted write leaves no file and no record', async () => {
    await adoptEverything();
    const stop = new AbortController();
    const work = {
      ...createSilentJobContext(stop.signal),
      report: ({ phase }: { phase: string }) => (phase === 'writing' ? stop.abort() : undefined),
    };
    await expect(company.fixes.writeAmazonSheet({ ...ofTemplate(), values: VALUES, existing: 'remove' }, work)).rejects.toThrow();
    expect(['sheet-1', 'sheet-report'].filter((name) => existsSync(join(company.folder, name)))).toEqual([]);
    expect(await company.fixes.fixWritings()).toEqual([]);
    expect((await company.fixes.fixes({ filter: { states: ['written'], sides: [], search: '' }, offset: 0, limit: 9 })).total).toBe(0);
  });
});

describe('an export for NEO', () => {
  const ofExport = (lines: readonly string[], name = 'export.csv') => ({ ...ofFile(name, lines), out: join(company.folder, 'neo') });

  it('that differs from the current list is reported, with the columns that both have', async () => {
    await adoptEverything();
    const differing = NEO_EXPORT.map((line) => line.replace('1,田中 太郎,tanaka,E1', '1,田中 太朗,tanaka,E9'));
    expect((await company.fixes.previewNeoFile(ofExport(differing))).differs).toEqual({
      people: 1,
      fields: expect.arrayContaining(['name', 'employeeCode']),
      takenAt: '2026-11-26T01:00:00.000Z',
    });
    // Ignored in the comparison: people whose rows are not written, the fields that the fix changes, and surrounding blanks.
    const other = NEO_EXPORT.map((line) =>
      line.replace('鈴木 花子', '鈴木 花').replace(',営業部,"a', ', 営業部 ,"a').replace(',tanaka,E1', ',tanaka2,E1'),
    );
    expect(await company.fixes.previewNeoFile(ofExport(other))).toMatchObject({ changes: 1, differs: null });
  });

  it('with an ambiguous organization name lists the people it could move to another organization', async () => {
    await adoptEverything();
    expect((await company.fixes.previewNeoFile(ofExport(NEO_EXPORT))).unplaced).toBeNull();
    await company.take('organizations', ['ID,組織名,親組織ID', '1,東京,', '2,大阪,', '10,営業部,1', '11,営業部,2', '20,総務部,']);
    const told = { people: 1, organizations: 1, names: ['営業部'] };
    expect(await company.fixes.previewNeoFile(ofExport(NEO_EXPORT))).toMatchObject({ changes: 1, unplaced: told });
    const byId = NEO_EXPORT.map((line) => line.replace(',営業部,', ',*10,'));
    expect((await company.fixes.previewNeoFile(ofExport(byId))).unplaced).toBeNull();
  });

  it('leaves out whose row another address is in, and takes its ending from the file', async () => {
    await adoptEverything();
    const lines = NEO_EXPORT.map((line) => line.replace('tanaka１@', 'moved@'));
    const preview = await company.fixes.previewNeoFile(ofExport(lines, 'export.txt'));
    expect(preview).toMatchObject({
      changes: 0,
      sample: [],
      leftOut: { total: 1, first: [{ name: '田中 太郎', found: 'moved@example.co.jp' }] },
    });
    const written = await company.fixes.writeNeoFile(ofExport(NEO_EXPORT, 'export.txt'), createSilentJobContext());
    expect(written.files.map(({ name }) => name)).toEqual(['NEO取り込み用 職場メール 2026-11-26.txt']);
    expect(written).toMatchObject({ people: 1, leftOut: 0 });
  });
});
