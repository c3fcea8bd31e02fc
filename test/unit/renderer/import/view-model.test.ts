import { describe, expect, test } from 'vitest';
import type { ImportPreview } from '#shared/contract/imports/imports.ts';
import {
  countImportedRows,
  countUnknownWords,
  formatColumnLetters,
  getImportObstacle,
  getNextListKind,
  listUnusedColumns,
  NO_CORRECTIONS,
  splitFields,
  toReadingInput,
  withColumn,
  withHeaderRow,
  withReading,
  withSkippedBadRows,
  withWord,
} from '../../../../src-renderer/parts/list-reading/list-reading.ts';

const preview: ImportPreview = {
  kind: 'neo-users',
  format: 'csv',
  encoding: 'shift_jis',
  delimiter: 'comma',
  detectedBy: 'cp932-text',
  columns: ['氏名', 'メール', '内線'].map((header, index) => ({ index, header, samples: [] })),
  fields: [
    { id: 'name', required: true, column: 0, mappedBy: 'header' },
    { id: 'workEmail', required: true, column: null, mappedBy: 'none' },
    { id: 'otherEmail', required: false, column: 1, mappedBy: 'header' },
    { id: 'title', required: false, column: null, mappedBy: 'none' },
  ],
  sample: [],
  rows: 2,
  missing: ['workEmail'],
  looksLike: null,
  otherSheets: 0,
  headerRow: 1,
  words: [],
  separators: [],
  badRows: { rows: 0, total: 0, cells: [] },
};

describe('corrections of an import', () => {
  test('no corrections send no settings, so that everything is detected', () => {
    expect(toReadingInput(NO_CORRECTIONS)).toEqual({});
  });

  test('a column that another field had is taken from it', () => {
    const corrected = withColumn(NO_CORRECTIONS, preview, 'workEmail', 1);
    expect(toReadingInput(corrected)).toEqual({ mapping: { otherEmail: null, workEmail: 1 } });
  });

  test('selecting the same column again clears no other field', () => {
    expect(withColumn(NO_CORRECTIONS, preview, 'otherEmail', 1).mapping).toEqual({ otherEmail: 1 });
    expect(withColumn(NO_CORRECTIONS, preview, 'name', null).mapping).toEqual({ name: null });
  });

  test('another encoding forgets the columns: the headers are others now', () => {
    const corrected = withReading(withColumn(NO_CORRECTIONS, preview, 'workEmail', 1), { encoding: 'utf-8' });
    expect(toReadingInput(corrected)).toEqual({ encoding: 'utf-8' });
  });

  test('another header forgets the columns and the words, not the encoding', () => {
    const corrected = withHeaderRow(withWord(withReading(NO_CORRECTIONS, { encoding: 'utf-8' }), 'state', '休職', 'suspended'), 3);
    expect(toReadingInput(corrected)).toEqual({ encoding: 'utf-8', headerRow: 3 });
  });

  test('sends the meanings chosen for words, and also their removal', () => {
    const said = withWord(withWord(withWord(NO_CORRECTIONS, 'state', '休職', 'suspended'), 'state', '△', 'active'), 'role', '担当', '');
    expect(toReadingInput(said)).toEqual({ words: { state: { 休職: 'suspended', '△': 'active' }, role: { 担当: '' } } });
  });
});

describe('what keeps a list from being imported', () => {
  const whole = { ...preview, missing: [] };
  const bad = { ...whole, badRows: { rows: 2, total: 3, cells: [] } };

  test('is another list before a missing column before bad rows', () => {
    expect(getImportObstacle({ ...preview, looksLike: 'order-report' }, NO_CORRECTIONS)).toBe('otherList');
    expect(getImportObstacle({ ...bad, missing: ['name'] }, NO_CORRECTIONS)).toBe('missing');
    expect(getImportObstacle(bad, NO_CORRECTIONS)).toBe('badRows');
    expect(getImportObstacle(whole, NO_CORRECTIONS)).toBeNull();
  });

  test('bad rows are skipped only if exactly the number shown is confirmed', () => {
    expect(getImportObstacle(bad, withSkippedBadRows(NO_CORRECTIONS, 1))).toBe('badRows');
    expect(getImportObstacle(bad, withSkippedBadRows(NO_CORRECTIONS, 2))).toBeNull();
    expect(withColumn(withSkippedBadRows(NO_CORRECTIONS, 2), preview, 'name', 1).skipBadRows).toBeNull();
    expect(countImportedRows({ ...bad, rows: 10 })).toBe(8);
  });

  test('counts unknown words, which prevent nothing', () => {
    const words = [
      { word: '休職', rows: 3, meaning: null, by: 'none' as const },
      { word: '有効', rows: 7, meaning: 'active', by: 'known' as const },
    ];
    const asked = { ...whole, words: [{ field: 'state', kind: 'neo-state' as const, header: '状態', words, more: 0 }] };
    expect(countUnknownWords(asked)).toEqual({ words: 1, rows: 3 });
    expect(getImportObstacle(asked, NO_CORRECTIONS)).toBeNull();
  });
});

describe('what an import shows', () => {
  test('required, found and corrected fields come first; nothing is lost', () => {
    const { first, rest } = splitFields(preview, { ...NO_CORRECTIONS, mapping: {} });
    expect(first.map(({ id }) => id)).toEqual(['name', 'workEmail', 'otherEmail']);
    expect(rest.map(({ id }) => id)).toEqual(['title']);
    expect(splitFields(preview, { ...NO_CORRECTIONS, mapping: { title: null } }).rest).toEqual([]);
  });

  test('columns that no field takes are named', () => {
    expect(listUnusedColumns(preview).map(({ header }) => header)).toEqual(['内線']);
  });

  test('columns without a header are called as in a spreadsheet', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(formatColumnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  test('the next list is the side that is missing', () => {
    expect(getNextListKind([])).toBe('neo-users');
    expect(getNextListKind(['amazon'])).toBe('neo-users');
    expect(getNextListKind(['neo'])).toBe('amazon-users');
    expect(getNextListKind(['neo', 'amazon'])).toBeNull();
  });
});
