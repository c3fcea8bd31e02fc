import { describe, expect, it } from 'vitest';
import { CompanyPeople } from '#main/company/directory/company-people.ts';
import { PeoplePicker } from '#main/company/directory/people-picker.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { lintPeople, markAllowedPeople } from '#shared/domain/integration/allowed-users.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { neoUser } from '../../support/directories.ts';

const user = (id: string, name: string, kana: string, fields: Partial<NeoUser> = {}): NeoUser =>
  neoUser({ id, loginId: `login-${id}`, name, kana, employeeCode: `E-${id}`, ...fields });

const ORGANIZATIONS = [
  { id: 'o1', code: 'HQ', name: '本社', parentId: null },
  { id: 'o2', code: 'PUR', name: '購買部', parentId: 'o1' },
  { id: 'o3', code: 'SALES', name: '佐藤商店', parentId: 'o1' },
];
const ROLES = [
  { id: 'r1', name: '承認者', members: [] },
  { id: 'r2', name: '購買担当', members: [] },
];
const pickerOf = (...neoUsers: readonly NeoUser[]): PeoplePicker =>
  new PeoplePicker(new PeopleIndex({ neoUsers, organizations: ORGANIZATIONS, roles: ROLES }));
const EVERYTHING = new Set(['user', 'organization', 'role'] as const);
const PEOPLE = new Set(['user'] as const);
const idsOf = (picker: PeoplePicker, search: string, limit = 50): string[] => picker.search(search, PEOPLE, limit).map(({ id }) => id);

