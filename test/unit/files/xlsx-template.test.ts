import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { openXlsxTemplate, type XlsxTemplate } from '#main/files/xlsx/xlsx-template.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const cell = (at: string, text: string, more = ''): string => `<c r="${at}"${more} t="inlineStr"><is><t>${text}</t></is></c>`;
/** Returns the XML of a cell as the console writes it. */
const written = (at: string, text: string, more = '', p = ''): string =>
  `<${p}c r="${at}"${more} t="inlineStr"><${p}is><${p}t xml:space="preserve">${text}</${p}t></${p}is></${p}c>`;
const HEADER = `<row r="1">${cell('A1', '氏名')}${cell('B1', 'メールアドレス')}</row>`;
const sheetOf = (rows: string): string => `<worksheet xmlns="${MAIN}"><dimension ref="A1:B1"/><sheetData>${rows}</sheetData></worksheet>`;

type Parts = Readonly<Record<string, string>>;
/** Creates a complete workbook of these sheets and other parts; a part that is '' is omitted. */
function bookOf(sheets: readonly (readonly [name: string, xml: string])[], more: Parts = {}): Buffer {
  const parts: Parts = {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
      .map(([name], at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"></sheet>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`)
      .join('')}</Relationships>`,
    ...Object.fromEntries(sheets.map(([, xml], at) => [`xl/worksheets/sheet${at + 1}.xml`, xml])),
    ...more,
  };
  const kept = Object.entries(parts).filter(([, text]) => text !== '');
  return Buffer.from(zipSync(Object.fromEntries(kept.map(([name, text]) => [name, strToU8(text)]))));
}
const open = (rows: string, more: Parts = {}): XlsxTemplate => openXlsxTemplate(bookOf([['A', sheetOf(rows)]], more), 'a.xlsx', () => true);
const partOf = (bytes: Buffer, name = 'xl/worksheets/sheet1.xml'): string => strFromU8(unzipSync(bytes)[name] as Uint8Array);
/** Returns the rows of a sheet with this content below its header, after it was filled. */
const filled = (below: string, values: readonly (readonly string[])[], keep: boolean): string => {
  const xml = partOf(open(HEADER + below).fill(values, keep));
  const from = xml.indexOf(HEADER) + HEADER.length;
  return xml.slice(from, xml.indexOf('</sheetData>'));
};
function refused(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
  return null;
}
/** Returns the content below the header, by row of the sheet. */
const told = (template: XlsxTemplate): unknown =>
  Array.from({ length: template.rowCount }, (_, row) => [
    template.fileRow(row),
    ...template.header.map((_, column) => template.cell(row, column)),
  ]);

describe('what a template contains', () => {
  test('is its header without blanks around, and the rows below it that hold any text', () => {
    const template = open(
      `<row r="2">${cell('A2', ' 氏名 ')}${cell('C2', 'メールアドレス')}</row><row r="4"><c r="A4"/></row>` +
        `<row r="5"><c r="A5" s="1"/>${cell('C5', ' a@example.com ')}</row><row r="9">${cell('A9', '山田')}</row>`,
    );
    expect(template.header).toEqual(['氏名', '', 'メールアドレス']);
    expect(told(template)).toEqual([
      [5, '', '', ' a@example.com '],
      [9, '山田', '', ''],
    ]);
    expect([template.cell(2, 0), template.cell(0, 7), template.fileRow(2)]).toEqual(['', '', 0]);
    expect([template.firstNewRow(true), template.firstNewRow(false)]).toEqual([10, 3]);
  });

  test('is found if rows and cells have no references', () => {
    const bare = (...texts: readonly string[]): string =>
      `<row>${texts.map((text) => (text === '' ? '<c/>' : `<c t="str"><v>${text}</v></c>`)).join('')}</row>`;
    const template = open(
      `${bare('氏名', '', 'メールアドレス')}<row/>${bare('', '山田', 'a@example.com')}<row r="7">${cell('B7', 'x')}<c><v>8</v></c></row>`,
    );
    expect(template.header).toEqual(['氏名', '', 'メールアドレス']);
    expect(told(template)).toEqual([
      [3, '', '山田', 'a@example.com'],
      [7, '', 'x', '8'],
    ]);
  });

  test('is the text of a cell of any type, without phonetic readings, formulas and errors', () => {
    const strings = '<sst><si><t>零</t></si><si/><si><r><t>山</t></r><r><t>田</t></r><rPh><t>ヤマダ</t></rPh></si></sst>';
    const cells = [
      '<c t="s"><v>0</v></c>',
      '<c t="s"><v>2</v></c>',
      '<c t="s"><v>9</v></c>',
      '<c t="s"><v>1</v></c>',
      '<c t="inlineStr"><is><t>山</t><rPh sb="0" eb="1"><t>ヤマ</t></rPh><rPh/><t>田</t></is></c>',
      '<c t="inlineStr"><v>7</v><is><t/></is></c>',
      '<c><f>1+1</f><v>2</v></c>',
      '<c t="e"><v>#N/A</v></c>',
      '<c t="str"><v>a&amp;b</v></c>',
      '<c t="str"><v/></c>',
      '<c><v>46350</v><t>x</t></c>',
      '<c t="str"><v>x</v><extLst><ext/></extLst></c>',
    ];
    const template = open(
      `<row r="1">${cells.map((_, at) => `<c t="str"><v>${['氏名', 'メールアドレス'][at] ?? `列${at}`}</v></c>`).join('')}</row><row r="2">${cells.join('')}</row>`,
      {
        'xl/sharedStrings.xml': strings,
      },
    );
    expect(cells.map((_, column) => template.cell(0, column))).toEqual([
      '零',
      '山田',
      '',
      '',
      '山田',
      '',
      '2',
      '',
      'a&b',
      '',
      '46350',
      'x',
    ]);
  });

  test('has its header searched in sheet order; the first header is used if none has the wanted one', () => {
    const list = (header: string): string => sheetOf(`<row r="1">${cell('A1', header)}${cell('B1', '氏名')}</row>`);
    const numbers = sheetOf('<row r="1"><c r="A1"><v>1</v></c></row>');
    const sheets = [
      ['空', `<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`],
      ['図', `<chartsheet xmlns="${MAIN}"/>`],
      ['数', numbers],
      ['一', list('ID')],
      ['二', list('メールアドレス')],
    ] as const;
    const headerOf = (wanted: string, more: Parts = {}): unknown =>
      openXlsxTemplate(bookOf(sheets, more), 'a.xlsx', (header) => header.includes(wanted)).header[0];
    expect([headerOf('メールアドレス'), headerOf('ログイン')]).toEqual(['メールアドレス', 'ID']);
    // The workbook lists a sheet that it does not contain.
    expect(headerOf('ログイン', { 'xl/worksheets/sheet4.xml': '' })).toBe('メールアドレス');
    const changed = openXlsxTemplate(bookOf(sheets), 'a.xlsx', (header) => header.includes('メールアドレス')).fill([['x']], true);
    expect(sheets.map(([, xml], at) => partOf(changed, `xl/worksheets/sheet${at + 1}.xml`) === xml)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(refused(() => openXlsxTemplate(bookOf(sheets.slice(0, 3)), 'a.xlsx', () => true))).toEqual({
      code: 'file-no-header',
      params: { file: 'a.xlsx' },
    });
    const many = Array.from({ length: 21 }, (_, at) => [`s${at}`, list(`列${at}`)] as const);
    const last = (n: number): unknown => openXlsxTemplate(bookOf(many), 'a.xlsx', (header) => header.includes(`列${n}`)).header[0];
    expect([last(19), last(20)]).toEqual(['列19', '列0']);
  });
});

describe('a template that is no template', () => {
  const LEAST = `<row r="1">${cell('A1', '氏名')}</row>`;
  it.each<[string, () => Buffer, object]>([
    [
      'is another file of Office',
      () => bookOf([], { 'xl/workbook.xml': '', 'word/document.xml': '<w/>' }),
      { code: 'file-kind-wrong', params: { file: 'a.xlsx' } },
    ],
    [
      'holds a program',
      () => bookOf([['A', sheetOf(HEADER)]], { 'xl/vbaProject.bin': 'x' }),
      { code: 'fix-template-macros', params: { file: 'a.xlsx' } },
    ],
    [
      'says that it holds a program',
      () => bookOf([['A', sheetOf(HEADER)]], { '[Content_Types].xml': '<Types macroEnabled="1"/>' }),
      { code: 'fix-template-macros', params: { file: 'a.xlsx' } },
    ],
    [
      'has its rows in no order',
      () => bookOf([['A', sheetOf(`<row r="2">${cell('A2', '氏名')}</row><row r="2"/>`)]]),
      { code: 'file-beyond-limits', params: { file: 'a.xlsx', limit: 'place' } },
    ],
    [
      'has a row of no number',
      () => bookOf([['A', sheetOf(`<row r="x">${cell('A2', '氏名')}</row>`)]]),
      { code: 'file-beyond-limits', params: { file: 'a.xlsx', limit: 'place' } },
    ],
    [
      'has a row below the last',
      () => bookOf([['A', sheetOf(`${LEAST}<row r="1048577"/>`)]]),
      { code: 'file-beyond-limits', params: { file: 'a.xlsx', limit: 'place' } },
    ],
    [
      'has a cell behind the last column',
      () => bookOf([['A', sheetOf(`<row r="1"><c r="XFD1"/><c/></row>`)]]),
      { code: 'file-beyond-limits', params: { file: 'a.xlsx', limit: 'place' } },
    ],
    [
      'has too many rows',
      () => bookOf([['A', sheetOf(LEAST + '<row/>'.repeat(100_000))]]),
      { code: 'file-too-many-rows', params: { file: 'a.xlsx', limit: 100_000 } },
    ],
    [
      'is damaged behind its rows',
      () => bookOf([['A', `<worksheet xmlns="${MAIN}"><sheetData>${HEADER}</sheetData></worksheet></x>`]]),
      { code: 'file-unreadable', params: { file: 'a.xlsx' } },
    ],
  ])('is refused if it %s', (_, book, failure) => {
    expect(refused(() => openXlsxTemplate(book(), 'a.xlsx', () => true))).toEqual(failure);
  });

  it('may have a cell at the last position of a sheet', () => {
    const last = open(`${LEAST}<row r="1048576">${cell('XFD1048576', 'x')}</row>`);
    expect([last.fileRow(0), last.cell(0, 16_383)]).toEqual([1_048_576, 'x']);
  });
});

describe('a filled template', () => {
  it('has new rows below the last filled one, and is otherwise unchanged', () => {
    const below = `<row r="2" ht="15">${cell('A2', '山田', ' s="3"')}<c r="B2" s="4"/></row>\n<row r="4">${cell('B4', 'x')}</row><row r="6"/>`;
    expect(
      filled(
        below,
        [
          ['田中', ''],
          ['', 'b&<>'],
          ['鈴木', 'c'],
        ],
        true,
      ),
    ).toBe(
      `<row r="2" ht="15">${cell('A2', '山田', ' s="3"')}<c r="B2" s="4"/></row>\n<row r="4">${cell('B4', 'x')}</row>` +
        `<row r="5">${written('A5', '田中', ' s="3"')}</row><row r="6">${written('B6', 'b&amp;&lt;&gt;', ' s="4"')}</row>` +
        `<row r="7">${written('A7', '鈴木', ' s="3"')}${written('B7', 'c', ' s="4"')}</row>`,
    );
  });

  it('replaces the existing rows: texts are removed, formulas stay', () => {
    const below =
      `<row r="3" spans = "1:9" ht="15"><c  t = "s" r="A3" s="3"><v>0</v></c><c r="B3" t='inlineStr'><is><t>x</t></is></c>` +
      '<c r="C3"><f>A3</f><v>1</v></c><c r="D3" t="str"><v></v></c></row>' +
      '<row r="4"><c r="A4"><v>5</v></c><c r="B4" t="e"><v>#N/A</v></c></row>';
    const shared = { 'xl/sharedStrings.xml': '<sst><si><t>零</t></si></sst>' };
    const xml = partOf(open(HEADER + below, shared).fill([['田中'], ['', '', '', 'z']], false));
    expect(xml.slice(xml.indexOf(HEADER) + HEADER.length, xml.indexOf('</sheetData>'))).toBe(
      `<row r="2">${written('A2', '田中', ' s="3"')}</row>` +
        `<row r="3" ht="15"><c  r="A3" s="3"/><c r="B3"/><c r="C3"><f>A3</f><v>1</v></c>${written('D3', 'z')}</row>` +
        '<row r="4"><c r="A4"/><c r="B4" t="e"><v>#N/A</v></c></row>',
    );
  });

  it('has cells in the order of their columns, beyond the letter Z too', () => {
    const columns = [25, 26, 27, 51, 52, 701, 702, 703];
    const letters = ['Z', 'AA', 'AB', 'AZ', 'BA', 'ZZ', 'AAA', 'AAB'];
    const values = Array.from({ length: 704 }, (_, at) => (columns.includes(at) ? 'x' : ''));
    expect(filled('', [values], true)).toBe(`<row r="2">${letters.map((letter) => written(`${letter}2`, 'x')).join('')}</row>`);
    expect(filled(`<row r="2"><c r="B2"/><c r="D2"/></row>`, [['x', '', 'y']], true)).toBe(
      `<row r="2">${written('A2', 'x')}<c r="B2"/>${written('C2', 'y')}<c r="D2"/></row>`,
    );
  });

  it('puts its new rows between the existing ones', () => {
    const empty = (r: number): string => `<row r="${r}"><c r="A${r}" s="1"/></row>`;
    expect(filled(empty(3) + empty(5), [['一'], ['二'], ['三'], ['四'], ['五']], true)).toBe(
      ['一', '二', '三', '四', '五'].map((text, at) => `<row r="${at + 2}">${written(`A${at + 2}`, text, ' s="1"')}</row>`).join(''),
    );
    expect(filled(empty(9), [['一']], true)).toBe(`<row r="2">${written('A2', '一', ' s="1"')}</row>${empty(9)}`);
  });

  it('is written with the prefix of its sheet, without characters that XML does not allow', () => {
    const sheet = `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>氏名</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const template = openXlsxTemplate(bookOf([['A', sheet]]), 'a.xlsx', () => true);
    expect(partOf(template.fill([['a\u0000\ufffe\ud800b𠮷\t\n']], true))).toBe(
      sheet.replace('</x:sheetData>', `<x:row r="2">${written('A2', 'ab𠮷\t\n', '', 'x:')}</x:row></x:sheetData>`),
    );
  });

  it.each([
    ['<dimension ref="A1:B1"/>', '<dimension ref="A1:B4"/>'],
    ['<dimension  ref="AB1"/>', '<dimension  ref="AB1:AB4"/>'],
    ['<x:dimension ref="A12:AC34"/>', '<x:dimension ref="A12:AC34"/>'],
    ['<dimension ref="A1:XFD9999999"/>', '<dimension ref="A1:XFD1048576"/>'],
    ['<sheetPr/>', '<sheetPr/>'],
  ])('changes the range %s to %s', (before, after) => {
    const sheet = `<worksheet xmlns="${MAIN}">${before}<sheetData>${HEADER}</sheetData></worksheet>`;
    const template = openXlsxTemplate(bookOf([['A', sheet]]), 'a.xlsx', () => true);
    const xml = partOf(template.fill([['a'], ['b'], ['c']], true));
    expect(xml.slice(0, xml.indexOf('<sheetData>'))).toBe(sheet.slice(0, sheet.indexOf('<sheetData>')).replace(before, after));
  });

  it('gives the same bytes for the same rows, and all other parts as they were', () => {
    const more = { 'xl/styles.xml': '<styleSheet/>', 'docProps/app.xml': '<Properties>x</Properties>' };
    const bytes = open(HEADER, more).fill([['a', 'b']], false);
    expect(open(HEADER, more).fill([['a', 'b']], false)).toEqual(bytes);
    // The date in the archive is constant.
    expect(bytes.readUInt16LE(12)).toBe(0x21);
    expect(Object.keys(unzipSync(bytes)).sort()).toEqual(Object.keys(unzipSync(bookOf([['A', sheetOf(HEADER)]], more))).sort());
    expect([partOf(bytes, 'xl/styles.xml'), partOf(bytes, 'docProps/app.xml')]).toEqual(Object.values(more));
  });

  const anyText = fc.constantFrom('', '', '山田', 'a@example.com', ' b ', '<&">', '7');
  const anyValues = fc.array(fc.array(anyText, { minLength: 3, maxLength: 3 }), { maxLength: 4 });
  it('reads back with its former content and then the filled-in rows', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 2, max: 9 }), fc.array(anyText, { maxLength: 3 })), { selector: ([at]) => at }),
        anyValues,
        fc.boolean(),
        (drawn, values, keep) => {
          const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
          const rows = drawn.toSorted(([a], [b]) => a - b);
          const xml = rows.map(
            ([r, texts]) =>
              `<row r="${r}">${texts.map((text, c) => (text === '' ? `<c r="${'ABC'[c]}${r}"/>` : cell(`${'ABC'[c]}${r}`, escaped(text)))).join('')}</row>`,
          );
          const template = open(HEADER.replace('</row>', `${cell('C1', '従業員番号')}</row>`) + xml.join(''));
          const after = openXlsxTemplate(template.fill(values, keep), 'a.xlsx', () => true);
          const full = (texts: readonly string[]): readonly string[] => Array.from({ length: 3 }, (_, at) => texts[at] ?? '');
          const isFull = (texts: readonly string[]): boolean => texts.some((text) => text !== '');
          const before = keep ? rows.filter(([, texts]) => isFull(texts)).map(([r, texts]) => [r, ...full(texts)]) : [];
          const first = template.firstNewRow(keep);
          expect(first).toBe(((before.at(-1)?.[0] ?? 1) as number) + 1);
          const added = values.flatMap((texts, at) => (isFull(texts) ? [[first + at, ...texts]] : []));
          expect(told(after)).toEqual([...before, ...added]);
          expect(after.header).toEqual(template.header);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what can be chosen', () => {
  const validation = (sqref: string, formula: string): string =>
    `<dataValidation type="list" sqref="${sqref}"><formula1>${formula}</formula1></dataValidation>`;
  const withLists = (rows: string, ...lists: readonly string[]): string =>
    `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData><dataValidations>${lists.join('')}</dataValidations></worksheet>`;

  it('comes from the lists of the sheet, or from the cells of any sheet that they refer to, without duplicates', () => {
    const words = `<row r="1">${cell('A1', '招待')}${cell('B1', '外')}</row><row r="2">${cell('B2', '削除')}</row><row r="3">${cell('A3', ' 変更 ')}</row><row r="4">${cell('A4', '招待')}</row><row r="5">${cell('A5', '外')}</row>`;
    const first = withLists(
      `${HEADER}<row r="2">${cell('D2', '自')}</row>`,
      validation('A2:A9', '"招待,変更"'),
      validation('A2', '"変更,削除"'),
      validation('B2', '言葉!$A$1:$A$4'),
      validation('C2', 'D2'),
      validation('D2', 'OFFSET(A1,1,1)'),
      validation('E2', '無い!$A$1:$A$4'),
      validation('F2', '空!$A$1:$A$4'),
      validation('G2', '言葉!$A$2:$A$3'),
    );
    const sheets = [
      ['一', first],
      ['言葉', sheetOf(words)],
      ['空', `<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`],
    ] as const;
    const template = openXlsxTemplate(bookOf(sheets), 'a.xlsx', () => true);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((column) => template.choices(column))).toEqual([
      ['招待', '変更', '削除'],
      ['招待', '変更'],
      ['自'],
      [],
      [],
      [],
      ['変更'],
      [],
    ]);
  });
});
