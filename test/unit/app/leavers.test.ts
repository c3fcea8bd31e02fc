import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLeaverService } from '#main/app/leavers/leaver-service.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

const NEO = [
  'ID,氏名,ログインID,職場用メールアドレス,使用停止フラグ',
  '1,田中 太郎,tanaka,tanaka@example.co.jp,0',
  '2,鈴木 花子,suzuki,suzuki@example.co.jp,0',
  '3,佐藤 次郎,sato,sato@example.co.jp,1',
];

let company: OwnCompany;
beforeEach(async () => {
  company = await openOwnCompany();
});
afterEach(() => company.close());
const route = (...users: string[]) => ({
  ...createRoute('r', '経路'),
  steps: [
    { ...createRouteStep('s1'), approvers: { kind: 'users', users } },
    { ...createRouteStep('s2'), approvers: { kind: 'users', users: ['2'] } },
  ],
});
const plan = (chosen: readonly { id: string; by: string | null }[], also: readonly string[] = []) =>
  createLeaverService(company.session).planLeavers({ chosen: [...chosen], also: [...also] });
const briefly = async (...order: Parameters<typeof plan>) =>
  (await plan(...order)).people.map(({ id, name, loginId, state, chosen, by, lines }) => [
    id,
    name,
    loginId,
    state,
    chosen ? (by?.name ?? 'nobody') : 'not chosen',
    lines.map(({ name: object, how, step, effect }) => [object, how, step, effect].join(' ')),
  ]);

describe('people who leave', () => {
  it('cannot be planned before there is a list', async () => {
    await expect(plan([])).rejects.toThrow('analysis-no-people');
  });

  it('are named people who cannot act, ordered by requested first, then by number of entries', async () => {
    await company.take('neo-users', NEO);
    company.draft('routes', 'r', route('3', '9'));
    company.draft('invoice_groups', 'g', { code: 'A1', name: '請求', users: ['9', '1'], organizations: [] });
    expect(await briefly([])).toEqual([
      ['9', '9', '', 'gone', 'not chosen', ['経路 step 1 vacant', '請求 member  removed']],
      ['3', '佐藤 次郎', 'sato', 'suspended', 'not chosen', ['経路 step 1 vacant']],
    ]);
    expect(await briefly([{ id: '3', by: '2' }], ['1'])).toEqual([
      ['1', '田中 太郎', 'tanaka', 'active', 'not chosen', ['請求 member  vacant']],
      ['9', '9', '', 'gone', 'not chosen', ['経路 step 1 removed', '請求 member  vacant']],
      ['3', '佐藤 次郎', 'sato', 'suspended', '鈴木 花子', ['経路 step 1 replaced']],
    ]);
  });

  it('are shown with the name from the last list that contained them', async () => {
    await company.take('neo-users', NEO);
    company.draft('routes', 'r', route('1', '3'));
    await company.session.ready();
    await company.take('neo-users', [NEO[0] ?? '', NEO[2] ?? '']);
    expect((await briefly([])).map(([id, name, , state]) => [id, name, state])).toEqual([
      ['1', '田中 太郎', 'gone'],
      ['3', '佐藤 次郎', 'gone'],
    ]);
  });

  it('do not include anyone if the list knows no named person: its ids are different', async () => {
    await company.take(
      'neo-users',
      NEO.map((line, at) => (at === 0 ? line : `9${line}`)),
    );
    company.draft('routes', 'r', route('1', '3'));
    expect(await briefly([])).toEqual([]);
  });

  it('do not include anyone named in a list that lets everyone order', async () => {
    await company.take('neo-users', NEO);
    const named = { users: ['3'], organizations: [], roles: [] };
    company.draft('allowed_users', 'allowed_users', { everyone: true, ...named });
    expect(await briefly([])).toEqual([]);
    company.draft('allowed_users', 'allowed_users', { everyone: false, ...named });
    expect(await briefly([])).toEqual([['3', '佐藤 次郎', 'sato', 'suspended', 'not chosen', [' allowed  vacant']]]);
  });

  it('leave places filled or vacant, and both are counted of those who are chosen', async () => {
    await company.take('neo-users', NEO);
    company.draft('routes', 'r', route('3'));
    company.draft('invoice_groups', 'g', { code: 'A1', name: '請求', users: ['3', '1'], organizations: [] });
    expect(await plan([])).toMatchObject({ total: 1, rolesOnly: 0, objects: 0, places: 0, vacant: 0 });
    expect(await plan([{ id: '3', by: null }])).toMatchObject({ total: 1, objects: 1, places: 1, vacant: 1 });
    expect(await plan([{ id: '3', by: '1' }])).toMatchObject({ total: 1, objects: 2, places: 2, vacant: 0 });
  });

  it('are not replaced by themselves, by who leaves too, is not in the list or is suspended', async () => {
    await company.take('neo-users', NEO);
    const { revision } = company.session.file().drafts.state();
    for (const chosen of [
      [{ id: '3', by: '3' }],
      [
        { id: '3', by: '1' },
        { id: '1', by: null },
      ],
      [{ id: '1', by: '9' }],
      [{ id: '1', by: '3' }],
    ]) {
      await expect(plan(chosen)).rejects.toThrow('person-cannot-replace');
      await expect(createLeaverService(company.session).takeLeavers({ revision, chosen })).rejects.toThrow('person-cannot-replace');
    }
  });

  it('are removed from the drafts as one step, unless the drafts have changed', async () => {
    await company.take('neo-users', NEO);
    company.draft('routes', 'r', route('3'));
    const service = createLeaverService(company.session);
    const { revision } = await plan([]);
    const chosen = [{ id: '3', by: '1' }];
    await expect(service.takeLeavers({ revision: revision - 1, chosen })).rejects.toThrow('draft-moved-on');
    const { changed } = await service.takeLeavers({ revision, chosen });
    expect(changed).toEqual([{ section: 'routes', id: 'r' }]);
    expect(company.session.file().drafts.steps('operator').undo?.label.kind).toBe('people');
    expect((await service.placesOf('1')).lines).toEqual([
      { section: 'routes', objectId: 'r', name: '経路', how: 'step', step: 1, effect: 'vacant' },
    ]);
    expect((await service.placesOf('3')).lines).toEqual([]);
  });
});
