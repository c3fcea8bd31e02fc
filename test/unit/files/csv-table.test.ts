import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type CsvReadOptions, readCsvTable } from '#main/files/csv/csv-table.ts';
import type { Table } from '#main/files/table.ts';

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const read = (bytes: Buffer, reading?: CsvReadOptions) => readCsvTable(bytes, 'a.csv', reading);
const cells = (table: Table): string[][] =>
  Array.from({ length: table.rowCount }, (_, row) => table.header.map((_header, column) => table.cell(row, column)));

const TEXT = '氏名,メールアドレス,役職\r\n髙橋 ①,a@example.co.jp,"課長, 兼務"\r\n';
const CELLS = [['髙橋 ①', 'a@example.co.jp', '課長, 兼務']];

describe('encodings', () => {
  it.each([
    ['UTF-8', utf8(TEXT), 'utf-8', 'utf-8-valid'],
    ['UTF-8 with a mark', utf8(`\ufeff${TEXT}`), 'utf-8-bom', 'bom'],
    ['CP932', iconv.encode(TEXT, 'cp932'), 'shift_jis', 'cp932-text'],
    ['UTF-16LE with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le', 'bom'],
    ['UTF-16LE without', Buffer.from(TEXT, 'utf16le'), 'utf-16le', 'bom'],
  ] as const)('%s', (_name, bytes, encoding, detectedBy) => {
    const table = read(bytes);
    expect(table).toMatchObject({ encoding, detectedBy, delimiter: 'comma', header: ['氏名', 'メールアドレス', '役職'] });
    expect(cells(table)).toEqual(CELLS);
  });

  it.each([
    ['UTF-8', utf8(TEXT)],
    ['CP932', iconv.encode(TEXT, 'cp932')],
  ])('ignores the end-of-file mark of DOS that `copy a.csv+b.csv` of Windows appends: %s', (_name, bytes) => {
    const table = read(Buffer.concat([bytes, Buffer.from([0x1a])]));
    expect(cells(table)).toEqual(CELLS);
    expect(table.cut).toBeNull();
  });

  it('reports plain ASCII as ASCII', () => {
    expect(read(utf8('name,email\r\na,b@example.com\r\n'))).toMatchObject({ encoding: 'utf-8', detectedBy: 'ascii' });
  });

  it('reads every character of CP932, including trail bytes in the ASCII range', () => {
    const text = 'ソ表能\\~ｶﾅ～－∥￠￡￢纊﨑髙';
    expect(read(iconv.encode(`氏名,e-mail\n${text},x`, 'cp932')).cell(0, 0)).toBe(text);
  });

  it('uses the encoding and delimiter that the user chose', () => {
    expect(read(iconv.encode(TEXT, 'cp932'), { encoding: 'shift_jis', delimiter: 'comma' })).toMatchObject({ detectedBy: 'user' });
  });
});

describe('delimiters', () => {
  it.each([
    ['tab', '氏名\tE-mail\tメモ\n山田, 太郎\ta@example.com\tx;y\n'],
    ['semicolon', '氏名;E-mail;メモ\n山田, 太郎;a@example.com;x\n'],
    ['comma', '氏名,E-mail,メモ\n"山田;太郎",a@example.com,"1\t2"\n'],
    ['comma', '氏名\n山田\n'],
    ['semicolon', 'sep=;\r\n氏名;E-mail\r\n山田;a@example.com\r\n'],
  ] as const)('finds %s', (delimiter, text) => {
    const table = read(utf8(text));
    expect(table.delimiter).toBe(delimiter);
    expect(table.header[0]).toBe('氏名');
  });

  it('is not misled by commas in quotes', () => {
    expect(read(utf8('氏名\tE-mail\n"a,b,c"\t"d,e,f"\n')).delimiter).toBe('tab');
  });
});

