import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import writeXlsxFile from 'write-excel-file/node';

const FAMILIES = [
  '阿部 abe',
  '伊藤 ito',
  '上野 ueno',
  '江口 eguchi',
  '岡本 okamoto',
  '加藤 kato',
  '木村 kimura',
  '久保 kubo',
  '小林 kobayashi',
  '斎藤 saito',
].concat([
  '清水 shimizu',
  '鈴木 suzuki',
  '高橋 takahashi',
  '千葉 chiba',
  '土屋 tsuchiya',
  '寺田 terada',
  '中村 nakamura',
  '西川 nishikawa',
  '野口 noguchi',
  '長谷川 hasegawa',
]);
const GIVENS = [
  '愛 ai',
  '一郎 ichiro',
  '海 umi',
  '恵美子 emiko',
  '修 osamu',
  '和子 kazuko',
  '清 kiyoshi',
  '邦彦 kunihiko',
  '健太 kenta',
  '幸子 sachiko',
].concat(['翔 sho', '進 susumu', '大輔 daisuke', '千尋 chihiro', '勉 tsutomu']);
const DEPARTMENTS = ['総務部', '営業部', '経理部', '開発部', '物流部'];

interface Person {
  readonly code: string;
  readonly name: string;
  readonly login: string;
  readonly department: string;
  readonly address: string;
}

/** 300 people whose addresses differ so much that they are not easily confused. */
const PEOPLE: readonly Person[] = FAMILIES.flatMap((family, f) =>
  GIVENS.map((given, g): Person => {
    const [familyName = '', familyRomaji = ''] = family.split(' ');
    const [givenName = '', givenRomaji = ''] = given.split(' ');
    const login = `${givenRomaji}.${familyRomaji}`;
    return {
      code: String(10_000 + f * GIVENS.length + g),
      name: `${familyName} ${givenName}`,
      login,
      department: DEPARTMENTS[(f + g) % DEPARTMENTS.length] ?? '',
      address: `${login}@example.co.jp`,
    };
  }),
);

/** Number of people with each planted finding; a person has at most one. */
export const PLANTED = {
  'amazon-user-missing': 12,
  'work-email-missing': 7,
  'email-differs-width': 6,
  'email-differs-case': 5,
  'email-differs-whitespace': 4,
  'punchout-role-missing': 3,
  'amazon-user-inactive': 2,
} as const;
/** In NEO but out of scope: suspended users. */
export const SUSPENDED = 1;
/** Accounts that exist only on Amazon; they block no person. */
export const ORPHANS = 5;
export const BLOCKED = Object.values(PLANTED).reduce((sum, count) => sum + count, 0);
export const IN_SCOPE = PEOPLE.length - SUSPENDED;
export const NEO_ROWS = PEOPLE.length;
export const AMAZON_ROWS = PEOPLE.length - PLANTED['amazon-user-missing'] + ORPHANS;

type Kind = keyof typeof PLANTED | 'suspended' | null;

/** Returns the planted finding of a person by number; the findings are spread over the whole list. */
const kindOf = (() => {
  const kinds: Kind[] = Object.entries(PLANTED).flatMap(([kind, count]) => Array.from({ length: count }, () => kind as Kind));
  kinds.push('suspended');
  return (index: number): Kind => (index % 7 === 3 ? (kinds[Math.floor(index / 7)] ?? null) : null);
})();

const NEO_ADDRESS: Partial<Record<keyof typeof PLANTED, (address: string) => string>> = {
  'work-email-missing': () => '',
  'email-differs-width': (address) => address.replace('@', '＠'),
  'email-differs-case': (address) => address.charAt(0).toUpperCase() + address.slice(1),
  'email-differs-whitespace': (address) => `${address} `,
};

const NEO_HEADER = ['ID', '氏名', 'ログインID', '社員番号', 'デフォルト組織', '使用停止フラグ', '職場用メールアドレス'];
const AMAZON_HEADER = ['氏名', 'Eメールアドレス', '役割', 'ステータス'];

const neoRows = PEOPLE.map((person, index) => {
  const kind = kindOf(index);
  const change = kind === null || kind === 'suspended' ? undefined : NEO_ADDRESS[kind];
  return [
    String(index + 1),
    person.name,
    person.login,
    person.code,
    person.department,
    kind === 'suspended' ? '1' : '0',
    change === undefined ? person.address : change(person.address),
  ];
});

const amazonRows = [
  ...PEOPLE.flatMap((person, index) => {
    const kind = kindOf(index);
    if (kind === 'amazon-user-missing') return [];
    const role = kind === 'punchout-role-missing' ? '購入者' : '購入者, パンチアウト';
    return [[person.name, person.address, role, kind === 'amazon-user-inactive' ? '無効' : '有効']];
  }),
  ...Array.from({ length: ORPHANS }, (_, index) => [
    `取引先 ${index + 1}`,
    `partner-${index + 1}@partner.example`,
    '購入者, パンチアウト',
    '有効',
  ]),
];

const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`).join('');
export const cp932 = (text: string): Buffer => iconv.encode(text, 'cp932');

export interface OwnLists {
  /** Encoded in CP932, as by NEO. */
  readonly neo: string;
  /** The same people under misleading headers: the work address is in the column 連絡先. */
  readonly neoOddHeaders: string;
  readonly amazonCsv: string;
  readonly amazonXlsx: string;
}

/** Writes the two lists of a company into `folder`. */
export async function writeOwnLists(folder: string): Promise<OwnLists> {
  const lists: OwnLists = {
    neo: join(folder, 'NEO ユーザー.csv'),
    neoOddHeaders: join(folder, '社員名簿.csv'),
    amazonCsv: join(folder, 'amazon-users.csv'),
    amazonXlsx: join(folder, 'amazon-users.xlsx'),
  };
  writeFileSync(lists.neo, cp932(csv([NEO_HEADER, ...neoRows])));
  const odd = neoRows.map((row) => [...row.slice(0, 6), `private-${row[2]}@mail.example`, row[6] ?? '']);
  writeFileSync(lists.neoOddHeaders, cp932(csv([[...NEO_HEADER.slice(0, 6), 'メールアドレス', '連絡先'], ...odd])));
  writeFileSync(lists.amazonCsv, `\ufeff${csv([AMAZON_HEADER, ...amazonRows])}`);
  const sheet = [AMAZON_HEADER, ...amazonRows].map((row) => row.map((value) => ({ value, type: String })));
  writeFileSync(lists.amazonXlsx, await writeXlsxFile(sheet, { sheet: 'ユーザー' }).toBuffer());
  return lists;
}

/** Writes two lists of `people` without any matching account; the audit takes several seconds. */
export function writeLongLists(folder: string, people: number): { readonly neo: string; readonly amazon: string } {
  const lists = { neo: join(folder, 'long-neo.csv'), amazon: join(folder, 'long-amazon.csv') };
  const rows = Array.from({ length: people }, (_, i) => [
    String(i),
    `利用者 ${i}`,
    `user${i}`,
    String(i),
    `第${i % 300}課`,
    '0',
    `user${i}@example.co.jp`,
  ]);
  writeFileSync(lists.neo, cp932(csv([NEO_HEADER, ...rows])));
  writeFileSync(lists.amazon, csv([AMAZON_HEADER, ['誰か', 'nobody@example.com', '購入者', '有効']]));
  return lists;
}
