import { describe, expect, test } from 'vitest';
import { type Draft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { Body, Section } from '#shared/domain/drafts/sections.ts';
import { type AmazonGroup, createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import {
  listManualEntryTasks,
  MANUAL_ENTRY_SCREENS,
  type ManualEntryInput,
  type ManualEntryTask,
} from '#shared/domain/sync/manual-entry/manual-entry.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';

const say = (phrase: Parameters<typeof formatPhrase>[0]): string => formatPhrase(phrase, createTexts('ja'));
const names: ManualEntryInput['names'] = {
  user: (id) => `人${id}`,
  organization: (id) => `組織${id}`,
  role: (id) => `ロール${id}`,
  route: (id) => (id === 'r1' ? '物品購入' : null),
  serial: () => null,
};
const draft = (section: Section, id: string, body: Body | null, base: Body | null = null): Draft =>
  ({ section, id, base, draft: body, note: '' }) as Draft;

const tasks = (drafts: readonly Draft[], part: Partial<ManualEntryInput> = {}): readonly ManualEntryTask[] =>
  listManualEntryTasks({
    drafts: new Map(drafts.map((one) => [getDraftKey(one), one])),
    password: { generation: 0, entered: 0 },
    names,
    today: '2026-11-24',
    ...part,
  });
const group = (part: object = {}): Body =>
  ({ code: 'HONSHA', name: '本社', users: ['1', '2'], organizations: [{ id: 'o1', descendants: true }], ...part }) as Body;
const route = (): Body => ({
  ...createRoute('r1', '物品購入'),
  steps: [{ ...createRouteStep('s1'), role: 'decide', rule: 'over-half', finalDecider: true, approvers: { kind: 'role', roleId: 'x' } }],
});

describe('a new object', () => {
  test('is entered name first, with the manual’s fields and the texts to copy', () => {
    const [task] = tasks([draft('invoice_groups', 'g1', group())]);
    expect(task).toMatchObject({ kind: 'create', name: '本社' });
    expect(task?.lines.map(({ copy, field }) => [copy, field])).toEqual([
      ['本社', null],
      ['HONSHA', '請求書グループコード'],
      ['人1\n人2', null],
      ['組織o1', null],
    ]);
  });

  test('is sorted by action, then by name, then by its key, in any order of drafts', () => {
    const gone = draft('invoice_groups', 'g0', null, group({ name: '廃止' }));
    const drafts = ['g3', 'g1', 'g2'].map((id) => draft('invoice_groups', id, group({ name: id === 'g2' ? '営業' : '本社' })));
    for (const all of [[gone, ...drafts], [...drafts].reverse().concat(gone)]) {
      const told = tasks(all).map(({ kind, name, key }) => `${kind} ${name} ${key}`);
      expect(told.filter((line) => line.startsWith('create'))).toEqual([
        'create 営業 invoice_groups g2',
        'create 本社 invoice_groups g1',
        'create 本社 invoice_groups g3',
      ]);
      expect(told).toEqual(tasks([...all].reverse()).map(({ kind, name, key }) => `${kind} ${name} ${key}`));
    }
  });

  test('a step describes who decides and how; there is nothing to copy', () => {
    const [task] = tasks([draft('routes', 'r1', route())]);
    const step = task?.lines.find(({ details }) => details.length > 0);
    expect(step?.details.map(say)).toEqual(['ロール', '決裁', '過半数', '最終決裁']);
    expect(step?.copy).toBeNull();
  });

  test('a step names everyone listed individually', () => {
    const steps = [
      { ...createRouteStep('a'), approvers: { kind: 'group', name: '委員会', members: ['1', '2', '3'], rule: 'all' } },
      { ...createRouteStep('b'), approvers: { kind: 'users', users: ['4', '5'] } },
      {
        ...createRouteStep('c'),
        approvers: { kind: 'organization', organizationId: 'o1', resolver: { kind: 'selected', users: ['6', '7'] } },
        branch: { summary: '', raw: null },
      },
    ];
    const [task] = tasks([draft('routes', 'r1', { ...createRoute('r1', '物品購入'), steps } as Body)]);
    const told = task?.lines.filter(({ id }) => id.startsWith('added /steps')) ?? [];
    expect(told.map(({ copy }) => copy)).toEqual(['人1\n人2\n人3', '人4\n人5', '人6\n人7']);
    expect(told[2]?.details.map(say)).toContain('条件つき');
    // The same applies to a step whose approvers change.
    const asks = (approvers: object): Body =>
      ({ ...createRoute('r1', '物品購入'), steps: [{ ...createRouteStep('a'), approvers }] }) as unknown as Body;
    const role = { kind: 'role', roleId: 'x' };
    const [changed] = tasks([draft('routes', 'r1', asks({ kind: 'users', users: ['8', '9'] }), asks(role))]);
    expect(changed?.lines.map(({ copy }) => copy)).toEqual(['人8\n人9']);
  });

  test('has no line for fields that exist only in this console', () => {
    const integration = (part: object): Body =>
      ({ systemLogin: 'NEO', poRequestUrl: '', punchoutUrl: 'https://a.example', ...part }) as Body;
    expect(tasks([draft('integration', 'integration', integration({}))])[0]?.lines.map(({ copy }) => copy)).toEqual(['NEO']);
    expect(tasks([draft('integration', 'integration', integration({ systemLogin: '' }))])).toEqual([]);
    expect(tasks([draft('integration', 'integration', integration({ punchoutUrl: '' }), integration({}))])).toEqual([]);
    const days = (expectedDays: number): Body =>
      ({ ...createRoute('r1', '物品購入'), steps: [{ ...createRouteStep('s1'), expectedDays }] }) as unknown as Body;
    expect(tasks([draft('routes', 'r1', days(5), days(2))])).toEqual([]);
  });

  test('settings that say nothing are no task', () => {
    expect(tasks([draft('integration', 'integration', { systemLogin: '', poRequestUrl: '', punchoutUrl: '' })])).toEqual([]);
    expect(tasks([draft('common_settings', 'common_settings', { title: '', routeId: 'r1', serialId: null })])[0]?.lines).toMatchObject([
      { field: '申請経路', copy: '物品購入' },
    ]);
  });
});

describe('the known current content', () => {
  const changed = (part: object) => tasks([draft('invoice_groups', 'g1', group(part), group())]);

  test('is not entered again, and only what differs is', () => {
    expect(changed({})).toEqual([]);
    const [task] = changed({ code: 'TOKYO' });
    expect(task).toMatchObject({ kind: 'change', lines: [{ copy: 'TOKYO', field: '請求書グループコード' }] });
    // A cleared field has no value to copy.
    expect(changed({ code: '' })[0]?.lines[0]?.copy).toBeNull();
  });

  test('is removed when the draft is', () => {
    const [task] = tasks([draft('invoice_groups', 'g1', null, group())]);
    expect(task).toMatchObject({ kind: 'delete', lines: [{ copy: null }] });
    // The object was never entered and never on a server, so there is nothing to remove.
    expect(tasks([])).toEqual([]);
  });

  test('is removed or limited by names that are all listed', () => {
    const ids = ['1', '2', '3', '4', '5'];
    const named = (lines: readonly ManualEntryTask['lines'][number][] = []) => lines.map(({ details }) => details.map(say).join(' '));
    const users = (all: readonly string[]): Body => group({ users: all });
    const [gone] = tasks([draft('invoice_groups', 'g1', users([]), users(ids))]);
    expect(named(gone?.lines)).toEqual(['人1、人2、人3、人4、人5']);
    const [come] = tasks([draft('invoice_groups', 'g1', users(ids), users([]))]);
    expect([named(come?.lines), come?.lines[0]?.copy]).toEqual([[''], '人1\n人2\n人3\n人4\n人5']);
    const places = (all: readonly string[]): Body => group({ organizations: all.map((id, at) => ({ id, descendants: at > 2 })) });
    const [below] = tasks([draft('invoice_groups', 'g1', places(ids), places([]))]);
    expect(named(below?.lines)).toEqual([
      '組織1（下位組織を除く）、組織2（下位組織を除く）、組織3（下位組織を除く）、組織4（下位組織を含む）、組織5（下位組織を含む）',
    ]);
    const open = { ...createRoute('r1', '物品購入'), steps: [] };
    const limited = { ...open, access: { kind: 'listed', principals: ids.map((id) => ({ kind: 'user', id })) } } as Body;
    expect(named(tasks([draft('routes', 'r1', limited, open)])[0]?.lines)).toEqual(['人1、人2、人3、人4、人5']);
  });

  test('names the others together with a person whom no list contains', () => {
    const some = { ...names, user: (id: string) => (id === '2' ? null : `人${id}`) };
    const [task] = tasks([draft('invoice_groups', 'g1', group({ users: ['1', '2', '3'] }), group({ users: [] }))], { names: some });
    expect(task?.lines[0]?.copy).toBe('人1\n2\n人3');
  });

  test('a line keeps its name while its value is another', () => {
    const lineOf = (code: string) => changed({ code })[0]?.lines[0];
    expect(lineOf('A')?.id).toBe(lineOf('B')?.id);
    expect(lineOf('A')?.value).not.toBe(lineOf('B')?.value);
  });
});

describe('the sheet', () => {
  test('follows the manual’s screens: Amazon’s groups, then NEO’s in its order', () => {
    const all = tasks([
      draft('invoice_groups', 'g1', group()),
      draft('common_settings', 'common_settings', { title: '購入', routeId: null, serialId: null }),
      draft('serials', 'n1', createSerial('番号')),
      draft('routes', 'r1', route()),
      draft('amazon_groups', 'a1', { ...createAmazonGroup('NEO'), paymentOption: 'administrator', integrationOption: 'HONSHA' }),
    ]);
    expect(all.map(({ section }) => section)).toEqual(['amazon_groups', 'routes', 'serials', 'common_settings', 'invoice_groups']);
    const places = MANUAL_ENTRY_SCREENS.map(({ manual }) => manual);
    expect(places).toEqual([...places].sort());
  });

  test('deletes in the end, and what names others before those', () => {
    const old = { ...createRoute('r0', '旧経路'), steps: [] } as unknown as Body;
    const settings = (routeId: string): Body => ({ title: '購入', routeId, serialId: null }) as Body;
    const all = tasks([
      draft('routes', 'r0', null, old),
      draft('routes', 'r1', route()),
      draft('amazon_groups', 'a1', null, { ...createAmazonGroup('旧グループ'), integrationOption: 'OLD' } as Body),
      draft('common_settings', 'common_settings', settings('r1'), settings('r0')),
      draft('invoice_groups', 'g0', null, group({ name: '廃止', code: 'OLD' })),
      draft('invoice_groups', 'g1', group()),
    ]);
    expect(all.map(({ kind, section }) => `${kind} ${section}`)).toEqual([
      'create routes',
      'change common_settings',
      'create invoice_groups',
      'delete invoice_groups',
      'delete routes',
      'delete amazon_groups',
    ]);
  });

  test('frees a code or a name before another object takes it, by deleting or by renaming', () => {
    const old = draft('invoice_groups', 'g0', null, group({ name: '旧本社' }));
    const order = (drafts: readonly Draft[]): readonly string[] => tasks(drafts).map(({ kind, id }) => `${kind} ${id}`);
    const other = draft('invoice_groups', 'g9', group({ code: 'OSAKA', name: '大阪' }));
    const gone = draft('invoice_groups', 'g8', null, group({ code: 'KYOTO', name: '京都' }));
    // A deletion that frees no needed code or name still comes last.
    for (const drafts of [
      [old, draft('invoice_groups', 'g1', group()), other, gone],
      [gone, other, draft('invoice_groups', 'g1', group()), old],
    ])
      expect(order(drafts)).toEqual(['create g9', 'delete g0', 'create g1', 'delete g8']);
    const renamed = draft('invoice_groups', 'g2', group({ code: 'TOKYO', name: '東京' }), group());
    expect(order([draft('invoice_groups', 'g1', group()), renamed])).toEqual(['change g2', 'create g1']);
    // Changes that free a value for each other are ordered as a chain.
    const takes = draft('invoice_groups', 'g3', group({ code: 'HONSHA', name: 'あ' }), group({ code: 'C', name: 'あ' }));
    expect(order([draft('invoice_groups', 'g4', group({ code: 'C', name: '新' })), takes, renamed])).toEqual([
      'change g2',
      'change g3',
      'create g4',
    ]);
    const number = draft('serials', 'n1', createSerial('番号'));
    expect(order([number, draft('serials', 'n0', null, createSerial('番号'))])).toEqual(['delete n0', 'create n1']);
  });

  test('lists every change once if two objects exchange their codes', () => {
    const [a, b] = [group({ code: 'A', name: 'あ' }), group({ code: 'B', name: 'い' })];
    const swapped = [
      draft('invoice_groups', 'g1', { ...a, code: 'B' } as Body, a),
      draft('invoice_groups', 'g2', { ...b, code: 'A' } as Body, b),
    ];
    expect(tasks(swapped).map(({ id }) => id)).toEqual(['g1', 'g2']);
  });

  test('lines of a task have unique names', () => {
    for (const { lines } of tasks([draft('routes', 'r1', route()), draft('invoice_groups', 'g1', group())]))
      expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  test('describes Amazon’s group in the words of Amazon’s page', () => {
    const [task] = tasks([
      draft('amazon_groups', 'a1', { ...createAmazonGroup('NEO購買'), paymentOption: 'administrator', integrationOption: 'HONSHA' }),
    ]);
    expect(task?.lines.map(({ copy }) => copy)).toEqual([
      'NEO購買',
      '支払い方法と配送先住所は管理者が設定し(複数設定可能)、ユーザーが利用します',
      'HONSHA',
      // An address has to be registered there as well, without a value to copy.
      null,
      'desknetsNEO',
    ]);
  });

  test('lists cleared fields on Amazon’s page too, and an option that is no longer in the manual', () => {
    const was = {
      ...createAmazonGroup('NEO購買'),
      paymentOption: 'administrator',
      integrationOption: 'HONSHA',
      addresses: 1,
      purchasingSystem: { state: 'test', registeredOn: '2026-11-20' },
    } as const;
    const amazon = (now: AmazonGroup) =>
      tasks([draft('amazon_groups', 'a1', now, was)]).flatMap(({ lines }) =>
        lines.map(({ id, sentence, copy }) => [id, sentence.key, sentence.params['value'], copy]),
      );
    expect(amazon({ ...was, integrationOption: '' })).toEqual([['clear option', 'manualEntry.amazon.optionCleared', 'HONSHA', null]]);
    expect(amazon({ ...was, name: '' })).toEqual([['clear name', 'manualEntry.amazon.nameCleared', 'NEO購買', null]]);
    expect(amazon({ ...was, paymentOption: 'users' })).toEqual([
      [
        'clear payment',
        'manualEntry.amazon.paymentCleared',
        '支払い方法と配送先住所は管理者が設定し(複数設定可能)、ユーザーが利用します',
        null,
      ],
    ]);
    // An unknown value is only a note, so nothing has to be entered.
    expect(amazon({ ...was, paymentOption: 'unknown' })).toEqual([]);
    expect(amazon({ ...was, addresses: 3 })).toEqual([]);
  });

  test('a password that was set since is entered, and its value is nowhere', () => {
    const password = { generation: 2, entered: 1 };
    const alone = tasks([], { password });
    expect(alone).toMatchObject([{ section: 'integration', lines: [{ copy: null, value: '2' }] }]);
    const integration = draft('integration', 'integration', { systemLogin: 'NEO', poRequestUrl: '', punchoutUrl: '' });
    expect(tasks([integration], { password })[0]?.lines).toHaveLength(2);
    expect(tasks([integration], { password: { generation: 2, entered: 2 } })[0]?.lines).toHaveLength(1);
  });
});
