import type { AmazonUserState, NeoUserState } from '#shared/domain/directory/directory.ts';
import { foldWord } from './fold.ts';

/** The words that the vendors' lists use for states, flags and roles, compared after `foldWord`. */

const words = <T>(groups: readonly (readonly [T, readonly string[]])[]): ReadonlyMap<string, T> =>
  new Map(groups.flatMap(([value, texts]) => texts.map((text) => [foldWord(text), value] as const)));

const FLAGS = words<boolean>([
  [true, ['1', 'true', 't', 'yes', 'y', 'on', 'x', 'はい', 'する', '有', 'あり', '○', '◯', '〇', '該当', '対象']],
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
  [true, ['suspended', 'denied', 'locked', 'deleted', 'パンチアウト', 'punchout', 'カタログ連携']],
  [
    false,
    ['0', 'false', 'f', 'no', 'n', 'off', 'いいえ', 'しない', '無', 'なし', '非該当', '対象外', '使用', '使用中', '利用中', '未削除'],
  ],
]);

/** On, off or `undefined` for an unknown word. Blank is off; × and - are how people write 'no'. */
export function parseFlag(text: string): boolean | undefined {
  const folded = foldWord(text);
  if (folded === '') return /^[\s\-ー－―—×✕✖xX]*$/u.test(text) ? false : /[✓✔☑●]/u.test(text) ? true : undefined;
  return FLAGS.get(folded);
}

const ENABLED = foldWord('有効');
const DISABLED = foldWord('無効');

/**
 * A flag under its own header. 有効 and 無効 say whether a flag is set only where the header calls itself a flag;
 * under 使用停止 they could as well speak of the person, and a guess would hide people: unknown.
 */
export function parseFlagUnder(header: string, text: string): boolean | undefined {
  const folded = foldWord(text);
  if (folded === ENABLED || folded === DISABLED) return /フラグ|flag/i.test(header.normalize('NFKC')) ? folded === ENABLED : undefined;
  return parseFlag(text);
}

const NEO_STATES = words<NeoUserState>([
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

/** NEO's state by name; blank is active, an unknown word `undefined`. Source: handbook neo.md 6.1. */
export function parseNeoState(text: string): NeoUserState | undefined {
  const folded = foldWord(text);
  return folded === '' ? 'active' : NEO_STATES.get(folded);
}

const AMAZON_STATES = words<AmazonUserState>([
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
      '保留',
      '保留中',
      '承認待ち',
      '承諾待ち',
      '未承諾',
      '未承認',
      '未登録',
      '招待期限切れ',
      '期限切れ',
    ],
  ],
  [
    'invited',
    [
      'invited',
      'pending',
      'invite sent',
      'invitation sent',
      'invitation pending',
      'pending invitation',
      'pending invite',
      'pending approval',
      'not accepted',
      'unaccepted',
      'expired',
      'invitation expired',
    ],
  ],
]);

/** The account's state; an unknown or blank text is `unknown`, which never counts against the person. */
export const parseAmazonState = (text: string): AmazonUserState => AMAZON_STATES.get(foldWord(text)) ?? 'unknown';

const PUNCHOUT = ['パンチアウト', 'カタログ連携', 'punchout', 'punchin'].map(foldWord);
const NEGATED = /なし|無し|以外|不可|^no|^non|^not/;

/** Whether a cell of roles names the punchout role. Source: handbook amazon-cxml.md 4.1 (PunchoutUser, Punchout User, パンチアウト, カタログ連携). */
export const namesPunchout = (text: string): boolean =>
  text.split(/[,;、，；/／|\n\r]+/).some((role) => {
    const folded = foldWord(role);
    return PUNCHOUT.some((word) => folded.includes(word)) && !NEGATED.test(folded);
  });

/** Several values in one cell: separated by semicolons, bars or line ends; blanks around them do not count. */
export const parseList = (text: string): string[] =>
  text === ''
    ? []
    : text
        .split(/[;；|\r\n]+/)
        .map((item) => item.trim())
        .filter((item) => item !== '');
