import { describe, expect, it } from 'vitest';
import { lintAllowedUsers } from '#shared/domain/integration/allowed-users.ts';
import { checkCode, MAX_CODE_LENGTH } from '#shared/domain/integration/code.ts';
import { isDay, lintAmazonGroup, lintCommonSettings, lintIntegration } from '#shared/domain/integration/lint.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import type { Problem } from '#shared/domain/integration/problem.ts';
import { type AmazonGroup, createAmazonGroup, EVERYONE_ALLOWED, type Safeguards } from '#shared/domain/integration/settings.ts';
import { lintInvoiceGroup } from '#shared/domain/invoicing/lint.ts';
import { neoUser } from '../../support/directories.ts';

type Told = readonly [severity: Problem['severity'], path: string, code: string, params?: Problem['params']];
const told = (problems: readonly Problem[]): readonly Told[] =>
  problems.map(({ severity, path, code, params }) =>
    Object.keys(params).length === 0 ? [severity, path, code] : [severity, path, code, params],
  );

describe('the login', () => {
  it.each<[string, readonly Told[]]>([
    ['NEO-login!~', []],
    ['', [['block', 'systemLogin', 'login-empty']]],
    ['NEO login', [['block', 'systemLogin', 'login-blanks']]],
    ['NEOログイン', [['block', 'systemLogin', 'login-width', { character: 'ロ' }]]],
    [
      'Ｎ O',
      [
        ['block', 'systemLogin', 'login-blanks'],
        ['block', 'systemLogin', 'login-width', { character: 'Ｎ' }],
      ],
    ],
  ])('%j is reported with its details', (systemLogin, problems) => {
    const all = lintIntegration({ systemLogin, poRequestUrl: '', punchoutUrl: '' });
    expect(told(all)).toEqual([...problems, ['block', 'poRequestUrl', 'address-empty']]);
  });
});

describe('common settings', () => {
  const route = { name: '購買', complete: true };
  const serial = { name: '連番' };
  const fine = { title: '購買申請', routeId: 'r', serialId: 's' };
  it.each<[string, Partial<typeof fine> | { routeId: null } | { serialId: null }, Partial<Parameters<typeof lintCommonSettings>[1]>, Told]>(
    [
      ['a title of blanks', { title: '　' }, {}, ['block', 'title', 'title-empty']],
      ['a title between blanks', { title: ' 購買' }, {}, ['risk', 'title', 'title-blanks']],
      ['no route', { routeId: null }, {}, ['block', 'routeId', 'route-none']],
      ['a route that is gone', {}, { route: null }, ['block', 'routeId', 'route-gone']],
      [
        'a route that is being written',
        {},
        { route: { ...route, complete: false } },
        ['block', 'routeId', 'route-incomplete', { name: '購買' }],
      ],
      ['no serial number', { serialId: null }, {}, ['block', 'serialId', 'serial-none']],
      ['a serial number that is gone', {}, { serial: null }, ['block', 'serialId', 'serial-gone']],
    ],
  )('%s', (_, settings, targets, problem) => {
    expect(told(lintCommonSettings({ ...fine, ...settings }, { route, serial, ...targets }))).toEqual([problem]);
  });
});