describe('records', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('ends lines with %s', (_name, end) => {
    const table = read(utf8(['氏名,E-mail', '山田,a@example.com', '鈴木,b@example.com', '', ''].join(end)));
    expect(cells(table)).toEqual([
      ['山田', 'a@example.com'],
      ['鈴木', 'b@example.com'],
    ]);
    expect([table.fileRow(0), table.fileRow(1)]).toEqual([2, 3]);
  });

  it('mixes line ends, keeps those in quotes, and counts lines as an editor does', () => {
    const table = read(utf8('氏名,E-mail\r"山\r田",a\n"鈴\r\n木",b\r\n\n佐藤,c'));
    expect(cells(table)).toEqual([
      ['山\r田', 'a'],
      ['鈴\r\n木', 'b'],
      ['佐藤', 'c'],
    ]);
    expect([table.fileRow(0), table.fileRow(1), table.fileRow(2)]).toEqual([2, 4, 7]);
  });

  it('returns empty texts beyond the end of a short row and skips empty rows', () => {
    const table = read(utf8('氏名,E-mail,役職\n山田\n,,\n"","",""\n鈴木,b,\n'));
    expect(cells(table)).toEqual([
      ['山田', '', ''],
      ['鈴木', 'b', ''],
    ]);
    expect(table.fileRow(1)).toBe(5);
    expect([table.cell(0, 9), table.cell(9, 0), table.cell(-1, 0), table.cell(0, -1)]).toEqual(['', '', '', '']);
  });

  it('ignores empty cells beyond the header', () => {
    expect(read(utf8('氏名,E-mail\n山田,a,,,\n')).rowCount).toBe(1);
  });

  it('undoubles quotes, keeps quotes inside plain text, unwraps ="0123" and leaves a leading quote mark alone', () => {
    const table = read(utf8('氏名,社員番号,E-mail\n"山""田",="0123",5" x\n"=""a""",\'=1,=1+1\n'));
    expect(cells(table)).toEqual([
      ['山"田', '0123', '5" x'],
      ['a', "'=1", '=1+1'],
    ]);
  });

  it('keeps blanks around a text, which the audit checks', () => {
    expect(read(utf8('氏名,E-mail\n山田, a@example.com \n')).cell(0, 1)).toBe(' a@example.com ');
  });

  it('finds the header below title lines', () => {
    const table = read(utf8('ユーザー一覧\n出力日,2026/11/24\n\n氏名,メールアドレス\n山田,a@example.com\n'));
    expect(table.header).toEqual(['氏名', 'メールアドレス']);
    expect([table.rowCount, table.fileRow(0)]).toEqual([1, 5]);
  });

  it('reads a whole column as it reads single cells', () => {
    const table = read(iconv.encode('氏名,E-mail\n山田,a\n鈴木\n', 'cp932'));
    expect(table.column(0)).toEqual(['山田', '鈴木']);
    expect(table.column(1)).toEqual(['a', '']);
  });
});

describe('a header chosen by the user', () => {
  const TITLED = '一覧\n\n氏名,E-mail\n山田,a@example.com\n鈴木,b@example.com\n';
  it('is the first row that is not empty, or any row of the file', () => {
    const headerOf = (text: string, headerRow?: number) => {
      const table = read(utf8(text), { headerRow });
      return [table.header, table.headerRow, table.rowCount];
    };
    expect(headerOf(TITLED)).toEqual([['氏名', 'E-mail'], 3, 2]);
    expect(headerOf(`\n一覧,\n${TITLED}`, 0)).toEqual([['一覧', ''], 2, 4]);
    expect(headerOf(TITLED, 4)).toEqual([['山田', 'a@example.com'], 4, 1]);
    const refused = (headerRow: number): unknown => {
      try {
        return headerOf(TITLED, headerRow);
      } catch (error) {
        return (error as { failure?: { code: string } }).failure?.code;
      }
    };
    expect([refused(2), refused(6), refused(5)]).toEqual(['file-no-header', 'file-no-header', 'file-no-rows']);
  });

  it('is one of the first ten rows, which are returned unchanged', () => {
    const table = read(utf8(`\n 一覧 \n\n${'氏名,E-mail\n'}${'="a",b\n'.repeat(20)}`));
    expect([table.top.length, table.top.slice(0, 3)]).toEqual([
      10,
      [
        { row: 2, cells: [' 一覧 '] },
        { row: 4, cells: ['氏名', 'E-mail'] },
        { row: 5, cells: ['="a"', 'b'] },
      ],
    ]);
    expect(read(utf8('氏名\na\n')).top).toHaveLength(2);
  });
});

describe('a row that is longer than the header', () => {
  const LONG = '氏名,E-mail\n山田,a,,\n鈴木,b,,x\n佐藤,c,y,z\n';
  it('is refused with its number of cells, or reported if long rows are kept', () => {
    expect(() => read(utf8(LONG))).toThrow(
      expect.objectContaining({
        failure: { code: 'file-row-too-long', params: { file: 'a.csv', row: 3, columnNumber: 4, expected: 2, found: 4 } },
      }),
    );
    const kept = read(utf8(LONG), { keepLongRows: true });
    expect([kept.rowCount, kept.longRows?.()]).toEqual([
      3,
      [
        { row: 1, column: 3 },
        { row: 2, column: 2 },
      ],
    ]);
    expect(read(utf8('氏名,E-mail\n山田,a\n')).longRows?.()).toEqual([]);
  });
});

describe('a file that appears truncated', () => {
  it.each([
    ['氏名,E-mail\n山田,a\n鈴', { row: 3, cells: 1, columns: 2 }],
    ['氏名,E-mail\n山田,a\n鈴木\n', null],
    ['氏名,E-mail\r山田,a\r鈴木\r', null],
    ['氏名,E-mail\n山田,a\n鈴木,b', null],
    ['氏名,E-mail\n山田\n鈴', null],
    ['氏名,E-mail\n鈴', null],
    ['氏名,E-mail\n山田,a,\n佐藤,c\n鈴', { row: 4, cells: 1, columns: 2 }],
  ])('%j', (text, cut) => {
    expect(read(utf8(text)).cut).toEqual(cut);
  });
});

