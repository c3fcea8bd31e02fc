import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import type { Table } from '#main/files/table.ts';
import { createSheetTable } from '#main/files/xlsx/xlsx-table.ts';
import { XlsxWorkbook } from '#main/files/xlsx/xlsx-workbook.ts';
import { runAudit } from '#main/hosts/cli/commands/audit.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const COMPANY = '例示 <商事> & Co.';
const NEO = [
  ['ID', 'ログインID', '氏名', '職場用メールアドレス', 'デフォルト組織'],
  ['1', 'tanaka', '田中 太郎', 'ｔanaka@example.co.jp', '総務部'],
  ['2', 'suzuki', '鈴木 花子', 'suzuki@example.co.jp ', '総務部'],
  ['3', 'sato', '佐藤 一', 'sato@example.co.jp', '営業部'],
  ['4', 'ito', '𠮷田 髙子', '', '営業部'],
  ['5', 'evil', '<img src=x onerror=alert(1)>', '=cmd|calc@example.co.jp', '営業部'],
  ['6', 'kimura', '𠮷野 é', 'nobody@example.co.jp', '<b>部</b>'],
  ['00700', 'mori', '森 _x0041_', 'mori_x0041_@example.co.jp', ''],
];
const AMAZON = [
  ['氏名', 'Eメールアドレス', '役割', 'ステータス'],
  ['田中 太郎', 'tanaka@example.co.jp', 'パンチアウト', '有効'],
  ['鈴木 花子', 'suzuki@example.co.jp', 'パンチアウト', '有効'],
  ['佐藤 一', 'sato@example.co.jp', '', '有効'],
  ['@SUM(A1)', 'stranger@example.com', 'パンチアウト', '有効'],
];
const csv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n')}\r\n`;

let client: HostClient;
let lists: string;
beforeAll(async () => {
  lists = temporaryFolder('reports');
  client = await openHostClient('dispatcher');
  unwrapResult(await client.call('companies.create', { name: COMPANY, kind: 'test' }));
  for (const [file, kind, rows] of [
    ['neo.csv', 'neo-users', NEO],
    ['amazon.csv', 'amazon-users', AMAZON],
  ] as const) {
    writeFileSync(join(lists, file), csv(rows));
    const { token } = await client.console.files.add({ path: join(lists, file), origin: 'chosen' });
    const job = await client.finish(client.call('imports.commit', { token, kind, reading: {} }));
    expect([kind, job.error]).toEqual([kind, null]);
  }
  // The command line has no exclusion list, so it is cleared.
  unwrapResult(await client.call('triage.changeExclusions', { entries: [] }));
});
afterAll(async () => {
  await client.close();
  removeFolder(client.folder);
  removeFolder(lists);
});

async function fromWindow(format: ReportFormat, encoding: ReportEncoding = 'utf8', filter: Partial<typeof EMPTY_FINDING_FILTER> = {}) {
  const order = {
    filter: { ...EMPTY_FINDING_FILTER, triage: 'all' as const, ...filter },
    sort: { by: 'severity', direction: 'ascending' } as const,
  };
  const job = await client.finish(client.call('reports.write', { format, encoding, language: 'ja', ...order }));
  expect([job.state, job.error]).toEqual(['done', null]);
  const { token, name } = job.result ?? {};
  expect(name).toMatch(new RegExp(`\\.${format}$`));
  return { bytes: readFileSync((await client.console.files.find(String(token))).path), result: job.result };
}

async function fromCommandLine(format: ReportFormat, ...options: string[]): Promise<Buffer> {
  const out = join(lists, `cli.${format}`);
  const given = ['--neo', join(lists, 'neo.csv'), '--amazon', join(lists, 'amazon.csv'), '--lang', 'ja', '--company', COMPANY];
  expect(await runAudit([...given, '--format', format, '--out', out, ...options])).toBe(1);
  return readFileSync(out);
}

const cellsOf = (table: Table): string[][] =>
  Array.from({ length: table.rowCount }, (_, row) => table.header.map((_, column) => table.cell(row, column)));
const sorted = (rows: readonly (readonly string[])[]): string[] => rows.map((cells) => JSON.stringify(cells)).sort();

/** Captures standard error while the work runs. */
async function heard(work: () => Promise<unknown>): Promise<{ answer: unknown; stderr: string }> {
  const write = process.stderr.write;
  let stderr = '';
  process.stderr.write = ((text: string) => {
    stderr += text;
    return true;
  }) as typeof process.stderr.write;
  try {
    return { answer: await work(), stderr };
  } finally {
    process.stderr.write = write;
  }
}

