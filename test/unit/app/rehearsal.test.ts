import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matchLaterPeople } from '#main/app/rehearsal/rehearsal-people.ts';
import { createRehearsalService, type RehearsalService } from '#main/app/rehearsal/rehearsal-service.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { neoUser } from '../../support/directories.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

describe('the people of a later list', () => {
  const today = [
    neoUser({ id: '1', loginId: 'tanaka', employeeCode: 'E1' }),
    neoUser({ id: '2', loginId: 'suzuki', employeeCode: 'E2' }),
    neoUser({ id: '3', loginId: 'shared', employeeCode: 'E3' }),
    neoUser({ id: '4', loginId: 'shared', employeeCode: 'E3' }),
    neoUser({ id: '5' }),
  ];
  it.each([
    ['their own number', { id: '9', loginId: 'tanaka' }, '9'],
    ['whoever has their login', { loginId: 'suzuki', employeeCode: 'E1' }, '2'],
    ['whoever has their code, where the login is new', { loginId: 'new', employeeCode: 'E1' }, '1'],
    ['nobody, where two have the login', { loginId: 'shared' }, ''],
    ['nobody, where two have the code', { loginId: 'new', employeeCode: 'E3' }, ''],
    ['nobody, where they have neither', {}, ''],
  ])('are %s', (_, fields, id) => {
    expect(matchLaterPeople([neoUser(fields)], today).map((user) => user.id)).toEqual([id]);
  });

  it('take no current id that another row already has, and keep all their fields', () => {
    const user = neoUser({
      loginId: 'tanaka',
      name: '田中',
      kana: 'たなか',
      employeeCode: 'E1',
      title: '課長',
      workEmail: 'a@example.co.jp',
      mobileEmail: 'b@example.co.jp',
      homeEmail: 'c@example.co.jp',
      otherEmail: 'd@example.co.jp',
      state: 'suspended',
      organizations: ['総務部'],
    });
    expect(matchLaterPeople([user, neoUser({ id: '1' })], today)).toEqual([user, neoUser({ id: '1' })]);
    expect(matchLaterPeople([user], today)).toEqual([{ ...user, id: '1' }]);
  });
});

const ORGANIZATIONS = ['ID,組織名,親組織ID', '10,総務部,', '20,営業部,'];
const HEADER = 'ID,氏名,ログインID,職場用メールアドレス,使用停止フラグ,所属組織';
const line = (id: string, name: string, organization: string, suspended = 0): string =>
  `${id},${name},user${id},user${id}@example.co.jp,${suspended},${organization}`;

