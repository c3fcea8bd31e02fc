import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { readXlsxInThread } from '#main/files/read-xlsx-in-thread.ts';
import { readXlsxTable } from '../../support/read-rows.ts';

type Value = string | number | boolean | Date | null;
const cell = (value: Value) => {
  if (value === null) return null;
  if (value instanceof Date) return { value, type: Date, format: 'yyyy/mm/dd' };
  if (typeof value === 'number') return { value, type: Number };
  return typeof value === 'boolean' ? { value, type: Boolean } : { value, type: String };
};
async function book(...sheets: Value[][][]): Promise<Buffer> {
  const written = await writeXlsxFile(
    sheets.map((rows, index) => ({ sheet: `Sheet${index + 1}`, data: rows.map((row) => row.map(cell)) })),
  );
  return written.toBuffer();
}

/** Creates a workbook with one sheet of the given XML. */
const rawBook = (sheetXml: string, extra: Record<string, Uint8Array> = {}, level: 0 | 9 = 9): Buffer =>
  Buffer.from(
    zipSync(
      {
        '[Content_Types].xml': strToU8(
          '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        ),
        '_rels/.rels': strToU8(
          '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
        ),
        'xl/workbook.xml': strToU8(
          '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
        ),
        'xl/_rels/workbook.xml.rels': strToU8(
          '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        ),
        'xl/worksheets/sheet1.xml': strToU8(sheetXml),
        ...extra,
      },
      { level },
    ),
  );
const sheet = (rows: string): string =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
const inline = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const HEADER_ROW = `<row r="1">${inline('A1', '氏名')}${inline('B1', 'メールアドレス')}</row>`;

const read = async (bytes: Uint8Array) => readXlsxTable(bytes, 'a.xlsx', 'amazon-users');
const failing = (code: string) =>
  expect.objectContaining({ failure: expect.objectContaining({ code, params: expect.objectContaining({ file: 'a.xlsx' }) }) });

describe('readXlsxTable', () => {
  it('reads texts verbatim, numbers, days and switches, and keeps the numbers of the rows', async () => {
    const table = await read(
      await book([
        ['ユーザー一覧', null, null, null],
        [' 氏名 ', 'メールアドレス', '招待日', '従業員ID'],
        ['山田 太郎', ' a@example.co.jp ', new Date(Date.UTC(2026, 10, 24)), 12],
        [null, null, null, null],
        ['鈴木', 'b@example.co.jp', null, true],
      ]),
    );
    expect(table.header).toEqual(['氏名', 'メールアドレス', '招待日', '従業員ID']);
    expect(table.column(1)).toEqual([' a@example.co.jp ', 'b@example.co.jp']);
    expect([table.cell(0, 2), table.cell(0, 3), table.cell(1, 2), table.cell(1, 3), table.cell(5, 5)]).toEqual([
      '2026-11-24',
      '12',
      '',
      '1',
      '',
    ]);
    expect([table.fileRow(0), table.fileRow(1)]).toEqual([3, 5]);
  });

  it('takes the first sheet whose header maps', async () => {
    const table = await read(
      await book(
        [['お読みください'], ['この表の使い方']],
        [
          ['氏名', 'E-mail'],
          ['山田', 'a@example.com'],
        ],
      ),
    );
    expect(table.column(1)).toEqual(['a@example.com']);
  });

  it('falls back to the first sheet with a header, to be mapped by hand', async () => {
    expect(
      (
        await read(
          await book(
            [
              ['甲', '乙'],
              ['1', '2'],
            ],
            [['丙'], ['3']],
          ),
        )
      ).header,
    ).toEqual(['甲', '乙']);
  });

  it('keeps the zeros that a number is shown with: an employee code is what people see', async () => {
    const code = (value: number, format: string) => ({ value, type: Number, format });
    const rows = [
      ['氏名', 'メールアドレス', '社員番号'].map(cell),
      [cell('山田'), cell('a@example.co.jp'), code(123, '000000')],
      [cell('鈴木'), cell('b@example.co.jp'), code(1_234_567, '000000')],
      [cell('佐藤'), cell('c@example.co.jp'), code(12.5, '000')],
      [cell('高橋'), cell('d@example.co.jp'), code(7, '0')],
    ];
    const table = await read(await (await writeXlsxFile([{ sheet: 'A', data: rows }])).toBuffer());
    expect(table.column(2)).toEqual(['000123', '1234567', '12.5', '7']);
  });

  it('continues after the previous cell and row if references are missing, as some programs write them', async () => {
    const row = (...texts: string[]): string =>
      `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
    const named = `<row r="4">${inline('B4', 'c@example.com')}</row>`;
    const table = await read(
      rawBook(sheet(row('氏名', 'メールアドレス') + row('山田', 'a@example.com') + named + row('鈴木', 'b@example.com'))),
    );
    expect([table.header, table.column(0), table.column(1)]).toEqual([
      ['氏名', 'メールアドレス'],
      ['山田', '', '鈴木'],
      ['a@example.com', 'c@example.com', 'b@example.com'],
    ]);
    expect([0, 1, 2].map((at) => table.fileRow(at))).toEqual([2, 4, 5]);
  });

  it('uses a hidden sheet only if no other has a list, because it may be outdated', async () => {
    const list = (name: string): Value[][] => [
      ['氏名', 'メールアドレス'],
      [name, 'a@example.co.jp'],
    ];
    const hidden = (bytes: Uint8Array, state: string): Buffer => {
      const { 'xl/workbook.xml': workbook, ...parts } = unzipSync(bytes);
      const xml = strFromU8(workbook as Uint8Array).replace('name="Sheet1"', `name="Sheet1" state="${state}"`);
      return Buffer.from(zipSync({ ...parts, 'xl/workbook.xml': strToU8(xml) }));
    };
    for (const state of ['hidden', 'veryHidden']) {
      expect((await read(hidden(await book(list('昔の人'), list('今の人')), state))).column(0)).toEqual(['今の人']);
      expect((await read(hidden(await book(list('隠れた人'), [['使い方']]), state))).column(0)).toEqual(['隠れた人']);
    }
  });

  it('reports how many other sheets have a list of the same kind, and reads none of them', async () => {
    const office = (name: string): Value[][] => [
      ['氏名', 'メールアドレス', '役割', 'グループ'],
      [name, `${name}@example.co.jp`, 'パンチアウト', '東京'],
    ];
    const of = async (...sheets: Value[][][]) => {
      const { otherSheets, ...table } = await readXlsxInThread(await book(...sheets), 'a.xlsx', 'amazon-users');
      return { otherSheets, header: table.header };
    };
    expect((await of(office('honsha'), office('osaka'), [['使い方']], office('nagoya'))).otherSheets).toBe(2);
    expect((await of(office('honsha'), [['使い方', '連絡先']])).otherSheets).toBe(0);
  });

  it('uses the sheet with the wanted list if a workbook has the lists of both sides', async () => {
    const neo: Value[][] = [
      ['ログインID', '氏名', 'メールアドレス', '使用停止'],
      ['taro', '山田', 'a@example.co.jp', '0'],
    ];
    const amazon: Value[][] = [
      ['氏名', 'メールアドレス', '役割', 'グループ'],
      ['山田', 'a@example.co.jp', 'パンチアウト', '東京'],
    ];
    for (const sheets of [
      [neo, amazon],
      [amazon, neo],
    ]) {
      const bytes = await book(...sheets);
      expect((await readXlsxInThread(bytes, 'a.xlsx', 'neo-users')).header).toEqual(neo[0]);
      const read = await readXlsxInThread(bytes, 'a.xlsx', 'amazon-users');
      expect([read.header, read.otherSheets]).toEqual([amazon[0], 0]);
    }
  });

  it('reads a workbook of another program that contains macros', async () => {
    const bytes = rawBook(sheet(`${HEADER_ROW}<row r="3">${inline('A3', '山田')}${inline('B3', 'a@example.com')}</row>`), {
      'xl/vbaProject.bin': new Uint8Array(2000),
    });
    const table = await read(bytes);
    expect([table.cell(0, 0), table.cell(0, 1), table.fileRow(0)]).toEqual(['山田', 'a@example.com', 3]);
  });

  it.each([
    ['a header alone', [[['氏名', 'メールアドレス']]], 'file-no-rows'],
    ['nothing', [[[null]]], 'file-no-header'],
    [
      'data without a header',
      [
        [
          ['a@example.com', '1'],
          ['b@example.com', '2'],
        ],
      ],
      'file-no-header',
    ],
  ] as [string, Value[][][], string][])('refuses %s', async (_name, sheets, code) => {
    await expect(read(await book(...sheets))).rejects.toEqual(failing(code));
  });

  it('reads a number too large for its date format as no day, and an error value as no value', async () => {
    const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`;
    const row = `<row r="2">${inline('A2', '山田')}<c r="B2" s="1"><v>1E+20</v></c></row><row r="3">${inline('A3', '鈴木')}<c r="B3" t="e"><v>#N/A</v></c></row>`;
    const relationships = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`;
    const table = await read(
      rawBook(sheet(HEADER_ROW + row), { 'xl/styles.xml': strToU8(styles), 'xl/_rels/workbook.xml.rels': strToU8(relationships) }),
    );
    expect(table.column(1)).toEqual(['', '']);
  });

  it('refuses a bomb before it inflates', async () => {
    const bytes = rawBook(sheet(HEADER_ROW), { 'xl/worksheets/sheet2.xml': new Uint8Array(60 * 1024 * 1024) });
    expect(bytes.length).toBeLessThan(200_000);
    await expect(read(bytes)).rejects.toEqual(failing('file-zip-bomb'));
  });

  it('refuses a part whose checksum differs', async () => {
    const bytes = rawBook(sheet(HEADER_ROW), {}, 0);
    bytes[bytes.indexOf('<sheetData>') + 2] = 0x58;
    await expect(read(bytes)).rejects.toEqual(failing('file-unreadable'));
  });

  it('refuses a part that inflates beyond what the directory promises', async () => {
    const bytes = rawBook(sheet(HEADER_ROW), { 'xl/sharedStrings.xml': new Uint8Array(4 * 1024 * 1024) });
    const at = bytes.lastIndexOf('xl/sharedStrings.xml') - 46;
    bytes.writeUInt32LE(1000, at + 24);
    await expect(read(bytes)).rejects.toEqual(failing('file-zip-bomb'));
  });

  it('reads cells far apart without allocating memory for the gaps', async () => {
    const table = await read(rawBook(sheet(`${HEADER_ROW}<row r="1048576">${inline('B1048576', 'x')}${inline('XFD1048576', 'y')}</row>`)));
    expect([table.rowCount, table.cell(0, 1), table.cell(0, 16_383), table.cell(0, 5), table.fileRow(0)]).toEqual([
      1,
      'x',
      'y',
      '',
      1_048_576,
    ]);
  });

  it('reads any number of different texts, long ones among them', async () => {
    const texts = Array.from({ length: 3_000 }, (_, n) => `${n} ${'長い名前'.repeat(n % 50)}`);
    const rows = texts.map(
      (text, n) => `<row r="${n + 2}">${inline(`A${n + 2}`, text)}${inline(`B${n + 2}`, `u${n}@example.co.jp`)}</row>`,
    );
    const table = await read(rawBook(sheet(HEADER_ROW + rows.join(''))));
    expect(table.rowCount).toBe(texts.length);
    expect(texts.map((_, n) => table.cell(n, 0))).toEqual(texts);
  });

  it('reads every way to write a text, a day and a switch', async () => {
    const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="170" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`;
    const strings = `<sst><si><t>あ</t><rPh sb="0" eb="1"><t>読み</t></rPh></si><si><r><t>太</t></r><r><t xml:space="preserve"> 郎&amp;&#x41;</t></r></si><si><t><![CDATA[<b>]]>_x0041_</t></si></sst>`;
    const row = `<x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="B2" t="s"><x:v>1</x:v></x:c><x:c r="C2" t="s"><x:v>2</x:v></x:c><x:c r="D2" s="1"><x:v>46350</x:v></x:c><x:c r="E2" t="b"><x:v>0</x:v></x:c><x:c r="F2" t="str"><x:f>1&gt;0</x:f><x:v>計算</x:v></x:c><x:c r="G2"><x:v>0.1</x:v></x:c></x:row>`;
    const prefixed = sheet('').replace('<sheetData></sheetData>', `<x:sheetData>${HEADER_ROW}${row}</x:sheetData>`);
    const table = await read(rawBook(prefixed, { 'xl/styles.xml': strToU8(styles), 'xl/sharedStrings.xml': strToU8(strings) }));
    expect(Array.from({ length: 7 }, (_, column) => table.cell(0, column))).toEqual([
      'あ',
      '太 郎&A',
      '<b>A',
      '2026-11-24',
      '0',
      '計算',
      '0.1',
    ]);
  });

  it('refuses other Office files, encrypted and damaged archives', async () => {
    await expect(read(Buffer.from(zipSync({ 'word/document.xml': strToU8('<w/>') })))).rejects.toEqual(failing('file-kind-wrong'));
    const encrypted = rawBook(sheet(HEADER_ROW));
    const at = encrypted.lastIndexOf('xl/workbook.xml') - 46;
    encrypted.writeUInt16LE(encrypted.readUInt16LE(at + 8) | 1, at + 8);
    await expect(read(encrypted)).rejects.toEqual(failing('file-kind-wrong'));
    const whole = await book([
      ['氏名', 'メールアドレス'],
      ['山田', 'a@example.com'],
    ]);
    await expect(read(whole.subarray(0, whole.length - 30))).rejects.toEqual(failing('file-unreadable'));
    await expect(
      read(rawBook('<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>')),
    ).rejects.toEqual(failing('file-unreadable'));
  });

  it('stops when it is aborted', async () => {
    await expect(
      readXlsxInThread(
        await book([
          ['氏名', 'メールアドレス'],
          ['a', 'b'],
        ]),
        'a.xlsx',
        'amazon-users',
        { signal: AbortSignal.abort() },
      ),
    ).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });
});
