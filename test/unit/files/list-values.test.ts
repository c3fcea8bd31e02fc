import { describe, expect, it } from 'vitest';
import { knownMeaning, rolesOf } from '#main/files/list-values.ts';
import { WORDS } from '../../corpus/files/words.ts';

describe('the words of a column', () => {
  const inRole = (word: string) => knownMeaning('switch', word, { id: 'punchout', header: 'パンチアウト' });
  const inStop = (word: string) => knownMeaning('switch', word, { id: 'suspended', header: '使用停止' });

  it('mean what the corpus says of them, however they are spelled', () => {
    const told = WORDS.flatMap(([field, column, meaning, words]) =>
      words.split(' / ').map((word) => [field, column.header, word, knownMeaning(field, word, column) ?? null, meaning]),
    );
    expect(told.filter(([, , , found, meaning]) => found !== meaning)).toEqual([]);
  });

  it('are asked about where nobody knows them, and a blank cell says what its kind of column makes of it', () => {
    const meanings = (word: string) =>
      (['neo-state', 'amazon-state', 'directory-state', 'switch', 'role'] as const).map(
        (field) => knownMeaning(field, word, { id: 'state', header: '状態' }) ?? null,
      );
    for (const word of ['不明', '休職', '有効?無効', 'パンチ']) expect(meanings(word)).toEqual([null, null, null, null, null]);
    expect(meanings('')).toEqual(['active', null, null, 'off', null]);
  });

  it('say no by a stroke or a cross and yes by a tick, in whatever width', () => {
    const flag = (word: string) => knownMeaning('switch', word, { id: 'deleted', header: '削除フラグ' }) ?? null;
    expect(['-', 'ー', '－', '―', '—', '×', '✕', '✖', ' - × ', '\u3000'].map(flag)).toEqual(Array(10).fill('off'));
    expect(['✓', '✔', '☑', '●', ' ✓ '].map(flag)).toEqual(Array(5).fill('on'));
    expect(['△', '?', '※', '-△'].map(flag)).toEqual([null, null, null, null]);
  });

  it('say 有効 of a flag only where the header calls itself one', () => {
    const under = (header: string) => ['有効', '無効'].map((word) => knownMeaning('switch', word, { id: 'suspended', header }) ?? null);
    expect([under('使用停止フラグ'), under('Suspended FLAG'), under('使用停止ﾌﾗｸﾞ'), under('使用停止')]).toEqual([
      ['on', 'off'],
      ['on', 'off'],
      ['on', 'off'],
      [null, null],
    ]);
  });

  it('are no role of the catalogue where something else stands beside its name', () => {
    const role = (word: string) => knownMeaning('role', word, { id: 'role', header: '役割' }) ?? null;
    expect(['パンチアウト申請中', 'パンチアウト担当予定', 'カタログ担当', 'ユーザー'].map(role)).toEqual([null, null, null, null]);
  });

  it('of several roles stand apart by commas, strokes and lines', () => {
    expect(rolesOf('a,b;c、d，e；f/g／h|i\nj\r\nk,,')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', '']);
    expect(rolesOf('')).toEqual(['']);
  });

  it.each(['停止', '停止中', '利用停止', '削除', '無効', 'suspended', 'inactive', '0', 'いいえ', ''])(
    'say that nobody holds the role by %j, which shuts out elsewhere',
    (word) => {
      expect(inRole(word)).toBe('off');
    },
  );
  it.each(['利用中', '使用中', '有効', '1', 'はい', '○', 'パンチアウト', 'active'])('say that somebody holds the role by %j', (word) => {
    expect(inRole(word)).toBe('on');
  });
  it.each(['ロック', '拒否', 'd', 'locked', '使用', '未削除'])('are asked about where %j says nothing of a role', (word) => {
    expect(inRole(word)).toBeUndefined();
  });

  it('shut people out where that is what the column is for', () => {
    expect(['停止', '停止中', 'locked', 'd', '1', '使用中', '利用中', '未削除', '0', '有効'].map(inStop)).toEqual([
      ...['on', 'on', 'on', 'on', 'on'],
      ...['off', 'off', 'off', 'off'],
      undefined,
    ]);
  });
});
