import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '#main/files/columns/mapping.ts';
import { fillSheet, getSheetRowValues, listTemplateValues, openAmazonTemplate, type SheetPerson } from '#main/files/fixes/amazon-sheet.ts';
import type { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { failureOf } from '../../support/failure-of.ts';

const open = (text: string, chosen?: ColumnMapping, remembered?: ColumnMapping) =>
  openAmazonTemplate(Buffer.from(text, 'utf8'), '招待.csv', { mapping: chosen }, () => remembered);
/** Returns each field that has a column, with the way in which it was mapped. */
const columnsOf = (header: string, chosen?: ColumnMapping, remembered?: ColumnMapping) =>
  Object.fromEntries(
    open(`${header}\r\n`, chosen, remembered).columns.flatMap(({ id, column, mappedBy }) =>
      column === null ? [] : [[id, `${column} ${mappedBy}`]],
    ),
  );
const PERSON: SheetPerson = { person: 'id:1', name: '山田　太郎 ジュニア', employeeCode: '001', email: 'p1@example.co.jp' };
const VALUES = { group: '購買', role: 'パンチアウト', action: '招待' };

describe('the columns of Amazon’s template', () => {
  it('are found by their headers; columns that are not filled per person are ignored', () => {
    expect(open('Email,Status,Group,Role,Action,氏名,姓,名,社員番号,Move from,Move to,備考\r\n').columns).toEqual([
      { id: 'email', required: true, column: 0, mappedBy: 'header' },
      { id: 'name', required: false, column: 5, mappedBy: 'header' },
      { id: 'familyName', required: false, column: 6, mappedBy: 'header' },
      { id: 'givenName', required: false, column: 7, mappedBy: 'header' },
      { id: 'role', required: false, column: 3, mappedBy: 'header' },
      { id: 'group', required: false, column: 2, mappedBy: 'header' },
      { id: 'employeeCode', required: false, column: 8, mappedBy: 'header' },
      { id: 'fromGroup', required: false, column: 9, mappedBy: 'header' },
      { id: 'toGroup', required: false, column: 10, mappedBy: 'header' },
      { id: 'action', required: false, column: 4, mappedBy: 'header' },
    ]);
  });

  it.each([
    ['移動元グループ', '移動先グループ'],
    ['現在のグループ', '新しいグループ'],
    ['From Group', 'TO GROUP'],
    ['current group', 'new group'],
  ])('never take %s and %s for the group of an invitation', (from, to) => {
    expect(columnsOf(`Email,${from},${to}`)).toEqual({ email: '0 header', fromGroup: '1 header', toGroup: '2 header' });
  });

  it.each([
    [
      'fromGroup',
      '移動元 / 移動元グループ / 移動前のグループ / 変更前グループ / 現在のｸﾞﾙｰﾌﾟ / 元のグループ / From Group / source group / Current_group / move from',
    ],
    [
      'toGroup',
      '移動先 / 移動先グループ / 移動後のグループ / 変更後グループ / 新しいｸﾞﾙｰﾌﾟ / To Group / target group / Destination group / new group / Move to',
    ],
    ['action', '操作 / アクション / 処理 / 処理区分 / 操作区分 / Action / OPERATION / ユーザー操作 / User Action'],
  ])('are %s by %s', (field, headers) => {
    for (const header of headers.split(' / ')) expect([header, columnsOf(`Email,${header}`)[field]]).toEqual([header, '1 header']);
  });

  it('are those that were chosen, else those that were remembered, else those of their header', () => {
    const header = '宛先,Email,操作,種別';
    expect(columnsOf(header)).toEqual({ email: '1 header', action: '2 header' });
    expect(columnsOf(header, undefined, { email: 0, action: 3 })).toEqual({ email: '0 remembered', action: '3 remembered' });
    expect(columnsOf(header, { email: 1, action: 2 }, { email: 0, action: 3 })).toEqual({ email: '1 user', action: '2 user' });
    expect(columnsOf(header, { action: 0 }, { email: 0 })).toEqual({ email: '0 remembered' });
    expect(columnsOf(header, { action: null }, { action: 3 })).toEqual({ email: '1 header' });
    expect(columnsOf(header, undefined, { action: null })).toEqual({ email: '1 header' });
    expect(columnsOf(header, { action: 4 })).toEqual({ email: '1 header', action: '2 header' });
    expect(columnsOf(header, { action: 0 })).toEqual({ email: '1 header', action: '0 user' });
  });

  it('are named in the error if none is for addresses, and a file of another kind is named', () => {
    expect(failureOf(() => open('Group,,Role\r\n購買,,x\r\n'))).toEqual({
      code: 'fix-template-no-email',
      params: { file: '招待.csv', headers: 'Group / Role' },
    });
    const long = failureOf(() => open(`Group,${'長い'.repeat(200)}\r\n`)) as ExpectedError['failure'];
    expect(long?.params['headers']).toBe(`Group / ${'長い'.repeat(200)}`.slice(0, 300));
    expect(failureOf(() => openAmazonTemplate(Buffer.from('%PDF-1.7'), '招待.pdf', {}))).toEqual({
      code: 'file-kind-wrong',
      params: { file: '招待.pdf' },
    });
  });
});

describe('a row of Amazon’s template', () => {
  it('fills the columns that exist, and leaves unknown values empty', () => {
    expect(getSheetRowValues(open('Email,氏名,姓,名,社員番号,Group,Role,操作,移動元,移動先\r\n'), PERSON, VALUES)).toEqual({
      email: 'p1@example.co.jp',
      name: '山田　太郎 ジュニア',
      familyName: '山田',
      givenName: '太郎 ジュニア',
      employeeCode: '001',
      group: '購買',
      role: 'パンチアウト',
      action: '招待',
      fromGroup: '',
      toGroup: '',
    });
    expect(getSheetRowValues(open('Email,Role\r\n'), { ...PERSON, name: '' }, VALUES)).toEqual({
      email: 'p1@example.co.jp',
      role: 'パンチアウト',
    });
    expect(getSheetRowValues(open('Email,姓,名\r\n'), { ...PERSON, name: '' }, VALUES)).toEqual({
      email: 'p1@example.co.jp',
      familyName: '',
      givenName: '',
    });
  });

  it('keeps the line ends of the template, whichever they are, and counts lines within quotes', () => {
    for (const end of ['\n', '\r', '\r\n']) {
      const template = open(`Email,備考${end}x@example.com,"二${end}行"${end}`);
      const { bytes, people } = fillSheet(template, [PERSON, { ...PERSON, email: 'p2@example.co.jp' }], VALUES, true);
      expect(bytes.toString('utf8')).toBe(`Email,備考${end}x@example.com,"二${end}行"${end}p1@example.co.jp,${end}p2@example.co.jp,${end}`);
      expect(people.map(({ fileRow }) => fileRow)).toEqual([4, 5]);
      expect(fillSheet(template, [PERSON], VALUES, false).people.map(({ fileRow }) => fileRow)).toEqual([2]);
    }
  });

  it('reports a value that cannot be written with its row in the new file', () => {
    // メールアドレス,氏名 in CP932.
    const header = Buffer.from('838181 5b838b 834183 688 38c8358 2c 8e8196bc 0d0a'.replaceAll(' ', ''), 'hex');
    const template = openAmazonTemplate(header, '招待.csv', {});
    expect(failureOf(() => fillSheet(template, [PERSON, { ...PERSON, name: '𠮷田 一' }], VALUES, true))).toMatchObject({
      code: 'fix-value-unwritable',
      params: { file: '招待.csv', row: 3, character: '𠮷', value: '𠮷田 一' },
    });
  });

  it('offers distinct values of the template as choices, without blanks and at most 20', () => {
    const rows = (values: readonly string[]): string => values.map((value) => `x@example.com,${value}\r\n`).join('');
    expect(listTemplateValues(open(`Email,Role\r\n${rows(['購買', ' 購買 ', '', '　', '承認'])}`), 'role')).toEqual(['購買', '承認']);
    const many = Array.from({ length: 25 }, (_, at) => `R${at}`);
    expect(listTemplateValues(open(`Email,Role\r\n${rows(many)}`), 'role')).toEqual(many.slice(0, 20));
    expect(listTemplateValues(open(`Email,Role\r\n${rows(many)}`), 'group')).toEqual([]);
    expect(listTemplateValues(open(`Email,Role\r\n${rows(many)}`), 'nothing')).toEqual([]);
  });
});
