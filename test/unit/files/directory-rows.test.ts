import { describe, expect, it } from 'vitest';
import { type ColumnMapping, matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { toAmazonUsers, toNeoUsers } from '#main/files/lists/directory-rows.ts';
import type { Table } from '#main/files/table.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import type { SeparatorChoice } from '#shared/domain/directory/cell-separator.ts';
import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import type { ConfirmedWordMeanings } from '#shared/domain/directory/list-words.ts';
import { toOrganizations } from '../../support/read-rows.ts';

function rowsOf<T>(
  kind: ListKind,
  convert: (table: Table, mapping: ColumnMapping, file: string, answers?: ConfirmedWordMeanings) => readonly T[],
  lines: readonly string[],
  answers?: ConfirmedWordMeanings,
): readonly T[] {
  const table = readCsvTable(Buffer.from(lines.join('\r\n')), 'a.csv');
  return convert(table, requireColumns(kind, matchColumns(kind, table.header), table.header, 'a.csv'), 'a.csv', answers);
}
const neo = (...lines: string[]): readonly NeoUser[] => rowsOf('neo-users', toNeoUsers, lines);
const amazon = (...lines: string[]): readonly AmazonUser[] => rowsOf('amazon-users', toAmazonUsers, lines);
const neoSaying = (answers: ConfirmedWordMeanings, ...lines: string[]) => rowsOf('neo-users', toNeoUsers, lines, answers);
const amazonSaying = (answers: ConfirmedWordMeanings, ...lines: string[]) => rowsOf('amazon-users', toAmazonUsers, lines, answers);
const organizations = (...lines: string[]) => rowsOf('organizations', toOrganizations, lines);
const failure = (code: string, params: object) => expect.objectContaining({ failure: { code, params } });

describe('toNeoUsers', () => {
  it('reads every field, texts verbatim', () => {
    const [user] = neo(
      'ID,ログインID,氏名,ふりがな,社員番号,役職,職場用メールアドレス,携帯用メールアドレス,自宅用メールアドレス,その他メールアドレス',
      '12,yamada,山田 太郎,やまだ たろう,="00123",課長," Yamada@example.co.jp",m@example.com,h@example.com,o@example.com',
    );
    expect(user).toMatchObject({
      id: '12',
      loginId: 'yamada',
      name: '山田 太郎',
      kana: 'やまだ たろう',
      employeeCode: '00123',
      title: '課長',
      workEmail: ' Yamada@example.co.jp',
      mobileEmail: 'm@example.com',
      homeEmail: 'h@example.com',
      otherEmail: 'o@example.com',
      state: 'active',
      organizations: [],
    });
  });

  it('returns empty texts for fields that the file lacks', () => {
    expect(neo('氏名,職場メール', '山田,a')[0]).toMatchObject({
      id: '',
      loginId: '',
      kana: '',
      otherEmail: '',
      state: 'active',
      organizations: [],
    });
  });

  it('collects organisations from cells and columns, the default one first, as they are referred to', () => {
    const [user] = neo('氏名,職場メール,所属組織,デフォルト組織,所属組織3', '山田,a,"*12; @A01 ;営業部",営業部,人事部|総務部');
    expect(user?.organizations).toEqual(['営業部', '*12', '@A01', '人事部', '総務部']);
  });

  it.each([
    ['使用停止フラグ', '1', 'suspended'],
    ['使用停止フラグ', '', 'active'],
    ['使用停止フラグ', '有効', 'suspended'],
    ['使用停止フラグ', '無効', 'active'],
    ['使用停止', '使用停止', 'suspended'],
    ['使用停止', 'ＴＲＵＥ', 'suspended'],
    ['使用停止', 'いいえ', 'active'],
    ['使用停止', '○', 'suspended'],
    ['使用停止', '×', 'active'],
    ['使用停止', '-', 'active'],
    ['ログイン拒否', 'はい', 'login-denied'],
    ['ログイン拒否フラグ', '0', 'active'],
    ['削除フラグ', 'd', 'deleted'],
    ['削除フラグ', 'D', 'deleted'],
    ['削除フラグ', '', 'active'],
    ['状態', '使用停止中', 'suspended'],
    ['状態', 'ログイン拒否中', 'login-denied'],
    ['状態', '削除済み', 'deleted'],
    ['状態', '有効', 'active'],
    ['Status', 'Suspended', 'suspended'],
  ])('%s = %s is %s', (header, text, state) => {
    expect(neo(`氏名,職場メール,${header}`, `山田,a,${text}`)[0]?.state).toBe(state);
  });

  it('uses the stricter of two states', () => {
    expect(neo('氏名,職場メール,使用停止フラグ,ログイン拒否,状態', '山田,a,1,1,有効')[0]?.state).toBe('suspended');
  });

  it.each([
    ['使用停止フラグ', '2', 'suspended', 'on', 'suspended'],
    ['使用停止', '有効', 'suspended', 'off', 'active'],
    ['ログイン拒否フラグ', '？', 'loginDenied', 'on', 'login-denied'],
    ['状態', '休職', 'state', 'suspended', 'suspended'],
    ['状態', '△', 'state', 'active', 'active'],
    ['状態', '×', 'state', 'deleted', 'deleted'],
  ] as const)('does not interpret %s = %s until the user chooses its meaning', (header, word, field, meaning, state) => {
    const lines = [`氏名,職場メール,${header}`, '鈴木,b,', `山田,a, ${word} `] as const;
    const people = neo(...lines);
    expect(people.map((person) => person.state)).toEqual(['active', 'unknown']);
    expect(people[1]?.unclear).toEqual({ [field]: word.normalize('NFKC') });
    expect(people[0]?.unclear).toBeUndefined();
    const told = neoSaying({ [field]: { [word.normalize('NFKC')]: meaning } }, ...lines);
    expect(told.map((person) => person.state)).toEqual(['active', state]);
    expect(told[1]?.unclear).toBeUndefined();
  });

  it('lets no column that permits login override an unknown word', () => {
    expect(
      neo('氏名,職場メール,状態,ログイン拒否フラグ,使用停止フラグ', '山田,a,休職,1,0', '鈴木,b,休職,0,1').map(({ state }) => state),
    ).toEqual(['unknown', 'suspended']);
  });

  it('wants the name and the work e-mail', () => {
    const table = readCsvTable(Buffer.from('氏名,電話\n山田,1\n'), 'a.csv');
    expect(() => toNeoUsers(table, { name: 0 }, 'a.csv')).toThrow(
      failure('file-column-missing', { file: 'a.csv', field: 'workEmail', column: '職場用メールアドレス', headers: '氏名 / 電話' }),
    );
  });
});

describe('toAmazonUsers', () => {
  it('reads every field', () => {
    expect(
      amazon(
        '招待日,Eメールアドレス,姓,名,役割,グループ,ステータス,従業員ID',
        '2026年11月4日,A@example.co.jp,山田,太郎,"購買依頼者, パンチアウト",営業部,有効,007',
      )[0],
    ).toMatchObject({
      email: 'A@example.co.jp',
      name: '山田 太郎',
      employeeCode: '007',
      state: 'active',
      punchout: true,
      groups: ['営業部'],
      invitedOn: '2026-11-04',
    });
  });

  it('reports what the export lacks', () => {
    expect(amazon('email', 'a@example.com')[0]).toMatchObject({ name: '', state: 'unknown', punchout: null, groups: [], invitedOn: null });
  });

  it.each([
    ['PunchoutUser', true],
    ['Punchout User', true],
    ['Requisitioner; Punchout Requisitioner', true],
    ['カタログ連携', true],
    ['管理者、パンチアウト', true],
    ['パンチアウトなし', false],
    ['Requisitioner', false],
    ['購買依頼者・パンチアウト', true],
    ['カタログ担当', null],
    ['パンチアウト申請中', null],
    ['管理者、カタログ担当', null],
    ['パンチアウト、カタログ担当', true],
    ['', null],
  ])('role %j holds punchout: %s', (role, punchout) => {
    expect(amazon('email,role', `a@example.com,"${role}"`)[0]?.punchout).toBe(punchout);
  });

  it('reads a separate column for the punchout role', () => {
    expect(amazon('email,パンチアウト', 'a,有効', 'b,いいえ', 'c,').map(({ punchout }) => punchout)).toEqual([true, false, false]);
    expect(amazon('email,パンチアウト', 'a,たぶん', 'b,×')).toMatchObject([
      { punchout: null, unclear: { punchout: 'たぶん' } },
      { punchout: false },
    ]);
  });

  it('reports an unknown role and applies the meaning chosen for it', () => {
    const lines = ['email,group,role', 'a,営業部,カタログ担当', 'b,営業部,購買依頼者', 'c,営業部,', 'a,人事部,管理者'] as const;
    expect(amazon(...lines).map(({ punchout, unclear }) => [punchout, unclear])).toEqual([
      [null, { role: 'カタログ担当' }],
      [false, undefined],
      [null, { role: '' }],
    ]);
    const said = (role: Record<string, string>) => amazonSaying({ role }, ...lines).map(({ punchout }) => punchout);
    expect(said({ カタログ担当: 'punchout' })).toEqual([true, false, null]);
    expect(said({ カタログ担当: 'other', '': 'other' })).toEqual([false, false, false]);
    expect(said({ 購買依頼者: 'punchout' })).toEqual([null, true, null]);
    expect(said({ カタログ担当: 'nonsense' })).toEqual([null, false, null]);
  });

  it.each([
    ['有効', 'active'],
    ['アクティブ', 'active'],
    ['ACTIVE', 'active'],
    ['無効', 'inactive'],
    ['Deactivated', 'inactive'],
    ['招待中', 'invited'],
    ['Pending', 'invited'],
    ['未承諾', 'invited'],
    ['Accepted', 'active'],
    ['招待を送信済み', 'invited'],
    ['招待承認待ち', 'invited'],
    ['Expiring soon', 'invited'],
    ['Invite expired', 'invited'],
    ['何か', 'unknown'],
    ['×', 'unknown'],
    ['△', 'unknown'],
    ['', 'unknown'],
  ])('state %s is %s', (text, state) => {
    expect(amazon('email,name,status', `a@example.com,x,${text}`)[0]?.state).toBe(state);
  });

  it.each([
    ['Expiring', 'expiring'],
    ['Expiring soon', 'expiring'],
    ['まもなく期限切れ', 'expiring'],
    ['Expired', 'expired'],
    ['Invite expired', 'expired'],
    ['期限切れ', 'expired'],
    ['招待期限切れ', 'expired'],
    ['招待中', undefined],
    ['Accepted', undefined],
  ])('an invitation that is %s is %s by its word', (text, word) => {
    expect(amazon('email,name,status', `a@example.com,x,${text}`)[0]?.invitation).toBe(word);
  });

  it('reports an unknown state and applies the meaning chosen for it', () => {
    const lines = ['email,name,status', 'a,x,△', 'b,y,有効', 'c,z,'] as const;
    expect(amazon(...lines).map(({ unclear }) => unclear)).toEqual([{ state: '△' }, undefined, { state: '' }]);
    const states = amazonSaying({ state: { '△': 'invitation-expired', '': 'active' } }, ...lines);
    expect(states.map(({ state, invitation, unclear }) => [state, invitation, unclear])).toEqual([
      ['invited', 'expired', undefined],
      ['active', undefined, undefined],
      ['active', undefined, undefined],
    ]);
  });

  it.each([
    ['2026/11/24', '2026-11-24'],
    ['2026-11-24T09:00:00Z', '2026-11-24'],
    ['2026/1/5 10:00', '2026-01-05'],
    ['２０２６年１月５日', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['46350', '2026-11-24'],
    ['11/24/2026', '2026-11-24'],
    ['24/11/2026', '2026-11-24'],
    ['Nov 24, 2026', '2026-11-24'],
    ['24 November 2026', '2026-11-24'],
    ['3/4/2026', null],
    ['2026/2/29', null],
    ['2028/2/29', '2028-02-29'],
    ['きのう', null],
    ['123', null],
  ])('invited on %s is %s', (text, day) => {
    expect(amazon('email,invited on', `a@example.com,"${text}"`)[0]?.invitedOn).toBe(day);
  });

  it('uses the other values of the column to interpret 3/4/2026', () => {
    expect(amazon('email,invited on', 'a,3/4/2026', 'b,11/24/2026').map(({ invitedOn }) => invitedOn)).toEqual([
      '2026-03-04',
      '2026-11-24',
    ]);
    expect(amazon('email,invited on', 'a,3/4/2026', 'b,24/11/2026').map(({ invitedOn }) => invitedOn)).toEqual([
      '2026-04-03',
      '2026-11-24',
    ]);
    expect(amazon('email,invited on', 'a,3/4/2026', 'b,24/11/2026', 'c,11/24/2026').map(({ invitedOn }) => invitedOn)).toEqual([
      null,
      '2026-11-24',
      '2026-11-24',
    ]);
  });

  it('makes one account of rows that differ in group and role only', () => {
    const users = amazon(
      'email,name,role,group,status',
      'a@example.com,山田,Requisitioner,営業部,有効',
      'b@example.com,鈴木,Requisitioner,営業部,有効',
      'a@example.com,山田,PunchoutUser,人事部,有効',
      'a@example.com,山田,Requisitioner,総務部,有効',
    );
    expect(users.map(({ email, groups, punchout }) => ({ email, groups, punchout }))).toEqual([
      { email: 'a@example.com', groups: ['営業部', '人事部', '総務部'], punchout: true },
      { email: 'b@example.com', groups: ['営業部'], punchout: false },
    ]);
  });

  it.each([
    ['another name', 'a@example.com,山田 花子,人事部,有効'],
    ['another state and no group', 'a@example.com,山田,,無効'],
    ['another state in the same group', 'a@example.com,山田,営業部,無効'],
    ['the same group', 'a@example.com,山田,営業部,有効'],
    ['another spelling of the address', 'A@example.com,山田,人事部,有効'],
  ])('keeps rows apart that have %s: two accounts are a finding', (_name, second) => {
    expect(amazon('email,name,group,status', 'a@example.com,山田,営業部,有効', second)).toHaveLength(2);
  });

  it('leaves the state of an account unknown if one of its groups has an unknown word', () => {
    const header = 'email,name,group,status';
    const rows = ['a@example.com,山田,営業部,有効', 'a@example.com,山田,人事部,移動済み？', 'a@example.com,山田,総務部,招待中'] as const;
    const read = (...lines: string[]) => amazon(header, ...lines).map(({ state, groups, unclear }) => ({ state, groups, unclear }));
    const unclear = { state: '移動済み?' };
    expect(read(rows[0], rows[1])).toEqual([{ state: 'unknown', groups: ['営業部', '人事部'], unclear }]);
    expect(read(rows[1], rows[0])).toEqual([{ state: 'unknown', groups: ['営業部', '人事部'], unclear }]);
    expect(read(rows[1], rows[2])).toEqual([{ state: 'unknown', groups: ['人事部'], unclear }]);
  });

  it.each([
    ['a blank', '@EG1 @IT', ['@EG1', '@IT']],
    ['a slash', '@EG1/@IT', ['@EG1', '@IT']],
    ['a slash between names that stand alone elsewhere', '総務部/情報システム室', ['総務部', '情報システム室']],
    ['a blank in a name', '東京 本社', ['東京 本社']],
  ])('takes organisations apart at %s', (_name, cell, organizations) => {
    const rows = ['総務部', '情報システム室', '大阪 支社', '名古屋 支社'].map((name, at) => `p${at},社員,${name},`);
    expect(neo('ログインID,氏名,所属組織,職場用メールアドレス', `p,社員,${cell},`, ...rows)[0]?.organizations).toEqual(organizations);
  });

  it('keeps the role of each group of an account in several groups', () => {
    const rows = (...roles: string[]) =>
      amazon('email,name,group,role', ...roles.map((role, at) => `a@example.com,山田,G${at},${role}`))[0]?.memberships;
    expect(rows('購買依頼者', 'パンチアウト', '担当')).toEqual([
      { groups: ['G0'], punchout: false },
      { groups: ['G1'], punchout: true },
      { groups: ['G2'], punchout: null, unclearRole: '担当' },
    ]);
    expect(rows('パンチアウト', 'パンチアウト')).toEqual([
      { groups: ['G0'], punchout: true },
      { groups: ['G1'], punchout: true },
    ]);
    expect(rows('パンチアウト')).toBeUndefined();
  });

  it.each([
    ['removed from one group, in another', '削除済み', '有効', ['人事部'], 'active', false],
    ['in one group, removed from another', '有効', '削除済み', ['営業部'], 'active', true],
    ['in one group, asked into another', '招待中', '有効', ['人事部'], 'active', false],
    ['asked into one group, removed from another', 'Expiring soon', 'Removed', ['営業部'], 'invited', true],
    ['removed from both', '削除済み', '削除済み', ['営業部', '人事部'], 'inactive', true],
  ])('%s: returns one account with its current values', (_name, first, second, groups, state, punchout) => {
    const users = amazon(
      'email,name,role,group,status,invited on',
      `a@example.com,山田,パンチアウト,営業部,${first},2026/9/1`,
      `a@example.com,山田,管理者,人事部,${second},2026/10/1`,
    );
    expect(users.map((user) => [user.groups, user.state, user.punchout])).toEqual([[groups, state, punchout]]);
  });

  it('gives no invitation date for an account invited on several days', () => {
    const lines = (second: string) => ['email,name,group,status,invited on', 'a@example.com,山田,営業部,招待中,2026/9/1', second] as const;
    expect(amazon(...lines('a@example.com,山田,人事部,招待中,2026/9/2')).map(({ invitedOn }) => invitedOn)).toEqual([null]);
    expect(amazon(...lines('a@example.com,山田,人事部,招待中,')).map(({ invitedOn }) => invitedOn)).toEqual(['2026-09-01']);
  });

  it('splits groups by the chosen separator', () => {
    const rows = ['email,group', 'a@example.com,"東京 | 営業, 人事"'] as const;
    const table = readCsvTable(Buffer.from(rows.join('\n')), 'a.csv');
    const groups = (choice?: SeparatorChoice) =>
      toAmazonUsers(table, { email: 0, group: 1 }, 'a.csv', {}, choice && { group: choice }).flatMap((user) => user.groups);
    expect(groups()).toEqual(['東京', '営業, 人事']);
    expect(groups('comma')).toEqual(['東京 | 営業', '人事']);
    expect(groups('none')).toEqual(['東京 | 営業, 人事']);
  });

  it('keeps rows without an address apart', () => {
    expect(amazon('email,name,group', ',山田,営業部', ',山田,人事部')).toHaveLength(2);
  });
});

describe('toOrganizations', () => {
  it('resolves parents by id, code and name, written in any of the three ways', () => {
    expect(
      organizations(
        'ID,組織コード,組織名,親組織',
        '1,A,本社,',
        '2,B,営業部,本社',
        '3,C,営業一課,*2',
        '4,D,営業二課,@B',
        '5,E,営業三課,B',
        '6,F,人事部,1',
        '7,G,支社,よその会社',
      ),
    ).toEqual([
      { id: '1', code: 'A', name: '本社', parentId: null },
      { id: '2', code: 'B', name: '営業部', parentId: '1' },
      { id: '3', code: 'C', name: '営業一課', parentId: '2' },
      { id: '4', code: 'D', name: '営業二課', parentId: '2' },
      { id: '5', code: 'E', name: '営業三課', parentId: '2' },
      { id: '6', code: 'F', name: '人事部', parentId: '1' },
      { id: '7', code: 'G', name: '支社', parentId: null },
    ]);
  });

  it('takes the code, then the name for an id', () => {
    expect(organizations('組織コード,組織名,上位組織コード', 'A,本社,', ',営業部,A').map(({ id, parentId }) => [id, parentId])).toEqual([
      ['A', null],
      ['営業部', 'A'],
    ]);
  });

  it('refuses an id used twice, a parent that could be several, and a circle', () => {
    expect(() => organizations('ID,組織名', '1,本社', '1,支社')).toThrow(
      failure('file-value-invalid', { file: 'a.csv', row: 2, column: 'ID', value: '1' }),
    );
    expect(() => organizations('ID,組織名,親組織', '1,課,', '2,課,', '3,係,課')).toThrow(
      failure('file-value-invalid', { file: 'a.csv', row: 4, column: '親組織', value: '課' }),
    );
    expect(() => organizations('ID,組織名,親組織', '1,a,*3', '2,b,*1', '3,c,*2')).toThrow(/file-value-invalid/);
    expect(() => organizations('ID,組織名,親組織', '1,a,*1')).toThrow(/file-value-invalid/);
  });
});
