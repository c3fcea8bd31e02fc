import { describe, expect, it } from 'vitest';
import { openTableFromBytes } from '#main/files/open-table.ts';

const HEADER = 'ログインID,氏名,職場用メールアドレス\r\n';
const rows = (count: number): string => Array.from({ length: count }, (_, at) => `u${at},社員 ${at},u${at}@example.co.jp\r\n`).join('');
const NULS = Buffer.alloc(5_000);
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a list with NUL bytes', () => {
  it.each([
    ['a file of NULs behind the mark of UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), NULS])],
    ['a file that was cut while it was written', Buffer.concat([Buffer.from(HEADER + rows(200)), NULS])],
    ['NULs between rows', Buffer.concat([Buffer.from(HEADER + rows(200)), NULS, Buffer.from(`\r\n${rows(3)}`)])],
    ['UTF-16 that was cut', Buffer.concat([utf16(HEADER + rows(3)), NULS])],
  ])('is refused as unreadable at its row: %s', async (_name, bytes) => {
    await expect(openTableFromBytes(bytes, 'neo.csv', 'neo-users')).rejects.toMatchObject({
      failure: { code: 'file-undecodable', params: { file: 'neo.csv', row: expect.any(Number) } },
    });
  });

  it('is refused as another kind of file if the NULs are at the start', async () => {
    await expect(openTableFromBytes(NULS, 'neo.csv', 'neo-users')).rejects.toMatchObject({ failure: { code: 'file-kind-wrong' } });
  });
});
