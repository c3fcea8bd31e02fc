import { describe, expect, it } from 'vitest';
import { readCsvTable } from '#main/files/csv/csv-table.ts';

describe('texts by their bytes', () => {
  it('are each row’s own, however many different ones there are and however they repeat', () => {
    const texts = Array.from({ length: 6_000 }, (_, i) => `山田 ${'あ'.repeat(i % 30)}${(i * 7919) % 3_001}`);
    const table = readCsvTable(Buffer.from(`氏名,e-mail\n${texts.map((text, i) => `${text},a${i}@example.co.jp`).join('\n')}`), 'a.csv');
    expect(table.column(0)).toEqual(texts);
    expect(table.column(0)).toEqual(texts);
  });
});
