import { describe, expect, it } from 'vitest';
import { findKnownMeaning, splitRoles } from '#main/files/cells/list-values.ts';
import { WORDS } from '../../corpus/files/words.ts';

describe('the words of a column', () => {
  const inRole = (word: string) => findKnownMeaning('switch', word, { id: 'punchout', header: 'パンチアウト' });
  const inStop = (word: string) => findKnownMeaning('switch', word, { id: 'suspended', header: '使用停止' });

  it('have the meanings listed in the corpus, in any spelling', () => {
    const told = WORDS.flatMap(([field, column, meaning, words]) =>
      words.split(' / ').map((word) => [field, column.header, word, findKnownMeaning(field, word, column) ?? null, meaning]),
    );
    expect(told.filter(([, , , found, meaning]) => found !== meaning)).toEqual([]);
  });

  it('are reported if unknown, and a blank cell means the default of its kind of column', () => {
    const meanings = (word: string) =>
      (['neo-state', 'amazon-state', 'directory-state', 'switch', 'role'] as const).map(
        (field) => findKnownMeaning(field, word, { id: 'state', header: '状態' }) ?? null,
      );
    for (const word of ['不明', '休職', '有効?無効', 'パンチ']) expect(meanings(word)).toEqual([null, null, null, null, null]);
    expect(meanings('')).toEqual(['active', null, null, 'off', null]);
  });

  it('mean no for a stroke or cross and yes for a tick, in any width', () => {
    const flag = (word: string) => findKnownMeaning('switch', word, { id: 'deleted', header: '削除フラグ' }) ?? null;
    expect(['-', 'ー', '－', '―', '—', '×', '✕', '✖', ' - × ', '\u3000'].map(flag)).toEqual(Array(10).fill('off'));
    expect(['✓', '✔', '☑', '●', ' ✓ '].map(flag)).toEqual(Array(5).fill('on'));
    expect(['△', '?', '※', '-△'].map(flag)).toEqual([null, null, null, null]);
  });

  it('mean a flag by 有効 only if the header names one', () => {
    const under = (header: string) => ['有効', '無効'].map((word) => findKnownMeaning('switch', word, { id: 'suspended', header }) ?? null);
    expect([under('使用停止フラグ'), under('Suspended FLAG'), under('使用停止ﾌﾗｸﾞ'), under('使用停止')]).toEqual([
      ['on', 'off'],
      ['on', 'off'],
      ['on', 'off'],
      [null, null],
    ]);
  });

  it('are no role of the catalog if other text follows its name', () => {
    const role = (word: string) => findKnownMeaning('role', word, { id: 'role', header: '役割' }) ?? null;
    expect(['パンチアウト申請中', 'パンチアウト担当予定', 'カタログ担当', 'ユーザー'].map(role)).toEqual([null, null, null, null]);
  });

  it('separate several roles by commas, strokes and line breaks', () => {
    expect(splitRoles('a,b;c、d，e；f/g／h|i\nj\r\nk,,')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', '']);
    expect(splitRoles('')).toEqual(['']);
  });

  it.each(['停止', '停止中', '利用停止', '削除', '無効', 'suspended', 'inactive', '0', 'いいえ', ''])(
    'mean that the role is not held by %j, which disables in other columns',
    (word) => {
      expect(inRole(word)).toBe('off');
    },
  );
  it.each(['利用中', '使用中', '有効', '1', 'はい', '○', 'パンチアウト', 'active'])('mean that the role is held by %j', (word) => {
    expect(inRole(word)).toBe('on');
  });
  it.each(['ロック', '拒否', 'd', 'locked', '使用', '未削除'])('are reported as unknown if %j does not describe a role', (word) => {
    expect(inRole(word)).toBeUndefined();
  });

  it('mark people as inactive if the column is for that', () => {
    expect(['停止', '停止中', 'locked', 'd', '1', '使用中', '利用中', '未削除', '0', '有効'].map(inStop)).toEqual([
      ...['on', 'on', 'on', 'on', 'on'],
      ...['off', 'off', 'off', 'off'],
      undefined,
    ]);
  });
});
