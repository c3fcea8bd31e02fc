import { describe, expect, test } from 'vitest';
import { type Draft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { type Body, createDraftBody, type Section } from '#shared/domain/drafts/sections.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { type Approver, createRoute, createRouteStep, type Step } from '#shared/domain/routes/route.ts';
import {
  getManualEntryState,
  getScreenPath,
  includesPassword,
  listManualEntryTasks,
  MANUAL_ENTRY_SCREENS,
  type ManualEntryInput,
  type ManualEntryTask,
} from '#shared/domain/sync/manual-entry/manual-entry.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';

const say = (phrase: Parameters<typeof formatPhrase>[0]): string => formatPhrase(phrase, createTexts('ja'));
/** Returns a name function for which the ID `gone` is unknown. */
const named =
  (word: string) =>
  (id: string): string | null =>
    id === 'gone' ? null : `${word}${id}`;
const names: ManualEntryInput['names'] = {
  user: named('人'),
  organization: named('組織'),
  role: named('ロール'),
  route: named('経路'),
  serial: named('連番'),
};
const draft = (section: Section, body: object | null, base: object | null = null, id: string = section): Draft =>
  ({ section, id, base, draft: body, note: '' }) as Draft;
const tasks = (drafts: readonly Draft[], part: Partial<ManualEntryInput> = {}): readonly ManualEntryTask[] =>
  listManualEntryTasks({
    drafts: new Map(drafts.map((one) => [getDraftKey(one), one])),
    password: { generation: 0, entered: 0 },
    names,
    today: '2026-11-24',
    ...part,
  });

describe('a field that differs', () => {
  const begun = (section: Section): object => createDraftBody(section, section, '元');
  /** Returns the lines to enter for one changed part of an object. */
  const lines = (section: Section, now: object, was: object = {}) =>
    tasks([draft(section, { ...begun(section), ...now }, { ...begun(section), ...was })]).flatMap((task) => task.lines);
  const asks = (approvers: object, part: Partial<Step> = {}) => ({ steps: [{ ...createRouteStep('a'), ...part, approvers }] });
  const group = { kind: 'group', name: '委員会', members: ['1', '2'], rule: 'all' };
  const within = (resolver: object, organizationId = 'o') => ({ kind: 'organization', organizationId, resolver });

  test.each<[string, Section, object, object, (string | null)[]]>([
    ['a name', 'serials', { name: '新' }, {}, ['新']],
    ['a code', 'invoice_groups', { code: 'A' }, {}, ['A']],
    ['a code that is emptied', 'invoice_groups', {}, { code: 'A' }, [null]],
    ['a number', 'serials', { startValue: 7 }, {}, ['7']],
    ['the number nought', 'serials', { startValue: 0 }, { startValue: 7 }, ['0']],
    ['a month', 'serials', { fiscalStartMonth: 12 }, {}, ['12']],
    ['a word of ours', 'serials', { reset: 'month' }, {}, [null]],
    ['the form of a number', 'serials', { parts: [] }, {}, [null]],
    ['the route of orders', 'common_settings', { routeId: 'r' }, {}, ['経路r']],
    ['a route that no list knows', 'common_settings', { routeId: 'gone' }, {}, [null]],
    ['no route', 'common_settings', {}, { routeId: 'r' }, [null]],
    ['the serial number of orders', 'common_settings', { serialId: 's' }, {}, ['連番s']],
    ['somebody', 'invoice_groups', { users: ['1'] }, {}, ['人1']],
    ['somebody whom no list knows', 'invoice_groups', { users: ['gone'] }, {}, ['gone']],
    ['somebody who goes', 'invoice_groups', {}, { users: ['1'] }, [null]],
    ['an organisation', 'allowed_users', { organizations: [{ id: 'o', descendants: true }] }, {}, ['組織o']],
    ['a role', 'allowed_users', { roles: ['x'] }, {}, ['ロールx']],
    ['whether it is everybody', 'allowed_users', { everyone: false }, {}, [null]],
    ['the organization of a step', 'routes', asks(within({ kind: 'approvers' }, 'p')), asks(within({ kind: 'approvers' })), ['組織p']],
    ['the role of a step', 'routes', asks({ kind: 'role', roleId: 'y' }), asks({ kind: 'role', roleId: 'x' }), ['ロールy']],
    ['no role of a step', 'routes', asks({ kind: 'role', roleId: '' }), asks({ kind: 'role', roleId: 'x' }), [null]],
    ['the name of a group', 'routes', asks({ ...group, name: '部会' }), asks(group), ['部会']],
    ['the members of a group', 'routes', asks({ ...group, members: ['1', '2', '3'] }), asks(group), ['人3']],
    [
      'a level of a step',
      'routes',
      asks({ kind: 'hierarchy', from: 4, to: 2, resolver: { kind: 'approvers' } }),
      asks({ kind: 'hierarchy', from: 3, to: 2, resolver: { kind: 'approvers' } }),
      [null],
    ],
    [
      'who is chosen in an organisation',
      'routes',
      asks(within({ kind: 'selected', users: ['1', '2'] })),
      asks(within({ kind: 'approvers' })),
      ['人1\n人2'],
    ],
    ['what a step does', 'routes', asks(group, { role: 'decide' }), asks(group), [null]],
    ['a step that comes to ask others', 'routes', asks(group), asks({ kind: 'role', roleId: 'x' }), ['人1\n人2']],
  ])('%s is copied as the vendor’s screen has it', (_, section, now, was, copies) => {
    expect(lines(section, now, was).map(({ copy }) => copy)).toEqual(copies);
  });

  test('users of a route are copied according to their kind', () => {
    const listed = (...principals: object[]) => ({ access: { kind: 'listed', principals } });
    const first = { kind: 'user', id: '1' };
    for (const [one, copy] of [
      [{ kind: 'user', id: '2' }, '人2'],
      [{ kind: 'organization', id: 'o', descendants: false }, '組織o'],
      [{ kind: 'role', id: 'x' }, 'ロールx'],
      [{ kind: 'role', id: 'gone' }, 'gone'],
    ] as const)
      expect(lines('routes', listed(first, one), listed(first)).map((line) => line.copy)).toEqual([copy]);
  });

  test('a step that only moves, or goes, has no one to copy and nothing to choose', () => {
    const step = (id: string): Step => ({ ...createRouteStep(id), approvers: { kind: 'users', users: ['1', '2'] } });
    const order = (...ids: string[]) => ({ steps: ids.map(step) });
    for (const [now, was] of [
      [order('b', 'a'), order('a', 'b')],
      [order('c', 'a', 'b'), order('a', 'b', 'c')],
      [order('a'), order('a', 'b')],
    ] as const) {
      const all = lines('routes', now, was);
      expect(all.length).toBeGreaterThan(0);
      for (const { copy, details } of all) expect([copy, details.filter(({ key }) => key.startsWith('route.'))]).toEqual([null, []]);
    }
  });

  test('a new step is selected by its kind, its action and its rule', () => {
    const details = (approvers: object, part: Partial<Step> = {}) =>
      lines('routes', asks(approvers, part))
        .flatMap((line) => line.details)
        .map((phrase) => phrase.key);
    expect(details({ kind: 'applicant' }, { rule: 'all' })).toEqual(['route.kind.applicant', 'route.role.approve', 'route.rule.all']);
    expect(details({ ...group, rule: 'over-half' }, { rule: 'all', role: 'verify' }).slice(0, 3)).toEqual([
      'route.kind.group',
      'route.role.verify',
      'route.rule.over-half',
    ]);
    expect(details({ kind: 'applicant' }, { finalDecider: true, branch: { summary: '', raw: null } }).slice(3)).toEqual([
      'route.sentence.final',
      'route.sentence.conditional',
    ]);
  });

  test('several that come together are one line, named after their list', () => {
    const [line, ...more] = lines('invoice_groups', { users: ['1', '2'] });
    expect(more).toEqual([]);
    expect([line?.id, line?.copy, line?.details]).toEqual(['added /users', '人1\n人2', []]);
    expect(lines('invoice_groups', { users: ['1'] })[0]?.id).toBe('added /users/1');
    expect(lines('invoice_groups', { code: 'A' })[0]?.id).toBe('set /code');
  });
});

describe('an object as a whole', () => {
  test('that is new begins with its name, and without a name with what else it holds', () => {
    const serial = (name: string) => tasks([draft('serials', createDraftBody('serials', 's', name))])[0]?.lines[0];
    expect(serial('番号')).toMatchObject({ id: 'set /name', field: null, details: [], copy: '番号', value: '番号' });
    expect(say(serial('番号')?.sentence as Parameters<typeof say>[0])).toContain('番号');
    expect(serial('')?.id).not.toBe('set /name');
  });

  test('that goes is one line with the words of its task', () => {
    const [task] = tasks([draft('serials', null, createDraftBody('serials', 's', '番号'), 's')]);
    expect(task).toMatchObject({
      kind: 'delete',
      name: '番号',
      body: null,
      lines: [{ id: 'removed ', copy: null, details: [], field: null }],
    });
    expect(say((task as ManualEntryTask).lines[0]?.sentence as Parameters<typeof say>[0])).toContain('番号');
  });

  test('is found on its screen, and a new one behind the add button', () => {
    const screen = (section: Section) =>
      MANUAL_ENTRY_SCREENS.find((one) => one.section === section) as (typeof MANUAL_ENTRY_SCREENS)[number];
    expect(getScreenPath(screen('invoice_groups'), true)).toBe('Amazonビジネス>機能管理>請求書グループ設定>請求書グループの追加');
    expect(getScreenPath(screen('invoice_groups'), false)).toBe('Amazonビジネス>機能管理>請求書グループ設定');
    expect(getScreenPath(screen('integration'), true)).toBe('Amazonビジネス連携設定');
  });
});

describe('a group of Amazon’s', () => {
  const group = { ...createAmazonGroup('購買'), integrationOption: 'HONSHA', paymentOption: 'administrator' as const };
  const told = (now: object | null, was: object | null) =>
    tasks([draft('amazon_groups', now, was, 'a')]).map(({ kind, name, title, body, lines }) => ({
      kind,
      name,
      title,
      body,
      lines: lines.map(({ id, sentence, copy, value, field, details }) => [id, sentence.key, sentence.params, copy, value, field, details]),
    }));
  const payment = '支払い方法と配送先住所は管理者が設定し(複数設定可能)、ユーザーが利用します';
  const line = (kind: 'set' | 'clear', field: string, key: string, value: string) => [
    `${kind} ${field}`,
    `manualEntry.amazon.${key}`,
    { value },
    kind === 'set' ? value : null,
    value,
    null,
    [],
  ];
  const task = (kind: string, name: string, body: object | null, lines: unknown[]) => [
    { kind, name, title: { key: 'manualEntry.amazon.object', params: { name } }, body, lines },
  ];

  test('is listed line by line in the order of the page', () => {
    expect(told(group, null)).toEqual(
      task('create', '購買', group, [
        line('set', 'name', 'name', '購買'),
        line('set', 'payment', 'payment', payment),
        line('set', 'option', 'option', 'HONSHA'),
        ['set address', 'manualEntry.amazon.address', {}, null, '1', null, []],
        line('set', 'system', 'system', 'desknetsNEO'),
      ]),
    );
    // A new object has no fields to be cleared.
    expect(told({ ...group, name: '', integrationOption: '', paymentOption: 'users' }, null)).toMatchObject([
      {
        kind: 'create',
        lines: [['set address', 'manualEntry.amazon.address', {}, null, '1', null, []], line('set', 'system', 'system', 'desknetsNEO')],
      },
    ]);
    const registered = { ...group, addresses: 1, purchasingSystem: { state: 'test' as const, registeredOn: '2026-11-20' } };
    // Its purchasing system is recorded, so the group already exists.
    expect(told(registered, null)).toEqual([]);
    const later = { ...registered, integrationOption: 'OSAKA' };
    expect(told(later, { ...registered, paymentOption: 'unknown' })).toEqual(
      task('change', '購買', later, [line('set', 'payment', 'payment', payment), line('set', 'option', 'option', 'OSAKA')]),
    );
    const cleared = { ...registered, paymentOption: 'users' as const };
    expect(told(cleared, registered)).toEqual(task('change', '購買', cleared, [line('clear', 'payment', 'paymentCleared', payment)]));
    expect(told(cleared, { ...registered, paymentOption: 'unknown' })).toEqual([]);
  });

  test('is removed under the name that it had', () => {
    expect(told(null, group)).toEqual(
      task('delete', '購買', null, [['removed', 'manualEntry.amazon.delete', { name: '購買' }, null, 'a', null, []]]),
    );
  });
});

describe('the password', () => {
  const integration = (body: object | null, base: object | null = null): Draft => draft('integration', body, base);
  const login = { systemLogin: 'NEO', poRequestUrl: '', punchoutUrl: '' };
  const password = { generation: 2, entered: 1 };
  const line = {
    id: 'password',
    sentence: { key: 'manualEntry.line.password', params: { field: 'カタログ連携パスワード(Password)' } },
    field: null,
    details: [],
    copy: null,
    value: '2',
  };

  test('is a separate task if nothing else of the connection differs', () => {
    const alone = {
      key: getDraftKey({ section: 'integration', id: 'integration' }),
      section: 'integration',
      id: 'integration',
      name: '',
      kind: 'change',
      title: { key: 'plan.object.integration', params: {} },
      lines: [line],
      body: null,
    };
    expect(tasks([], { password })).toEqual([alone]);
    expect(tasks([integration(login, login)], { password })).toEqual([alone]);
    expect(tasks([], { password: { generation: 1, entered: 1 } })).toEqual([]);
    expect(tasks([integration(login, login)], { password: { generation: 1, entered: 2 } })).toEqual([]);
  });

  test('is listed with the other values, and not with removed values or other objects', () => {
    const [task] = tasks([integration(login)], { password });
    expect([task?.kind, task?.lines.at(-1), task && includesPassword(task)]).toEqual(['create', line, true]);
    const [removed] = tasks([integration(null, login)], { password });
    expect([removed?.kind, removed && includesPassword(removed)]).toEqual(['delete', false]);
    const others = tasks([integration(login), draft('serials', createDraftBody('serials', 's', '番号'))], { password });
    expect(others.map((one) => [one.section, includesPassword(one)])).toEqual([
      ['serials', false],
      ['integration', true],
    ]);
  });
});

describe('the state of a draft that is entered by hand', () => {
  const route = (expectedDays: number | null, name = '購買'): Body =>
    ({ ...createRoute('r', name), steps: [{ ...createRouteStep('s'), expectedDays }] }) as unknown as Body;
  const group = createAmazonGroup('購買');
  const asks = (approvers: Approver): Body =>
    ({ ...createRoute('r', '購買'), steps: [{ ...createRouteStep('s'), approvers }] }) as unknown as Body;
  test.each<[string, Draft, string]>([
    ['is the same where only what is of this console differs', draft('routes', route(3), route(1)), 'same'],
    ['is changed where more differs than that', draft('routes', route(3, '購入'), route(1)), 'changed'],
    [
      'is changed where something else differs',
      draft('routes', asks({ kind: 'applicant' }), asks({ kind: 'role', roleId: 'x' })),
      'changed',
    ],
    ['is new where nothing is there', draft('routes', route(3)), 'new'],
    ['is deleted where it is to go', draft('routes', null, route(3)), 'deleted'],
    ['is the same where nothing differs', draft('routes', route(3), route(3)), 'same'],
    ['is the same where only a note on Amazon’s group differs', draft('amazon_groups', { ...group, addresses: 3 }, group), 'same'],
    ['is changed where Amazon’s page has another name', draft('amazon_groups', { ...group, name: '購入' }, group), 'changed'],
  ])('%s', (_, one, state) => {
    expect(getManualEntryState(one)).toBe(state);
  });
});
