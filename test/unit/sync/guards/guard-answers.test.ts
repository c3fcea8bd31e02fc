import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { type Body, createDraftBody } from '#shared/domain/drafts/sections.ts';
import { GATEWAY_SECTIONS, type GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { DEFAULT_GUARD_POLICY, evaluateGuards, mayApply } from '#shared/domain/sync/guards/guard-answers.ts';
import type { FreezeWindow, GuardFacts, GuardId, GuardPolicy, GuardResult } from '#shared/domain/sync/guards/guard-types.ts';
import { computeStaleness, listServerChanges, type ServerObjectChange } from '#shared/domain/sync/guards/stale.ts';
import type { Plan } from '#shared/domain/sync/plan/plan.ts';
import { selectAllPlanItems } from '#shared/domain/sync/plan/select.ts';
import { createServerState, type ServerEntry } from '#shared/domain/sync/server-state.ts';
import { draftsOf, entryOf, inputOf, makePlan, planFor, type Sides, serverOf, serverOfSides } from '../../../support/sync.ts';

const NOW = Date.parse('2026-11-24T12:00:00+09:00');
const CALENDAR = new BusinessCalendar(createStandardCalendar({}));
const side = (section: GatewaySection, id: string, part: Partial<Sides>): Sides => ({
  section,
  id,
  base: null,
  draft: null,
  server: null,
  ...part,
});
const group = (name: string, code: string): Body => ({ ...createDraftBody('invoice_groups', '', name), code, users: ['1'] });
const serial = (name: string): Body => createDraftBody('serials', '', name);
const settings = (part: object): Body => ({ ...createDraftBody('common_settings', '', ''), title: '購買', ...part });

const factsOf = (plan: Plan, part: Partial<GuardFacts> = {}): GuardFacts => ({
  plan,
  selection: selectAllPlanItems(plan),
  company: { kind: 'production', readOnly: false, armedUntil: NOW + 90_000 },
  now: NOW,
  calendar: CALENDAR,
  reason: '組織変更のため',
  effect: null,
  staleness: { readAt: '', touching: [], elsewhere: [] },
  approval: 'none',
  ...part,
});
const NEW = planFor([side('serials', 'a', { draft: serial('連番') })]);
const POLICY: GuardPolicy = { ...DEFAULT_GUARD_POLICY, people: { count: null, percent: null, floor: 0 } };
const told = (id: GuardId, facts: GuardFacts, policy: Partial<GuardPolicy> = {}) => {
  const { state, text, params, keys } = evaluateGuards({ ...POLICY, ...policy }, facts).find((one) => one.id === id) as GuardResult;
  return [state, text.replace(`guard.${id}.`, ''), params, keys];
};

describe('what was read', () => {
  it('is all there, or a section or an object of it is not', () => {
    expect(told('source-complete', factsOf(NEW))).toEqual(['ok', 'ok', {}, []]);
    const sides = [side('serials', 'a', { draft: serial('連番') }), side('invoice_groups', 'g', { draft: group('本社', 'A') })];
    const half = (complete: readonly GatewaySection[]) => makePlan(inputOf(draftsOf(sides), { ...serverOf([]), complete }));
    expect(told('source-complete', factsOf(half(['routes', 'serials'])))).toEqual([
      'blocked',
      'blocked',
      { section: 'invoice_groups', count: 4 },
      [],
    ]);
    const unreadable = createServerState({
      readAt: '',
      complete: GATEWAY_SECTIONS,
      entries: [],
      unreadable: [{ section: 'serials', id: 'a' }],
    });
    expect(told('source-complete', factsOf(makePlan(inputOf(draftsOf(sides), unreadable))))).toEqual([
      'blocked',
      'unreadable',
      { section: 'serials', count: 1 },
      [],
    ]);
  });

  it('is suspect if a section lost everything, and the section with the most is named', () => {
    const was = (section: GatewaySection, ids: readonly string[], server: boolean) =>
      ids.map((id) => side(section, id, { base: serial(id), draft: serial(id), server: server ? serial(id) : null }));
    const lost = (...sides: Sides[]) => told('source-not-empty', factsOf(planFor(sides)));
    expect(lost(...was('serials', ['a', 'b'], true))).toEqual(['ok', 'ok', { count: 2 }, []]);
    const other = side('invoice_groups', 'g', { base: group('本社', 'A'), draft: group('本社', 'A'), server: group('本社', 'A') });
    // Two objects of a section may disappear if another one remains; three may not.
    expect(lost(other, ...was('serials', ['a', 'b'], false))).toEqual(['ok', 'ok', { count: 1 }, []]);
    expect(lost(other, ...was('serials', ['a', 'b', 'c'], false))).toEqual([
      'blocked',
      'blocked',
      { section: 'serials', count: 3 },
      ['serials a', 'serials b', 'serials c'],
    ]);
    // An empty server blocks even for one object; objects that were never there are not missed.
    expect(lost(...was('serials', ['a'], false))).toEqual(['blocked', 'blocked', { section: 'serials', count: 1 }, ['serials a']]);
    expect(lost(side('serials', 'new', { draft: serial('新') }))).toEqual(['ok', 'ok', { count: 0 }, []]);
    expect(lost({ ...other, server: null }, ...was('serials', ['a', 'b'], false))[2]).toEqual({ section: 'serials', count: 2 });
  });

  it('is read again, and described by what changed since', () => {
    const change = (name: string, by = ''): ServerObjectChange => ({
      key: `serials ${name}`,
      section: 'serials',
      id: name,
      name,
      kind: 'changed',
      before: 1,
      now: 2,
      by,
      at: '',
    });
    const fresh = (touching: ServerObjectChange[], elsewhere: ServerObjectChange[]) =>
      told('fresh', factsOf(NEW, { staleness: { readAt: '', touching, elsewhere } }));
    expect(told('fresh', factsOf(NEW, { staleness: null }))).toEqual(['needs', 'needs', {}, []]);
    expect(fresh([], [])).toEqual(['ok', 'ok', { count: 0 }, []]);
    expect(fresh([], [change('a'), change('b')])).toEqual(['ok', 'elsewhere', { count: 2 }, []]);
    expect(fresh([change('a', '管理者'), change('b')], [change('c')])).toEqual([
      'blocked',
      'blocked',
      { count: 2, name: 'a', section: 'serials', by: '管理者' },
      ['serials a', 'serials b'],
    ]);
    expect(fresh([change('')], [])[2]).toEqual({ count: 1, name: 'none', section: 'serials', by: 'none' });
  });
});

describe('what is ticked', () => {
  it('is counted by the items that the plan can apply', () => {
    expect(told('selected', factsOf(NEW))).toEqual(['ok', 'ok', { count: 1 }, []]);
    expect(told('selected', factsOf(NEW, { selection: new Set(['gone']) }))).toEqual(['needs', 'needs', {}, []]);
  });

  it('holds no open conflict; those that are not ticked stay', () => {
    const open = planFor([side('serials', 'a', { base: serial('連番'), draft: serial('ここ'), server: serial('むこう') })]);
    expect(told('conflicts', factsOf(NEW))).toEqual(['ok', 'ok', {}, []]);
    expect(told('conflicts', factsOf(open, { selection: new Set() }))).toEqual(['not-applicable', 'left', { count: 1 }, ['serials a']]);
    expect(told('conflicts', factsOf(open, { selection: new Set(['serials a']) }))).toEqual([
      'needs',
      'needs',
      { count: 1 },
      ['serials a'],
    ]);
  });

  it('holds all that it needs, and nothing that needs itself', () => {
    const codes = (a: string, b: string) => [group('甲', a), group('乙', b)] as const;
    const [[a, b], [newA, newB]] = [codes('A', 'B'), codes('B', 'A')];
    const circle = planFor([
      side('invoice_groups', 'a', { base: a, draft: newA, server: a }),
      side('invoice_groups', 'b', { base: b, draft: newB, server: b }),
    ]);
    expect(told('dependencies', factsOf(circle, { selection: new Set(circle.circular) }))).toEqual([
      'blocked',
      'circular',
      { count: 2 },
      circle.circular,
    ]);
    const named = planFor([
      side('serials', 'n', { draft: serial('連番') }),
      side('common_settings', 'common_settings', { draft: settings({ serialId: 'n' }) }),
    ]);
    expect(told('dependencies', factsOf(named))).toEqual(['ok', 'ok', {}, []]);
    expect(told('dependencies', factsOf(named, { selection: new Set(['common_settings common_settings']) }))).toEqual([
      'needs',
      'needs',
      {},
      [],
    ]);
    // Unknown keys in the selection have no effect.
    expect(told('dependencies', factsOf(named, { selection: new Set([...selectAllPlanItems(named), 'gone']) }))[0]).toBe('ok');
  });

  it('breaks nothing on the server: a name in use, an object in use, or a missing one', () => {
    const taken = planFor([
      side('invoice_groups', 'a', { draft: group('新', 'A') }),
      side('invoice_groups', 'b', { server: group('旧', 'A'), base: group('旧', 'A'), draft: group('旧', 'A') }),
    ]);
    expect(told('references', factsOf(taken))).toEqual(['blocked', 'taken', { count: 1, name: '新' }, ['invoice_groups a']]);
    const used = planFor([
      side('serials', 'n', { base: serial(''), server: serial('') }),
      side('common_settings', 'common_settings', {
        base: settings({ serialId: 'n' }),
        draft: settings({ serialId: 'n' }),
        server: settings({ serialId: 'n' }),
      }),
    ]);
    expect(told('references', factsOf(used))).toEqual(['blocked', 'in-use', { count: 1, name: 'none' }, ['serials n']]);
    const missing = planFor([side('common_settings', 'common_settings', { draft: settings({ serialId: 'gone', routeId: 'gone' }) })]);
    expect(told('references', factsOf(missing))).toEqual([
      'blocked',
      'missing',
      { count: 2, name: 'none' },
      ['common_settings common_settings'],
    ]);
    expect(told('references', factsOf(missing, { selection: new Set() }))).toEqual(['ok', 'ok', {}, []]);
    expect(told('references', factsOf(NEW))).toEqual(['ok', 'ok', {}, []]);
  });
});

describe('who applies it, where and why', () => {
  const windows = (...freeze: FreezeWindow[]) => ({ freeze });
  const today: FreezeWindow = { kind: 'dates', name: '決算', from: '2026-11-20', to: '2026-11-24' };
  const production = { kind: 'production', readOnly: false, armedUntil: null } as const;

  it.each<[string, GuardId, Partial<GuardFacts>, Partial<GuardPolicy>, ReturnType<typeof told>]>([
    ['no window', 'freeze', {}, {}, ['not-applicable', 'none', {}, []]],
    [
      'a window for a test company',
      'freeze',
      { company: { ...production, kind: 'test' } },
      windows(today),
      ['not-applicable', 'other', {}, []],
    ],
    ['a window that is over', 'freeze', { now: NOW + 24 * 3_600_000 }, windows(today), ['ok', 'ok', {}, []]],
    [
      'a window of days',
      'freeze',
      {},
      windows(today),
      ['blocked', 'blocked', { name: '決算', kind: 'days', until: '2026-11-25', from: '', to: '' }, []],
    ],
    [
      'a window of hours without a name',
      'freeze',
      {},
      windows({ kind: 'outside-hours', name: '', from: '13:00', to: '18:00' }),
      ['blocked', 'blocked', { name: 'none', kind: 'hours', until: 'none', from: '13:00', to: '18:00' }, []],
    ],
    ['somebody who may write', 'writable', {}, {}, ['ok', 'ok', {}, []]],
    ['somebody who may only look', 'writable', { company: { ...production, readOnly: true } }, {}, ['blocked', 'blocked', {}, []]],
    ['an armed company: its minutes are rounded up', 'armed', {}, {}, ['ok', 'ok', { minutes: 2 }, []]],
    ['a company that is armed until now', 'armed', { company: { ...production, armedUntil: NOW } }, {}, ['needs', 'over', {}, []]],
    ['a company that is not armed', 'armed', { company: production }, {}, ['needs', 'needs', {}, []]],
    ['a test company', 'armed', { company: { ...production, kind: 'test' } }, {}, ['not-applicable', 'other', {}, []]],
    ['a reason', 'reason', {}, {}, ['ok', 'ok', {}, []]],
    ['a reason that nobody asked for', 'reason', {}, { reasonRequired: false }, ['ok', 'ok', {}, []]],
    ['no reason', 'reason', { reason: ' 　' }, {}, ['needs', 'needs', { least: 2 }, []]],
    ['half a reason', 'reason', { reason: 'あ' }, {}, ['needs', 'short', { least: 2 }, []]],
    ['no reason where none is asked for', 'reason', { reason: 'あ' }, { reasonRequired: false }, ['not-applicable', 'optional', {}, []]],
    ['an approval', 'approval', { approval: 'valid' }, {}, ['ok', 'ok', {}, []]],
    [
      'an approval of another plan that nobody asked for',
      'approval',
      { approval: 'other-plan' },
      {},
      ['not-applicable', 'optional', {}, []],
    ],
    ['no approval', 'approval', {}, { approvalRequired: true }, ['needs', 'needs', {}, []]],
    ['an approval of another plan', 'approval', { approval: 'other-plan' }, { approvalRequired: true }, ['blocked', 'other-plan', {}, []]],
  ])('%s', (_, id, facts, policy, answer) => {
    expect(told(id, factsOf(NEW, facts), policy)).toEqual(answer);
  });

  it('a plan goes through when nothing is left to be done', () => {
    expect(mayApply(evaluateGuards(POLICY, factsOf(NEW)))).toBe(true);
    expect(mayApply(evaluateGuards(POLICY, factsOf(NEW, { reason: '' })))).toBe(false);
    expect(mayApply(evaluateGuards(POLICY, factsOf(NEW, { company: { ...production, readOnly: true } })))).toBe(false);
  });
});

describe('what changed between two readings', () => {
  const entry = (section: GatewaySection, id: string, body: Body, revision = 1): ServerEntry => entryOf(section, id, body, revision);
  const reading = (complete: readonly GatewaySection[], ...entries: ServerEntry[]) => ({ ...serverOf(entries), complete });
  const all = GATEWAY_SECTIONS;
  const kinds = (...readings: Parameters<typeof listServerChanges>) =>
    listServerChanges(...readings).map(({ key, kind }) => `${kind} ${key}`);
  const [a, b] = [entry('serials', 'a', serial('甲')), entry('serials', 'b', serial('乙'))];

  it('is what went, came, or has another revision, with who did it', () => {
    const newer = { ...entry('serials', 'b', serial('新'), 5), updatedBy: '佐藤', updatedAt: '2026-11-25T00:00:00Z' };
    const c = entry('serials', 'c', serial('丙'), 3);
    const common = { section: 'serials', by: '管理者', at: '2026-11-24T00:00:00Z' };
    expect(listServerChanges(reading(all, a, b), reading(all, c, newer))).toEqual([
      { ...common, key: 'serials a', id: 'a', name: '甲', kind: 'vanished', before: 1, now: 0, by: '', at: '' },
      { ...common, key: 'serials b', id: 'b', name: '新', kind: 'changed', before: 1, now: 5, by: '佐藤', at: '2026-11-25T00:00:00Z' },
      { ...common, key: 'serials c', id: 'c', name: '丙', kind: 'appeared', before: 0, now: 3 },
    ]);
    expect(kinds(reading(all, a, b), reading(all, b, a))).toEqual([]);
  });

  it('is reported for no section that one reading lacks or lacks in part, and for no unreadable object', () => {
    const g = entry('invoice_groups', 'g', group('本社', 'A'));
    for (const [older, newer] of [
      [['serials'], all],
      [all, ['serials']],
    ] as const)
      expect([kinds(reading(older, a, g), reading(newer)), kinds(reading(older), reading(newer, a, g))]).toEqual([
        ['vanished serials a'],
        ['appeared serials a'],
      ]);
    const unread = (...entries: ServerEntry[]) =>
      createServerState({ readAt: '', complete: all, entries, unreadable: [{ section: 'serials', id: 'a' }] });
    expect([kinds(unread(b), reading(all, a, b)), kinds(reading(all, a, b), unread(b))]).toEqual([[], []]);
  });

  it('affects a plan if it concerns selected objects, their references, or objects that may refer to deleted ones', () => {
    const touching = (plan: Plan, newer: Parameters<typeof computeStaleness>[2], selection = selectAllPlanItems(plan)) => {
      const { touching: here, elsewhere, readAt } = computeStaleness(plan, selection, newer);
      return [here.map(({ key }) => key), elsewhere.map(({ key }) => key), readAt];
    };
    const both = (part: Partial<Sides>, body: Body): Partial<Sides> => ({ base: body, server: body, ...part });
    const sides = [
      side('serials', 'n', both({ draft: serial('連番') }, serial('連番'))),
      side('serials', 'old', both({ draft: null }, serial('旧'))),
      side('common_settings', 'common_settings', both({ draft: settings({ serialId: 'n', title: '購入' }) }, settings({ serialId: 'n' }))),
      side('invoice_groups', 'g', both({ draft: null }, group('本社', 'A'))),
    ];
    const plan = planFor(sides);
    const next = (...keys: string[]) => {
      const server = serverOfSides(sides);
      const entries = [...server.entries].map(([key, one]) => (keys.includes(key) ? { ...one, revision: 2 } : one));
      return { ...serverOf(entries), readAt: '2026-11-25' };
    };
    const [n, old, common] = ['serials n', 'serials old', 'common_settings common_settings'];
    expect(touching(plan, next(n, old, common))).toEqual([[n, old, common], [], '2026-11-25']);
    expect(touching(plan, next(n, old, common), new Set([common]))).toEqual([[n, common], [old], '2026-11-25']);
    // The common settings may refer to a serial number that is deleted; no settings refer to an invoice group.
    expect(touching(plan, next(n, old, common), new Set([old]))).toEqual([[old, common], [n], '2026-11-25']);
    expect(touching(plan, next(n, common), new Set(['invoice_groups g']))).toEqual([[], [n, common], '2026-11-25']);
    expect(touching(plan, next(n), new Set(['gone']))).toEqual([[], [n], '2026-11-25']);
  });
});
