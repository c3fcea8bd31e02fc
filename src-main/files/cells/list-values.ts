import type { WordField, WordMeaning } from '#shared/domain/directory/list-words.ts';
import { foldWord } from '../columns/fold.ts';

/**
 * Known words in the vendors' lists for states, flags and roles, compared after `foldWord`. The user is asked for the meaning of other
 * words. Sources: docs/domain/neo.md#users and #user-csv, docs/domain/amazon-cxml.md#roles to #exported-lists.
 */

const words = <T>(groups: readonly (readonly [T, readonly string[]])[]): ReadonlyMap<string, T> =>
  new Map(groups.flatMap(([value, texts]) => texts.map((text) => [foldWord(text), value] as const)));

const FLAGS = words<boolean>([
  [true, ['1', 'true', 't', 'yes', 'y', 'on', 'x', 'はい', 'する', '有', 'あり', '○', '◯', '〇', '該当', '対象']],
  [false, ['0', 'false', 'f', 'no', 'n', 'off', 'いいえ', 'しない', '無', 'なし', '非該当', '対象外']],
]);

/** Words in a column such as 使用停止 that mean yes because they name the state itself. */
const SHUT_OUT = words<boolean>([
  [
    true,
    [
      '使用停止',
      '使用停止中',
      '利用停止',
      '停止',
      '停止中',
      'ログイン拒否',
      'ログイン拒否中',
      '拒否',
      '拒否中',
      'ロック',
      'ロック中',
      '削除',
      '削除済',
      '削除済み',
      'd',
    ],
  ],
  [true, ['suspended', 'denied', 'locked', 'deleted']],
  [false, ['使用', '使用中', '利用中', '未削除']],
]);
/** Words in a punchout column that mean yes because they name the role itself. */
const HOLDS_ROLE = words<boolean>([[true, ['パンチアウト', 'punchout', 'カタログ連携']]]);

/** Parses a flag; `undefined` = unknown word. Blank is false; so are ×, - and ー (typed without switching the input method). */
function parseFlag(text: string, own: ReadonlyMap<string, boolean>): boolean | undefined {
  if (/^[\s\-ー－―—×✕✖]*$/u.test(text)) return false;
  const folded = foldWord(text);
  if (folded === '') return /[✓✔☑●]/u.test(text) ? true : undefined;
  return FLAGS.get(folded) ?? own.get(folded);
}

const ENABLED = foldWord('有効');
const DISABLED = foldWord('無効');

/**
 * Parses a flag in a column with this header. 有効 and 無効 have a meaning only if the header contains フラグ or "flag". Under 使用停止 they could
 * describe the person instead, and a wrong guess would hide people, so they are unknown.
 */
function parseFlagUnder(header: string, text: string, own: ReadonlyMap<string, boolean>): boolean | undefined {
  const folded = foldWord(text);
  if (folded === ENABLED || folded === DISABLED) return /フラグ|flag/i.test(header.normalize('NFKC')) ? folded === ENABLED : undefined;
  return parseFlag(text, own);
}

type MeaningOf<F extends WordField> = typeof import('#shared/domain/directory/list-words.ts').WORD_MEANINGS[F][number];

const NEO_STATES = words<MeaningOf<'neo-state'>>([
  [
    'active',
    [
      '有効',
      '使用中',
      '利用中',
      'アクティブ',
      '在籍',
      '在籍中',
      '在職',
      '通常',
      '正常',
      '使用可',
      '利用可',
      'active',
      'enabled',
      'normal',
      'valid',
    ],
  ],
  [
    'suspended',
    ['使用停止', '使用停止中', '停止', '停止中', '利用停止', '利用停止中', '無効', '休止', 'suspended', 'inactive', 'disabled', 'invalid'],
  ],
  [
    'login-denied',
    ['ログイン拒否', 'ログイン拒否中', 'ログインロック', 'ロック', 'ロック中', 'locked', 'login locked', 'login denied', 'locked out'],
  ],
  ['deleted', ['削除', '削除済', '削除済み', 'deleted', 'removed']],
]);

