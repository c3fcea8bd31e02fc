import { expect, it } from 'vitest';
import { getSheetWordMeaning, isRemovalWord } from '#main/files/fixes/amazon-sheet-words.ts';

/** Words in templates by their only possible meaning; different spellings are separated by a slash. */
const WORDS = {
  invite: [
    '招待 / 「招待する」 / 追加 / ユーザーを追加 / ﾕｰｻﾞｰ追加 / ユーザーを招待 / ユーザー 招待 / 新規 / 登録',
    'INVITE / Add / Add User / invite_user / Ｎｅｗ',
  ],
  'remove-account': [
    'アカウントから削除 / アカウントからの削除 / アカウントから削除する / ビジネスアカウントから削除 / アカウントから除外 / アカウントから外す / ｱｶｳﾝﾄ削除',
    'Remove from account / REMOVE FROM BUSINESS ACCOUNT / delete from account / remove-account',
  ],
  'leave-group': [
    'グループから削除 / グループからの削除 / グループから削除する / グループから除外 / ｸﾞﾙｰﾌﾟから外す',
    'Remove from group / delete_from_group / LEAVE GROUP',
  ],
  'move-group': [
    '移動 / 移動する / グループを移動 / グループ移動 / グループを変更 / ｸﾞﾙｰﾌﾟ変更 / 別のグループに移動',
    'Move / move group / MOVE USER / Move to group / change group',
  ],
  'join-group': ['グループに追加 / グループへの追加 / グループに追加する / ｸﾞﾙｰﾌﾟ追加 / Add to group / JOIN GROUP'],
  'grant-role': [
    '役割を変更 / 役割変更 / 役割の変更 / 役割を変更する / ロールを変更 / ﾛｰﾙ変更 / 権限を変更 / 権限変更',
    'Change role / change roles / UPDATE ROLE / update roles / edit_role',
  ],
} as const;

it('recognizes unambiguous template words in any spelling', () => {
  const told = Object.entries(WORDS).flatMap(([means, lines]) =>
    lines.flatMap((line) => line.split(' / ').map((word) => [word, getSheetWordMeaning(word), means])),
  );
  expect(told.filter(([, found, means]) => found !== means)).toEqual([]);
});

it.each(['', '削除', 'remove', '変更', '承認', 'グループ'])('does not interpret %j by itself', (word) => {
  expect(getSheetWordMeaning(word)).toBeNull();
});

it('recognizes many words for removal', () => {
  const away =
    '削除 / 除外する / 取り除く / 外す / 外し / 取り消し / 取消 / 解除 / 利用停止 / 無効にする / 退職 / Removal / DELETE / Leave / leaving';
  const more = ' / Revoke / revocation / Cancel / Deactivate / disabled / Disable / Suspend / suspension / 外しました';
  expect((away + more).split(' / ').filter((word) => !isRemovalWord(word))).toEqual([]);
  expect(['招待', '外部', '取引', 'add', '追加', 'move', 'resume', ''].filter(isRemovalWord)).toEqual([]);
});
