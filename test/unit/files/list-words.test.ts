import { describe, expect, it } from 'vitest';
import { countFieldWords, createWordReader, findUnclearWords } from '#main/files/cells/list-words.ts';
import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';

const tableOf = (...lines: readonly string[]) =>
  readCsvTable(Buffer.from(lines.join('\n')), 'a.csv', { encoding: 'utf-8', keepLongRows: true });
const mappingOf = (kind: ListKind, table: ReturnType<typeof tableOf>) =>
  requireColumns(kind, matchColumns(kind, table.header), table.header, 'a.csv');

describe('the words of a column', () => {
  const table = tableOf(
    'email,状態,役割',
    'a,有効,管理者',
    'b,△,"管理者、パンチアウト,？？"',
    'c,△,',
    'd, △ ,パンチアウト',
    'e,△,パンチアウト',
  );
  const mapping = mappingOf('amazon-users', table);
  it('are listed unexplained first, then by number of rows, with who explained them', () => {
    const words = (said?: Parameters<typeof countFieldWords>[3]) =>
      countFieldWords('amazon-users', table, mapping, said).map(({ field, kind, header, words: all, more }) => [
        `${field} ${kind} ${header} ${more}`,
        ...all.map(({ word, rows, meaning, by }) => `${word} ${rows} ${meaning} ${by}`),
      ]);
    expect(words()).toEqual([
      ['role role 役割 0', '?? 1 null none', ' 1 null none', 'パンチアウト 3 punchout known', '管理者 2 other known'],
      ['state amazon-state 状態 0', '△ 4 null none', '有効 1 active known'],
    ]);
    const said = {
      remembered: { state: { '△': 'inactive', 有効: 'inactive' }, role: { '??': 'nonsense' } },
      chosen: { state: { 有効: 'invited' } },
    };
    expect(words(said)).toEqual([
      ['role role 役割 0', '?? 1 null none', ' 1 null none', 'パンチアウト 3 punchout known', '管理者 2 other known'],
      ['state amazon-state 状態 0', '△ 4 inactive remembered', '有効 1 invited user'],
    ]);
    expect(countFieldWords('orders', table, mapping)).toEqual([]);
    expect(countFieldWords('amazon-users', table, { ...mapping, role: null, state: -1 })).toEqual([]);
  });

  it('are limited to the number that a screen can show', () => {
    const many = tableOf('email,状態', ...Array.from({ length: 70 }, (_, n) => `a,w${n}`));
    const [state] = countFieldWords('amazon-users', many, mappingOf('amazon-users', many));
    expect([state?.words.length, state?.more]).toEqual([60, 10]);
  });

  it('are reported per row if unexplained, cut to one line', () => {
    const long = tableOf('email,状態,役割', `a,${'長'.repeat(80)},x`, 'b,有効,管理者');
    const read = mappingOf('amazon-users', long);
    const readers = new Map(
      ['state', 'role']
        .flatMap((id) => [[id, createWordReader('amazon-users', id, long, read)] as const])
        .filter((each): each is [string, NonNullable<(typeof each)[1]>] => each[1] !== undefined),
    );
    expect([findUnclearWords(long, 0, readers), findUnclearWords(long, 1, readers)]).toEqual([
      { state: '長'.repeat(60), role: 'x' },
      undefined,
    ]);
    expect(createWordReader('amazon-users', 'name', long, read)).toBeUndefined();
    expect(createWordReader('amazon-users', 'punchout', long, read)).toBeUndefined();
    expect(createWordReader('orders', 'state', long, read)).toBeUndefined();
    const inherited = Object.create({ state: { 有効: 'inactive' } }) as Record<string, Record<string, string>>;
    expect(createWordReader('amazon-users', 'state', long, read, inherited)?.read('有効')).toEqual(['active']);
  });
});
