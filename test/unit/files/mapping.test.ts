import { describe, expect, it } from 'vitest';
import { FIELDS } from '#main/files/columns/fields.ts';
import { computeHeaderFingerprint } from '#main/files/columns/header-fingerprint.ts';
import { findHeaderRow, matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { HEADERS } from '../../corpus/files/headers.ts';

const columnsOf = (kind: Parameters<typeof matchColumns>[0], header: string[], known = {}) =>
  Object.fromEntries(matchColumns(kind, header, known).flatMap(({ id, column }) => (column === null ? [] : [[id, column]])));

describe('header corpus', () => {
  it.each(HEADERS)('%s: %s is %s', (kind, header, field) => {
    expect(columnsOf(kind, [header])).toEqual(field === null ? {} : { [field]: 0 });
  });

  it('recognizes every field by real headers, none of them twice', () => {
    for (const [kind, fields] of Object.entries(FIELDS))
      for (const { id, label, exact, weak, bare, contains, without } of fields) {
        const lists = [exact, ...contains];
        const all = [label, ...exact, ...weak, ...bare, ...without, ...contains.flat()];
        expect([kind, id, lists.filter((list) => list.length === 0), all.filter((word) => word === '')]).toEqual([kind, id, [], []]);
        for (const list of [exact, weak]) expect([kind, id, list.filter((word, at) => list.indexOf(word) !== at)]).toEqual([kind, id, []]);
      }
  });

  it('requires the columns that identify a person', () => {
    expect(
      Object.entries(FIELDS).map(([kind, fields]) => [
        kind,
        ...fields.flatMap(({ id, required, label }) => (required ? [`${id} ${label}`] : [])),
      ]),
    ).toEqual([
      ['neo-users', 'name 氏名', 'workEmail 職場用メールアドレス'],
      ['amazon-users', 'email メールアドレス'],
      ['directory-people', 'mail mail'],
      ['organizations', 'name 組織名'],
      ['orders', 'requestedAt 申請日時'],
    ]);
  });

  it('has a name for every field in both languages', () => {
    for (const [kind, fields] of Object.entries(FIELDS)) {
      const ids = fields.map(({ id }) => id).sort();
      expect(Object.keys(ja.field[kind as keyof typeof ja.field]).sort()).toEqual(ids);
      expect(Object.keys(en.field[kind as keyof typeof en.field]).sort()).toEqual(ids);
    }
  });
});

describe('matchColumns', () => {
  it('prefers the work address to a plain one, at any position', () => {
    expect(columnsOf('neo-users', ['メールアドレス', '職場用メールアドレス公開', '氏名', '職場用メールアドレス'])).toEqual({
      name: 2,
      workEmail: 3,
    });
  });

  it('does not use a phone or private address as the work address', () => {
    expect(columnsOf('neo-users', ['会社携帯メールアドレス', '氏名', 'メールアドレス'])).toEqual({ mobileEmail: 0, name: 1, workEmail: 2 });
    expect(columnsOf('neo-users', ['E-mail (company mobile)', 'Name', 'Office e-mail'])).toEqual({ mobileEmail: 0, name: 1, workEmail: 2 });
    expect(columnsOf('neo-users', ['会社以外のその他メールアドレス', '氏名'])).toEqual({ otherEmail: 0, name: 1 });
  });

  it('identifies an account by its login', () => {
    expect(columnsOf('amazon-users', ['氏名', '連絡先メールアドレス', 'ログインメールアドレス', 'ユーザーのステータス'])).toEqual({
      name: 0,
      email: 2,
      state: 3,
    });
    expect(columnsOf('amazon-users', ['Name', 'Alternate e-mail', 'Login e-mail'])).toEqual({ name: 0, email: 2 });
    // Without another indication, the administrator has to choose the column.
    expect(columnsOf('amazon-users', ['氏名', '予備メールアドレス'])).toEqual({ name: 0 });
  });

  it('uses ユーザーID as the login if there is also an ID column', () => {
    expect(columnsOf('neo-users', ['ユーザーID', 'ID', '氏名'])).toEqual({ loginId: 0, id: 1, name: 2 });
  });

  it('puts the default organisation first and the other organisation second', () => {
    expect(columnsOf('neo-users', ['所属組織', '氏名', 'デフォルト組織'])).toEqual({ organization2: 0, name: 1, organization: 2 });
  });

  it('maps an order report of Amazon to people and not to approvers', () => {
    const header = [
      'Order Date',
      'Order ID',
      'Account Group',
      'PO Number',
      'Approver',
      'Account User',
      'Account User Email',
      'Invoice Status',
    ];
    expect(columnsOf('amazon-users', header)).toEqual({ group: 2, name: 5, email: 6 });
  });

  it('uses a bare 職場 as the address if addresses are below it, and ignores it if workplaces are', () => {
    const header = ['氏名', '職場', '携帯', '自宅', 'その他'];
    const columnsAbove = (cells: readonly string[]) =>
      Object.fromEntries(
        matchColumns('neo-users', header, {}, { rowCount: 1, cell: (_, column) => cells[column] ?? '' }).flatMap(({ id, column }) =>
          column === null ? [] : [[id, column]],
        ),
      );
    expect(columnsAbove(['山田', 'a@example.co.jp', 'm@example.com', 'h@example.com', 'o@example.com'])).toEqual({
      name: 0,
      workEmail: 1,
      mobileEmail: 2,
      homeEmail: 3,
      otherEmail: 4,
    });
    expect(columnsAbove(['山田', '東京支社', '090-1111-2222', '', 'なし'])).toEqual({ name: 0 });
  });

  it('prefers the user’s choice to the remembered one, and that to the header', () => {
    const header = ['メール1', '氏名', 'E-mail'];
    const columns = matchColumns('amazon-users', header, { chosen: { name: null }, remembered: { email: 0, name: 1, role: 99 } });
    expect(columns.filter(({ mappedBy }) => mappedBy !== 'none')).toEqual([
      { id: 'email', required: true, column: 0, mappedBy: 'remembered' },
      { id: 'name', required: false, column: null, mappedBy: 'user' },
    ]);
  });

  it('never gives one column to two fields', () => {
    const columns = matchColumns('neo-users', ['氏名', 'メールアドレス', '所属組織'], { chosen: { workEmail: 0 } });
    const taken = columns.flatMap(({ column }) => (column === null ? [] : [column]));
    expect(new Set(taken).size).toBe(taken.length);
    expect(columns.find(({ id }) => id === 'name')?.column).toBeNull();
  });
});

describe('requireColumns', () => {
  const failureOf = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      if (error instanceof ExpectedError) return error.failure;
      throw error;
    }
    return undefined;
  };
  const required = (header: string[], known = {}) =>
    failureOf(() => requireColumns('neo-users', matchColumns('neo-users', header, known), header, 'a.csv'));

  it('names the missing field and what was found instead', () => {
    expect(required(['氏名', '電話'])).toEqual({
      code: 'file-column-missing',
      params: { file: 'a.csv', field: 'workEmail', column: '職場用メールアドレス', headers: '氏名 / 電話' },
    });
  });

  it('refuses two columns with the very header of a required field, until the user chooses', () => {
    const header = ['氏名', '職場用メールアドレス', '職場用メールアドレス'];
    expect(required(header)).toEqual({
      code: 'file-column-duplicate',
      params: { file: 'a.csv', field: 'workEmail', column: '職場用メールアドレス', first: 2, second: 3 },
    });
    expect(required(header, { chosen: { workEmail: 2 } })).toBeUndefined();
  });

  it('refuses two columns with one header for any field if they differ, so that no punchout user is lost', () => {
    const header = ['名前', 'Eメール', '役割', '役割'];
    const rolesOf = (...rows: readonly (readonly string[])[]) => {
      const table = readCsvTable(Buffer.from([header, ...rows].map((cells) => cells.join(',')).join('\r\n')), 'a.csv');
      return (known = {}) =>
        failureOf(() => requireColumns('amazon-users', matchColumns('amazon-users', header, known, table), header, 'a.csv', table));
    };
    const differing = rolesOf(
      ['山田太郎', 'taro@example.co.jp', '購買者', '購買者'],
      ['鈴木花子', 'hana@example.co.jp', '購買者', 'パンチアウト'],
    );
    expect(differing()).toEqual({
      code: 'file-column-duplicate',
      params: { file: 'a.csv', field: 'role', column: '役割', first: 3, second: 4 },
    });
    expect(differing({ chosen: { role: 3 } })).toBeUndefined();
    expect(rolesOf(['山田太郎', 'taro@example.co.jp', '購買者', '購買者'])()).toBeUndefined();
  });

  it('refuses the list of the other side, until the user chooses a column', () => {
    const header = ['メールアドレス', '氏名', '役割', 'グループ', 'ステータス'];
    expect(required(header)).toEqual({ code: 'file-list-other', params: { file: 'a.csv', found: 'amazon', wanted: 'neo' } });
    expect(required(header, { chosen: { workEmail: 0 } })).toBeUndefined();
  });

  it.each([
    [['氏名', 'メールアドレス', '状態', '社員番号']],
    [['氏名', 'メールアドレス', '役割']],
    [['ログインID', '氏名', 'メールアドレス', 'グループ', '権限']],
  ])('accepts a list with few signs of its side: %s', (header) => {
    expect(required(header)).toBeUndefined();
  });
});

