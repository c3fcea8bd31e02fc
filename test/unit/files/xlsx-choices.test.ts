import { expect, test } from 'vitest';
import { parseChoiceLists, parseChoices } from '#main/files/xlsx/xlsx-choices.ts';

const listsOf = (xml: string): unknown => parseChoiceLists(Buffer.from(`<worksheet>${xml}</worksheet>`), 'a.xlsx');
const list = (sqref: string, formula: string, more = 'type="list"'): string =>
  `<dataValidation ${more} sqref="${sqref}"><formula1>${formula}</formula1><formula2>9</formula2></dataValidation>`;
const columnsOf = (sqref: string): unknown => (listsOf(list(sqref, 'A1')) as { columns: unknown }[])[0]?.columns;

test('a list of choices gives the columns it applies to, fully or partly', () => {
  expect(
    listsOf(
      `${list('A2:A9', '&quot;a,b&quot;')}${list('B2', ' C1 ')}<dataValidation type="list" sqref="C2"/>${list('D2', '1', 'type="whole"')}`,
    ),
  ).toEqual([
    { columns: [0], formula: '"a,b"' },
    { columns: [1], formula: 'C1' },
  ]);
  expect(['A1', 'Z1', 'AA1', 'AZ1', 'BA1', 'ZZ1', 'AAA1', 'XFD1'].map(columnsOf)).toEqual([
    [0],
    [25],
    [26],
    [51],
    [52],
    [701],
    [702],
    [16_383],
  ]);
  expect([' A1  C1:E9 ', '$B$2:$C$3', 'B:C', 'B2:B2 B3', 'a1 AAAA1 1 A1:2', ''].map(columnsOf)).toEqual([
    [0, 2, 3, 4],
    [1, 2],
    [1, 2],
    [1],
    [],
    [],
  ]);
  expect((columnsOf('A1:ZZ9') as unknown[]).length).toBe(200);
  const far = `${'A1 '.repeat(199)}B1 C1`;
  expect(columnsOf(far)).toEqual([0, 1]);
});

test('lists of Excel’s extension are read with formula and range in nested elements', () => {
  const extension = (inner: string): string => `<x14:dataValidation type="list">${inner}</x14:dataValidation>`;
  expect(
    listsOf(
      `${extension('<x14:formula1><xm:f>言葉!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>B2:B9</xm:sqref>')}` +
        `${extension('<x14:formula1/><x14:formula2><xm:f>no</xm:f></x14:formula2><xm:sqref>C2</xm:sqref>')}` +
        `${extension('<xm:f>outside</xm:f><xm:sqref>D2</xm:sqref>')}`,
    ),
  ).toEqual([
    { columns: [1], formula: '言葉!$A$1:$A$3' },
    { columns: [2], formula: '' },
    { columns: [3], formula: '' },
  ]);
});

test('the number of lists read is limited', () => {
  expect((listsOf(list('A1', 'B1').repeat(201)) as unknown[]).length).toBe(200);
});

test.each<[string, unknown]>([
  ['"招待,変更 , ,""削除"""', ['招待', '変更', '"削除"']],
  ['""', []],
  ['"a\nb,c"', ['a\nb', 'c']],
  ['A1', { sheet: '', column: 0, from: 1, to: 1 }],
  ['$B$2:$B$9', { sheet: '', column: 1, from: 2, to: 9 }],
  ['言葉!AA3:AA4', { sheet: '言葉', column: 26, from: 3, to: 4 }],
  ["'My ''words'''!$C$1:$C$5", { sheet: "My 'words'", column: 2, from: 1, to: 5 }],
  ['A1:A1000', { sheet: '', column: 0, from: 1, to: 200 }],
  ['A5:A2', { sheet: '', column: 0, from: 5, to: 2 }],
  ['A1:B9', null],
  ['A1:A', null],
  ['words', null],
  ['OFFSET(A1,1,1)', null],
  ['x A1', null],
  ['A1 x', null],
  ['"a', null],
  ['', null],
])('%j gives the choices', (formula, choices) => {
  expect(parseChoices(formula)).toEqual(choices);
});

test('limits the number of choices read', () => {
  expect((parseChoices(`"${'a,'.repeat(300)}b"`) as unknown[]).length).toBe(200);
});
