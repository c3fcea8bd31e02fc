import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import type { SetupBranches } from '#shared/domain/setup/branches.ts';
import { checkInvitations as invitationsOf } from '#shared/domain/setup/checks-people.ts';
import { listSetupEntries } from '#shared/domain/setup/entries.ts';
import { evaluateGuide, type GuideEvaluation } from '#shared/domain/setup/evaluate.ts';
import type { SetupFacts } from '#shared/domain/setup/facts.ts';
import { computeFingerprint } from '#shared/domain/setup/fingerprint.ts';
import { SETUP_STEPS, type SetupStepId } from '#shared/domain/setup/guide.ts';
import type { SetupRecord } from '#shared/domain/setup/marks.ts';
import { ALL_PEOPLE_READY, ALL_SEEN, activeGroup, NOTHING_KNOWN, sound } from '../../support/setup-facts.ts';

const calendar = new BusinessCalendar(createStandardCalendar({ '2026-11-23': '勤労感謝の日', '2027-01-01': '元日' }));
const EXISTING: SetupBranches = { account: 'existing', otherIntegration: false };

/** Returns the guide's state at 10 a.m. of a day in Japan. */
const on = (
  day: string,
  facts: SetupFacts,
  marks: Partial<Record<SetupStepId, Partial<SetupRecord>>> = {},
  branches: SetupBranches = EXISTING,
  proofs: Partial<Record<SetupStepId, string>> = {},
): GuideEvaluation =>
  evaluateGuide({
    branches,
    facts,
    calendar,
    now: `${day}T01:00:00.000Z`,
    marks: new Map(
      Object.entries(marks).map(([id, mark]) => [
        id as SetupStepId,
        { kind: 'done', at: `${day}T00:00:00.000Z`, by: '操作者', saidBy: '', day, about: { objects: [], left: null }, ...mark },
      ]),
    ),
    proofs: new Map(Object.entries(proofs).map(([id, at]) => [id as SetupStepId, { at, print: 'a' }])),
  });
const at = (guide: GuideEvaluation, id: SetupStepId) => guide.steps.find((step) => step.id === id) as GuideEvaluation['steps'][number];
const OF_G1 = { objects: [{ id: 'g1', name: 'NEOカタログ購買', print: computeFingerprint('') }], left: null };

it('lists for every Amazon group in use what to enter, and its payment option once', () => {
  const groups = [activeGroup('g1', '本社', 'HONSHA'), activeGroup('g2', '大阪', 'OSAKA')];
  const told = listSetupEntries('group-add', { ...ALL_SEEN, amazonGroups: groups }).map(({ field, value }) => `${field}: ${value}`);
  expect(told).toEqual([
    'グループ名: 本社',
    'お支払いオプション: 支払い方法と配送先住所は管理者が設定し(複数設定可能)、ユーザーが利用します',
    'システム連携用オプション: HONSHA',
    'グループ名: 大阪',
    'システム連携用オプション: OSAKA',
  ]);
});

it('names both lists if neither is imported', () => {
  expect(invitationsOf(NOTHING_KNOWN).lacks.map(({ key }) => key)).toEqual(
    ['no-neo-list', 'no-amazon-list'].map((key) => expect.stringContaining(key)),
  );
});

const WORDS = { 'company-payment': {}, 'group-payment': { about: OF_G1 } } as const;
const registered = (registeredOn: string): SetupFacts => {
  const fact = activeGroup('g1', 'NEOカタログ購買', 'HONSHA01');
  return { ...ALL_SEEN, amazonGroups: [{ ...fact, group: { ...fact.group, purchasingSystem: { state: 'active', registeredOn } } }] };
};

