import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInvoicingService, type InvoicingService } from '#main/app/invoicing/invoicing-service.ts';
import type { CallParsedInput } from '#shared/contract/calls.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

const ORGANIZATIONS = ['ID,組織名,親組織ID', '10,本社,', '20,営業部,10', '30,総務部,10'];
const NEO = [
  'ID,氏名,よみ,ログインID,社員番号,役職,職場用メールアドレス,使用停止フラグ,所属組織',
  '1,渡辺 三,わたなべ,watanabe,E1,課長,watanabe@example.co.jp,0,営業部',
  '2,青木 一,あおき,aoki,E2,,aoki@example.co.jp,0,営業部',
  '3,宮本 二,みやもと,miyamoto,E3,,miyamoto@example.co.jp,0,総務部',
  '4,伊藤 四,いとう,ito,E4,,ito@example.co.jp,0,海外課',
  '5,上田 五,うえだ,ueda,E5,,ueda@example.co.jp,1,営業部',
];
const group = (code: string, name: string, users: readonly string[], ...organizations: readonly string[]) => ({
  code,
  name,
  users,
  organizations: organizations.map((id) => ({ id, descendants: true })),
});

describe('invoices', () => {
  let company: OwnCompany;
  let service: InvoicingService;
  beforeAll(async () => {
    company = await openOwnCompany();
    service = createInvoicingService(company.session);
  });
  afterAll(() => company.close());

  type Question = CallParsedInput<'invoicing.people'>;
  const people = async (which: Question['which'], rest: Partial<Question> = {}) => {
    const question = { which, organizationId: null, search: '', offset: 0, limit: 10, ...rest };
    const { total, people: found } = await service.invoicePeople(question);
    return `${total}: ${found.map(({ id, groups }) => [id, ...groups.map(({ name }) => name)].join(' ')).join(', ')}`;
  };
  const brief = async () =>
    (await service.invoiceCodes()).rows.map(({ id, people: all, only, match, malformed, amazonGroup }) =>
      [id, all, only, match, malformed, amazonGroup?.id ?? ''].join(' '),
    );

  it('need a list before their users can be shown', async () => {
    company.draft('invoice_groups', 'a', group('A1', '営業', ['3'], '20'));
    expect(await brief()).toEqual(['a 0 0  false ']);
    expect(await service.invoiceCodes()).toMatchObject({ amazonKnown: false, unused: [] });
    await expect(people({ kind: 'none' })).rejects.toThrow('analysis-no-people');
    const question = { groupId: 'a', organizationId: '20' };
    await expect(service.invoiceAssignment(question)).rejects.toThrow('analysis-no-people');
  });

  it('are counted by who may choose them, those in scope alone, and by who has no other', async () => {
    await company.take('organizations', ORGANIZATIONS);
    await company.take('neo-users', NEO);
    company.draft('invoice_groups', 'b', group('b2', '', ['1', '4']));
    expect(await brief()).toEqual(['a 3 2  false ', 'b 2 1  false ']);
    expect(await people({ kind: 'group', groupId: 'a' })).toBe('3: 1 営業 , 2 営業, 3 営業');
    expect(await people({ kind: 'several' })).toBe('1: 1 営業 ');
    expect(await people({ kind: 'none' })).toBe('0: ');
    await expect(people({ kind: 'group', groupId: 'gone' })).rejects.toThrow('draft-not-found');
  });

  it('match Amazon’s options by the exact code, and options that match no code are reported', async () => {
    company.draft('amazon_groups', 'x', { ...createAmazonGroup('購買'), integrationOption: 'A1' });
    company.draft('amazon_groups', 'y', { ...createAmazonGroup('別'), integrationOption: 'B2' });
    company.draft('amazon_groups', 'z', createAmazonGroup('未設定'));
    expect(await brief()).toEqual(['a 3 2 exact false x', 'b 2 1 case false y']);
    const { amazonKnown, unused, revision } = await service.invoiceCodes();
    expect([amazonKnown, unused]).toEqual([true, [{ id: 'y', name: '別', option: 'B2' }]]);
    expect(revision).toBe(company.session.file().drafts.state().revision);
  });

  it('whose codes Amazon does not know cover no one', async () => {
    expect(await people({ kind: 'none' })).toBe('1: 4 ');
    expect(await people({ kind: 'several' })).toBe('0: ');
  });

  it.each([
    ['an organisation with those below it', { organizationId: '10' }, '3: 1 営業 , 2 営業, 3 営業'],
    ['an organisation', { organizationId: '30' }, '1: 3 営業'],
    ['a reading', { search: 'ミヤモト' }, '1: 3 営業'],
    ['a name without its space', { search: '青木一' }, '1: 2 営業'],
    ['a login', { search: 'watanabe' }, '1: 1 営業 '],
    ['a code and an organisation', { search: ' e2  営業部 ' }, '1: 2 営業'],
    ['words of two people', { search: 'e2 e3' }, '0: '],
    ['a window', { offset: 1, limit: 1 }, '3: 2 営業'],
  ] as const)('are looked through by %s', async (_, rest, found) => {
    expect(await people({ kind: 'group', groupId: 'a' }, rest)).toBe(found);
  });

  it('show the organization of each person, or the word of the list if no organization matches', async () => {
    const question = { which: { kind: 'group', groupId: 'b' }, organizationId: null, search: '', offset: 0, limit: 10 } as const;
    expect((await service.invoicePeople(question)).people).toEqual([
      {
        id: '1',
        name: '渡辺 三',
        organizationId: '20',
        organization: '営業部',
        title: '課長',
        groups: [
          { id: 'a', name: '営業' },
          { id: 'b', name: '' },
        ],
      },
      { id: '4', name: '伊藤 四', organizationId: '', organization: '海外課', title: '', groups: [{ id: 'b', name: '' }] },
    ]);
    expect(await people({ kind: 'group', groupId: 'b' }, { search: '海外' })).toBe('1: 4 ');
  });

  it('preview the assignment of a group to an organization', async () => {
    const ask = async (groupId: string, organizationId: string) => service.invoiceAssignment({ groupId, organizationId });
    expect(await ask('a', '20')).toMatchObject({
      group: { id: 'a', name: '営業' },
      outcome: { kind: 'covered', by: { id: '20', name: '営業部' } },
    });
    expect(await ask('b', '30')).toMatchObject({
      group: { id: 'b', name: 'b2' },
      organization: { id: '30', name: '総務部' },
      outcome: { kind: 'adds', removed: [] },
    });
    company.draft('invoice_groups', 'c', { ...group('C3', '本社', []), organizations: [{ id: '10', descendants: false }] });
    expect(await ask('c', '10')).toMatchObject({
      organization: { id: '10', name: '本社' },
      outcome: { kind: 'adds', removed: [{ id: '10', descendants: false }] },
    });
    expect((await ask('a', '99')).organization).toEqual({ id: '99', name: '99' });
    await expect(ask('gone', '10')).rejects.toThrow('draft-not-found');
  });
});