const AMAZON_STATES = words<MeaningOf<'amazon-state'>>([
  [
    'active',
    [
      '有効',
      'アクティブ',
      '利用中',
      '使用中',
      '登録済',
      '登録済み',
      '参加済',
      '参加済み',
      '承諾済',
      '承諾済み',
      '承認済',
      '承認済み',
      '完了',
      '1',
      'はい',
      'true',
      'yes',
    ],
  ],
  ['active', ['active', 'enabled', 'accepted', 'registered', 'joined', 'confirmed', 'approved', 'activated']],
  [
    'inactive',
    [
      '無効',
      '停止',
      '停止中',
      '非アクティブ',
      '削除',
      '削除済',
      '削除済み',
      '無効化',
      '無効化済み',
      '利用停止',
      '退会',
      '0',
      'いいえ',
      'false',
      'no',
    ],
  ],
  ['inactive', ['inactive', 'deactivated', 'disabled', 'deleted', 'removed', 'suspended', 'blocked', 'closed']],
  [
    'invited',
    [
      '招待中',
      '招待済',
      '招待済み',
      '招待',
      '招待を送信済み',
      '招待送信済み',
      '招待を送信しました',
      '招待メール送信済み',
      '招待承認待ち',
      '招待の承認待ち',
      '招待承諾待ち',
      '招待の承諾待ち',
      '保留',
      '保留中',
      '承認待ち',
      '承諾待ち',
      '未承諾',
      '未承認',
      '未登録',
    ],
  ],
  [
    'invited',
    [
      'invited',
      'pending',
      'invite sent',
      'invite pending',
      'invitation sent',
      'invitation pending',
      'pending invitation',
      'pending invite',
      'pending approval',
      'pending acceptance',
      'not accepted',
      'unaccepted',
    ],
  ],
  [
    'invitation-expiring',
    [
      'まもなく期限切れ',
      '間もなく期限切れ',
      '招待がまもなく期限切れ',
      'もうすぐ期限切れ',
      '期限間近',
      '招待期限間近',
      '招待の期限間近',
      'expiring',
      'expiring soon',
      'expires soon',
      'invite expiring',
      'invite expiring soon',
      'invitation expiring',
      'invitation expiring soon',
    ],
  ],
  [
    'invitation-expired',
    [
      '期限切れ',
      '招待期限切れ',
      '招待の期限切れ',
      '招待の有効期限切れ',
      '有効期限切れ',
      'expired',
      'invite expired',
      'invitation expired',
      'expired invite',
      'expired invitation',
    ],
  ],
]);

/** Words in the directory's column for enabled accounts. Sources: docs/domain/directory.md#states. */
const DIRECTORY_STATES = words<MeaningOf<'directory-state'>>([
  [
    'enabled',
    ['true', 't', 'yes', 'y', '1', 'はい', '有効', 'enabled', 'active', 'アクティブ', '許可', '許可済み', 'allowed', '○', '◯', '〇'],
  ],
  [
    'disabled',
    ['false', 'f', 'no', 'n', '0', 'いいえ', '無効', 'disabled', 'inactive', '非アクティブ', 'ブロック', 'ブロック済み', 'blocked'],
  ],
]);

const PUNCHOUT = ['パンチアウト', 'カタログ連携', 'punchout', 'punchin'].map(foldWord);
/** Words that may surround the role's name without changing its meaning. */
const WORDS_ALLOWED_BESIDE_PUNCHOUT = new Set(
  ['', 'ユーザー', '利用者', '役割', 'の役割', '権限', 'ロール', '担当者', 'あり', '有', '可', 'user', 'users', 'role', 'access'].map(
    foldWord,
  ),
);
const NEGATED = new Set(['なし', '無し', '無', '以外', '不可', 'no', 'non', 'not', 'none', 'without'].map(foldWord));
const OTHER_ROLES = new Set(
  [
    ['管理者', 'アカウント管理者', 'グループ管理者', '購買依頼者', '購入依頼者', '購入者', '購買者', '購買担当者', '購入担当者'],
    ['技術', '技術担当者', 'テクノロジー', '会計', '会計担当者', '経理', '経理担当者', '財務', '財務担当者', '承認者'],
    ['administrator', 'admin', 'account administrator', 'group administrator', 'requisitioner', 'buyer', 'purchaser', 'approver'],
    ['finance', 'finance user', 'tech', 'tech user', 'technology', 'technical', 'なし', '役割なし', 'none', 'no role'],
  ]
    .flat()
    .map(foldWord),
);

/** Returns the meaning of one role in a cell; `undefined` = unknown. */
function roleMeaning(role: string): MeaningOf<'role'> | undefined {
  const folded = foldWord(role);
  const name = PUNCHOUT.find((word) => folded.includes(word));
  if (name === undefined) return OTHER_ROLES.has(folded) ? 'other' : undefined;
  const beside = folded.replace(name, '');
  if (NEGATED.has(beside)) return 'other';
  return WORDS_ALLOWED_BESIDE_PUNCHOUT.has(beside) || OTHER_ROLES.has(beside) ? 'punchout' : undefined;
}

/** Returns the meaning of a word (from `wordOf`) in column `id` under this header; `undefined` = unknown. */
export function findKnownMeaning(
  field: WordField,
  word: string,
  { id, header }: { readonly id: string; readonly header: string },
): WordMeaning | undefined {
  switch (field) {
    case 'neo-state':
      return word === '' ? 'active' : NEO_STATES.get(foldWord(word));
    case 'switch': {
      const flag = id === 'punchout' ? holdsRole(header, word) : parseFlagUnder(header, word, SHUT_OUT);
      return flag === undefined ? undefined : flag ? 'on' : 'off';
    }
    case 'amazon-state':
      return AMAZON_STATES.get(foldWord(word));
    case 'role':
      return roleMeaning(word);
    case 'directory-state':
      return DIRECTORY_STATES.get(foldWord(word));
  }
}

/**
 * Whether a cell of a punchout column means that the person has the role. Some lists contain the role's state instead of yes or no; any
 * state but active means no.
 */
function holdsRole(header: string, word: string): boolean | undefined {
  const state = AMAZON_STATES.get(foldWord(word));
  return state === undefined ? parseFlagUnder(header, word, HOLDS_ROLE) : state === 'active';
}

/** Returns the roles in a cell; an empty cell gives one empty role. */
export const splitRoles = (text: string): string[] => text.split(/[,;、，；/／|\n\r]+/);