describe('an Amazon group', () => {
  const ready: AmazonGroup = {
    ...createAmazonGroup('本社購買'),
    integrationOption: 'HONSHA',
    paymentOption: 'administrator',
    addresses: 1,
    purchasingSystem: { state: 'active', registeredOn: '2026-11-02' },
  };
  const system = (purchasingSystem: AmazonGroup['purchasingSystem']): Partial<AmazonGroup> => ({ purchasingSystem });
  const limit = (part: Partial<Safeguards>): Partial<AmazonGroup> => ({ safeguards: { ...ready.safeguards, ...part } });
  it.each<[string, Partial<AmazonGroup>, readonly Told[]]>([
    ['is ready', {}, []],
    ['has no name', { name: ' ' }, [['block', 'name', 'name-empty']]],
    ['has a name after a blank', { name: ' 本社' }, [['risk', 'name', 'name-blanks']]],
    [
      'has no option',
      { integrationOption: '' },
      [['block', 'integrationOption', 'code-empty', { character: '', position: 0, twin: 'none' }]],
    ],
    [
      'has an option in full width',
      { integrationOption: 'HONＳHA' },
      [['block', 'integrationOption', 'code-character', { character: 'Ｓ', position: 4, twin: 'HONSHA' }]],
    ],
    ['lets its users pay', { paymentOption: 'users' }, [['block', 'paymentOption', 'payment-by-users']]],
    ['pays nobody knows how', { paymentOption: 'unknown' }, [['note', 'paymentOption', 'payment-unknown']]],
    ['sends nowhere', { addresses: 0 }, [['risk', 'addresses', 'address-none']]],
    ['has no purchasing system', system({ state: 'none', registeredOn: null }), [['risk', 'purchasingSystem.state', 'system-none']]],
    ['is in test', system({ state: 'test', registeredOn: '2026-11-02' }), [['risk', 'purchasingSystem.state', 'system-test']]],
    [
      'was registered some day',
      system({ state: 'active', registeredOn: null }),
      [['note', 'purchasingSystem.registeredOn', 'registered-unknown']],
    ],
    [
      'was registered on no day',
      system({ state: 'active', registeredOn: '2026-11-31' }),
      [['block', 'purchasingSystem.registeredOn', 'registered-malformed']],
    ],
    ['has the widest limits', limit({ priceChangePercent: 100, shippingYen: 1_000_000, deliveryDays: 365 }), []],
    ['has the narrowest limits', limit({ priceChangePercent: 0, shippingYen: 0, deliveryDays: 0 }), []],
    [
      'has limits beyond',
      limit({ priceChangePercent: 101, shippingYen: -1, deliveryDays: 366 }),
      [
        ['block', 'safeguards.priceChangePercent', 'safeguard-out-of-range', { most: 100 }],
        ['block', 'safeguards.shippingYen', 'safeguard-out-of-range', { most: 1_000_000 }],
        ['block', 'safeguards.deliveryDays', 'safeguard-out-of-range', { most: 365 }],
      ],
    ],
    [
      'has a limit that is no number',
      limit({ shippingYen: Number.NaN }),
      [['block', 'safeguards.shippingYen', 'safeguard-out-of-range', { most: 1_000_000 }]],
    ],
  ])('%s', (_, part, problems) => {
    expect(told(lintAmazonGroup({ ...ready, ...part }, '2026-11-24'))).toEqual(problems);
  });

  it('is registered on a day of the calendar, written in full and alone', () => {
    const texts = ['2026-11-30', '2024-02-29', '2026-02-29', '2026-11-31', '2026-13-01', '2026-1-1', ' 2026-11-30', '2026-11-30T', ''];
    expect(texts.filter(isDay)).toEqual(['2026-11-30', '2024-02-29']);
  });
});

describe('a code', () => {
  it('has a maximum length, and the first character too many is reported', () => {
    expect(checkCode('a'.repeat(MAX_CODE_LENGTH))).toEqual({ problem: null, character: '', position: 0, twin: null });
    expect(checkCode('a'.repeat(MAX_CODE_LENGTH + 1))).toEqual({ problem: 'code-too-long', character: '', position: 21, twin: null });
  });
});

