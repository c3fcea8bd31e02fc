import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { runAudit } from '#main/hosts/cli/commands/audit.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-audit-directory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => void vi.restoreAllMocks());

const put = (name: string, ...lines: string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return path;
};
const neo = () =>
  put(
    'neo.csv',
    'ID,氏名,ログインID,社員番号,職場用メールアドレス,状態',
    '1,阿部 愛,abe,001,abe@example.co.jp,使用中',
    '2,井上 功,inoue,002,inoue@example.co.jp,使用中',
    '3,上野 海,ueno,003,ueno@exmaple.co.jp,使用中',
    '4,江口 栄,eguchi,004,eguchi@example.co.jp,使用中',
  );
const amazon = () =>
  put(
    'amazon.csv',
    '氏名,Eメールアドレス,役割,ステータス',
    '阿部 愛,abe@example.co.jp,パンチアウト,有効',
    '井上 功,inoue@example.co.jp,パンチアウト,有効',
    '上野 海,ueno@example.co.jp,パンチアウト,有効',
    '江口 栄,egucchi@example.co.jp,パンチアウト,有効',
    '岡 薫,oka@example.co.jp,パンチアウト,有効',
  );
const HEADER = 'displayName,mail,userPrincipalName,EmployeeID,Enabled';
const directory = (...lines: string[]) => put('ad.csv', HEADER, ...lines);
const EVERYBODY = [
  '阿部 愛,abe@example.co.jp,abe@corp.local,001,True',
  '井上 功,inoue@example.co.jp,inoue@corp.local,002,False',
  '上野 海,ueno@example.co.jp,ueno@corp.local,003,True',
  '江口 栄,s.eguchi@example.co.jp,eguchi@corp.local,004,True',
];

interface Line {
  readonly code: string;
  readonly loginId: string | null;
  readonly reason: string;
  readonly suggestion: string | null;
  readonly suggestionSide: string | null;
  readonly confidence: string | null;
}

async function audit(...options: string[]) {
  const out = join(folder, `report-${options.includes('csv') ? 'csv' : 'json'}`);
  rmSync(out, { force: true });
  let told = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
  const place = options.includes('--out') ? [] : ['--out', out];
  const exit = await runAudit(['--neo', neo(), '--amazon', amazon(), '--today', '2026-11-24', ...place, '--lang', 'en', ...options]);
  vi.restoreAllMocks();
  const bytes = exit < 2 ? readFileSync(out, 'utf8') : '';
  return { exit, told, bytes, findings: exit < 2 && out.endsWith('json') ? (JSON.parse(bytes) as { findings: Line[] }).findings : [] };
}

it('reports which side the directory confirms, who has left, and rows in which it confirms neither', async () => {
  const { exit, told, findings } = await audit('--directory', directory(...EVERYBODY));
  expect([exit, told]).toEqual([1, '']);
  const lines = findings.map(({ code, loginId, suggestion, suggestionSide, confidence }) =>
    [code, loginId, suggestionSide, suggestion, confidence].map((text) => text ?? '-').join(' '),
  );
  expect(lines).toEqual([
    'directory-disabled inoue - - -',
    'email-differs-typo ueno neo ueno@example.co.jp high',
    'email-differs-typo eguchi - - -',
    'amazon-orphan - - - -',
    'directory-missing - - - -',
  ]);
  expect(findings[1]?.reason).toContain('The company directory has ueno@example.co.jp, the same as Amazon.');
  expect(findings[2]?.reason).toContain('The company directory has s.eguchi@example.co.jp, which differs from both NEO and Amazon.');
});

it('writes a byte-identical report if the directory contains none of the people', async () => {
  const stranger = directory('見知 らぬ,nobody@elsewhere.example,nobody@elsewhere.example,X-1,False');
  for (const format of [[], ['--format', 'csv']]) {
    const { bytes } = await audit(...format);
    expect((await audit(...format, '--directory', stranger)).bytes).toBe(bytes);
    expect(bytes.length).toBeGreaterThan(300);
  }
});

it('refuses a directory with rows that identify no person, until they are skipped, and lists unknown words', async () => {
  const bad = directory(...EVERYBODY, ',,,,True', '小川 修,ogawa@example.co.jp,ogawa@corp.local,005,休職');
  const refused = await audit('--directory', bad);
  expect(refused.exit).toBe(2);
  expect(refused.told).toContain('ad.csv: row 6');
  const taken = await audit('--directory', bad, '--skip-bad-rows');
  expect([taken.exit, taken.told.includes('休職')]).toEqual([1, true]);
});

it('is refused without an address column, and if the report would overwrite it', async () => {
  const without = put('without.csv', 'Name,Enabled,SamAccountName', '阿部 愛,True,abe');
  expect(await audit('--directory', without)).toMatchObject({ exit: 2, told: expect.stringContaining('mail') });
  const path = directory(...EVERYBODY);
  expect(await audit('--directory', path, '--out', path)).toMatchObject({ exit: 2, told: expect.stringContaining('--directory') });
});

it('reports no one as fixed since the last run because the directory was omitted', async () => {
  const memory = join(folder, 'last.json');
  rmSync(memory, { force: true });
  await audit('--directory', directory(...EVERYBODY), '--since-last', memory);
  const { bytes } = await audit('--since-last', memory);
  const { summary } = JSON.parse(bytes) as { summary: { sinceLast: { fixed: unknown[]; notChecked: number; new: number } } };
  expect(summary.sinceLast).toMatchObject({ new: 0, fixed: [], notChecked: 2 });
});