describe('a company that was just made', () => {
  it('starts by choosing how to begin, and every step blocks the first order', () => {
    const guide = on('2026-11-24', NOTHING_KNOWN, {}, { account: null, otherIntegration: null });
    expect(guide.next).toBe('choose');
    expect(guide.done).toBe(0);
    expect(guide.firstOrder).toMatchObject({ possible: false, ready: null });
    expect(guide.firstOrder.blockers).toContain('register');
    expect(guide.firstOrder.blockers).toContain('work-emails');
    expect(at(guide, 'purchasing-system').unmet).toEqual(['group-payment', 'group-address']);
  });

  it('needs neither section 1 nor the support if only an existing account is declared', () => {
    const guide = on('2026-11-24', NOTHING_KNOWN);
    for (const id of ['register', 'account-mail', 'other-integration'] as const)
      expect(at(guide, id).state.kind, id).toBe('not-applicable');
    const both = on('2026-11-24', NOTHING_KNOWN, {}, { account: 'again', otherIntegration: true });
    expect(at(both, 'register').state.kind).toBe('todo');
    expect(at(both, 'other-integration').blocksFirstOrder).toBe(true);
    expect(both.total).toBe(guide.total + 3);
  });

  it('invites no one if users come from an identity provider: they are assigned there and get the role on Amazon', () => {
    const steps = ['directory-users', 'grant-roles', 'add-users', 'invitations'] as const;
    const kinds = (facts: SetupFacts) => steps.map((id) => at(on('2026-11-24', facts), id).state.kind);
    expect(kinds(NOTHING_KNOWN)).toEqual(['not-applicable', 'not-applicable', 'todo', 'todo']);
    for (const amazonUsersFrom of ['sso', 'scim'] as const) {
      const facts: SetupFacts = { ...NOTHING_KNOWN, amazonUsersFrom };
      expect(kinds(facts)).toEqual(['todo', 'todo', 'not-applicable', 'not-applicable']);
      const guide = on('2026-11-24', facts);
      expect(guide.total).toBe(on('2026-11-24', NOTHING_KNOWN).total);
      expect([at(guide, 'directory-users').blocksFirstOrder, at(guide, 'grant-roles').unmet]).toEqual([true, ['directory-users']]);
      expect(listSetupEntries('grant-roles', facts)).toEqual(listSetupEntries('add-users', facts));
    }
    const seen = on('2026-11-24', { ...ALL_SEEN, amazonUsersFrom: 'scim' }, { 'directory-users': {} });
    expect([at(seen, 'directory-users').state.kind, at(seen, 'grant-roles').check]).toEqual([
      'recorded',
      at(on('2026-11-24', ALL_SEEN), 'add-users').check,
    ]);
  });

  it('is given the manual’s examples to enter, and its own values once they are drafted', () => {
    expect(listSetupEntries('group-add', NOTHING_KNOWN)).toMatchObject([
      { field: 'グループ名', value: 'NEOカタログ購買', kind: 'example' },
      { kind: 'fixed' },
      { field: 'システム連携用オプション', value: 'NEOcatalog', kind: 'example' },
    ]);
    expect(listSetupEntries('group-add', ALL_SEEN)[2]).toMatchObject({ value: 'HONSHA01', kind: 'draft', of: 'NEOカタログ購買' });
    expect(listSetupEntries('purchasing-system', ALL_SEEN)).toMatchObject([{ value: 'desknetsNEO' }]);
    expect(listSetupEntries('integration-values', ALL_SEEN).map(({ value, kind }) => [value, kind])).toEqual([
      ['LOGIN', 'draft'],
      ['', 'secret'],
      ['https://https-ats.amazonsedi.com/x', 'draft'],
    ]);
  });

  it('offers no invalid value for copying, and Amazon’s option instead if that is meant', () => {
    const facts: SetupFacts = {
      ...ALL_SEEN,
      amazonGroups: [activeGroup('g1', 'NEOカタログ購買', 'ＨＯＮＳＨＡ01')],
      invoiceGroups: [
        { ...sound('i1', '本社'), code: 'honsha01', match: 'case', option: 'HONSHA01' },
        { ...sound('i2', '支社'), code: 'HONSHAO1', match: 'near', option: 'HONSHA01' },
      ],
      integration: {
        ...sound('integration', ''),
        systemLogin: 'LOGIN',
        poRequestUrl: 'https://amazon.example/x',
        wrong: ['poRequestUrl'],
      },
      routes: [{ ...sound('r1', '標準'), complete: false }],
    };
    expect(listSetupEntries('group-add', facts)[2]).toMatchObject({ kind: 'wrong', instead: 'HONSHA01' });
    expect(listSetupEntries('invoice-code', facts)).toMatchObject([
      { value: 'honsha01', kind: 'wrong', instead: 'HONSHA01' },
      { value: 'HONSHAO1', kind: 'wrong', instead: '' },
    ]);
    expect(listSetupEntries('integration-values', facts).map(({ kind, instead }) => [kind, instead])).toEqual([
      ['draft', ''],
      ['secret', ''],
      ['wrong', ''],
    ]);
    expect(listSetupEntries('common-settings', facts).map(({ kind }) => kind)).toEqual(['draft', 'wrong', 'draft']);
  });
});

