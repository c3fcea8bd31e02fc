import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CsvReadOptions } from '#main/files/csv/csv-table.ts';
import { openTable } from '#main/files/open-table.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Failure } from '#shared/contract/call/result.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function failureOf(bytes: Uint8Array | string, reading?: CsvReadOptions, signal?: AbortSignal): Promise<Failure | undefined> {
  const path = join(folder, 'list');
  await writeFile(path, bytes);
  try {
    await openTable(path, 'list.csv', 'neo-users', reading, signal);
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
  return undefined;
}

const file = 'list.csv';
const sjis = (text: string): Buffer => iconv.encode(text, 'cp932');
const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? sjis(part) : Buffer.from(part))));
const PLAIN = '氏名,職場メール\n山田,a@example.com\n';

describe('bad input produces one error with its position', () => {
  it.each<[string, Uint8Array | string, Failure, CsvReadOptions?]>([
    ['nothing', '', { code: 'file-empty', params: { file } }],
    ['only a mark', '\ufeff', { code: 'file-empty', params: { file } }],
    ['only blank lines', '\r\n \r\n\t\r\n', { code: 'file-empty', params: { file } }],
    ['only a header', '氏名,職場メール\r\n', { code: 'file-no-rows', params: { file } }],
    ['only delimiters', ',,,\n,,,\n', { code: 'file-no-header', params: { file } }],
    ['no header', 'a@example.com,山田\nb@example.com,鈴木\n', { code: 'file-no-header', params: { file } }],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), { code: 'file-kind-wrong', params: { file } }],
    ['a PDF', '%PDF-1.7\n%äö', { code: 'file-kind-wrong', params: { file } }],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), { code: 'file-kind-wrong', params: { file } }],
    ['a web page', '<!DOCTYPE html><html><body>ログイン</body></html>', { code: 'file-kind-wrong', params: { file } }],
    ['a web page after blanks', '\n\n  <html>', { code: 'file-kind-wrong', params: { file } }],
    ['XML', '<?xml version="1.0"?><users/>', { code: 'file-kind-wrong', params: { file } }],
    ['JSON', '[{"name":"a"}]', { code: 'file-kind-wrong', params: { file } }],
    ['binary', Buffer.from([1, 0, 0, 0, 2, 0, 0, 3, 0, 0, 0, 0]), { code: 'file-kind-wrong', params: { file } }],
    [
      'an open quote',
      '氏名,職場メール\n山田,a\n"鈴木,b\n佐藤,c\n',
      { code: 'file-quotes-broken', params: { file, row: 3, column: '氏名' } },
    ],
    [
      'an open quote after lines in quotes',
      '氏名,職場メール\n"山\n田","b\n',
      { code: 'file-quotes-broken', params: { file, row: 3, column: '職場メール' } },
    ],
    ['text after a quote', '氏名,職場メール\n山田,"a"b\n', { code: 'file-quotes-broken', params: { file, row: 2, column: '職場メール' } }],
    [
      'a text beyond the header',
      `${PLAIN}鈴木,b,c\n`,
      { code: 'file-row-too-long', params: { file, row: 3, columnNumber: 3, expected: 2, found: 3 } },
    ],
    [
      'half a character',
      bytes('氏名,職場メール\n山田,a\n鈴', [0x83], ',b\n'),
      { code: 'file-undecodable', params: { file, row: 3, column: '氏名' } },
    ],
    [
      'half a character in quotes',
      bytes('氏名,職場メール\n山田,"', [0x83], '"\n'),
      { code: 'file-undecodable', params: { file, row: 2, column: '職場メール' } },
    ],
    [
      'an undefined pair',
      bytes('氏名,職場メール\n山田,', [0x85, 0x9f], '\n'),
      { code: 'file-undecodable', params: { file, row: 2, column: '職場メール' } },
    ],
    [
      'half a character at the end',
      bytes('氏名,職場メール\n山田,a', [0x8e]),
      { code: 'file-undecodable', params: { file, row: 2, column: '職場メール' } },
    ],
    [
      'UTF-8 cut off within a character',
      Buffer.from(`${PLAIN}鈴木,佐藤`).subarray(0, -1),
      { code: 'file-undecodable', params: { file, row: 3, column: '職場メール' } },
    ],
    [
      'damaged UTF-8',
      Buffer.concat([Buffer.from(`${PLAIN}鈴木さん,b\n佐`), Buffer.from([0xe8, 0x97]), Buffer.from(',c\n')]),
      { code: 'file-undecodable', params: { file, row: 4, column: '氏名' } },
    ],
    ['CP932 read as UTF-8', sjis(PLAIN), { code: 'file-undecodable', params: { file, row: 1, columnNumber: 1 } }, { encoding: 'utf-8' }],
    [
      'UTF-8 read as CP932',
      `name,e-mail\n山田,b\n`,
      { code: 'file-undecodable', params: { file, row: 2, column: 'name' } },
      { encoding: 'shift_jis' },
    ],
    ['UTF-8 read as UTF-16', PLAIN, { code: 'file-undecodable', params: { file, row: 1, columnNumber: 1 } }, { encoding: 'utf-16le' }],
    [
      'half a UTF-16 unit',
      Buffer.concat([Buffer.from(`\ufeff${PLAIN}鈴木,`, 'utf16le'), Buffer.from([0x41])]),
      { code: 'file-undecodable', params: { file, row: 3, column: '職場メール' } },
    ],
    [
      'a lone surrogate',
      Buffer.from(`\ufeff${PLAIN}\ud800,b\n`, 'utf16le'),
      { code: 'file-undecodable', params: { file, row: 3, column: '氏名' } },
    ],
    ['UTF-16 of the other order', Buffer.from('\ufeff氏名,a'.repeat(2), 'utf16le').swap16(), { code: 'file-kind-wrong', params: { file } }],
    ['another archive', Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1'), { code: 'file-kind-wrong', params: { file } }],
    ['half an archive', Buffer.from('PK\x03\x04 and so on', 'latin1'), { code: 'file-unreadable', params: { file } }],
  ])('%s', async (_name, content, failure, reading) => {
    expect(await failureOf(content, reading)).toEqual(failure);
  });

  it('a missing file and a folder', async () => {
    await expect(openTable(join(folder, 'none'), 'none', 'neo-users')).rejects.toMatchObject({
      failure: { code: 'file-unreadable', params: { file: 'none' } },
    });
    await expect(openTable(folder, 'folder', 'neo-users')).rejects.toMatchObject({ failure: { code: 'file-unreadable' } });
  });

  it('more than the largest file, without reading it', async () => {
    const path = join(folder, 'large');
    await writeFile(path, '');
    await truncate(path, 256 * 1024 * 1024 + 1);
    await expect(openTable(path, 'large.csv', 'neo-users')).rejects.toMatchObject({
      failure: { code: 'file-too-large', params: { file: 'large.csv', size: 256 } },
    });
    await rm(path);
  });

  it('more rows than the limit', async () => {
    expect(await failureOf(`氏名,E-mail\n${'a,b\n'.repeat(1_000_020)}`)).toEqual({
      code: 'file-too-many-rows',
      params: { file, limit: 1_000_000 },
    });
  });

  it('a cancelled reading', async () => {
    expect(await failureOf(PLAIN, {}, AbortSignal.abort())).toEqual({ code: 'cancelled', params: {} });
  });

  it('takes a name that begins with BM for text', async () => {
    expect(await failureOf('BMコード,氏名\n1,山田\n')).toBeUndefined();
  });
});
