import { strToU8, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { parseCellColumn, parseRelations, XlsxWorkbook } from '#main/files/xlsx/xlsx-workbook.ts';
import { failureOf } from '../../support/failure-of.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
type Parts = Readonly<Record<string, string>>;
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"></Relationship>`;
const RELATIONS = [
  relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
  relation('rId2', 'sharedStrings', 'sharedStrings.xml'),
  relation('rId3', 'styles', 'styles.xml'),
];
function bookOf(rows: string, more: Parts = {}): Buffer {
  const parts: Parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships>${RELATIONS.join('')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  };
  const kept = Object.entries(parts).filter(([, text]) => text !== '');
  return Buffer.from(zipSync(Object.fromEntries(kept.map(([name, text]) => [name, strToU8(text)]))));
}
/** Returns the cells of a sheet as row, column and text. */
function cellsOf(bytes: Buffer, sheet = 0): readonly (readonly [number, number, string])[] {
  const { texts, textEnds, wideTexts, rowNumbers, rowCells, columns, cellTexts } = new XlsxWorkbook(bytes, 'a.xlsx').cells(sheet);
  const all = Buffer.from(texts);
  const text = (at: number): string =>
    all.toString(wideTexts.includes(at) ? 'utf16le' : 'utf8', at === 0 ? 0 : textEnds[at - 1], textEnds[at]);
  return [...rowNumbers].flatMap((row, at) =>
    Array.from({ length: (rowCells[at + 1] as number) - (rowCells[at] as number) }, (_, cell) => {
      const place = (rowCells[at] as number) + cell;
      return [row, columns[place] as number, text(cellTexts[place] as number)] as const;
    }),
  );
}
/** Returns the texts of one row's cells, '' for empty ones. */
const textsOf = (cells: readonly string[], more: Parts = {}): readonly string[] => {
  const found = new Map(cellsOf(bookOf(`<row>${cells.join('')}</row>`, more)).map(([, column, text]) => [column, text]));
  return cells.map((_, column) => found.get(column) ?? '');
};
const unreadable = { code: 'file-unreadable', params: { file: 'a.xlsx' } };
const place = { code: 'file-beyond-limits', params: { file: 'a.xlsx', limit: 'place' } };

describe('the text of a cell', () => {
  const styles = (codes: readonly string[], cells: readonly string[], above = ''): Parts => ({
    'xl/styles.xml': `<styleSheet><numFmts>${codes.map((code, at) => `<numFmt numFmtId="${170 + at}" formatCode="${code}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>${above}<cellXfs>${cells.join('')}</cellXfs><cellStyles><xf numFmtId="14"/></cellStyles></styleSheet>`,
  });
  const xf = (id: number): string => `<xf numFmtId="${id}"></xf>`;

  test('is what people see of a number in its style', () => {
    const more = styles(['000000', 'yyyy/mm/dd'], [xf(0), xf(170), xf(171), xf(14), '<xf/>']);
    const number = (value: string, style?: number): string => `<c${style === undefined ? '' : ` s="${style}"`}><v>${value}</v></c>`;
    const cells = [
      number('123'),
      number('123', 1),
      number('-123', 1),
      number('1.5', 1),
      number('1234567', 1),
      number('46350', 2),
      number('46350.9', 3),
      number('1e12', 3),
      number('123', 4),
      number('123', 5),
      number('1E3'),
      number('0'),
      number('0', 1),
      number(' '),
      number('x'),
      number('#N/A'),
      number('0.1'),
    ];
    expect(textsOf(cells, more)).toEqual([
      ...['123', '000123', '-123', '1.5', '1234567', '2026-11-24', '2026-11-24', '', '123', '123', '1000', '0', '000000'],
      ...['', 'x', '', '0.1'],
    ]);
    expect(
      textsOf([number('44888', 3)], {
        ...more,
        'xl/workbook.xml': '<workbook><workbookPr date1904="1"/><sheets><sheet r:id="rId1"/></sheets></workbook>',
      }),
    ).toEqual(['2026-11-24']);
    for (const [said, day] of [
      ['true', '2026-11-24'],
      ['0', '2022-11-23'],
      ['false', '2022-11-23'],
      ['x1', '2022-11-23'],
      ['11', '2022-11-23'],
    ])
      expect(
        textsOf([number('44888', 3)], {
          ...more,
          'xl/workbook.xml': `<workbook><workbookPr date1904="${said}"/><sheets><sheet r:id="rId1"/></sheets></workbook>`,
        }),
      ).toEqual([day]);
  });

  test('is what a text, a switch, a day and an error say', () => {
    const typed = (type: string, value: string): string => `<c t="${type}"><v>${value}</v></c>`;
    const cells = [
      typed('str', 'a&amp;b'),
      typed('str', '#REF!'),
      typed('str', '#REF! x'),
      typed('b', '1'),
      typed('b', '0'),
      typed('b', '2'),
      typed('b', 'x'),
      typed('d', '2026-11-24T10:00:00Z'),
      typed('d', 'soon'),
      typed('d', ' '),
      typed('e', '#N/A'),
      typed('str', ''),
      '<c t="inlineStr"><is><t>山</t><phoneticPr/><rPh><t>ヤマ</t></rPh><r><t>&amp;</t></r><t/></is></c>',
      '<c t="inlineStr"><v>5</v></c>',
      '<c t="n"><is><t>no</t></is></c>',
      '<c><f>1+1</f><v>2</v></c>',
      '<c/>',
      '<c></c>',
      '<c t="str"><v>a<!-- b -->c</v></c>',
      '<c t="str"><v><x/></v></c>',
    ];
    expect(textsOf(cells)).toEqual([
      ...['a&b', '', '#REF! x', '1', '0', '1', 'x', '2026-11-24', '', '', '', '', '山&', '', '', '2', '', '', 'ac', ''],
    ]);
    for (const error of ['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NUM!', '#NULL!', '#SPILL!'])
      expect(textsOf([typed('str', error), typed('n', error)])).toEqual(['', '']);
    expect(textsOf([typed('str', '_xD83D_')])).toEqual(['\ud83d']);
  });

  test('may be one of the texts of the book, readings left out', () => {
    const strings =
      '<sst><si><t>零</t></si><si/><si><r><t>a&amp;</t></r><r><t>b</t></r><rPh><t>x</t></rPh></si><si><rPh/><t>c</t></si></sst>';
    const shared = (index: string): string => `<c t="s"><v>${index}</v></c>`;
    for (const more of [
      { 'xl/sharedStrings.xml': strings },
      { 'xl/sharedStrings.xml': strings, 'xl/_rels/workbook.xml.rels': `<Relationships>${RELATIONS[0]}</Relationships>` },
    ]) {
      expect(textsOf([shared('0'), shared('1'), shared('2'), shared('3')], more)).toEqual(['零', '', 'a&b', 'c']);
      for (const index of ['4', '-1', '0.5', 'x', '00000000001'])
        expect(failureOf(() => textsOf([shared(index)], more))).toEqual(unreadable);
      expect(textsOf([shared('0000000000')], more)).toEqual(['零']);
    }
    expect(failureOf(() => textsOf([shared('0')]))).toEqual(unreadable);
  });

  test('that calls itself a number is no longer than any number', () => {
    expect(textsOf([`<c><v>${'0'.repeat(399)}1</v></c>`])).toEqual(['1']);
    expect(failureOf(() => textsOf([`<c><v>${'0'.repeat(400)}1</v></c>`]))).toEqual(unreadable);
  });
});

describe('the reference of a cell', () => {
  test('is given, or counted from the cell before', () => {
    const one = (at?: string): string => `<c${at === undefined ? '' : ` r="${at}"`}><v>1</v></c>`;
    const rows = `<row>${one()}${one('C1')}${one()}</row><row r="5">${one()}${one('XFD5')}</row><row>${one('B6')}</row>`;
    expect(cellsOf(bookOf(rows)).map(([row, column]) => [row, column])).toEqual([
      [1, 0],
      [1, 2],
      [1, 3],
      [5, 0],
      [5, 16_383],
      [6, 1],
    ]);
  });
  it.each([
    ['in no row', '<c><v>1</v></c>', place],
    ['behind the last column', '<row r="1"><c r="XFD1"/><c/></row>', place],
    ['in a column beyond the last', '<row r="1"><c r="XFE1"/></row>', place],
    ['in a row that is none', '<row r="0"/>', place],
    ['in a row that is no number', '<row r="1x"/>', place],
    ['below the last row', '<row r="1048577"/>', place],
    ['below the last row, uncounted', '<row r="1048576"/><row><c/></row>', place],
    ['in small letters', '<row r="1"><c r="a1"/></row>', place],
    ['in another row', '<row r="1"><c r="A2"/></row>', unreadable],
  ])('is refused %s', (_, rows, failure) => {
    expect(failureOf(() => cellsOf(bookOf(rows)))).toEqual(failure);
  });
  test('is its column by letters', () => {
    expect(['A1', 'Z1', 'AA1', 'ZZ1', 'AAA1', 'XFD1'].map((reference) => parseCellColumn(reference, 1, 'a.xlsx'))).toEqual([
      0, 25, 26, 701, 702, 16_383,
    ]);
    for (const reference of ['', '1', 'A', 'AAAA1', 'A1B', 'A12345678', 'XFE1'])
      expect(failureOf(() => parseCellColumn(reference, 1, 'a.xlsx'))).toEqual(place);
  });
});

describe('the sheets of a book', () => {
  const sheetsOf = (sheets: string, relations: readonly string[]): Parts => ({
    'xl/workbook.xml': `<workbook><sheets>${sheets}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
  });
  const sheet = (id: string, state = ''): string => `<sheet r:id="${id}"${state === '' ? '' : ` state="${state}"`}/>`;
  const list = (text: string): string => `<worksheet><sheetData><row><c t="str"><v>${text}</v></c></row></sheetData></worksheet>`;
  test('are listed in order, hidden ones last, and without sheets that are not worksheets', () => {
    const bytes = bookOf('', {
      ...sheetsOf(`${sheet('h', 'hidden')}${sheet('v', 'veryHidden')}${sheet('c')}${sheet('a')}${sheet('none')}${sheet('b', 'visible')}`, [
        relation('h', 'worksheet', './worksheets/h.xml'),
        relation('v', 'worksheet', '/xl/worksheets/v.xml'),
        relation('c', 'chartsheet', 'c.xml'),
        relation('a', 'worksheet', 'worksheets/a.xml'),
        relation('b', 'worksheet', 'worksheets/b.xml'),
      ]),
      ...Object.fromEntries(['h', 'v', 'a', 'b'].map((name) => [`xl/worksheets/${name}.xml`, list(name)])),
    });
    const book = new XlsxWorkbook(bytes, 'a.xlsx');
    expect([book.sheetCount, book.shownCount, [0, 1, 2, 3].map((at) => cellsOf(bytes, at)[0]?.[2])]).toEqual([4, 2, ['a', 'b', 'h', 'v']]);
    expect([failureOf(() => cellsOf(bytes, 4)), failureOf(() => cellsOf(bookOf('', { 'xl/worksheets/sheet1.xml': '' })))]).toEqual([
      unreadable,
      unreadable,
    ]);
  });
  test('are a hundred at most, and those that people see go first', () => {
    const many = (shown: number, hidden: number): XlsxWorkbook =>
      new XlsxWorkbook(
        bookOf(
          '',
          sheetsOf(sheet('h', 'hidden').repeat(hidden) + sheet('a').repeat(shown), [
            relation('a', 'worksheet', 'a.xml'),
            relation('h', 'worksheet', 'h.xml'),
          ]),
        ),
        'a.xlsx',
      );
    expect([many(101, 0), many(99, 5), many(1, 101)].map(({ sheetCount, shownCount }) => [sheetCount, shownCount])).toEqual([
      [100, 100],
      [100, 99],
      [100, 1],
    ]);
  });
  test('are those of a workbook', () => {
    expect(failureOf(() => new XlsxWorkbook(bookOf('', { 'xl/workbook.xml': '', 'word/document.xml': '<w/>' }), 'a.xlsx'))).toEqual({
      code: 'file-kind-wrong',
      params: { file: 'a.xlsx' },
    });
    expect(new XlsxWorkbook(bookOf('', { 'xl/_rels/workbook.xml.rels': '' }), 'a.xlsx').sheetCount).toBe(0);
  });
  test('are found by their relations, up to a limit', () => {
    const part = (count: number): Buffer =>
      Buffer.from(
        `<Relationships>${Array.from({ length: count }, (_, at) => relation(`r${at}`, 'worksheet', `${at}.xml`)).join('')}</Relationships>`,
      );
    expect(parseRelations(part(4_096), 'a.xlsx').size).toBe(4_096);
    expect(failureOf(() => parseRelations(part(4_097), 'a.xlsx'))).toEqual({
      code: 'file-beyond-limits',
      params: { file: 'a.xlsx', limit: 'parts', most: 4_096 },
    });
    expect([...parseRelations(Buffer.from('<R><Relationship/><Other Id="x"/></R>'), 'a.xlsx')]).toEqual([['', { type: '', path: 'xl/' }]]);
    expect([...parseRelations(undefined, 'a.xlsx')]).toEqual([]);
  });
});