describe('a company with everything set up', () => {
  it('can order, by checks and two words', () => {
    const guide = on('2026-11-24', ALL_SEEN, WORDS);
    expect(guide.firstOrder).toEqual({ possible: true, blockers: [], ready: 10, notChecked: 0 });
    // The remaining steps are optional; each is offered until it is recorded or declined.
    expect([guide.done, guide.next, guide.left]).toEqual([guide.total, 'environment', { waits: 0, people: 0 }]);
    const optional = SETUP_STEPS.filter((step) => step.optional).map(({ id }) => [id, { kind: 'declined' }] as const);
    const declined = on('2026-11-24', ALL_SEEN, { ...Object.fromEntries(optional), ...WORDS });
    expect([declined.next, at(declined, 'support').state.kind, at(declined, 'late-orders').may]).toEqual([
      null,
      'declined',
      { start: false, say: false, decline: false },
    ]);
    expect(at(on('2026-11-24', ALL_SEEN), 'company-payment').blocksFirstOrder).toBe(true);
  });

  it('cannot order while no one passes every gate, even if no step blocks', () => {
    const facts: SetupFacts = {
      ...ALL_SEEN,
      people: {
        inScope: 10,
        ready: 0,
        notChecked: 0,
        address: 5,
        account: 5,
        accountUnknown: 0,
        invited: 0,
        stateUnknown: 0,
        invoice: 0,
        invoiceUnknown: 0,
      },
    };
    expect(on('2026-11-24', facts, WORDS).firstOrder).toEqual({ possible: false, blockers: [], ready: 0, notChecked: 0 });
  });
});

describe('waiting', () => {
  it.each([
    // A Friday, followed by the weekend and 勤労感謝の日.
    ['2026-11-20', '2026-11-26'],
    ['2026-11-24', '2026-11-27'],
    // 29 December to 3 January are days off.
    ['2026-12-28', '2027-01-06'],
  ])('for Enhanced Checkout registered on %s lasts until %s', (day, until) => {
    const status = at(on(day, registered(day), WORDS), 'enhanced-checkout');
    expect(status).toMatchObject({
      state: { kind: 'waiting', waiting: { kind: 'checkout-activation', since: day, until } },
      turn: 'amazon',
      blocksFirstOrder: true,
    });
    expect(at(on(until, registered(day), WORDS), 'enhanced-checkout').state.kind).toBe('waiting');
    expect(at(on('2027-01-07', registered(day), WORDS), 'enhanced-checkout').state.kind).toBe('recorded');
  });

  it('for Enhanced Checkout ends with the first group that becomes active, in any order', () => {
    const [early, late] = ['2026-11-20', '2026-11-24'].map((day) => registered(day).amazonGroups[0]);
    for (const amazonGroups of [[early, late].flatMap((group) => group ?? []), [late, early].flatMap((group) => group ?? [])]) {
      const { state } = at(on('2026-11-24', { ...ALL_SEEN, amazonGroups }, WORDS), 'enhanced-checkout');
      expect(state).toMatchObject({ waiting: { kind: 'checkout-activation', since: '2026-11-20', until: '2026-11-26' } });
    }
  });

  it('for the account’s mail begins with the day it was registered, and is overdue after three business days', () => {
    const branches: SetupBranches = { account: 'new', otherIntegration: false };
    const marks = { register: { day: '2026-11-20' } };
    expect(at(on('2026-11-26', NOTHING_KNOWN, marks, branches), 'account-mail')).toMatchObject({
      state: { kind: 'waiting', waiting: { until: '2026-11-26' } },
      overdue: null,
    });
    expect(at(on('2026-11-27', NOTHING_KNOWN, marks, branches), 'account-mail')).toMatchObject({
      state: { kind: 'todo' },
      overdue: '2026-11-26',
      turn: 'amazon-admin',
    });
  });

  it('for invitations names the day the first one ends', () => {
    const facts: SetupFacts = {
      ...ALL_SEEN,
      people: { ...ALL_PEOPLE_READY, ready: 8, invited: 2 },
      invitations: { pending: 2, expired: 0, firstExpiry: '2026-12-10', areStatesKnown: true },
    };
    expect(at(on('2026-11-24', facts, WORDS), 'invitations')).toMatchObject({
      state: { kind: 'waiting', waiting: { kind: 'invitations', until: '2026-12-10' } },
      turn: 'employees',
      blocksFirstOrder: false,
    });
  });

  it('for invitations is not fulfilled if acceptance is unknown, nor by people without an account', () => {
    const people = { ...ALL_PEOPLE_READY, ready: 8 };
    const invitations = { pending: 0, expired: 0, firstExpiry: null, areStatesKnown: true };
    const lacksOf = (facts: SetupFacts) => invitationsOf(facts).lacks.map(({ key }) => key);
    expect(lacksOf({ ...ALL_SEEN, people, invitations: { ...invitations, areStatesKnown: false } })).toContain('invitation-states-unknown');
    expect(lacksOf({ ...ALL_SEEN, people: { ...people, account: 1 }, invitations })).toEqual(['people-account']);
  });

  it('for an answer begins when the request is recorded, and has no end if no period is published', () => {
    const marks = { 'invoice-payment': { kind: 'started' as const, day: '2026-11-02' } };
    expect(at(on('2026-11-24', ALL_SEEN, marks), 'invoice-payment').state).toEqual({
      kind: 'waiting',
      waiting: { kind: 'invoice-review', since: '2026-11-02', until: null },
    });
  });
});

