import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '#main/files/columns/mapping.ts';
import {
  findPasswordColumn,
  getFixFileLineNumbers,
  isAsExported,
  listUnwritableChanges,
  type NeoChange,
  planNeoFixFile,
  writeNeoFixFile,
} from '#main/files/fixes/neo-fix-file.ts';
import { failureOf } from '../../support/failure-of.ts';

const HEADER = '"ID","削除フラグ","氏名","ログインID","パスワード","職場用メールアドレス","職場用メールアドレス通知"';
const row = (...cells: string[]): string => cells.map((cell) => `"${cell}"`).join(',');
const file = (lines: readonly string[], encoding = 'cp932'): Buffer => iconv.encode([HEADER, ...lines, ''].join('\r\n'), encoding);
const change = (fields: Partial<NeoChange>): NeoChange => ({
  person: `id:${fields.neoUserId ?? ''}`,
  neoUserId: '',
  loginId: '',
  name: '山田',
  from: 'a@example.co.jp',
  to: 'b@example.co.jp',
  ...fields,
});
const plan = (lines: readonly string[], changes: readonly NeoChange[], encoding?: string) =>
  planNeoFixFile(file(lines, encoding), 'neo.csv', {}, () => undefined, changes);

describe('the file of fixes for NEO', () => {
  it('has the head of the export and the changed row alone', () => {
    const lines = [
      row('1', '', '表 計', 'yamada', '********', 'a@example.co.jp', '1'),
      row('2', '', '鈴木', 'suzuki', '********', 'c@example.co.jp', '0'),
    ];
    const bytes = writeNeoFixFile(plan(lines, [change({ neoUserId: '1' })]), 'neo.csv');
    expect(iconv.decode(bytes, 'cp932')).toBe(
      [HEADER, row('1', '', '表 計', 'yamada', '********', 'b@example.co.jp', '1'), ''].join('\r\n'),
    );
  });

  it('matches a blank login ID with no one', () => {
    const bytes = iconv.encode('ログインID,パスワード,職場用メールアドレス\r\n,*,\r\nsuzuki,*,s@example.co.jp\r\n', 'cp932');
    const { rows, leftOut } = planNeoFixFile(bytes, 'neo.csv', {}, () => undefined, [change({ neoUserId: '5', from: '' })]);
    expect([rows, leftOut.map(({ why }) => why)]).toEqual([[], ['not-in-export']]);
  });

  it('assigns a row to the person whose login matches, if two people share an id', () => {
    const of = (loginId: string) => change({ person: `login:${loginId}`, neoUserId: '5', loginId });
    const { rows, leftOut } = plan([row('5', '', '田中', 'tanaka', '*', 'a@example.co.jp', '1')], [of('suzuki'), of('tanaka')]);
    expect([rows.map(({ change: { person } }) => person), leftOut.map(({ why, person }) => [why, person])]).toEqual([
      ['login:tanaka'],
      [['not-in-export', 'login:suzuki']],
    ]);
  });

  it('writes no address into a blank cell of a person with another login ID', () => {
    const rows = [row('5', '', '鈴木', 'suzuki', '*', '', '1'), row('6', '', '佐藤', ' SATO', '*', '', '1')];
    const made = plan(rows, [
      change({ neoUserId: '5', loginId: 'tanaka', from: '' }),
      change({ neoUserId: '6', loginId: 'sato', from: '' }),
    ]);
    expect(made.rows.map(({ change: { neoUserId } }) => neoUserId)).toEqual(['6']);
    expect(made.leftOut).toMatchObject([{ why: 'other-login', row: 2, found: 'suzuki' }]);
    // A row with exactly this address belongs to the same person, regardless of the current login ID.
    expect(
      plan([row('5', '', '田中', 'new', '*', 'a@example.co.jp', '1')], [change({ neoUserId: '5', loginId: 'old' })]).rows,
    ).toHaveLength(1);
    // A value that several people share identifies a person no better than a blank cell.
    const [other, same] = ['鈴木', '佐藤'].map((name, at) => row(String(at + 5), '', name, `user${at}`, '*', '未登録', '1'));
    const changes = ['5', '6'].map((neoUserId) => change({ neoUserId, loginId: 'user1', from: '未登録' }));
    const several = plan([other ?? '', same ?? ''], changes);
    expect(several.rows.map(({ change: { neoUserId } }) => neoUserId)).toEqual(['6']);
    expect(several.leftOut).toMatchObject([{ why: 'other-login', row: 2, found: 'user0' }]);
  });

  it('reports the line numbers of its rows, below a title and a name of two lines', () => {
    const lines = [
      row('1', '', '山田\r\n太郎', 'yamada', '*', 'a@example.co.jp', '1'),
      row('2', '', '鈴木', 'suzuki', '*', 'c@example.co.jp', '1'),
      row('3', '', '佐藤', 'sato', '*', 'a@example.co.jp', '1'),
    ];
    const made = planNeoFixFile(
      iconv.encode(['ユーザー情報', '', HEADER, ...lines, ''].join('\r\n'), 'cp932'),
      'neo.csv',
      {},
      () => undefined,
      [change({ neoUserId: '1' }), change({ neoUserId: '3' })],
    );
    const written = iconv.decode(writeNeoFixFile(made, 'neo.csv'), 'cp932').split('\r\n');
    expect(getFixFileLineNumbers(made)).toEqual([4, 6]);
    expect([written[3], written[5]?.slice(0, 3)]).toEqual(['"1","","山田', '"3"']);
  });

  it('never hands a password on', () => {
    for (const password of ['secret', '', '***x']) {
      const bytes = writeNeoFixFile(
        plan([row('1', '', '山田', 'yamada', password, 'a@example.co.jp', '1')], [change({ neoUserId: '1' })]),
        'neo.csv',
      );
      expect(iconv.decode(bytes, 'cp932').split('\r\n')[1]).toBe(row('1', '', '山田', 'yamada', '********', 'b@example.co.jp', '1'));
    }
  });

  it.each([
    ['not-in-export', [row('2', '', '山田', 'yamada', '*', 'a@example.co.jp', '1')], { neoUserId: '1', loginId: 'yamada' }],
    [
      'found-twice',
      [row('1', '', '山田', 'x', '*', 'a@example.co.jp', '1'), row('1', '', '山田', 'y', '*', 'a@example.co.jp', '1')],
      { neoUserId: '1' },
    ],
    ['email-changed', [row('1', '', '山田', 'x', '*', 'A@example.co.jp', '1')], { neoUserId: '1' }],
    ['marked-deleted', [row('1', 'D', '山田', 'x', '*', 'a@example.co.jp', '1')], { neoUserId: '1' }],
    ['no-id', [row('0', '', '山田', 'yamada', '*', 'a@example.co.jp', '1')], { loginId: 'yamada' }],
    ['no-id', [row('12x', '', '山田', 'yamada', '*', 'a@example.co.jp', '1')], { loginId: 'yamada' }],
    ['row-incomplete', ['"1","","山田"'], { neoUserId: '1' }],
  ] as const)('leaves a person out: %s', (why, lines, fields) => {
    const made = plan(
      [...lines, row('9', '', '鈴木', 'suzuki', '*', 'a@example.co.jp', '1')],
      [change(fields), change({ neoUserId: '9' })],
    );
    expect(made.leftOut).toMatchObject([{ why, name: '山田' }]);
    expect(made.rows.map(({ change: { neoUserId } }) => neoUserId)).toEqual(['9']);
  });

  it('finds people by login id if the lists have no id', () => {
    expect(plan([row('7', '', '山田', 'yamada', '*', 'a@example.co.jp', '1')], [change({ loginId: 'yamada' })]).rows).toHaveLength(1);
  });

  it('recognizes an address that Shift_JIS cannot encode', () => {
    const exported = (cell: string) =>
      plan([row('1', '', '山田', 'x', '*', cell, '1')], [change({ neoUserId: '1', from: 'a\u200b−é@example.co.jp' })]).leftOut.map(
        ({ why }) => why,
      );
    expect(exported('a?－?@example.co.jp')).toEqual([]);
    expect(exported('a?−é@example.co.jp')).toEqual([]);
    expect(exported('a－?@example.co.jp')).toEqual(['email-changed']);
    expect(
      plan([row('1', '', '山田', 'x', '*', 'a?@example.co.jp', '1')], [change({ neoUserId: '1', from: 'a\u200b@example.co.jp' })], 'utf8')
        .leftOut,
    ).toHaveLength(1);
  });

  it('hands no row back in which the export lost letters', () => {
    const lost = (name: string, encoding?: string) =>
      plan([row('1', '', name, 'x', '*', 'a@example.co.jp', '1')], [change({ neoUserId: '1' })], encoding).leftOut.map(({ why, found }) => [
        why,
        found,
      ]);
    expect(lost('?田 太郎')).toEqual([['lost-letters', '氏名: ?田 太郎']]);
    expect(lost('Ren?')).toEqual([['lost-letters', '氏名: Ren?']]);
    expect(lost('山〓 太郎')).toHaveLength(1);
    expect(lost('𠮷田 太郎', 'utf8')).toEqual([]);
    expect(lost('?田 太郎', 'utf8')).toEqual([]);
    // A question mark in other positions is a normal character, and one in the query of a URL belongs to it.
    const other = (text: string) =>
      plan([row('1', '', '山田', 'x', '*', 'a@example.co.jp', text)], [change({ neoUserId: '1' })]).leftOut.map(({ found }) => found);
    expect([other('OK?'), other('https://example.co.jp/?id=1')]).toEqual([[], []]);
    // The question mark before a query is not a lost letter; one at the end of a path may be.
    expect(other('案内 https://example.co.jp/東京?id=1&q=大阪 を見る')).toEqual([]);
    for (const text of [
      'https://example.co.jp/東京?',
      'https://example.co.jp/東京?/?id=1',
      'https://example.co.jp/東京?id=1 ?橋',
      '東京?id=1',
    ])
      expect(other(text)).toEqual([`職場用メールアドレス通知: ${text}`]);
    expect(other('?橋支店')).toEqual(['職場用メールアドレス通知: ?橋支店']);
  });

  it('refuses a character that its encoding lacks with its position, and reports it in advance', () => {
    const made = plan(
      [row('1', '', '山田', 'x', '*', 'a@example.co.jp', '1')],
      [change({ neoUserId: '1', to: 'ren\u00e9@example.co.jp' })],
    );
    expect(listUnwritableChanges(made)).toMatchObject([{ why: 'unwritable', row: 2, found: '\u00e9' }]);
    expect(failureOf(() => writeNeoFixFile(made, 'neo.csv'))).toEqual({
      code: 'fix-value-unwritable',
      params: { file: 'neo.csv', row: 2, column: '職場用メールアドレス', character: '\u00e9', value: 'ren\u00e9@example.co.jp' },
    });
    const wide = plan(
      [row('1', '', '山田', 'x', '*', 'a@example.co.jp', '1')],
      [change({ neoUserId: '1', to: 'ren\u00e9@example.co.jp' })],
      'utf8',
    );
    expect(writeNeoFixFile(wide, 'neo.csv').toString('utf8')).toContain('ren\u00e9@example.co.jp');
  });

  it('refuses an export without a password column, and one without the people concerned', () => {
    const bare = iconv.encode('ID,氏名,職場用メールアドレス\r\n1,山田,a@example.co.jp\r\n', 'cp932');
    expect(
      failureOf(() =>
        writeNeoFixFile(
          planNeoFixFile(bare, 'n.csv', {}, () => undefined, [change({ neoUserId: '1' })]),
          'n.csv',
        ),
      ),
    ).toMatchObject({ code: 'fix-no-password-column' });
    expect(
      failureOf(() =>
        writeNeoFixFile(plan([row('2', '', '鈴木', 'x', '*', 'x@example.co.jp', '1')], [change({ neoUserId: '1' })]), 'neo.csv'),
      ),
    ).toEqual({ code: 'fix-export-mismatch', params: { file: 'neo.csv', people: 1 } });
  });

  it('takes the columns that were chosen by hand', () => {
    const bytes = iconv.encode('番号,だれ,合言葉,宛先\r\n1,山田,open,a@example.co.jp\r\n', 'cp932');
    const made = planNeoFixFile(bytes, 'n.csv', { mapping: { id: 0, name: 1, password: 2, workEmail: 3 } }, () => undefined, [
      change({ neoUserId: '1' }),
    ]);
    expect(iconv.decode(writeNeoFixFile(made, 'n.csv'), 'cp932')).toBe('番号,だれ,合言葉,宛先\r\n1,山田,********,b@example.co.jp\r\n');
  });

  it('reports why a person is left out, with the row and the value found', () => {
    const told = (lines: readonly string[], fields: Partial<NeoChange>) => plan(lines, [change(fields)]).leftOut;
    const left = { person: 'id:1', name: '山田', row: 2 };
    expect(told([row('1', '', '山田', 'x', '*', 'c@d', '1')], { neoUserId: '1' })).toEqual([
      { ...left, why: 'email-changed', found: 'c@d' },
    ]);
    expect(told([row('2', '', '山田', 'x', '*', 'c@d', '1')], { neoUserId: '1' })).toEqual([
      { ...left, why: 'not-in-export', row: null, found: '' },
    ]);
    expect(told([row('0', '', '山田', 'x', '*', 'c@d', '1')], { loginId: 'x', person: 'id:1' })).toEqual([
      { ...left, why: 'no-id', found: '0' },
    ]);
    expect(told([row('1', ' ｄ ', '山田', 'x', '*', 'a@example.co.jp', '1')], { neoUserId: '1' })).toEqual([
      { ...left, why: 'marked-deleted', found: '' },
    ]);
    expect(told([row('1', '-', '山田', 'x', '*', 'a@example.co.jp', '1')], { neoUserId: '1' })).toEqual([]);
  });

  it.each([
    ['1', true],
    [' 12 ', true],
    ['007', true],
    ['10', true],
    ['00', false],
    ['', false],
    ['-1', false],
    ['1.0', false],
    ['１', false],
    ['1 2', false],
  ])('writes over a person of the id %j: %j', (id, isWritten) => {
    const made = plan([row(id, '', '山田', 'yamada', '*', 'a@example.co.jp', '1')], [change({ loginId: 'yamada' })]);
    expect([made.rows.length, made.leftOut.map(({ why }) => why)]).toEqual(isWritten ? [1, []] : [0, ['no-id']]);
  });

  it('finds people by login id if the export has no id column, and finds no one if it has neither', () => {
    const of = (text: string, fields: Partial<NeoChange>) =>
      planNeoFixFile(iconv.encode(text, 'cp932'), 'n.csv', {}, () => undefined, [change(fields)]);
    const logins = 'ログインID,パスワード,職場用メールアドレス\r\nyamada,*,a@example.co.jp\r\n';
    expect(of(logins, { neoUserId: '5', loginId: 'yamada' }).rows.map(({ row: at, fileRow }) => [at, fileRow])).toEqual([[0, 2]]);
    expect(of('氏名,パスワード,職場用メールアドレス\r\n山田,*,a@example.co.jp\r\n', { neoUserId: '5', loginId: 'yamada' }).rows).toEqual(
      [],
    );
    // If no user has the ID, the row is not searched by login ID instead.
    expect(
      plan([row('1', '', '山田', 'yamada', '*', 'a@example.co.jp', '1')], [change({ neoUserId: '9', loginId: 'yamada' })]).rows,
    ).toEqual([]);
  });

  it('writes no file without the column of ids: all of it would be new people', () => {
    const bytes = iconv.encode('ログインID,パスワード,職場用メールアドレス\r\nyamada,*,a@example.co.jp\r\n', 'cp932');
    const made = planNeoFixFile(bytes, 'n.csv', {}, () => undefined, [change({ loginId: 'yamada' })]);
    expect(made.columns.filter(({ required, column }) => required && column === null).map(({ id }) => id)).toEqual(['id']);
    expect(failureOf(() => writeNeoFixFile(made, 'n.csv'))).toMatchObject({
      code: 'file-column-missing',
      params: { field: 'id', column: 'ID' },
    });
  });

  it('changes no one if both or neither of two changes for one ID match the login of the row', () => {
    const of = (person: string, loginId: string) => change({ person, neoUserId: '5', loginId });
    const lines = [row('5', '', '田中', 'tanaka', '*', 'a@example.co.jp', '1'), row('6', '', '別', 'other', '*', 'c@example.co.jp', '1')];
    for (const changes of [
      [of('p', 'tanaka'), of('q', 'tanaka')],
      [of('p', 'x'), of('q', 'y')],
      [of('p', ''), of('q', '')],
    ]) {
      const { rows, leftOut } = plan(lines, [...changes, change({ neoUserId: '6', from: 'c@example.co.jp' })]);
      expect([rows.map(({ change: { neoUserId } }) => neoUserId), leftOut.map(({ person, why }) => [person, why])]).toEqual([
        ['6'],
        [
          ['p', 'not-in-export'],
          ['q', 'not-in-export'],
        ],
      ]);
    }
  });

  it('has its rows in the order of the export, whatever the order of the changes', () => {
    const lines = ['3', '1', '2'].map((id) => row(id, '', '山田', 'x', '*', 'a@example.co.jp', '1'));
    const { rows } = plan(
      lines,
      ['1', '2', '3'].map((neoUserId) => change({ neoUserId })),
    );
    expect(rows.map(({ change: { neoUserId } }) => neoUserId)).toEqual(['3', '1', '2']);
  });

  it('remembers columns, lets them be chosen, and names the one that is missing', () => {
    const bytes = iconv.encode('番号,合言葉,宛先,ID\r\n1,open,a@example.co.jp,7\r\n', 'cp932');
    const of = (mapping: ColumnMapping | undefined, remembered?: ColumnMapping) => {
      const made = planNeoFixFile(bytes, 'n.csv', { mapping }, () => remembered, [change({ neoUserId: '7' })]);
      return made.columns.map(({ id, column, mappedBy }) => `${id} ${column} ${mappedBy}`);
    };
    expect(of(undefined, { workEmail: 2 })).toEqual([
      'loginId null none',
      'workEmail 2 remembered',
      'id 3 header',
      'deleted null none',
      'password null none',
    ]);
    expect(of({ password: 1 }).at(-1)).toBe('password 1 user');
    expect(of({ password: null }).at(-1)).toBe('password null none');
    expect([of({ password: 4 }).at(-1), of({ password: -1 }).at(-1)]).toEqual(['password null none', 'password null none']);
    const without = planNeoFixFile(bytes, 'n.csv', { mapping: { password: 1 } }, () => undefined, [change({ neoUserId: '7', from: '' })]);
    expect(failureOf(() => writeNeoFixFile(without, 'n.csv'))).toEqual({
      code: 'file-column-missing',
      params: { file: 'n.csv', field: 'workEmail', column: '職場用メールアドレス', headers: '番号 / 合言葉 / 宛先 / ID' },
    });
  });

  it.each(['パスワード', 'Password', 'ﾛｸﾞｲﾝﾊﾟｽﾜｰﾄﾞ', 'login password', 'Pass Word'])('recognizes %s as the password column', (header) => {
    expect(findPasswordColumn(['ID', header], undefined)).toEqual({ id: 'password', required: true, column: 1, mappedBy: 'header' });
  });

  it('recognizes the replacements that Windows uses for characters missing in CP932', () => {
    const twins = [
      ['\u2212', '－'],
      ['\u301c', '～'],
      ['\u2016', '∥'],
      ['\u2014', '―'],
      ['\u00a2', '￠'],
      ['\u00a3', '￡'],
      ['\u00ac', '￢'],
      ['\u00a0', ' '],
    ] as const;
    for (const [letter, twin] of twins)
      expect([
        isAsExported(`a${letter}`, `a${twin}`, 'shift_jis'),
        isAsExported(`a${letter}`, 'a?', 'shift_jis'),
        isAsExported(letter, twin, 'utf-8'),
      ]).toEqual([true, true, false]);
    expect(['𠮷', '??', '?', '〓', '???', ''].map((cell) => isAsExported('𠮷', cell, 'shift_jis'))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect([isAsExported('é', '??', 'shift_jis'), isAsExported('山', '?', 'shift_jis'), isAsExported('\u007f', '?', 'shift_jis')]).toEqual([
      false,
      false,
      false,
    ]);
    expect([
      isAsExported('aé', 'a', 'shift_jis'),
      isAsExported('é', '?b', 'shift_jis'),
      isAsExported('', '', 'shift_jis'),
      isAsExported('a', 'A', 'shift_jis'),
    ]).toEqual([false, false, true, false]);
  });
});