describe('the list of who may be meant', () => {
  it('shows for each person what distinguishes people of the same name', () => {
    const picker = pickerOf(
      user('1', '佐藤 一郎', 'サトウ イチロウ', { title: '課長', workEmail: 'sato@example.co.jp', organizations: ['o2', 'o1'] }),
      user('2', '田中 花子', 'タナカ ハナコ', { organizations: ['どこか'], state: 'suspended' }),
      user('3', '鈴木', 'スズキ', { title: '部長' }),
    );
    const nothing = { email: '', loginId: '', employeeCode: '', active: true };
    expect(picker.find('user', '1')).toEqual({
      kind: 'user',
      id: '1',
      name: '佐藤 一郎',
      detail: '購買部 課長',
      email: 'sato@example.co.jp',
      loginId: 'login-1',
      employeeCode: 'E-1',
      active: true,
    });
    expect(picker.find('user', '2')).toMatchObject({ detail: 'どこか', active: false });
    expect(picker.find('user', '3')).toMatchObject({ detail: '部長' });
    expect(picker.find('organization', 'o2')).toEqual({ kind: 'organization', id: 'o2', name: '購買部', detail: '本社', ...nothing });
    expect(picker.find('organization', 'o1')).toEqual({ kind: 'organization', id: 'o1', name: '本社', detail: '', ...nothing });
    expect(picker.find('role', 'r2')).toEqual({ kind: 'role', id: 'r2', name: '購買担当', detail: '', ...nothing });
    for (const kind of EVERYTHING) expect(picker.find(kind, 'nobody'), kind).toBeNull();
    expect(picker.search('購買', EVERYTHING, 50)).toEqual([
      picker.find('organization', 'o2'),
      picker.find('role', 'r2'),
      picker.find('user', '1'),
    ]);
    expect(picker.search('ＨＱ', EVERYTHING, 50)).toEqual([picker.find('organization', 'o1')]);
  });

  it('offers the organizations named by users for search and selection if there is no organization list', () => {
    const neoUsers = [
      user('1', '佐藤 一郎', 'サトウ イチロウ', { organizations: ['営業部'] }),
      user('2', '田中 花子', 'タナカ ハナコ', { organizations: ['営業部', '総務部'] }),
      user('3', '鈴木', 'スズキ', { organizations: ['総務部'] }),
    ];
    const { picker, people } = new CompanyPeople({ neoUsers, organizations: [], approvers: [], roles: [], workflowAdmins: [] });
    expect(picker.search('営業部', EVERYTHING, 50).map(({ kind, id, name }) => [kind, id, name])).toEqual([
      ['organization', '営業部', '営業部'],
      ['user', '1', '佐藤 一郎'],
      ['user', '2', '田中 花子'],
    ]);
    const allowed = { everyone: false, users: [], organizations: [{ id: '総務部', descendants: false }], roles: [] };
    expect([...markAllowedPeople(allowed, people)]).toEqual([0, 1, 1]);
    // The list of organizations may be incomplete, so a missing organization is not reported.
    expect(lintPeople({ ...allowed, organizations: [{ id: '101', descendants: false }] }, people)).toEqual([]);
  });

  it('finds a person by an organization name that several organizations share', () => {
    const organizations = [
      ...ORGANIZATIONS,
      { id: 'o4', code: 'E', name: '総務課', parentId: 'o1' },
      { id: 'o5', code: 'W', name: '総務課', parentId: 'o2' },
    ];
    const neoUsers = [user('1', '山田 一', '', { organizations: ['総務課'] }), user('2', '森 花', '', { organizations: ['o3', '総務課'] })];
    const picker = new PeoplePicker(new PeopleIndex({ neoUsers, organizations, roles: ROLES }));
    expect([idsOf(picker, '総務課'), idsOf(picker, '佐藤商店')]).toEqual([['1', '2'], ['2']]);
  });

  it('ranks exact names before prefixes, prefixes before substrings, and each group in list order', () => {
    const picker = pickerOf(
      user('holds', '加佐藤 一', ''),
      user('there', '山田 一', '', { organizations: ['o3'] }),
      user('begins', '佐藤田 一', ''),
      user('gone', '佐藤 一', '', { state: 'suspended' }),
      user('called', '佐藤 二', ''),
      user('later', '佐藤 三', ''),
    );
    expect(idsOf(picker, '佐藤')).toEqual(['called', 'later', 'gone', 'begins', 'holds', 'there']);
    expect([1, 2, 4, 5].map((limit) => idsOf(picker, '佐藤', limit).length)).toEqual([1, 2, 4, 5]);
    expect(idsOf(picker, '佐藤', 4)).toEqual(['called', 'later', 'gone', 'begins']);
    expect(picker.search('佐藤', EVERYTHING, 50).map(({ id }) => id)).toEqual([
      'called',
      'later',
      'gone',
      'o3',
      'begins',
      'holds',
      'there',
    ]);
  });

  it('rates how well a person matches, by the index in the list of people', () => {
    const picker = pickerOf(
      user('1', '山田 一', '', { organizations: ['o3'] }),
      user('2', '佐藤 一', ''),
      user('3', '佐藤田 一', ''),
      user('4', '鈴木 二', ''),
      user('', '佐藤 三', ''),
    );
    const like = (search: string) => Object.fromEntries(picker.usersLike(search) ?? []);
    expect(like('佐藤')).toEqual({ 0: 0, 1: 2, 2: 1, 4: 2 });
    expect(like('佐藤 一')).toEqual({ 0: 2, 1: 4, 2: 3 });
    expect(like('商店')).toEqual({ 0: 0 });
    expect(picker.usersLike(' 　')).toBeNull();
  });

  it('lists no one without an id in NEO, and no one for an empty search', () => {
    const picker = pickerOf(user('', '佐藤 一', ''), user('2', '佐藤 二', ''));
    expect(idsOf(picker, '佐藤')).toEqual(['2']);
    expect(picker.find('user', '')).toBeNull();
    expect(picker.search(' 　', EVERYTHING, 50)).toEqual([]);
    expect(picker.search('佐藤', new Set(), 50)).toEqual([]);
  });

  it('finds a person by each organization, and by all words of several', () => {
    const picker = pickerOf(
      user('1', '山田 一', 'ヤマダ ハジメ', { organizations: ['o2', 'o3'] }),
      user('2', '山田 二', 'ヤマダ ジ', { organizations: ['o2'] }),
    );
    expect(idsOf(picker, '購買部')).toEqual(['1', '2']);
    expect(idsOf(picker, '商店')).toEqual(['1']);
    expect(idsOf(picker, '商店　やまだ')).toEqual(['1']);
    expect(idsOf(picker, '商店 鈴木')).toEqual([]);
    // Text around a name is not part of the name, and a word does not span two fields.
    expect(idsOf(picker, 'やまだ二')).toEqual([]);
  });
});