describe('a report', () => {
  it('is the same page from the window and from the command line', async () => {
    const page = (await fromWindow('html')).bytes.toString('utf8');
    expect(page).toBe((await fromCommandLine('html')).toString('utf8'));
    expect(page).toContain('例示 &lt;商事&gt; &amp; Co.');
    expect(page).not.toMatch(/<img|<b>部/);
  });

  it('is the same workbook, and its list is read back like the CSV of the same findings', async () => {
    // Reads the third sheet, which contains every finding, after the summary and the people.
    const read = (bytes: Buffer, sheet = 2) => createSheetTable(new XlsxWorkbook(bytes, 'a.xlsx').cells(sheet), 'a.xlsx');
    const [book, other] = [(await fromWindow('xlsx')).bytes, await fromCommandLine('xlsx')];
    // With only two lists, adopted fixes are unknown.
    const withoutState = (table: Table) => {
      const state = table.header.indexOf('修正の状況');
      expect(state).toBeGreaterThan(0);
      return sorted(cellsOf(table).map((cells) => cells.filter((_, column) => column !== state)));
    };
    for (const sheet of [1, 2]) {
      const command = read(other, sheet);
      expect(command.header).not.toContain('修正の状況');
      expect(withoutState(read(book, sheet))).toEqual(sorted(cellsOf(command)));
    }
    const window = read(book);
    const list = readCsvTable((await fromWindow('csv', 'utf8-bom')).bytes, 'a.csv', {});
    const places: readonly (readonly [inList: string, inBook: string])[] = [
      ['code', 'コード'],
      ['neoUserId', 'NEO のユーザー ID'],
      ['loginId', 'ログインID'],
      ['name', '氏名'],
      ['workEmail', 'NEO 職場メール'],
      ['amazonEmail', 'Amazon メール'],
      ['reason', '理由'],
      ['suggestion', '修正案'],
    ];
    const pick = (table: Table, header: readonly string[]) => {
      const columns = header.map((text) => table.header.indexOf(text));
      return cellsOf(table).map((cells) => columns.map((column) => cells[column]));
    };
    expect(
      pick(
        window,
        places.map(([, inBook]) => inBook),
      ),
    ).toEqual(
      pick(
        list,
        places.map(([inList]) => inList),
      ),
    );
    expect(cellsOf(window).some((cells) => cells.includes('00700') && cells.includes('mori_x0041_@example.co.jp'))).toBe(true);
  });

  it('is the same JSON and CSV, with the adopted fixes of the company', async () => {
    const json = JSON.parse((await fromWindow('json')).bytes.toString('utf8')) as { summary: object; findings: object[] };
    const other = JSON.parse((await fromCommandLine('json')).toString('utf8')) as typeof json;
    const nothingAdopted = { adoptedAddress: null, adoptedSide: null, exportedFile: null, exportedAt: null };
    for (const finding of json.findings) expect(finding).toMatchObject(nothingAdopted);
    const ofLists = json.findings.map((finding) =>
      Object.fromEntries(Object.entries(finding).filter(([field]) => !Object.hasOwn(nothingAdopted, field))),
    );
    expect(sorted(ofLists.map((finding) => [JSON.stringify(finding)]))).toEqual(
      sorted(other.findings.map((finding) => [JSON.stringify(finding)])),
    );
    expect(json.summary).toMatchObject({ users: 7, blocked: (other.summary as { blocked: number }).blocked });
    const lines = (bytes: Buffer): string[] => bytes.toString('utf8').split('\r\n').sort();
    const [header, ...rows] = (await fromWindow('csv')).bytes.toString('utf8').trim().split('\r\n');
    expect(header).toMatch(/,confidence,adoptedAddress,adoptedSide,exportedFile,exportedAt$/);
    for (const row of rows) expect(row).toMatch(/,,,,$/);
    const shorter = [String(header).split(',adoptedAddress')[0] ?? '', ...rows.map((row) => row.slice(0, -4)), ''];
    expect(shorter.sort()).toEqual(lines(await fromCommandLine('csv')));
  });

  it('states that a filter was active, and shows the numbers of the whole list', async () => {
    const page = (await fromWindow('html', 'utf8', { codes: ['work-email-missing'] })).bytes.toString('utf8');
    expect(page).toMatch(/件のうち、絞り込んだ 1 件/);
    expect(page).not.toContain('stranger@example.com');
  });

  it('names the characters that CP932 cannot hold, in the window and on standard error', async () => {
    const { bytes, result } = await fromWindow('csv', 'cp932');
    const { unwritable, unwritableKinds, characters } = result ?? {};
    const named = characters as unknown as { character: string; codePoint: number; count: number; row: number; standIn: string }[];
    expect(named.map(({ codePoint, standIn }) => [codePoint, standIn])).toEqual(
      expect.arrayContaining([
        [0x20bb7, '〓'],
        [0xe9, '〓'],
      ]),
    );
    expect(unwritableKinds).toBe(named.length);
    expect(named.reduce((sum, { count }) => sum + count, 0)).toBe(unwritable);
    const lines = new TextDecoder('shift_jis').decode(bytes).split('\r\n');
    for (const { row } of named) expect(lines[row - 1]).toContain('〓');
    const { stderr } = await heard(() => fromCommandLine('csv', '--encoding', 'cp932'));
    expect(stderr).toMatch(/𠮷 U\+20BB7: \d+ 個を「〓」に置き換えました（最初は \d+ 行目）/);
  });
});

describe('usage errors of the command line', () => {
  it.each([
    [['--format', 'pdf'], 'json | csv | xlsx | html'],
    [['--format', 'xlsx', '--encoding', 'cp932'], '--format xlsx --encoding cp932 は指定できません。使用できる値: --format csv'],
    [['--format', 'html', '--encoding', 'utf8-bom'], '--format html --encoding utf8-bom は指定できません。使用できる値: --format csv'],
  ])('%s', async (options, text) => {
    const { answer, stderr } = await heard(() => runAudit(['--neo', 'a', '--amazon', 'b', ...options]));
    expect(answer).toBe(2);
    expect(stderr).toContain(text);
  });

  it('refuses to write a workbook to a terminal', async () => {
    const { isTTY } = process.stdout;
    process.stdout.isTTY = true;
    try {
      const { answer, stderr } = await heard(() => runAudit(['--neo', 'a', '--amazon', 'b', '--format', 'xlsx']));
      expect([answer, stderr.split('\n')[0]]).toEqual([2, 'tsunagi audit: 次のオプションまたは引数が必要です: --out FILE']);
    } finally {
      process.stdout.isTTY = isTTY;
    }
  });
});