describe('cells that guard a text', () => {
  it('are unwrapped if both ends of the guard are present', () => {
    const table = read(utf8('氏名,E-mail\n"=""""","=""a"""""""\n="",="a\n="b,=\n==,"=""x""y"\n'));
    expect(cells(table)).toEqual([
      ['', 'a"'],
      ['', '="a'],
      ['="b', '='],
      ['==', '="x"y'],
    ]);
    expect(cells(read(utf8('氏名,E-mail\n=",a\n')))).toEqual([['="', 'a']]);
  });
});

describe('what is behind the last line end', () => {
  const mark = (text: string): Buffer => Buffer.concat([utf8(text), Buffer.from([0x1a])]);
  it('is removed if it is the DOS end-of-file mark, and kept elsewhere', () => {
    expect(cells(read(mark('氏名,E-mail\n山田,a\n')))).toEqual([['山田', 'a']]);
    expect(cells(read(mark('氏名,E-mail\r山田,a\r')))).toEqual([['山田', 'a']]);
    expect(cells(read(mark('氏名,E-mail\n山田,a')))).toEqual([['山田', 'a\x1a']]);
    expect(cells(read(utf8('氏名,E-mail\n山田,a\n\x1a\n')))).toHaveLength(2);
  });
});

describe('cells of any length', () => {
  it('are read in any order', () => {
    const rows = Array.from({ length: 300 }, (_, at) => [`n${at}`, 'x'.repeat(at % 40), `日本${at}`, `"q""${at}"`]);
    const table = read(utf8(`氏名,E-mail,役職,備考\n${rows.map((row) => row.join(',')).join('\n')}`));
    const expected = (row: number): unknown => [`n${row}`, 'x'.repeat(row % 40), `日本${row}`, `q"${row}`];
    const order = Array.from({ length: 300 }, (_, at) => (at * 97) % 300);
    for (const row of [...order, ...order.toReversed()])
      expect([0, 1, 2, 3].map((column) => table.cell(row, column))).toEqual(expected(row));
  });

  it('are located in the bytes of the file, without their quotes', () => {
    const table = read(utf8('氏名,E-mail\n"山田",a@b\n鈴木\n,"c@d"\n'));
    const raw = table.raw;
    const of = (column: number): unknown => {
      const { starts, ends } = raw?.spans(column) ?? { starts: [], ends: [] };
      return Array.from(starts, (start, row) => Buffer.from(raw?.bytes ?? []).toString('utf8', start, ends[row]));
    };
    expect([raw?.cp932, of(0), of(1), of(2), of(-1)]).toEqual([
      false,
      ['山田', '鈴木', ''],
      ['a@b', '', 'c@d'],
      ['', '', ''],
      ['', '', ''],
    ]);
  });
});

describe('UTF-16 that is damaged', () => {
  const failure = (bytes: Buffer, reading?: CsvReadOptions): unknown => {
    try {
      return cells(read(bytes, reading));
    } catch (error) {
      return (error as { failure?: unknown }).failure;
    }
  };
  it('is refused at a lone surrogate, and if it ends within a character', () => {
    const wide = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
    const place = (row: number, column: string): unknown => ({ code: 'file-undecodable', params: { file: 'a.csv', row, column } });
    expect(failure(wide('氏名,E-mail\n𠮷田,a\nb,x\ud800\n'))).toEqual(place(3, 'E-mail'));
    expect(failure(wide('氏名,E-mail\n\udc00,a\n'))).toEqual(place(2, '氏名'));
    expect(failure(Buffer.concat([wide('氏名,E-mail\n山田,a'), Buffer.from([0x41])]))).toEqual(place(2, 'E-mail'));
    expect(failure(wide('氏名,E-mail\n𠮷田,a\n'))).toEqual([['𠮷田', 'a']]);
    expect(failure(utf8('氏名,E-mail\n山田,a\n'), { encoding: 'utf-16le' })).toMatchObject({ code: expect.stringMatching(/file-/) });
  });

  it('in UTF-8 that is read as CP932 is seen at the first letter of three bytes', () => {
    expect(failure(utf8('ID,E-mail\n1,a\n山田,b\n'), { encoding: 'shift_jis' })).toEqual({
      code: 'file-undecodable',
      params: { file: 'a.csv', row: 3, column: 'ID' },
    });
    expect(failure(utf8('ID,E-mail\n1,a\n'), { encoding: 'shift_jis' })).toEqual([['1', 'a']]);
  });
});

describe('a file of nothing', () => {
  it.each([
    ['', 'file-empty'],
    ['\ufeff', 'file-empty'],
    [' \r\n\t\n', 'file-empty'],
    ['氏名,E-mail\n', 'file-no-rows'],
  ])('%j is reported as %s', (text, code) => {
    expect(() => read(utf8(text))).toThrow(expect.objectContaining({ failure: { code, params: { file: 'a.csv' } } }));
  });
});
