import { expect, test } from 'vitest';
import { unzipEntries } from '#main/files/archives/zip-entries.ts';
import { generateXlsxChunks, type WorkbookSheet } from '#main/files/reports/xlsx-report.ts';
import { type CellStyle, getStyleIndex, STYLES_XML } from '#main/files/reports/xlsx-report-styles.ts';
import { encodeWorkbookText } from '#main/files/reports/xlsx-report-text.ts';

const LIST: WorkbookSheet = {
  name: `It's <1>`,
  widths: [10, 20.5],
  headerRows: 1,
  rowCount: 3,
  rows: [
    [
      { value: '氏名', style: 'header' },
      { value: '数', style: 'header' },
    ],
    [null, { value: 0, style: 'count' }],
    [
      { value: '', style: 'text' },
      { value: '=1+1', style: 'text' },
    ],
  ],
};
const PAGE: WorkbookSheet = { name: '表紙', widths: [30], headerRows: 0, rowCount: 0, rows: [] };
const parts = (...sheets: readonly WorkbookSheet[]): ReadonlyMap<string, string> =>
  new Map(
    [...unzipEntries(Buffer.concat([...generateXlsxChunks(sheets)]), () => true, 'a.xlsx')].map(([name, content]) => [
      name,
      content.toString('utf8').replace('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', ''),
    ]),
  );
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

test('a workbook names its parts, each at the path Excel expects', () => {
  const book = parts(LIST, PAGE);
  expect([...book.keys()]).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/workbook.xml',
    'xl/_rels/workbook.xml.rels',
    'xl/styles.xml',
    'xl/worksheets/sheet1.xml',
    'xl/worksheets/sheet2.xml',
  ]);
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  expect(book.get('[Content_Types].xml')).toBe(
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>` +
      [1, 2].map((at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${kind}.worksheet+xml"/>`).join('') +
      '</Types>',
  );
  expect(book.get('_rels/.rels')).toBe(
    `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  expect(book.get('xl/_rels/workbook.xml.rels')).toBe(
    `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>` +
      `<Relationship Id="rId3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  );
  expect(book.get('xl/workbook.xml')).toBe(
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>` +
      `<sheet name="It's &lt;1&gt;" sheetId="1" r:id="rId1"/><sheet name="表紙" sheetId="2" r:id="rId2"/></sheets><definedNames>` +
      `<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'It''s &lt;1&gt;'!$A$1:$B$3</definedName>` +
      `<definedName name="_xlnm.Print_Titles" localSheetId="0">'It''s &lt;1&gt;'!$1:$1</definedName></definedNames></workbook>`,
  );
  expect(parts(PAGE).get('xl/workbook.xml')).toBe(
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets><sheet name="表紙" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
});

test('a sheet has a layout for screen and print, and contains the values of its rows', () => {
  const book = parts(LIST, PAGE);
  const ends = (area: string, orientation: string): string =>
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>` +
    '<headerFooter><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter>' +
    `<ignoredErrors><ignoredError sqref="${area}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
  const text = (at: string, style: CellStyle, value: string): string =>
    `<c r="${at}" s="${getStyleIndex(style)}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
  expect(book.get('xl/worksheets/sheet1.xml')).toBe(
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:B3"/>` +
      '<sheetViews><sheetView tabSelected="1" workbookViewId="0">' +
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
      '<sheetFormatPr defaultRowHeight="18"/><cols><col min="1" max="1" width="10" customWidth="1"/>' +
      '<col min="2" max="2" width="20.5" customWidth="1"/></cols><sheetData>' +
      `<row r="1">${text('A1', 'header', '氏名')}${text('B1', 'header', '数')}</row>` +
      `<row r="2"><c r="B2" s="${getStyleIndex('count')}"><v>0</v></c></row><row r="3">${text('B3', 'text', '=1+1')}</row></sheetData>` +
      `<autoFilter ref="A1:B3"/>${ends('A1:B3', 'landscape')}`,
  );
  expect(book.get('xl/worksheets/sheet2.xml')).toBe(
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:A1"/>` +
      '<sheetViews><sheetView showGridLines="0" workbookViewId="0"></sheetView></sheetViews>' +
      '<sheetFormatPr defaultRowHeight="18"/><cols><col min="1" max="1" width="30" customWidth="1"/></cols><sheetData></sheetData>' +
      ends('A1:A1', 'portrait'),
  );
});

