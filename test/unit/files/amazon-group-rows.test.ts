import { expect, test } from 'vitest';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { readAmazonGroups } from '#main/files/lists/amazon-group-rows.ts';

const read = (...lines: string[]) =>
  readAmazonGroups(readCsvTable(new TextEncoder().encode(lines.join('\r\n')), 'groups.csv', { encoding: 'utf-8' })).map(
    ({ name, integrationOption }) => [name, integrationOption],
  );

test('finds name and option by their headers, in any column order', () => {
  expect(read('備考,システム連携用オプション（半角）,グループ名', 'x,A01,本社', 'y, B01 ,"東, 日本"')).toEqual([
    ['本社', 'A01'],
    ['東, 日本', 'B01'],
  ]);
  expect(read('グループ,コード', '本社,A01')).toEqual([['本社', 'A01']]);
});

test('lists each group once from a list of users', () => {
  expect(
    read('Email,Group Name,Role', 'a@example.co.jp,本社,x', 'b@example.co.jp,工場,x', 'c@example.co.jp,本社,x', 'd@example.co.jp,,x'),
  ).toEqual([
    ['本社', ''],
    ['工場', ''],
  ]);
});

test('without a known header the first row is a group as well', () => {
  expect(read('本社,ＨＱ01', '工場,KOJO01')).toEqual([
    ['本社', 'ＨＱ01'],
    ['工場', 'KOJO01'],
  ]);
});

test.each(['グループ名', 'ｸﾞﾙｰﾌﾟ', 'グループの名前', 'GROUP NAME', 'group', '名前', 'Name'])('%s is the column of names', (header) => {
  expect(read(`code,${header}`, 'A01,本社')).toEqual([['本社', 'A01']]);
  expect(read(`備考,${header}`, 'x,本社')).toEqual([['本社', '']]);
});

test.each(['オプション', 'Integration Option', 'コード', 'CODE', 'integration', 'システム連携（半角）'])(
  '%s is the column of options',
  (header) => {
    expect(read(`${header},グループ名`, 'A01,本社')).toEqual([['本社', 'A01']]);
  },
);

test('prefers the more specific header of a column, at any position', () => {
  expect(read('name,group,グループ名,code,オプション,integration', 'a,b,c,d,e,f')).toEqual([['c', 'f']]);
  expect(read('name,group,グループ名,code,オプション', 'a,b,c,d,e')).toEqual([['c', 'e']]);
});

test('uses the last option given for a group, on one line', () => {
  expect(read('グループ名,コード', ' 本社 ,A01', '本社,', '本社,"B\t\r\n02"', '工場,')).toEqual([
    ['本社', 'B 02'],
    ['工場', ''],
  ]);
  expect(read(' 本社 , A01 ', '本社,')).toEqual([['本社', 'A01']]);
  expect(read('本社', '工場')).toEqual([
    ['本社', ''],
    ['工場', ''],
  ]);
});

test('reads at most 5,000 groups, and later rows only for those groups', () => {
  const many = Array.from({ length: 5_001 }, (_, n) => `g${n},`);
  const groups = read('グループ名,コード', ...many, 'g0,LATE', 'g5000,LATE');
  expect([groups.length, groups[0], groups.at(-1)]).toEqual([5_000, ['g0', 'LATE'], ['g4999', '']]);
});
