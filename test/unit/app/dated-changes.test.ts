import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatedChangeService, type DatedChangeService } from '#main/app/dated-changes/dated-change-service.ts';
import { createDraftService } from '#main/app/drafts/draft-service.ts';
import { createRehearsalService } from '#main/app/rehearsal/rehearsal-service.ts';
import { applyToDrafts } from '#main/company/drafts/draft-apply.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

const HEADER = 'ID,氏名,ログインID,職場用メールアドレス,使用停止フラグ,所属組織';
const line = (id: string, name: string, organization: string, suspended = 0): string =>
  `${id},${name},user${id},user${id}@example.co.jp,${suspended},${organization}`;
const ORGANIZATIONS = ['ID,組織名,親組織ID', '10,総務部,', '20,営業部,'];
const TODAY = [
  HEADER,
  line('1', '田中', '総務部'),
  line('2', '鈴木', '総務部'),
  line('3', '佐藤', '営業部'),
  line('4', '伊藤', '営業部', 1),
];
const LATER = [HEADER, line('1', '田中', '営業部'), line('2', '鈴木', '総務部'), line('4', '伊藤', '営業部'), line('5', '渡辺', '営業部')];

type Order = Parameters<DatedChangeService['keepChange']>[0];

describe('a change for a day', () => {
  let company: OwnCompany;
  let service: DatedChangeService;
  beforeEach(async () => {
    company = await openOwnCompany();
    service = createDatedChangeService(company.session);
    await company.take('organizations', ORGANIZATIONS);
    await company.take('neo-users', TODAY);
    company.draft('invoice_groups', 'g', { code: 'A1', name: '請求', users: ['3', '5'], organizations: [] });
  });
  afterEach(() => company.close());
  const keep = (order: Partial<Order>) =>
    service.keepChange({ name: '四月', day: '2027-04-01', objects: [], people: [], rehearsed: false, ...order } as Order);
  const rehearse = () =>
    createRehearsalService(company.session).rehearse(
      { users: { name: 'later.csv', path: company.fileOf('later.csv', LATER) }, organizations: null, date: '2027-04-01' },
      createSilentJobContext(),
    );
  const only = async () => {
    const { changes, ...rest } = await service.datedChanges();
    return { ...rest, change: changes[0], count: changes.length };
  };

  it('is refused without content, for missing objects, and with moves that were not rehearsed', async () => {
    await expect(keep({})).rejects.toThrow('dated-change-empty');
    await expect(keep({ rehearsed: true })).rejects.toThrow('rehearsal-outdated');
    const gone = [{ section: 'invoice_groups', id: 'gone' }] as Order['objects'];
    await expect(keep({ objects: [...gone, { section: 'invoice_groups', id: 'g' }] })).rejects.toThrow('draft-changed-elsewhere');
    for (const ended of [service.withdrawChange(9), service.changeDated({ id: 9, name: 'x', day: '2027-01-01' })])
      await expect(ended).rejects.toThrow('dated-change-not-found');
    await expect(service.takeChange({ id: 9, revision: 1, except: [] })).rejects.toThrow('dated-change-not-found');
    expect(await service.datedChanges()).toMatchObject({
      today: '2026-11-26',
      changes: [],
      open: [{ id: 'g', name: '請求', what: 'new' }],
    });
  });

  it('takes its objects out of the drafts until it is taken, as one step either way', async () => {
    const kept = await keep({ objects: [{ section: 'invoice_groups', id: 'g' }] });
    expect(kept.missing).toEqual([{ kind: 'user', id: '5', state: 'unknown', name: '5' }]);
    expect(kept.drafts.changed).toEqual([{ section: 'invoice_groups', id: 'g' }]);
    expect(company.session.file().drafts.steps('operator').undo?.label.kind).toBe('set-aside');
    const { change, open, revision } = await only();
    expect(open).toEqual([]);
    expect(change).toMatchObject({
      name: '四月',
      day: '2027-04-01',
      takenAt: null,
      due: false,
      changes: 1,
      moved: null,
      people: [],
    });
    expect(change?.objects).toMatchObject([{ section: 'invoice_groups', id: 'g', name: '請求', what: 'new', there: false }]);
    await service.changeDated({ id: kept.id, name: '今日', day: '2026-11-26' });
    expect((await only()).change).toMatchObject({ name: '今日', due: true });
    await expect(service.takeChange({ id: kept.id, revision: revision - 1, except: [] })).rejects.toThrow('draft-moved-on');
    const except = [{ section: 'invoice_groups', id: 'g' }] as const;
    expect((await service.takeChange({ id: kept.id, revision, except: [...except] })).changed).toEqual([]);
    const taken = await service.takeChange({ id: kept.id, revision, except: [] });
    expect(taken.changed).toEqual([{ section: 'invoice_groups', id: 'g' }]);
    expect(company.session.file().drafts.steps('operator').undo?.label.kind).toBe('dated-change');
    expect((await only()).change?.takenAt).toBe('2026-11-26T01:00:00.000Z');
    await service.withdrawChange(kept.id);
    expect((await only()).count).toBe(0);
  });

  it('applied right after an edit of the same members is undone separately, and is pending again', async () => {
    const members = () => company.session.file().drafts.state().drafts.get('invoice_groups g')?.draft;
    const kept = await keep({ people: [{ id: '3', by: '1' }] });
    const users = ['3', '5', '6'];
    applyToDrafts(company.session, {
      kind: 'edit',
      section: 'invoice_groups',
      id: 'g',
      edit: { kind: 'set', fields: { users } },
    });
    await service.takeChange({ id: kept.id, revision: (await only()).revision, except: [] });
    expect(members()).toMatchObject({ users: ['1', '5', '6'] });
    expect(company.session.file().drafts.steps('operator').undo?.label.kind).toBe('dated-change');
    await createDraftService(company.session).undoDraft();
    expect(members()).toMatchObject({ users });
    expect((await only()).change?.takenAt).toBeNull();
  });

  it('names the people it replaces, and those who are unknown', async () => {
    const people = [
      { id: '3', by: '1' },
      { id: '9', by: null },
    ];
    const { missing, drafts } = await keep({ people });
    expect(drafts.changed).toEqual([]);
    expect(missing.map(({ id }) => id)).not.toContain('1');
    const { change } = await only();
    expect(change?.people).toEqual([
      { id: '3', name: '佐藤', by: { id: '1', name: '田中' }, stays: 0 },
      { id: '9', name: '9', by: null, stays: 0 },
    ]);
    expect(change?.changes).toBe(1);
  });

  it('stores who moves, leaves and joins by the simulated list, moved people first', async () => {
    await rehearse();
    await keep({ rehearsed: true, people: [{ id: '3', by: '5' }] });
    const { change } = await only();
    expect(change?.moved).toEqual({
      users: 'later.csv',
      joining: 2,
      leaving: 1,
      moving: 1,
      people: [
        { id: '1', name: '田中', before: '総務部', after: '営業部' },
        { id: '3', name: '佐藤', before: '営業部', after: '' },
        { id: '4', name: '伊藤', before: '', after: '営業部' },
        { id: '5', name: '渡辺', before: '', after: '営業部' },
      ],
    });
    // A person who is only in the later list is expected from its date on, under the name in that list.
    expect(change?.missing).toEqual([]);
    expect(change?.people[0]?.by).toEqual({ id: '5', name: '渡辺' });
    company.clock.now = Date.parse('2027-04-01T01:00:00.000Z');
    expect((await only()).change?.missing).toEqual([{ kind: 'user', id: '5', state: 'unknown', name: '渡辺' }]);
    await company.take('neo-users', TODAY.slice(0, 4));
    await expect(keep({ rehearsed: true })).rejects.toThrow('rehearsal-outdated');
  });
});