test('each style has its intended appearance, and texts remain texts', () => {
  const list = (name: string, element: string): readonly string[] =>
    new RegExp(`<${name} count="(\\d+)">(.*?)</${name}>`).exec(STYLES_XML)?.[2]?.split(new RegExp(`(?<=</${element}>)`)) ?? [];
  const fonts = list('fonts', 'font');
  const looks = list('cellXfs', 'xf');
  const fills = list('fills', 'fill');
  const borders = list('borders', 'border');
  for (const [name, all] of [
    ['fonts', fonts],
    ['cellXfs', looks],
    ['fills', fills],
    ['borders', borders],
  ] as const)
    expect([name, STYLES_XML.includes(`<${name} count="${all.length}">`)]).toEqual([name, true]);
  const of = (style: CellStyle): unknown => {
    const look = looks[getStyleIndex(style)] ?? '';
    const number = (name: string): number => Number(new RegExp(` ${name}="(\\d+)"`).exec(look)?.[1]);
    const font = fonts[number('fontId')] ?? '';
    return [
      font.includes('<b/>') ? 'bold' : 'plain',
      Number(/<sz val="(\d+)"/.exec(font)?.[1]),
      /rgb="FF(\w{6})"/.exec(font)?.[1],
      number('numFmtId'),
      /<alignment (.*)\/>/.exec(look)?.[1],
      fills[number('fillId')]?.includes('solid'),
      borders[number('borderId')]?.includes('thin'),
    ];
  };
  const top = 'vertical="top"';
  const center = 'vertical="center"';
  const ink = '1C2733';
  expect(of('plain')).toEqual(['plain', 11, ink, 0, top, false, false]);
  expect(of('title')).toEqual(['bold', 16, ink, 49, center, false, false]);
  expect(of('heading')).toEqual(['bold', 12, ink, 49, center, false, false]);
  expect(of('header')).toEqual(['bold', 11, ink, 49, center, true, true]);
  expect(of('text')).toEqual(['plain', 11, ink, 49, top, false, false]);
  expect(of('wrapped')).toEqual(['plain', 11, ink, 49, `${top} wrapText="1"`, false, false]);
  expect(of('block')).toEqual(['bold', 11, 'A93226', 49, top, false, false]);
  expect(of('risk')).toEqual(['bold', 11, '8A5A00', 49, top, false, false]);
  expect(of('muted')).toEqual(['plain', 11, '5B6876', 49, top, false, false]);
  expect(of('count')).toEqual(['plain', 11, ink, 3, top, false, false]);
  expect(of('percent')).toEqual(['plain', 11, ink, 164, top, false, false]);
  expect(of('big-percent')).toEqual(['bold', 20, '1F5F8B', 164, `${center} horizontal="left"`, false, false]);
  expect(STYLES_XML).toContain('<numFmt numFmtId="164" formatCode="0.0%"/>');
});

test.each([
  ['a', 'a'],
  ['&<>"\'', "&amp;&lt;&gt;&quot;'"],
  ['_x0041_', '_x005F_x0041_'],
  ['_x0041', '_x0041'],
  ['_x0041\r', '_x005F_x0041_x000D_'],
  ['_x004\t_', '_x004\t_'],
  ['a\r\n\t\0', 'a_x000D_\n\t_x0000_'],
  ['\ud83d😀\ufffe', '_xD83D_😀_xFFFE_'],
  ['_', '_'],
])('%j is written %j in a book', (text, xml) => {
  expect(encodeWorkbookText(text)).toBe(xml);
});

test('a text is truncated at the maximum length of a cell', () => {
  expect([encodeWorkbookText('a'.repeat(32_767)), encodeWorkbookText('a'.repeat(32_768))]).toEqual([
    'a'.repeat(32_767),
    `${'a'.repeat(32_766)}…`,
  ]);
});