describe('a step falls back', () => {
  it('when a route is no longer correct, and names it', () => {
    const facts: SetupFacts = { ...ALL_SEEN, routes: [{ ...sound('r1', '標準'), complete: true, blocking: 2 }] };
    const status = at(on('2026-11-24', facts, WORDS, EXISTING, { route: '2026-11-01T00:00:00.000Z' }), 'route');
    expect(status.state).toEqual({
      kind: 'reopened',
      reason: { key: 'object-broken', params: { name: '標準', count: 2 } },
      since: '2026-11-01T00:00:00.000Z',
    });
    // The server has the same faulty object.
    expect(status.blocksFirstOrder).toBe(true);
  });

  it('when the draft of a manually entered object was edited again', () => {
    const typed: SetupFacts = { ...ALL_SEEN, routes: [{ ...sound('r1', '標準'), complete: true, server: 'absent' }] };
    const { about, may } = at(on('2026-11-24', typed), 'route');
    expect(may.say).toBe(true);
    expect(at(on('2026-11-24', typed, { route: { about } }), 'route').state.kind).toBe('recorded');
    const later: SetupFacts = { ...typed, routes: typed.routes.map((route) => ({ ...route, print: 'b' })) };
    expect(at(on('2026-11-25', later, { route: { about } }), 'route').state).toMatchObject({
      kind: 'reopened',
      reason: { key: 'changed-since', params: { names: '標準' } },
    });
    const broken: SetupFacts = { ...typed, routes: typed.routes.map((route) => ({ ...route, complete: false })) };
    expect(at(on('2026-11-25', broken, { route: { about } }), 'route').state).toMatchObject({ reason: { key: 'route-incomplete' } });
  });

  it('never because of a password that only NEO stores: a gateway or a person reports it', () => {
    const withPassword = (kept: boolean, inNeo: boolean | null) =>
      at(on('2026-11-24', { ...ALL_SEEN, password: { kept, inNeo } }), 'integration-values');
    expect(withPassword(false, true).state.kind).toBe('checked');
    expect(withPassword(false, null).state.kind).toBe('checked');
    expect(withPassword(true, false)).toMatchObject({ state: { kind: 'todo' }, may: { say: true }, blocksFirstOrder: true });
    expect(withPassword(true, false).check?.lacks).toMatchObject([{ key: 'password-not-in-neo' }]);
    expect(withPassword(false, false).check?.lacks).toMatchObject([{ key: 'password-missing' }]);
  });

  it('when a group was added without a statement about it, and not when one was removed', () => {
    const { about } = at(on('2026-11-24', ALL_SEEN), 'group-payment');
    const more: SetupFacts = { ...ALL_SEEN, amazonGroups: [...ALL_SEEN.amazonGroups, activeGroup('g2', '西日本', 'NISHI01')] };
    const { state, blocksFirstOrder } = at(on('2026-11-25', more, { 'group-payment': { about } }), 'group-payment');
    expect(state).toMatchObject({ kind: 'reopened', reason: { key: 'groups-added', params: { names: '西日本', count: 1 } } });
    expect(blocksFirstOrder).toBe(false);
    const both = at(on('2026-11-25', more), 'group-payment').about;
    expect(at(on('2026-11-26', ALL_SEEN, { 'group-payment': { about: both } }), 'group-payment').state.kind).toBe('recorded');
  });

  it('when more people are left than were accepted', () => {
    const left = (address: number): SetupFacts => ({
      ...ALL_SEEN,
      people: { ...ALL_PEOPLE_READY, ready: 10 - address, address },
    });
    const { about, may, check } = at(on('2026-11-24', left(3)), 'work-emails');
    expect([may.say, check?.people]).toEqual([true, { done: 7, of: 10 }]);
    const say = { 'work-emails': { about } };
    expect(at(on('2026-11-25', left(2), say), 'work-emails').state.kind).toBe('recorded');
    expect(at(on('2026-11-25', left(5), say), 'work-emails').state).toMatchObject({ reason: { key: 'more-people', params: { count: 2 } } });
    expect(at(on('2026-11-25', left(0), say), 'work-emails').state.kind).toBe('checked');
    // If no one can order, the step cannot be recorded manually.
    expect(at(on('2026-11-24', left(10)), 'work-emails').may.say).toBe(false);
  });
});