describe('the properties by which a person is found', () => {
  const picker = pickerOf(
    user('1', '清水 辻夫', 'シミズ ツジオ', { loginId: 'Shimizu01', employeeCode: 'A-77', workEmail: 's.tsujio@example.co.jp' }),
    user('2', '千葉 譲二', 'ﾁﾊﾞ ｼﾞｮｳｼﾞ', { workEmail: 'chiba@example.co.jp' }),
    user('3', '髙橋', 'タカハシ', { workEmail: 'takahashi@example.co.jp' }),
    user('4', '渡邊 由美', ''),
  );
  it.each([
    ['the name with and without its blank', ['清水 辻夫', '清水　辻夫', '清水辻夫', '水辻'], ['1']],
    ['its reading in either kana', ['しみず', 'シミズ', 'ｼﾐｽﾞ', 'しみず つじお', 'しみずつじお'], ['1']],
    ['its reading in any spelling', ['shimizu', 'simizu', 'SHIMIZU TSUJIO', 'shimizutsujio', 'simizutuzio'], ['1']],
    ['the beginning of a reading while its syllable is not typed yet', ['shimizuts', 'shimiz', 'tsuj', 'tsuji'], ['1']],
    ['the same for other syllables', ['chib', 'joj', 'jouj', 'じょうじ'], ['2']],
    ['an old form of a letter or the new one', ['高橋', '髙橋', 'taka'], ['3']],
    ['a letter of the name that another list writes otherwise', ['渡辺', '渡邊由美', '由美'], ['4']],
    ['login id, number and address', ['SHIMIZU01', 'a-77', 'S.Tsujio@', 's.tsujio@example.co.jp'], ['1']],
  ])('%s', (_, searches, found) => {
    for (const search of searches) expect(idsOf(picker, search), search).toEqual(found);
  });

  it('the local part of an address, before one that only begins with it', () => {
    const addressed = pickerOf(
      user('1', '千葉 一', '', { workEmail: 'chibana@example.co.jp' }),
      user('2', '千葉 二', '', { workEmail: 'chiba@example.co.jp' }),
    );
    expect(idsOf(addressed, 'chiba')).toEqual(['2', '1']);
    const like = (search: string) => Object.fromEntries(addressed.usersLike(search) ?? []);
    expect([like('chiba'), like('chiba@'), like('example')]).toEqual([{ 0: 1, 1: 2 }, { 1: 2 }, { 0: 0, 1: 0 }]);
  });
});

describe('the texts that a search uses', () => {
  const many = Array.from({ length: 2_500 }, (_, at) => user(String(at), `佐藤 ${at}`, `サトウ ${at}`));

  it('are prepared in slices, and everyone is found before the last one as well', () => {
    const picker = pickerOf(...many);
    const prepared = pickerOf(...many);
    const work = prepared.prepare();
    let pieces = 0;
    for (let isDone = false; !isDone; pieces++) {
      isDone = work.next().done === true;
      expect(prepared.isPrepared()).toBe(isDone);
    }
    expect(pieces).toBe(3);
    expect(picker.isPrepared()).toBe(false);
    for (const search of ['佐藤 2499', 'login-7', 'E-1234']) expect(idsOf(picker, search)).toEqual(idsOf(prepared, search));
    expect(idsOf(picker, '佐藤 2499')).toEqual(['2499']);
    expect(picker.isPrepared()).toBe(true);
  });

  it('are not prepared to find a person by id', () => {
    const picker = pickerOf(...many);
    expect(picker.find('user', '2499')?.name).toBe('佐藤 2499');
    expect(picker.find('role', 'r2')?.name).toBe('購買担当');
    expect(picker.isPrepared()).toBe(false);
  });
});
