import { describe, expect, test } from 'vitest';
import type { ImportPreview } from '#shared/contract/imports.ts';
import {
  columnLetters,
  NO_CORRECTIONS,
  nextList,
  readingOf,
  splitFields,
  unusedColumns,
  withColumn,
  withReading,
} from '../../../../src-renderer/screens/import/view-model.ts';

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
};

describe('corrections of an import', () => {
  test('nothing corrected sends nothing, so that everything is detected', () => {
    expect(readingOf(NO_CORRECTIONS)).toEqual({});
  });

  test('a column that another field had is taken from it', () => {
    const corrected = withColumn(NO_CORRECTIONS, preview, 'workEmail', 1);
    expect(readingOf(corrected)).toEqual({ mapping: { otherEmail: null, workEmail: 1 } });
  });

  test('the same column again takes nothing from anybody', () => {
    expect(withColumn(NO_CORRECTIONS, preview, 'otherEmail', 1).mapping).toEqual({ otherEmail: 1 });
    expect(withColumn(NO_CORRECTIONS, preview, 'name', null).mapping).toEqual({ name: null });
  });

  test('another encoding forgets the columns: the headers are others now', () => {
    const corrected = withReading(withColumn(NO_CORRECTIONS, preview, 'workEmail', 1), { encoding: 'utf-8' });
    expect(readingOf(corrected)).toEqual({ encoding: 'utf-8' });
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
    expect(unusedColumns(preview).map(({ header }) => header)).toEqual(['内線']);
  });

  test('columns without a header are called as in a spreadsheet', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  test('the next list is the side that is missing', () => {
    expect(nextList([])).toBe('neo-users');
    expect(nextList(['amazon'])).toBe('neo-users');
    expect(nextList(['neo'])).toBe('amazon-users');
    expect(nextList(['neo', 'amazon'])).toBeNull();
  });
});