it('does not use a list of the former account for a newly registered one', () => {
  const again: SetupBranches = { account: 'again', otherIntegration: false };
  const steps = ['register', 'account-mail', 'settings-page', 'add-users', 'invitations', 'work-emails'] as const;
  const kinds = (guide: GuideEvaluation) => steps.map((id) => at(guide, id).state.kind);
  // The list was imported on 20 November.
  const before = on('2026-11-24', ALL_SEEN, WORDS, again);
  expect(kinds(before)).toEqual(steps.map(() => 'todo'));
  expect(before.firstOrder).toMatchObject({ possible: false, ready: null });
  expect(at(before, 'add-users').check?.lacks).toMatchObject([{ key: 'amazon-list-former' }]);
  const registered = { ...WORDS, register: { day: '2026-11-22' } } as const;
  expect(kinds(on('2026-11-24', ALL_SEEN, registered, again))).toEqual(['recorded', 'waiting', ...steps.slice(2).map(() => 'todo')]);
  const anew: SetupFacts = { ...ALL_SEEN, amazonList: { rows: 10, takenAt: '2026-11-22T03:00:00.000Z' } };
  expect(kinds(on('2026-11-24', anew, registered, again))).toEqual(steps.map(() => 'checked'));
});

it('does not count a list without active people as the choice of who may order', () => {
  const listed = (people: number | null): SetupFacts => ({ ...ALL_SEEN, allowedUsers: { ...sound('allowed_users', ''), people } });
  expect(at(on('2026-11-24', listed(0)), 'allowed-users')).toMatchObject({
    state: { kind: 'todo' },
    check: { lacks: [{ key: 'nobody-in-scope' }] },
    // The step is optional, because the number of people already shows that no one can order.
    blocksFirstOrder: false,
  });
  // Without a list no one can be counted.
  expect(at(on('2026-11-24', listed(null)), 'allowed-users').state.kind).toBe('checked');
});

describe('codes', () => {
  it('that are the same on both sides and can be neither side’s do not count', () => {
    const both = { ...sound('i1', '本社'), code: 'HONSHA_01', match: 'exact', option: 'HONSHA_01', blocking: 1 } as const;
    const step = at(on('2026-11-24', { ...ALL_SEEN, invoiceGroups: [both] }), 'invoice-code');
    expect([step.state.kind, step.check?.lacks]).toMatchObject(['todo', [{ key: 'object-broken', params: { name: '本社' } }]]);
  });

  it('block while none is equal on both sides, and one that differs does not delay the others', () => {
    const groups = (matches: readonly ('exact' | 'width')[]): SetupFacts => ({
      ...ALL_SEEN,
      invoiceGroups: matches.map((match, i) => ({
        ...sound(`i${i}`, `支店${i}`),
        code: `C${i}`,
        match,
        option: match === 'exact' ? `C${i}` : '',
      })),
    });
    expect(at(on('2026-11-24', groups(['width'])), 'invoice-code').blocksFirstOrder).toBe(true);
    const mixed = at(on('2026-11-24', groups(['exact', 'width'])), 'invoice-code');
    expect(listSetupEntries('invoice-code', groups(['exact', 'width'])).map(({ kind }) => kind)).toEqual(['draft', 'wrong']);
    expect([mixed.blocksFirstOrder, mixed.state.kind, mixed.check?.lacks[0]?.params]).toEqual([
      false,
      'todo',
      { name: '支店1', code: 'C1' },
    ]);
  });
});