describe('an invoice group', () => {
  const group = { code: 'HONSHA', name: '本社', users: ['1'], organizations: [{ id: 'o', descendants: true }] };
  const alone = { people: null, match: null, codeTaken: false, codeTakenByCase: false, optionShared: false };
  const meets = (kind: 'exact' | 'blank' | 'case' | 'unmatched', option = '') => ({
    match: { match: { kind, at: kind === 'unmatched' ? -1 : 0, malformed: false }, option },
  });
  it.each<[string, Partial<typeof group>, Partial<Parameters<typeof lintInvoiceGroup>[1]>, readonly Told[]]>([
    ['is fine while nothing is known of Amazon', {}, {}, []],
    ['is fine with its option', {}, meets('exact', 'HONSHA'), []],
    ['lists organisations alone', { users: [] }, {}, []],
    ['lists people alone', { organizations: [] }, {}, []],
    ['lists nobody', { users: [], organizations: [] }, {}, [['risk', '', 'members-none']]],
    ['has no name', { name: '　' }, {}, [['risk', 'name', 'name-empty']]],
    ['has a name before a blank', { name: '本社 ' }, {}, [['note', 'name', 'name-blanks']]],
    ['has the code of another one', {}, { codeTaken: true, codeTakenByCase: true }, [['block', 'code', 'code-taken', { code: 'HONSHA' }]]],
    ['has a code like another one', {}, { codeTakenByCase: true }, [['risk', 'code', 'code-taken-by-case', { code: 'HONSHA' }]]],
    ['meets no option', {}, meets('unmatched'), [['block', 'code', 'code-unmatched', { code: 'HONSHA' }]]],
    [
      'meets an option that is another',
      {},
      meets('case', 'Honsha'),
      [['block', 'code', 'code-differs', { code: 'HONSHA', option: 'Honsha', difference: 'case', shared: 'no' }]],
    ],
    [
      'has no code, as another one has none: that is told once',
      { code: '' },
      { codeTaken: true, codeTakenByCase: true, ...meets('unmatched') },
      [['block', 'code', 'code-empty', { character: '', position: 0, twin: 'none' }]],
    ],
    [
      'has a code that is none: what it meets is not told',
      { code: 'HON SHA' },
      meets('blank', 'HONSHA'),
      [['block', 'code', 'code-character', { character: ' ', position: 4, twin: 'HONSHA' }]],
    ],
    ['names somebody twice', { users: ['1', '1'] }, {}, [['note', 'users[1]', 'entry-twice', { id: '1' }]]],
  ])('%s', (_, part, surroundings, problems) => {
    expect(told(lintInvoiceGroup({ ...group, ...part }, { ...alone, ...surroundings }))).toEqual(problems);
  });
});

describe('who may order', () => {
  const people = new PeopleIndex({
    neoUsers: [
      neoUser({ id: '1', state: 'suspended', name: '田中' }),
      neoUser({ id: '2', state: 'login-denied', name: '鈴木' }),
      neoUser({ id: '3' }),
    ],
    organizations: [{ id: 'o', code: '', name: '本社', parentId: null }],
    roles: [{ id: 'r', name: '購買', members: ['3'] }],
  });
  const bare = new PeopleIndex({ neoUsers: people.users, organizations: [], roles: [] });
  const listed = { ...EVERYONE_ALLOWED, everyone: false };
  const gone = {
    ...listed,
    users: ['3', 'gone', '1', '2'],
    organizations: ['o', 'lost', 'o'].map((id) => ({ id, descendants: false })),
    roles: ['r', 'old', 'r'],
  };
  const twice: readonly Told[] = [
    ['note', 'organizations[2]', 'entry-twice', { id: 'o' }],
    ['note', 'roles[2]', 'entry-twice', { id: 'r' }],
  ];
  const users: readonly Told[] = [
    ['risk', 'users[1]', 'user-unknown', { id: 'gone' }],
    ['risk', 'users[2]', 'user-inactive', { name: '田中', state: 'suspended' }],
    ['risk', 'users[3]', 'user-inactive', { name: '鈴木', state: 'denied' }],
  ];
  it.each<[string, typeof listed, PeopleIndex | null, readonly Told[]]>([
    ['is everybody', EVERYONE_ALLOWED, people, []],
    ['is everybody, though some are listed', { ...gone, everyone: true }, people, [['note', 'everyone', 'people-ignored']]],
    ['is nobody', listed, people, [['block', '', 'people-empty']]],
    ['is a role alone', { ...listed, roles: ['r'] }, people, []],
    ['is an organisation alone', { ...listed, organizations: [{ id: 'o', descendants: true }] }, people, []],
    [
      'is told by what is gone',
      gone,
      people,
      [
        ...twice,
        ...users,
        ['risk', 'organizations[1]', 'organization-unknown', { id: 'lost' }],
        ['risk', 'roles[1]', 'role-unknown', { id: 'old' }],
      ],
    ],
    ['is told by the people alone without the other lists', gone, bare, [...twice, ...users]],
    ['is told by what stands twice without any list', gone, null, twice],
  ])('%s', (_, allowed, index, problems) => {
    expect(told(lintAllowedUsers(allowed, index))).toEqual(problems);
  });
});
