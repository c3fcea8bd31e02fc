import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';

/** The same two lists twice: CP932 as the vendors export them, and UTF-8 for a peer that cannot read CP932. */
export interface GeneratedLists {
  readonly neo: string;
  readonly amazon: string;
  readonly neoUtf8: string;
  readonly amazonUtf8: string;
}

/** xorshift32: the same lists on every machine. */
function randomSource(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const FAMILIES = [
  '佐藤',
  '鈴木',
  '髙橋',
  '田中',
  '伊藤',
  '渡辺',
  '山本',
  '中村',
  '小林',
  '加藤',
  '吉田',
  '山田',
  '佐々木',
  '山口',
  '松本',
  '井上',
  '木村',
  '林',
  '斎藤',
  '清水',
];
const FAMILY_ROMAJI = [
  'sato',
  'suzuki',
  'takahashi',
  'tanaka',
  'ito',
  'watanabe',
  'yamamoto',
  'nakamura',
  'kobayashi',
  'kato',
  'yoshida',
  'yamada',
  'sasaki',
  'yamaguchi',
  'matsumoto',
  'inoue',
  'kimura',
  'hayashi',
  'saito',
  'shimizu',
];
const GIVEN = ['太郎', '花子', '健一', '美咲', '翔太', '陽子', '大輔', '直美', '拓也', '恵子'];
const GIVEN_ROMAJI = ['taro', 'hanako', 'kenichi', 'misaki', 'shota', 'yoko', 'daisuke', 'naomi', 'takuya', 'keiko'];
const GIVEN_KANA = ['たろう', 'はなこ', 'けんいち', 'みさき', 'しょうた', 'ようこ', 'だいすけ', 'なおみ', 'たくや', 'けいこ'];

const NEO_HEADER = [
  'ID',
  '削除フラグ',
  '氏名',
  'ふりがな',
  'ログインID',
  'パスワード',
  'ユーザーレベル',
  '社員番号',
  '役職',
  'デフォルト組織',
  '使用停止フラグ',
  '職場用メールアドレス',
  '携帯用メールアドレス',
  '自宅用メールアドレス',
  'その他メールアドレス',
  '職場用メールアドレス通知',
  '職場用メールアドレス公開',
];
const AMAZON_HEADER = ['氏名', 'Eメールアドレス', '役割', 'グループ', 'ステータス', '招待日'];

/** Returns an address that differs from Amazon's. */
function spoil(email: string, kind: number): string {
  const [local = '', domain = ''] = email.split('@');
  switch (kind) {
    case 0:
      return `${email} `;
    case 1:
      return `${local}＠${domain}`;
    case 2:
      return `${local.slice(0, 1).toUpperCase()}${local.slice(1)}@${domain}`;
    case 3:
      return `${local}@${domain.toUpperCase()}`;
    case 4:
      return `${local.slice(0, 2)}${local.slice(3)}@${domain}`;
    default:
      return '';
  }
}

/**
 * Writes lists of `people` people on both sides into `folder` once, and returns the paths. `differing`: percentage of people whose address
 * does not match; the rest is equal character for character.
 */
export function generateLists(folder: string, people: number, differing = 5, seed = 7): GeneratedLists {
  const name = differing === 5 ? String(people) : `${people}-${differing}`;
  const paths: GeneratedLists = {
    neo: join(folder, `neo-${name}.csv`),
    amazon: join(folder, `amazon-${name}.csv`),
    neoUtf8: join(folder, `neo-${name}-utf8.csv`),
    amazonUtf8: join(folder, `amazon-${name}-utf8.csv`),
  };
  if (Object.values(paths).every((path) => existsSync(path))) return paths;
  mkdirSync(folder, { recursive: true });
  const random = randomSource(seed);
  const neo: string[] = [NEO_HEADER.join(',')];
  const amazon: string[] = [AMAZON_HEADER.join(',')];
  for (let i = 0; i < people; i++) {
    const family = random(FAMILIES.length);
    const given = random(GIVEN.length);
    const name = `${FAMILIES[family]} ${GIVEN[given]}`;
    const email = `${GIVEN_ROMAJI[given]}.${FAMILY_ROMAJI[family]}.${i.toString(36)}@example.co.jp`;
    const ours = random(100) < differing ? spoil(email, random(6)) : email;
    const code = String(i).padStart(7, '0');
    neo.push(
      [
        i + 1000,
        '',
        name,
        `${FAMILY_ROMAJI[family]} ${GIVEN_KANA[given]}`,
        `u${code}`,
        '********',
        '一般',
        code,
        i % 12 === 0 ? '課長' : '',
        `@D${String(i % 400).padStart(4, '0')}`,
        i % 50 === 0 ? '1' : '0',
        ours,
        '',
        '',
        '',
        '1',
        '0',
      ].join(','),
    );
    if (random(100) > 0)
      amazon.push([name, email, random(100) > 0 ? 'パンチアウト' : '購買依頼者', 'NEOカタログ購買', '有効', '2026/04/01'].join(','));
  }
  // The other side knows nothing of the first one's order.
  for (let i = amazon.length - 1; i > 1; i--) {
    const j = 1 + random(i);
    [amazon[i], amazon[j]] = [amazon[j] as string, amazon[i] as string];
  }
  for (const [path, utf8Path, lines] of [
    [paths.neo, paths.neoUtf8, neo],
    [paths.amazon, paths.amazonUtf8, amazon],
  ] as const) {
    const text = `${lines.join('\r\n')}\r\n`;
    writeFileSync(path, iconv.encode(text, 'cp932'));
    writeFileSync(utf8Path, text);
  }
  return paths;
}
