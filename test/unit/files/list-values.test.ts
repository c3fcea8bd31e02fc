import { describe, expect, it } from 'vitest';
import { knownMeaning } from '#main/files/list-values.ts';

describe('the words of a column', () => {
  const inRole = (word: string) => knownMeaning('switch', word, { id: 'punchout', header: 'パンチアウト' });
  const inStop = (word: string) => knownMeaning('switch', word, { id: 'suspended', header: '使用停止' });

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
