import { expect, test } from 'vitest';
import { readAmazonGroups } from '#main/files/amazon-group-rows.ts';
import { readCsvTable } from '#main/files/csv-table.ts';

const read = (...lines: string[]) =>
  readAmazonGroups(readCsvTable(new TextEncoder().encode(lines.join('\r\n')), 'groups.csv', { encoding: 'utf-8' })).map(
    ({ name, integrationOption }) => [name, integrationOption],
  );

test('name and option are found by their headers, wherever they stand', () => {
  expect(read('備考,システム連携用オプション（半角）,グループ名', 'x,A01,本社', 'y, B01 ,"東, 日本"')).toEqual([
    ['本社', 'A01'],
    ['東, 日本', 'B01'],
  ]);
  expect(read('グループ,コード', '本社,A01')).toEqual([['本社', 'A01']]);
});

test('a list of users tells each group once', () => {
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
