import { describe, expect, it } from 'vitest';
import { CellSplitter, createUniformSeparators, listFieldSeparators, type SeparatorChoices } from '#main/files/cells/cell-lists.ts';
import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';

const tableOf = (...lines: readonly string[]) =>
  readCsvTable(Buffer.from(lines.join('\n')), 'a.csv', { encoding: 'utf-8', keepLongRows: true });
const mappingOf = (kind: ListKind, table: ReturnType<typeof tableOf>) =>
  requireColumns(kind, matchColumns(kind, table.header), table.header, 'a.csv');

describe('several references in a cell', () => {
  const table = tableOf('email,グループ', 'a,東京; 大阪', 'b,"営業、企画部"', 'c,"x,y"', 'd, 本社 ', 'e,');
  const mapping = mappingOf('amazon-users', table);
  it('are reported with their separator, and whether it was detected or chosen', () => {
    const [detected, ...more] = listFieldSeparators('amazon-users', table, mapping, { remembered: {}, chosen: {} });
    expect(more).toEqual([]);
    expect(detected).toMatchObject({
      field: 'group',
      header: 'グループ',
      by: 'detected',
      choice: null,
      example: { text: '東京; 大阪', parts: ['東京', '大阪'] },
    });
    const said = (remembered: SeparatorChoices, chosen: SeparatorChoices) =>
      listFieldSeparators('amazon-users', table, mapping, { remembered, chosen }).map(({ by, choice, example }) => [
        by,
        choice,
        example.parts,
      ]);
    expect([said({ group: 'none' }, {}), said({ group: 'none' }, { group: 'semicolon' })]).toEqual([
      [['remembered', 'none', ['東京; 大阪']]],
      [['user', 'semicolon', ['東京', '大阪']]],
    ]);
    expect([
      listFieldSeparators('orders', table, mapping, { remembered: {}, chosen: {} }),
      listFieldSeparators('amazon-users', table, { ...mapping, group: null }, { remembered: {}, chosen: {} }),
    ]).toEqual([[], []]);
    const plain = tableOf('email,グループ', 'a,東京');
    expect(listFieldSeparators('amazon-users', plain, mappingOf('amazon-users', plain), { remembered: {}, chosen: {} })).toEqual([]);
  });
  it('are cut for display and read in full', () => {
    const long = tableOf('email,グループ', `a,${'長'.repeat(130)};b`);
    const [told] = listFieldSeparators('amazon-users', long, mappingOf('amazon-users', long), { remembered: {}, chosen: {} });
    expect([told?.example.text.length, told?.example.parts.map((part) => part.length)]).toEqual([120, [120, 1]]);
  });
  it('are split by the chosen separator; blank cells contain none', () => {
    const split = (text: string, choice?: Parameters<typeof createUniformSeparators>[1]) => new CellSplitter(table, 1, choice).split(text);
    expect([split(' '), split(''), split(' 本社 '), split('a;b'), split(';;'), split('a;b', 'none'), split('a,b', 'comma')]).toEqual([
      ...[[], [], ['本社'], ['a', 'b'], [], ['a;b'], ['a', 'b']],
    ]);
    expect(createUniformSeparators('neo-users', 'bar')).toEqual({ organization: 'bar', organization2: 'bar', organization3: 'bar' });
    expect(createUniformSeparators('amazon-users', 'none')).toEqual({ group: 'none' });
  });
});