describe('findHeaderRow', () => {
  it('skips title lines, prefers the upper of two equal rows and takes an unknown first row for a header', () => {
    expect(findHeaderRow([['ユーザー一覧'], ['出力日', '2026/11/24'], ['氏名', 'メールアドレス'], ['山田', 'a@example.co.jp']])).toBe(2);
    expect(
      findHeaderRow([
        ['氏名', 'メールアドレス'],
        ['氏名', 'メールアドレス'],
      ]),
    ).toBe(0);
    expect(
      findHeaderRow([
        ['列A', '列B'],
        ['1', '2'],
      ]),
    ).toBe(0);
  });

  it('never takes a row with an address for the header, though its values are words of headers', () => {
    expect(
      findHeaderRow([
        ['Eメール', '種別', '登録区分'],
        ['a@example.com', 'パンチアウト', '有効'],
      ]),
    ).toBe(0);
  });

  it('finds no header in rows of data', () => {
    expect(findHeaderRow([['yamada@example.co.jp', '山田']])).toBe(-1);
    expect(findHeaderRow([])).toBe(-1);
  });
});

describe('the row of headers', () => {
  it.each<[string, readonly (readonly string[])[], number]>([
    [
      'the one that most fields know',
      [
        ['氏名', 'x'],
        ['氏名', 'メールアドレス', '役職'],
        ['氏名', 'ID'],
      ],
      1,
    ],
    [
      'none where the first looks like data',
      [
        ['1', '山田'],
        ['2', '鈴木'],
      ],
      -1,
    ],
    [
      'none where the first has a day',
      [
        ['山田', '2026/11/24'],
        ['x', 'y'],
      ],
      -1,
    ],
    ['none where the first has an address of no form', [['山田@', 'y']], -1],
    [
      'the first of words that nobody knows',
      [
        ['列A', 'No. 1'],
        ['1', '2'],
      ],
      0,
    ],
    ['none in an empty row', [[], ['x']], -1],
    [
      'one word counted once',
      [
        ['氏名', '氏名', '氏名'],
        ['氏名', 'ID'],
      ],
      1,
    ],
    ['not one in a long text', [[`氏名${' '.repeat(39)}`, 'x'], ['氏名']], 1],
    ['one of forty letters', [[`氏名${' '.repeat(38)}`], ['x']], 0],
    ['not one with an address among words', [['氏名', 'ID', '山田 a@example.com'], ['氏名']], 1],
    ['one with half an address', [['氏名', 'メール', 'a@b'], ['氏名']], 0],
    ['one with an address without a name', [['氏名', 'メール', '@example.com'], ['氏名']], 0],
    ['one with an address that ends in a dot', [['氏名', 'メール', 'a@example.'], ['氏名']], 0],
    ['one with a dot right behind the @', [['氏名', 'メール', 'a@.com'], ['氏名']], 0],
    [
      'the headers of a directory as those of a list',
      [
        ['displayName', 'mail'],
        ['氏名', 'ID', '役職'],
      ],
      1,
    ],
  ])('is %s', (_, top, row) => {
    expect(findHeaderRow(top)).toBe(row);
  });
});

