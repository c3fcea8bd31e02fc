import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import { writePrivateFile } from '../disk/held-files.ts';
import type { DemoAmazonUser } from './company/amazon-accounts.ts';
import { createDemoCompany, type DemoCompany } from './company/company.ts';

const AMAZON_HEADER = ['氏名', 'Eメールアドレス', '役割', 'グループ', 'ステータス', '招待日', '従業員ID'];
const AMAZON_STATES: Readonly<Record<DemoAmazonUser['state'], string>> = {
  active: '有効',
  inactive: '無効',
  invited: '招待中',
  unknown: '',
};

const ADDRESS_KINDS = ['職場用', '携帯用', '自宅用', 'その他'];
/** Headers of NEO's export. Their order is assumed, because the exact headers are not documented. Source: docs/domain/neo.md#user-csv. */
const NEO_HEADER = [
  ...[
    'ID',
    '削除フラグ',
    '氏名',
    'ふりがな',
    'ニックネーム',
    'ログインID',
    'パスワード',
    'ユーザーレベル',
    '社員番号',
    '役職',
    '役職コード',
  ],
  ...['デフォルト組織', '所属組織2', '所属組織3', '言語', '夏時間', '使用停止フラグ', 'ログイン拒否フラグ'],
  ...ADDRESS_KINDS.map((kind) => `${kind}メールアドレス`),
  ...ADDRESS_KINDS.flatMap((kind) => [`${kind}メールアドレス通知`, `${kind}メールアドレス公開`]),
];

/**
 * Writes the company's lists to `folder` in the formats of both vendors and returns the paths: NEO's in CP932, the default (with `?` for
 * unsupported characters, as in NEO), and in UTF-8 with byte order mark; Amazon's as XLSX.
 */
export async function writeDemoFiles(folder: string, company: DemoCompany = createDemoCompany()): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const amazon = [AMAZON_HEADER, ...company.amazonUsers.map(amazonRow)];
  const neo = [NEO_HEADER, ...neoRows(company)];
  const files: readonly (readonly [name: string, content: Buffer])[] = [
    ['amazon-users.csv', cp932(csv(amazon, 'needed'))],
    ['amazon-users-utf8.csv', utf8(csv(amazon, 'needed'))],
    ['amazon-users.xlsx', await amazonSheet(company)],
    ['neo-users.csv', cp932(csv(neo, 'always'))],
    ['neo-users-utf8.csv', utf8(csv(neo, 'always'))],
    ['organizations.csv', cp932(csv(organizationRows(company), 'always'))],
  ];
  return files.map(([name, content]) => {
    const path = join(folder, name);
    writePrivateFile(path, content);
    return path;
  });
}

/** Replaces Amazon's list `amazon-users.csv` in `folder`, as an administrator downloads it after a change. */
export function writeAmazonList(folder: string, accounts: readonly DemoAmazonUser[]): void {
  writePrivateFile(join(folder, 'amazon-users.csv'), cp932(csv([AMAZON_HEADER, ...accounts.map(amazonRow)], 'needed')));
}

/** Returns one side's list in its vendor's default format. */
export async function exportDemoList(
  company: DemoCompany,
  list: 'neo-users' | 'amazon-users',
): Promise<{ readonly content: Buffer; readonly ending: 'csv' | 'xlsx' }> {
  if (list === 'amazon-users') return { content: await amazonSheet(company), ending: 'xlsx' };
  return { content: cp932(csv([NEO_HEADER, ...neoRows(company)], 'always')), ending: 'csv' };
}

function amazonRow(account: DemoAmazonUser): string[] {
  const { name, email, roles, groups, state, stateWord = AMAZON_STATES[state], invitedOn, employeeCode } = account;
  return [name, email, roles.join(', '), groups.join(', '), stateWord, (invitedOn ?? '').replaceAll('-', '/'), employeeCode];
}

/** Creates Amazon's list. Text cells keep leading zeros; days of invitations are Excel dates. */
async function amazonSheet(company: DemoCompany): Promise<Buffer> {
  const header = AMAZON_HEADER.map((value): Cell => ({ value, type: String, fontWeight: 'bold' }));
  const dateColumn = AMAZON_HEADER.indexOf('招待日');
  const rows = company.amazonUsers.map((account) =>
    amazonRow(account).map((value, column): Cell => {
      if (value === '') return null;
      if (column === dateColumn) return { value: new Date(`${account.invitedOn}T00:00:00Z`), type: Date, format: 'yyyy/mm/dd' };
      return { value, type: String };
    }),
  );
  return writeXlsxFile([header, ...rows], {
    sheet: 'ユーザー',
    columns: [16, 34, 24, 24, 12, 12, 12].map((width) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

function neoRows({ users, organizations }: DemoCompany): string[][] {
  const codes = new Map(organizations.map(({ id, code }) => [id, code]));
  return users.map((user) => {
    const [first = '', second = '', third = ''] = user.organizations.map((id) => `@${codes.get(id) ?? ''}`);
    return [
      ...[
        user.id,
        user.state === 'deleted' ? 'D' : '',
        user.name,
        user.kana,
        '',
        user.loginId,
        '********',
        user.title === '代表取締役社長' ? '管理者' : '一般',
      ],
      ...[user.employeeCode, user.title, user.titleCode, first, second, third, 'ja_JP', '0'],
      ...[user.state === 'suspended' ? '1' : '0', user.state === 'login-denied' ? '1' : '0'],
      ...[user.workEmail, user.mobileEmail, user.homeEmail, user.otherEmail],
      ...['1', '1', '0', '0', '0', '0', '0', '0'],
    ];
  });
}

function organizationRows({ organizations }: DemoCompany): string[][] {
  const codes = new Map(organizations.map(({ id, code }) => [id, code]));
  const rows = organizations.map(({ id, code, name, parentId }) => [
    id,
    '',
    name,
    code,
    parentId === null ? '' : `@${codes.get(parentId) ?? ''}`,
  ]);
  return [['ID', '削除フラグ', '組織名', '組織コード', '親組織'], ...rows];
}

function csv(rows: readonly (readonly string[])[], quotes: 'always' | 'needed'): string {
  const cell = (text: string): string => (quotes === 'always' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Encodes CP932. The minus sign is written in its full-width form, as Windows does; iconv-lite would lose it. */
function cp932(text: string): Buffer {
  return iconv.encode(text.replaceAll('−', '－'), 'cp932');
}

function utf8(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, 'utf8');
}
