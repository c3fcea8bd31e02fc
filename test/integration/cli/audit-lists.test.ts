import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { runAudit } from '#main/hosts/cli/commands/audit.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { BAD_LISTS, type BadList, bytesOf, ENCODINGS, GOOD_AMAZON, GOOD_NEO } from '../../support/bad-lists.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('audit-lists');
});
afterEach(() => void vi.restoreAllMocks());

/** A message key instead of a text, which shows that the text is missing. */
const RAW_KEY = /(?:error|import|cli|reason|finding)\.[a-z][\w.-]*\b/;

describe.each(ENCODINGS)('audit of lists that are not as they should be, in %s', (encoding) => {
  const put = (list: BadList): string => {
    const path = join(folder, list.name);
    writeFileSync(path, bytesOf(list, encoding));
    return path;
  };
  async function audit(lists: { neo?: BadList; amazon?: BadList; organizations?: BadList }, ...options: string[]) {
    const out = join(folder, 'report.json');
    rmSync(out, { force: true });
    let told = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      told += String(text);
      return true;
    });
    const files = ['--neo', put(lists.neo ?? GOOD_NEO), '--amazon', put(lists.amazon ?? GOOD_AMAZON)];
    if (lists.organizations !== undefined) files.push('--organizations', put(lists.organizations));
    const exit = await runAudit([...files, '--today', '2026-11-24', '--out', out, ...options]);
    vi.restoreAllMocks();
    expect(told).not.toMatch(RAW_KEY);
    let findings: string[] | null = null;
    try {
      const report = JSON.parse(readFileSync(out, 'utf8')) as { findings: { code: string; loginId: string | null }[] };
      findings = report.findings.map(({ code, loginId }) => `${code} ${loginId}`).sort();
    } catch {
      // If the lists were refused, no report is written.
    }
    return { exit, told, findings };
  }

  it.each(['ja', 'en'])('reports every invalid row with file, row, column, value and a sentence, and writes nothing: %s', async (lang) => {
    const { exit, told, findings } = await audit({ neo: BAD_LISTS.long, organizations: BAD_LISTS.badOrganizations }, '--lang', lang);
    expect([exit, findings]).toEqual([2, null]);
    const lines = told.split('\n');
    expect(lines.filter((line) => line.includes('long.csv: ')).map((line) => /\d+/.exec(line.replace('long.csv', ''))?.[0])).toEqual([
      '3',
      '4',
    ]);
    expect(lines.filter((line) => line.includes('organizations.csv: '))).toHaveLength(5);
    expect(told).toContain('余分');
  });

  it('bad rows are left out on request', async () => {
    const { exit, told, findings } = await audit({ neo: BAD_LISTS.long }, '--skip-bad-rows');
    expect(told.split('\n').filter((line) => line.includes('long.csv: '))).toHaveLength(2);
    expect(findings?.filter((line) => !line.startsWith('amazon-orphan'))).toEqual([]);
    expect(exit).not.toBe(2);
  });

  it('reports unknown words with their row counts, and counts no one as ready or blocked because of them', async () => {
    const roles = await audit({ amazon: BAD_LISTS.roles });
    expect(roles.told).toContain('カタログ担当（5 行）');
    expect(roles.findings).toEqual(['abe', 'eguchi', 'inoue', 'ogawa', 'ueno'].map((login) => `punchout-role-unknown ${login}`));
    const words = join(folder, 'words.json');
    writeFileSync(
      words,
      JSON.stringify({ 'amazon-users': { role: { カタログ担当: 'punchout' } }, 'neo-users': { state: { 休職: 'suspended' } } }),
    );
    const told = await audit({ amazon: BAD_LISTS.roles, neo: BAD_LISTS.leave }, '--words', words);
    expect(told.told).toBe('');
    expect(told.findings).toEqual(['amazon-user-of-suspended ueno']);
    expect((await audit({ neo: BAD_LISTS.flag })).findings).toEqual(['user-state-unknown ueno']);
    expect((await audit({ amazon: BAD_LISTS.cross })).findings).toEqual(['amazon-state-unknown ueno']);
    expect((await audit({ amazon: BAD_LISTS.expired })).findings).toEqual(['amazon-invitation-expired ueno']);
  });

  it('uses answers given in the console, and gives answers from a file precedence', async () => {
    const data = join(folder, 'data');
    const companyFile = new CompanyFolder(join(data, 'workspaces')).create(`自社 ${encoding}`, 'test', '2026-11-24T00:00:00.000Z');
    companyFile.rememberWords('amazon-users', { role: { カタログ担当: 'punchout' } });
    const asked = ['--profile', `自社 ${encoding}`, '--data-dir', data] as const;
    expect(await audit({ amazon: BAD_LISTS.roles }, ...asked)).toMatchObject({ told: '', findings: [] });
    const words = join(folder, 'words.json');
    writeFileSync(words, JSON.stringify({ 'amazon-users': { role: { カタログ担当: 'other' } } }));
    const other = await audit({ amazon: BAD_LISTS.roles }, ...asked, '--words', words);
    expect(other.findings).toEqual(['abe', 'eguchi', 'inoue', 'ogawa', 'ueno'].map((login) => `punchout-role-missing ${login}`));
    expect((await audit({}, '--profile', '他社', '--data-dir', data)).exit).toBe(2);
    companyFile.close();
  });

  it.each([
    ['{', 'JSON'],
    ['[]', 'JSON'],
    ['{"people":{}}', 'neo-users | amazon-users'],
    ['{"neo-users":{"name":{}}}', 'state | suspended | loginDenied | deleted'],
    ['{"neo-users":{"state":{"休職":"away"}}}', 'active | suspended | login-denied | deleted'],
  ])('words that are no words are refused: %s', async (content, named) => {
    const words = join(folder, 'words.json');
    writeFileSync(words, content);
    const { exit, told, findings } = await audit({}, '--words', words);
    expect([exit, findings]).toEqual([2, null]);
    expect(told).toContain('--words');
    expect(told).toContain(named);
  });

  it('accepts the header row as an option', async () => {
    expect((await audit({ neo: BAD_LISTS.titled })).findings).toEqual([]);
    expect((await audit({ neo: BAD_LISTS.titled }, '--header-row', 'neo=4')).findings).toEqual([]);
    const wrong = await audit({ neo: BAD_LISTS.titled }, '--header-row', 'neo=1');
    expect(wrong.exit).toBe(2);
    expect((await audit({ neo: BAD_LISTS.titled }, '--header-row', 'neo=99')).told).toContain('99 行目');
    expect((await audit({}, '--header-row', '0')).exit).toBe(2);
  });

  it.each([
    ['swapped', { neo: BAD_LISTS.swapped }],
    ['orderReport', { amazon: BAD_LISTS.orderReport }],
    ['groups', { amazon: BAD_LISTS.groups }],
  ] as const)('%s: is refused by its name', async (_, lists) => {
    const { exit, told, findings } = await audit(lists);
    expect([exit, findings]).toEqual([2, null]);
    expect(told).toMatch(/Amazonビジネスの(?:ユーザーの一覧|注文レポート|グループの一覧)のようです/);
  });
});

it.each([
  ['ja', 'シートがほかに 1 枚'],
  ['en', 'one more sheet'],
])('reads only the first sheet of a workbook with one sheet per office, and says so: %s', async (lang, words) => {
  const rows = (login: string) =>
    [
      ['ログインID', '氏名', '職場用メールアドレス'],
      [login, `${login} さん`, `${login}@example.co.jp`],
    ].map((row) => row.map((value) => ({ value, type: String })));
  const neo = join(folder, 'offices.xlsx');
  await writeXlsxFile([
    { sheet: '本社', data: rows('taro') },
    { sheet: '大阪', data: rows('hana') },
  ]).toFile(neo);
  const amazon = join(folder, 'accounts.csv');
  writeFileSync(amazon, 'メールアドレス,氏名,役割,グループ\ntaro@example.co.jp,taro さん,パンチアウト,東京\n');
  let told = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
  expect(await runAudit(['--neo', neo, '--amazon', amazon, '--out', join(folder, 'offices.json'), '--lang', lang])).toBe(0);
  expect(told).toContain('offices.xlsx');
  expect(told).toContain(words);
});
