import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import type { Table } from '#main/files/table.ts';
import { createSheetTable } from '#main/files/xlsx/xlsx-table.ts';
import { XlsxWorkbook } from '#main/files/xlsx/xlsx-workbook.ts';
import { runAudit } from '#main/hosts/cli/commands/audit.ts';
import { auditSchema } from '#main/hosts/cli/output/printed-json.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { ReportFormat } from '#shared/contract/reports.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const BY_SEVERITY = { by: 'severity', direction: 'descending' } as const;
const NEO = [
  'ID,氏名,ログインID,社員番号,パスワード,職場用メールアドレス',
  '1,田中 太郎,tanaka,E1,********,Tanaka@example.co.jp',
  '2,鈴木 花子,suzuki,E2,********,Suzuki@example.co.jp',
  '3,佐藤 次郎,sato,E3,********,Sato@example.co.jp',
];
const AMAZON = [
  'メールアドレス,氏名,役割',
  'tanaka@example.co.jp,田中 太郎,パンチアウト',
  'suzuki@example.co.jp,鈴木 花子,パンチアウト',
  'sato@example.co.jp,佐藤 次郎,パンチアウト',
];
const TODAY = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
const FILE = `NEO取り込み用 職場メール ${TODAY}.csv`;

let client: HostClient;
let lists: string;
beforeAll(async () => {
  lists = temporaryFolder('fix-reports');
  client = await openHostClient('dispatcher');
  unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
  for (const [kind, lines] of [
    ['neo-users', NEO],
    ['amazon-users', AMAZON],
  ] as const) {
    writeFileSync(join(lists, `${kind}.csv`), lines.join('\n'));
    const { token } = await client.console.files.add({ path: join(lists, `${kind}.csv`), origin: 'chosen' });
    expect((await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).error).toBeNull();
  }
  await adopt('tanaka');
  const { token } = await client.console.files.add({ path: join(lists, 'neo-users.csv'), origin: 'chosen' });
  const job = await client.finish(client.call('fixes.writeNeoFile', { token, reading: {}, again: false, language: 'ja' }));
  expect(job).toMatchObject({ error: null, result: { people: 1, name: FILE } });
  await adopt('suzuki');
});
afterAll(async () => {
  await client.close();
  removeFolder(client.folder);
  removeFolder(lists);
});

async function adopt(login: string): Promise<void> {
  const { revision, rows } = unwrapResult(
    await client.call('matching.rows', {
      filter: { ...EMPTY_FINDING_FILTER, severities: ['block'] },
      sort: BY_SEVERITY,
      offset: 0,
      limit: 500,
    }),
  );
  const row = rows.find(({ loginId, code }) => loginId === login && code === 'email-differs-case')?.row ?? -1;
  unwrapResult(await client.call('fixes.adopt', { revision, row, choice: { kind: 'suggestion' } }));
}

async function fromWindow(format: ReportFormat): Promise<Buffer> {
  const filter = { ...EMPTY_FINDING_FILTER, triage: 'all' as const };
  const job = await client.finish(client.call('reports.write', { format, encoding: 'utf8', language: 'ja', filter, sort: BY_SEVERITY }));
  expect(job.error).toBeNull();
  return readFileSync((await client.console.files.find(String(job.result?.['token']))).path);
}

async function fromCommand(format: ReportFormat): Promise<Buffer> {
  const out = join(lists, `company.${format}`);
  const given = ['--profile', '自社', '--data-dir', client.folder, '--format', format, '--out', out, '--lang', 'ja', '--quiet'];
  expect(await runAudit(given)).toBe(1);
  return readFileSync(out);
}

/** Returns some columns of the rows of one finding. */
function pick(table: Table, code: string, columns: readonly string[]): string[][] {
  const places = columns.map((name) => table.header.indexOf(name));
  return Array.from({ length: table.rowCount }, (_, row) => table.header.map((_, column) => table.cell(row, column)))
    .filter((cells) => cells.includes(code))
    .map((cells) => places.map((at) => cells[at] ?? ''))
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

describe.each([
  ['window', fromWindow],
  ['command audit --profile', fromCommand],
] as const)('a report of the %s', (_, report) => {
  it('contains in JSON the adopted fixes, and when and to which file they were exported', async () => {
    const { findings } = auditSchema.parse(JSON.parse((await report('json')).toString('utf8')));
    const told = findings
      .filter(({ code }) => code === 'email-differs-case')
      .map(({ loginId, side, amazonEmail, suggestion, adoptedAddress, adoptedSide, exportedFile, exportedAt }) => ({
        ...{ loginId, side, amazonEmail, suggestion, adoptedAddress, adoptedSide, exportedFile },
        exportedAt: exportedAt?.slice(0, 2) ?? null,
      }))
      .sort((a, b) => String(a.loginId).localeCompare(String(b.loginId)));
    const of = (login: string) => {
      const address = `${login}@example.co.jp`;
      return { loginId: login, side: 'neo', amazonEmail: address, suggestion: address };
    };
    expect(told).toEqual([
      { ...of('sato'), adoptedAddress: null, adoptedSide: null, exportedFile: null, exportedAt: null },
      { ...of('suzuki'), adoptedAddress: 'suzuki@example.co.jp', adoptedSide: 'neo', exportedFile: null, exportedAt: null },
      { ...of('tanaka'), adoptedAddress: 'tanaka@example.co.jp', adoptedSide: 'neo', exportedFile: FILE, exportedAt: '20' },
    ]);
  });

  it('carries the same in CSV', async () => {
    const table = readCsvTable(await report('csv'), 'a.csv', {});
    const columns = ['amazonEmail', 'adoptedAddress', 'adoptedSide', 'exportedFile'];
    expect(pick(table, 'email-differs-case', columns)).toEqual([
      ['sato@example.co.jp', '', '', ''],
      ['suzuki@example.co.jp', 'suzuki@example.co.jp', 'neo', ''],
      ['tanaka@example.co.jp', 'tanaka@example.co.jp', 'neo', FILE],
    ]);
    const [[, , tanaka]] = [pick(table, 'email-differs-case', ['exportedAt'])];
    expect(tanaka?.[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('carries the same in the workbook and on the page', async () => {
    const table = createSheetTable(new XlsxWorkbook(await report('xlsx'), 'a.xlsx').cells(2), 'a.xlsx');
    const states = pick(table, 'email-differs-case', ['Amazon メール', '修正の状況']);
    expect(states).toEqual([
      ['sato@example.co.jp', ''],
      ['suzuki@example.co.jp', '採用済み（未書き出し）'],
      ['tanaka@example.co.jp', expect.stringMatching(/^書き出し済み（.*、NEO取り込み用/)],
    ]);
    const page = (await report('html')).toString('utf8');
    expect(page).toContain(`NEO を修正　${states[2]?.[1]}`);
    expect(page).toContain('NEO を修正　採用済み（未書き出し）');
  });
});

it('omits the fix fields from a report of two lists, which do not contain adopted fixes', async () => {
  for (const format of ['json', 'csv', 'html'] as const) {
    const out = join(lists, `lists.${format}`);
    const given = ['--neo', join(lists, 'neo-users.csv'), '--amazon', join(lists, 'amazon-users.csv'), '--quiet'];
    expect(await runAudit([...given, '--format', format, '--out', out])).toBe(1);
    const text = readFileSync(out, 'utf8');
    expect(text).toContain('tanaka@example.co.jp');
    expect(text).not.toMatch(/adopted|exported|採用済み|書き出し済み/);
  }
});
