import { describe, expect, it, test } from 'vitest';
import { createScanError } from '#main/files/csv/csv-fault.ts';
import {
  ESCAPED_FLAG,
  NON_ASCII_FLAG,
  OFFSET_MASK,
  QUOTED_FLAG,
  type ScanFault,
  type ScanOptions,
  scanDelimited,
} from '#main/files/csv/csv-scan.ts';

const OPTIONS: ScanOptions = {
  start: 0,
  delimiter: 0x2c,
  cp932: false,
  invalidFrom: Number.POSITIVE_INFINITY,
  maxRows: 1_000_000,
  maxCells: 1_000_000,
  maxColumns: 1_000,
  maxCellBytes: 1_000,
  stopAfter: Number.POSITIVE_INFINITY,
};
const scan = (text: string | Buffer, options: Partial<ScanOptions> = {}) =>
  scanDelimited(Buffer.from(text as string), { ...OPTIONS, ...options });
const faultOf = (text: string | Buffer, options: Partial<ScanOptions> = {}): unknown => {
  const { fault, rowCount } = scan(text, options);
  return fault === null ? rowCount : [fault.kind, fault.line, fault.column, rowCount];
};

describe('a file is read up to a limit and no further', () => {
  test('of rows', () => {
    expect([faultOf('a\nb\nc', { maxRows: 3 }), faultOf('a\nb\n\nc\n,\n', { maxRows: 2 })]).toEqual([3, ['too-many-rows', 4, 0, 2]]);
    expect(faultOf('a\nb\n\n,,\n""\n', { maxRows: 2 })).toBe(2);
  });
  test('of cells', () => {
    expect([faultOf('a,b\nc,d', { maxCells: 4 }), faultOf('a,b\nc,d\n1', { maxCells: 4 })]).toEqual([2, ['too-many-cells', 3, 0, 2]]);
    expect(faultOf('a,b\n\nc,d,e', { maxCells: 4 })).toEqual(['too-many-cells', 3, 0, 1]);
  });
  test('of columns', () => {
    expect([faultOf('a,b,c\nd', { maxColumns: 3 }), faultOf('a,b\n\n1,2,3', { maxColumns: 2 })]).toEqual([
      2,
      ['too-many-columns', 3, 0, 1],
    ]);
  });
  test('of bytes in a cell, its quotes included', () => {
    expect([faultOf('abc,d', { maxCellBytes: 3 }), faultOf('x\na,abcd', { maxCellBytes: 3 })]).toEqual([1, ['cell-too-long', 2, 1, 1]]);
    expect([faultOf('"ab",c', { maxCellBytes: 4 }), faultOf('a,"ab\n"', { maxCellBytes: 4 })]).toEqual([1, ['cell-too-long', 1, 1, 0]]);
  });
  test('of records that are asked for, however much follows', () => {
    const many = 'a,b\n'.repeat(3_000);
    expect([faultOf(many, { stopAfter: 2 }), faultOf(many, { stopAfter: 1_500 }), faultOf(many)]).toEqual([2, 1_500, 3_000]);
    expect(faultOf('a\nb\n"', { stopAfter: 2 })).toBe(2);
  });
});

describe('what is no table', () => {
  test('is reported with its line and column', () => {
    expect(faultOf('a\n"b\nc",d,"e\nf')).toEqual(['quote-open', 3, 2, 1]);
    expect(faultOf('a\r\n\r\n"b\r\nc"x')).toEqual(['text-after-quote', 3, 0, 1]);
    expect(faultOf('a\rb\r"c\rd","e"f')).toEqual(['text-after-quote', 3, 1, 2]);
    expect([faultOf('"a"'), faultOf('"a","b"\r"c"\n"d",')]).toEqual([1, 3]);
  });
  test('is detected from the first byte that is not text', () => {
    const text = Buffer.from('あ,い\nう,え');
    // The characters start at bytes 0, 4, 8 and 12.
    expect([8, 9, 10, 12].map((invalidFrom) => faultOf(text, { invalidFrom }))).toEqual([
      ['undecodable', 2, 0, 1],
      ['undecodable', 2, 0, 1],
      ['undecodable', 2, 0, 1],
      ['undecodable', 2, 1, 1],
    ]);
    expect(faultOf(text, { invalidFrom: text.length })).toBe(2);
    expect([
      faultOf(Buffer.from([0x83, 0x5c, 0x2c, 0xb1]), { cp932: true }),
      faultOf(Buffer.from([0x61, 0x2c, 0x83]), { cp932: true }),
    ]).toEqual([1, ['undecodable', 1, 1, 0]]);
  });
  it.each<[ScanFault['kind'], object]>([
    ['undecodable', { code: 'file-undecodable', params: { file: 'a.csv', row: 7, column: '名前' } }],
    ['quote-open', { code: 'file-quotes-broken', params: { file: 'a.csv', row: 7, column: '名前' } }],
    ['text-after-quote', { code: 'file-quotes-broken', params: { file: 'a.csv', row: 7, column: '名前' } }],
    ['too-many-rows', { code: 'file-too-many-rows', params: { file: 'a.csv', limit: 1_000_000 } }],
    ['too-many-cells', { code: 'file-too-large', params: { file: 'a.csv', size: 256 } }],
    ['too-many-columns', { code: 'file-beyond-limits', params: { file: 'a.csv', row: 7, limit: 'columns', most: 16_384 } }],
    ['cell-too-long', { code: 'file-beyond-limits', params: { file: 'a.csv', row: 7, column: '名前', limit: 'cell', most: 32_767 } }],
  ])('is reported as %s', (kind, failure) => {
    expect(createScanError({ kind, line: 7, column: 1 }, ['ID', '名前'], 'a.csv').failure).toMatchObject(failure);
  });
});

describe('the cells of a file', () => {
  test('are recorded by their end offset and flags for their content', () => {
    const { ends, rowStarts, rowFields, rowLines, rowCount, widest } = scan('\ufeffa,"b","c""",あ,"い"\n\n"","",\n,"",x\n', { start: 3 });
    const entry = (at: number): unknown => {
      const value = ends[at] as number;
      const flags = [QUOTED_FLAG, NON_ASCII_FLAG, ESCAPED_FLAG].map((flag) => (value & flag) !== 0);
      return [value & OFFSET_MASK, ...flags];
    };
    expect([0, 1, 2, 3, 4].map(entry)).toEqual([
      [4, false, false, false],
      [8, true, false, false],
      [14, true, false, true],
      [18, false, true, false],
      [24, true, true, false],
    ]);
    expect([rowCount, widest, [...rowStarts.subarray(0, 2)], [...rowFields.subarray(0, 3)], [...rowLines.subarray(0, 2)]]).toEqual([
      2,
      5,
      [3, 33],
      [0, 5, 8],
      [1, 4],
    ]);
  });
  test('are all found in a file of many short rows and one of many short cells', () => {
    const short = scan('a\n'.repeat(5_000));
    expect([short.rowCount, short.rowStarts[4_999], short.rowFields[5_000], short.rowLines[4_999]]).toEqual([5_000, 9_998, 5_000, 5_000]);
    const wide = scan(`${'a,'.repeat(999)}a\n`.repeat(5));
    expect([wide.rowCount, wide.widest, wide.rowFields[5], (wide.ends[4_999] as number) & OFFSET_MASK]).toEqual([5, 1_000, 5_000, 9_999]);
  });
});