describe('a rehearsal', () => {
  let company: OwnCompany;
  let service: RehearsalService;
  beforeEach(async () => {
    company = await openOwnCompany();
    service = createRehearsalService(company.session);
  });
  afterEach(() => company.close());
  const rehearse = (users: readonly string[], organizations: readonly string[] | null = null) => {
    const named = (name: string, lines: readonly string[]) => ({ name, path: company.fileOf(name, lines) });
    const order = {
      users: named('later.csv', users),
      organizations: organizations === null ? null : named('places.csv', organizations),
      date: '2027-04-01',
    };
    return service.rehearse(order, createSilentJobContext());
  };

  it('needs people of today, and is nothing before it is made', async () => {
    await expect(rehearse([HEADER])).rejects.toThrow('analysis-no-people');
    expect(await service.rehearsal()).toBeNull();
    await expect(service.rehearsalRows({ key: 'x', offset: 0, limit: 1 })).rejects.toThrow('run-not-found');
  });

  it('shows who is stopped and freed on a later day, the reason, and what is lost', async () => {
    await company.take('organizations', ORGANIZATIONS);
    await company.take('neo-users', [
      HEADER,
      line('1', '田中', '総務部'),
      line('2', '鈴木', '総務部'),
      line('3', '佐藤', '営業部'),
      line('4', '伊藤', '営業部'),
      line('5', '渡辺', '総務部', 1),
    ]);
    const organizations = [{ id: '10', descendants: true }];
    company.draft('invoice_groups', 'g', { code: 'A1', name: '請求', users: ['4'], organizations });
    company.draft('invoice_groups', 'h', { code: 'B2', name: 'Amazon にない', users: ['3'], organizations: [] });
    company.draft('amazon_groups', 'a', { ...createAmazonGroup('購買'), integrationOption: 'A1' });
    company.draft('allowed_users', 'allowed_users', { everyone: false, users: ['9'], organizations, roles: [] });
    const steps = [{ ...createRouteStep('s1'), role: 'decide', approvers: { kind: 'users', users: ['4'] } }];
    company.draft('routes', 'r', { ...createRoute('r', '経路'), status: 'complete', steps });
    // 田中 leaves the organization, 佐藤 joins it, 伊藤 is suspended, 渡辺 is active again, 青木 is new, and so is a person who cannot log in.
    const later = [
      HEADER,
      line('1', '田中', '営業部'),
      line('2', '鈴木', '総務部'),
      line('3', '佐藤', '総務部'),
      line('4', '伊藤', '営業部', 1),
      line('5', '渡辺', '総務部'),
      line('6', '青木', '営業部'),
      line('7', '上田', '営業部', 1),
    ];
    const { changes, breaks } = await rehearse(later);
    const result = await service.rehearsal();
    expect(result).toMatchObject({ date: '2027-04-01', users: 'later.csv', organizations: null, stale: false, deleted: [] });
    expect(result).toMatchObject({ joining: 2, leaving: 1, moving: 2, revision: company.session.file().drafts.state().revision });
    expect(
      result?.changes.map(({ change, section, objectId, name, severity, stepId, text, people, organizations: places, more, examples }) => [
        [change, section, objectId, name, severity, stepId, text, people].join(' '),
        places.map(({ name: place }) => place),
        more,
        examples.map(({ id, name: who }) => `${id} ${who}`),
      ]),
    ).toEqual([
      [
        'breaks routes r 経路 block s1 route.reason.nobody-active 5',
        ['総務部', '営業部'],
        0,
        ['1 田中', '2 鈴木', '3 佐藤', '5 渡辺', '6 青木'],
      ],
      ['breaks invoice_groups   block  analysis.rehearsal.invoice_groups.breaks 2', ['営業部'], 0, ['1 田中', '6 青木']],
      ['breaks allowed_users allowed_users  block  analysis.rehearsal.allowed_users.breaks 1', ['営業部'], 0, ['1 田中']],
      ['mends allowed_users allowed_users  block  analysis.rehearsal.allowed_users.mends 1', ['総務部'], 0, ['3 佐藤']],
      ['mends invoice_groups   block  analysis.rehearsal.invoice_groups.mends 1', ['総務部'], 0, ['3 佐藤']],
    ]);
    expect([changes, breaks]).toEqual([5, 3]);
    expect(result?.lost).toEqual([
      { section: 'routes', objectId: 'r', name: '経路', stepId: 's1', kind: 'user', id: '4', title: '伊藤', state: 'inactive' },
      { section: 'invoice_groups', objectId: 'g', name: '請求', stepId: null, kind: 'user', id: '4', title: '伊藤', state: 'inactive' },
    ]);
    const rows = async (at: number, window = { offset: 0, limit: 9 }) => {
      const { total, people } = await service.rehearsalRows({ key: result?.changes[at]?.key ?? '', ...window });
      return [total, ...people.map(({ name, organization, before }) => `${name} ${before}→${organization}`)];
    };
    expect(await rows(0)).toEqual([
      5,
      '田中 総務部→営業部',
      '鈴木 総務部→総務部',
      '佐藤 営業部→総務部',
      '渡辺 総務部→総務部',
      '青木 →営業部',
    ]);
    expect(await rows(0, { offset: 1, limit: 2 })).toEqual([5, '鈴木 総務部→総務部', '佐藤 営業部→総務部']);
    expect(await rows(2)).toEqual([1, '田中 総務部→営業部']);
    expect(company.session.rehearsed?.users).toBe('later.csv');
    // The drafts change, and an object in the result is deleted.
    company.session.file().drafts.undo('operator', company.session.timestamp());
    expect(await service.rehearsal()).toMatchObject({ stale: true, deleted: [{ section: 'routes', id: 'r' }] });
  });

  it('omits people who may be meant by a role that no list contains', async () => {
    await company.take('organizations', ORGANIZATIONS);
    await company.take('neo-users', [HEADER, line('1', '田中', '総務部'), line('2', '鈴木', '営業部')]);
    const allowed = { everyone: false, users: [], organizations: [{ id: '10', descendants: true }], roles: ['r'] };
    company.draft('allowed_users', 'allowed_users', allowed);
    const later = [HEADER, line('1', '田中', '営業部'), line('2', '鈴木', '総務部')];
    expect(await rehearse(later)).toEqual({ changes: 0, breaks: 0 });
    expect((await service.rehearsal())?.unsure).toEqual(['allowed_users']);
    company.draft('allowed_users', 'allowed_users', { ...allowed, roles: [] });
    expect(await rehearse(later)).toEqual({ changes: 2, breaks: 1 });
    expect((await service.rehearsal())?.unsure).toEqual([]);
    // No list contains the approvers of a step that refers to a role.
    const steps = [{ ...createRouteStep('s1'), role: 'decide', approvers: { kind: 'role', roleId: 'r' } }];
    company.draft('routes', 'r', { ...createRoute('r', '経路'), status: 'complete', steps });
    await rehearse(later);
    expect((await service.rehearsal())?.unsure).toEqual(['routes']);
  });

  it('omits people in an organization unknown to every list, until those of the later day are given', async () => {
    await company.take('organizations', ORGANIZATIONS);
    await company.take('neo-users', [HEADER, line('1', '田中', '総務部'), line('2', '鈴木', '総務部'), line('3', '佐藤', '古い課')]);
    const organizations = [{ id: '10', descendants: true }];
    company.draft('invoice_groups', 'g', { code: 'A1', name: '請求', users: [], organizations });
    company.draft('allowed_users', 'allowed_users', { everyone: false, users: ['3'], organizations, roles: [] });
    const access = { kind: 'listed', principals: [{ kind: 'organization', id: '10', descendants: true }] };
    const steps = [{ ...createRouteStep('s1'), role: 'decide', approvers: { kind: 'users', users: ['2'] } }];
    company.draft('routes', 'r', { ...createRoute('r', '経路'), status: 'complete', access, steps } as never);
    // 総務部 is renamed, 青木 joins a new organization, and the organization in 佐藤's row was unknown before.
    const later = [
      HEADER,
      line('1', '田中', '総務企画部'),
      line('2', '鈴木', '総務部'),
      line('3', '佐藤', '古い課'),
      line('4', '青木', '新課'),
    ];
    expect(await rehearse(later)).toEqual({ changes: 0, breaks: 0 });
    expect(await service.rehearsal()).toMatchObject({
      ...{ joining: 1, leaving: 0, moving: 1, unplaced: 2 },
      compared: ['routes', 'invoice_groups', 'allowed_users'],
    });
    await rehearse(later, ['ID,組織名,親組織ID', '10,総務企画部,', '11,総務部,10', '20,新課,']);
    const result = await service.rehearsal();
    expect(result?.unplaced).toBe(0);
    expect(result?.changes.map(({ section, change, examples }) => [section, change, examples.map(({ name }) => name).join()])).toEqual([
      ['invoice_groups', 'breaks', '青木'],
    ]);
  });

  it('still stops those who are left out of nothing, with the people of each line as it counts', async () => {
    await company.take('organizations', ORGANIZATIONS);
    await company.take('neo-users', [HEADER, line('1', '田中', '総務部'), line('2', '鈴木', '総務部')]);
    const steps = [{ ...createRouteStep('s1'), role: 'decide', approvers: { kind: 'users', users: ['9'] } }];
    company.draft('routes', 'r', { ...createRoute('r', '経路'), status: 'complete', steps });
    await rehearse([HEADER, line('1', '田中', '総務部'), line('5', '渡辺', '営業部'), line('6', '青木', '新課')]);
    const result = await service.rehearsal();
    expect(result).toMatchObject({ unplaced: 1, compared: ['routes'] });
    for (const { key, people } of result?.changes ?? []) {
      expect(people).toBe(1);
      expect((await service.rehearsalRows({ key, offset: 0, limit: 9 })).people.map(({ name }) => name)).toEqual(['渡辺']);
    }
    expect(result?.changes.length).toBeGreaterThan(0);
  });

  it('compares nothing without drafts', async () => {
    const users = [HEADER, line('1', '田中', '')];
    await company.take('neo-users', users);
    await rehearse(users);
    expect(await service.rehearsal()).toMatchObject({ unplaced: 0, compared: [], changes: [] });
  });

  it('uses organizations of its own day, and becomes outdated once the current lists change', async () => {
    await company.take('organizations', ORGANIZATIONS);
    const users = [HEADER, line('1', '田中', '総務部')];
    await company.take('neo-users', users);
    company.draft('invoice_groups', 'g', { code: 'A1', name: '請求', users: [], organizations: [{ id: '10', descendants: true }] });
    await rehearse(users, ['ID,組織名,親組織ID', '20,営業部,']);
    const result = await service.rehearsal();
    expect(result).toMatchObject({ organizations: 'places.csv', stale: false });
    expect(result?.lost).toMatchObject([{ section: 'invoice_groups', kind: 'organization', id: '10', title: '総務部', state: 'unknown' }]);
    expect(result?.changes).toMatchObject([{ change: 'breaks', section: 'invoice_groups', people: 1 }]);
    await company.take('neo-users', [...users, line('2', '鈴木', '総務部')]);
    expect(await service.rehearsal()).toMatchObject({ stale: true });
  });

  it('reports for an unreadable list what it was needed for', async () => {
    await company.take('neo-users', [HEADER, line('1', '田中', '')]);
    await expect(rehearse(['x'])).rejects.toMatchObject({ failure: { code: 'file-no-rows', params: { task: 'simulation' } } });
  });
});
