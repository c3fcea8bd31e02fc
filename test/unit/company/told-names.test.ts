import { expect, test } from 'vitest';
import { DistinctNames } from '#main/company/directory/distinct-names.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { neoUser } from '../../support/directories.ts';

const organization = (id: string, name: string, parentId: string | null = null) => ({ id, name, code: '', parentId });

const told = new DistinctNames(
  new PeopleIndex({
    neoUsers: [
      neoUser({ id: '1', name: '佐藤 健', loginId: 'k-sato', organizations: ['3'] }),
      neoUser({ id: '2', name: '佐藤　健', loginId: '', organizations: [] }),
      neoUser({ id: '3', name: '髙橋 一', loginId: 'takahashi', organizations: ['3'] }),
      neoUser({ id: '4', name: '高橋一', loginId: 'h-takahashi', organizations: ['4'], state: 'suspended' }),
      neoUser({ id: '5', name: '鈴木 花子', loginId: 'suzuki', organizations: ['4'] }),
    ],
    organizations: [
      organization('1', '東京支社'),
      organization('2', '大阪支社'),
      organization('3', '営業部', '1'),
      organization('4', '営業部', '2'),
      organization('5', '営業部'),
      organization('6', '第一課', '3'),
      organization('7', '第一課', '4'),
      organization('8', '第二課', '4'),
      organization('9', '第二課', '4'),
      organization('10', '総務部', '1'),
    ],
    roles: [],
  }),
);

test('people with the same name in any spelling are distinguished', () => {
  expect(['1', '2', '3', '4', '5', '6'].map((id) => told.user(id))).toEqual([
    '佐藤 健（営業部、k-sato）',
    '佐藤　健（2）',
    '髙橋 一（営業部、takahashi）',
    '高橋一（営業部、h-takahashi）',
    '鈴木 花子',
    null,
  ]);
});

test('organizations with the same name are shown with as many parents as needed', () => {
  expect(['3', '4', '5', '6', '7', '8', '9', '10', '11'].map((id) => told.organization(id))).toEqual([
    '営業部（東京支社）',
    '営業部（大阪支社）',
    '営業部',
    '第一課（営業部、東京支社）',
    '第一課（営業部、大阪支社）',
    '第二課（営業部、大阪支社、8）',
    '第二課（営業部、大阪支社、9）',
    '総務部',
    null,
  ]);
});