describe('a column without a sure header', () => {
  const below = (cells: readonly string[]): unknown =>
    matchColumns(
      'neo-users',
      ['氏名', '職場'],
      {},
      { rowCount: cells.length, cell: (row, column) => (column === 1 ? (cells[row] ?? '') : '') },
    ).find(({ id }) => id === 'workEmail')?.column;
  const other = (count: number): readonly string[] => Array.from({ length: count }, () => '東京');
  it('contains addresses if at least half of its values are addresses', () => {
    expect([below(['a@example.com', '東京']), below(['a@example.com', ...other(2)]), below(['', '', '']), below([])]).toEqual([
      1,
      null,
      null,
      null,
    ]);
    expect(below(['a@example.com', '', '', '', ''])).toBe(1);
    // Only the first rows are checked.
    expect([
      below([...other(200), ...Array.from({ length: 500 }, () => 'a@example.com')]),
      below([...Array.from({ length: 100 }, () => 'a@example.com'), ...other(500)]),
    ]).toEqual([null, 1]);
  });
});

describe('columns chosen or remembered', () => {
  const told = (known: Parameters<typeof matchColumns>[2]) =>
    Object.fromEntries(
      matchColumns('organizations', ['組織名', 'ID', '組織コード'], known).map(({ id, column, mappedBy }) => [id, `${column} ${mappedBy}`]),
    );
  it('apply if the column exists, and only once', () => {
    expect(told({})).toEqual({ name: '0 header', id: '1 header', code: '2 header', parent: 'null none' });
    for (const column of [-1, 3, 1.5, Number.NaN]) expect(told({ chosen: { parent: column } })['parent']).toBe('null none');
    expect(told({ chosen: { id: 2 }, remembered: { code: 2, id: 0, parent: 1 } })).toEqual({
      name: '0 header',
      id: '2 user',
      code: 'null none',
      parent: '1 remembered',
    });
    expect(told({ chosen: Object.create({ id: 2 }) as Record<string, number> })['id']).toBe('1 header');
    expect(told({ remembered: { name: null } })['name']).toBe('null remembered');
  });
});

describe('headerFingerprint', () => {
  it('is equal for the same header in other spelling and differs for another order', () => {
    expect(computeHeaderFingerprint(['氏名', 'E-mail'])).toBe(computeHeaderFingerprint(['氏　名', 'Ｅ－ＭＡＩＬ']));
    expect(computeHeaderFingerprint(['氏名', 'E-mail'])).not.toBe(computeHeaderFingerprint(['E-mail', '氏名']));
  });
});
