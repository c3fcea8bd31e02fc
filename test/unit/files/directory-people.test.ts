import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { detectMistakenListUnlessMapped, matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { BadRows } from '#main/files/lists/bad-rows.ts';
import { readDirectoryPeople } from '#main/files/lists/directory-people-rows.ts';
import { openTableFromBytes } from '#main/files/open-table.ts';
import type { ConfirmedWordMeanings } from '#shared/domain/directory/list-words.ts';

const utf8 = (lines: readonly string[], bom = false): Buffer => iconv.encode(`${lines.join('\r\n')}\r\n`, 'utf8', { addBOM: bom });

async function read(bytes: Buffer, answers?: ConfirmedWordMeanings) {
  const table = await openTableFromBytes(bytes, 'ad.csv', 'directory-people', { keepLongRows: true });
  const mapping = requireColumns('directory-people', matchColumns('directory-people', table.header), table.header, 'ad.csv');
  const bad = new BadRows(table, 'ad.csv');
  return { people: readDirectoryPeople(table, mapping, 'ad.csv', bad, answers), bad: bad.inOrder() };
}

const GET_ADUSER = [
  '#TYPE Microsoft.ActiveDirectory.Management.ADUser',
  '"displayName","DistinguishedName","EmployeeID","Enabled","GivenName","mail","Name","ObjectClass","SamAccountName","Surname","UserPrincipalName"',
  '"阿部 愛","CN=阿部 愛,OU=社員,DC=example,DC=co,DC=jp","001","True","愛","abe@example.co.jp","阿部 愛","user","abe","阿部","abe@example.co.jp"',
  '"井上 功","CN=井上 功,OU=退職者,DC=example,DC=co,DC=jp","002","False","功","inoue@example.co.jp","井上 功","user","inoue","井上","inoue@corp.local"',
];

describe('a list out of Active Directory or Entra', () => {
  it.each([
    ['UTF-8', utf8(GET_ADUSER)],
    ['UTF-8 with its mark', utf8(GET_ADUSER, true)],
    ['UTF-16', iconv.encode(`${GET_ADUSER.join('\r\n')}\r\n`, 'utf16-le', { addBOM: true })],
    ['CP932', iconv.encode(`${GET_ADUSER.join('\r\n')}\r\n`, 'cp932')],
  ])('is read as Get-ADUser writes it, in %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual({
      bad: [],
      people: [
        {
          mail: 'abe@example.co.jp',
          principalName: 'abe@example.co.jp',
          accountName: 'abe',
          employeeId: '001',
          name: '阿部 愛',
          state: 'enabled',
          group: '',
        },
        {
          mail: 'inoue@example.co.jp',
          principalName: 'inoue@corp.local',
          accountName: 'inoue',
          employeeId: '002',
          name: '井上 功',
          state: 'disabled',
          group: '',
        },
      ],
    });
  });

  it('is read as Entra writes it, where state is a prefecture', async () => {
    const { people } = await read(
      utf8([
        'userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country',
        'abe@example.co.jp,阿部 愛,阿部,abe@example.co.jp,愛,1,Member,,総務部,True,JP,,東京都,日本',
        'ueno@example.co.jp,上野 海,上野,,海,2,Member,,営業部,False,JP,,東京都,日本',
      ]),
    );
    expect(people.map(({ mail, state, group, name }) => [mail, state, group, name])).toEqual([
      ['abe@example.co.jp', 'enabled', '総務部', '阿部 愛'],
      ['', 'disabled', '営業部', '上野 海'],
    ]);
  });

  it('is read with Japanese headers, and a blocked credential shuts out', async () => {
    const { people } = await read(
      utf8([
        '表示名,ユーザー プリンシパル名,メールアドレス,資格情報をブロック',
        '阿部 愛,a@example.co.jp,a@example.co.jp,False',
        '井上 功,b@example.co.jp,b@example.co.jp,True',
      ]),
    );
    expect(people.map(({ state }) => state)).toEqual(['enabled', 'disabled']);
  });

  it('leaves a state unknown for an empty cell or unknown word until its meaning is chosen', async () => {
    const lines = utf8([
      'displayName,mail,accountEnabled',
      '阿部 愛,a@example.co.jp,休職',
      '井上 功,b@example.co.jp,',
      '上野 海,c@example.co.jp,有効',
    ]);
    expect((await read(lines)).people.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'enabled']);
    const said = { enabled: { 休職: 'disabled' } };
    expect((await read(lines, said)).people.map(({ state }) => state)).toEqual(['disabled', 'unknown', 'enabled']);
  });

  it('counts a person as disabled if either of two columns disables it', async () => {
    const { people } = await read(
      utf8([
        'displayName,mail,accountEnabled,Block credential',
        'A,a@example.co.jp,True,True',
        'B,b@example.co.jp,False,False',
        'C,c@example.co.jp,True,',
      ]),
    );
    expect(people.map(({ state }) => state)).toEqual(['disabled', 'disabled', 'enabled']);
  });

  it('reports rows that name no person and rows that are too long, with their position', async () => {
    const { bad } = await read(
      utf8(['displayName,mail,accountEnabled', ',,True', 'A,a@example.co.jp,True,more', 'B,b@example.co.jp,True']),
    );
    expect(bad.map(({ row, column, reason }) => [row, column, reason])).toEqual([
      [2, 'mail', 'empty'],
      [3, '', 'too-long'],
    ]);
  });

  it('is refused without a column of addresses: the name to sign in with is no substitute', async () => {
    await expect(read(utf8(['Name,Enabled,SamAccountName,UserPrincipalName', 'A,True,a,a@example.co.jp']))).rejects.toMatchObject({
      failure: { code: 'file-column-missing', params: { field: 'mail' } },
    });
  });

  it('calls a list of NEO or Amazon by its name', () => {
    const other = (header: readonly string[]) =>
      detectMistakenListUnlessMapped('directory-people', matchColumns('directory-people', header), header);
    expect(other(['氏名', 'ログインID', '職場用メールアドレス', '使用停止フラグ', '所属組織'])).toBe('neo-users');
    expect(other(['氏名', 'メールアドレス', '役割', 'グループ', '招待日'])).toBe('amazon-users');
    expect(other(['displayName', 'mail', 'userPrincipalName', 'group'])).toBeNull();
    expect(other(['氏名', 'メールアドレス'])).toBeNull();
  });
});
