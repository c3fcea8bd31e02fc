import type { AccountChangeKind } from '#shared/domain/fixes/account-changes.ts';
import { foldWord } from '../columns/fold.ts';

/**
 * Meanings of words in a template's action column. Amazon does not document them ([U], docs/domain/amazon-cxml.md#invitations): they are
 * interpreted literally, and a word is written only if the administrator's template contains it. 削除 or "remove" alone is not listed,
 * because it may concern the group or the account, so a user must choose.
 */
const SHEET_WORDS: Readonly<Record<AccountChangeKind | 'invite', readonly string[]>> = {
  invite: [
    '招待',
    '招待する',
    '追加',
    'ユーザーを追加',
    'ユーザー追加',
    'ユーザーを招待',
    'ユーザー招待',
    '新規',
    '登録',
    'invite',
    'add',
    'add user',
    'invite user',
    'new',
  ],
  'remove-account': [
    'アカウントから削除',
    'アカウントからの削除',
    'アカウントから削除する',
    'ビジネスアカウントから削除',
    'アカウントから除外',
    'アカウントから外す',
    'アカウント削除',
    'remove from account',
    'remove from business account',
    'delete from account',
    'remove account',
  ],
  'leave-group': [
    'グループから削除',
    'グループからの削除',
    'グループから削除する',
    'グループから除外',
    'グループから外す',
    'remove from group',
    'delete from group',
    'leave group',
  ],
  'move-group': [
    '移動',
    '移動する',
    'グループを移動',
    'グループ移動',
    'グループを変更',
    'グループ変更',
    '別のグループに移動',
    'move',
    'move group',
    'move user',
    'move to group',
    'change group',
  ],
  'join-group': ['グループに追加', 'グループへの追加', 'グループに追加する', 'グループ追加', 'add to group', 'join group'],
  'grant-role': [
    '役割を変更',
    '役割変更',
    '役割の変更',
    '役割を変更する',
    'ロールを変更',
    'ロール変更',
    '権限を変更',
    '権限変更',
    'change role',
    'change roles',
    'update role',
    'update roles',
    'edit role',
  ],
};

const MEANINGS: ReadonlyMap<string, AccountChangeKind | 'invite'> = new Map(
  (Object.keys(SHEET_WORDS) as (keyof typeof SHEET_WORDS)[]).flatMap((means) =>
    SHEET_WORDS[means].map((word) => [foldWord(word), means] as const),
  ),
);

/** Returns the only possible meaning of an action word; `null` if it is unknown or ambiguous. */
export const getSheetWordMeaning = (word: string): AccountChangeKind | 'invite' | null => MEANINGS.get(foldWord(word)) ?? null;

const TAKING_AWAY = /削除|除外|除く|外[すし]|取り?消|解除|停止|無効|退職|remov|delet|leav|revo[kc]|cancel|deactivat|disabl|suspen[ds]/;

/** Whether a word means a removal, also if it is not in the list of known words. */
export const isRemovalWord = (word: string): boolean => TAKING_AWAY.test(foldWord(word));
