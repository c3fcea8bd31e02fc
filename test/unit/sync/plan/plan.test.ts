import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { createRoute, createRouteStep, type Route, type Step } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { DEFAULT_GUARD_POLICY, evaluateGuards, mayApply } from '#shared/domain/sync/guards/guard-answers.ts';
import { type GuardFacts, type GuardId, preventsApply } from '#shared/domain/sync/guards/guard-types.ts';
import { findReferenceProblems } from '#shared/domain/sync/guards/references.ts';
import { computeStaleness } from '#shared/domain/sync/guards/stale.ts';
import { createIgnoredDifference } from '#shared/domain/sync/merge/decide.ts';
import type { ObjectItem } from '#shared/domain/sync/plan/item.ts';
import type { Plan, PlanInput } from '#shared/domain/sync/plan/plan.ts';
import { selectAllPlanItems, selectPlanItems, unselectPlanItems } from '#shared/domain/sync/plan/select.ts';
import { splitPointer } from '#shared/domain/sync/shape.ts';
import { createUndoPlan, listLaterChanges } from '#shared/domain/sync/undo/undo.ts';
import { describeFullValue } from '#shared/domain/sync/wording/full-value.ts';
import {
  draftsOf,
  entryOf,
  inputOf,
  makePlan,
  objectItems,
  planFor,
  resolve,
  type Sides,
  serverOf,
  serverOfSides,
} from '../../../support/sync.ts';

const route = (id: string, name = id, steps: readonly Step[] = []): Route => ({ ...createRoute(id, name), steps });
const group = (code: string, name = code): Body => ({ code, name, users: ['1', '2'], organizations: [] });
const settings = (routeId: string | null, serialId: string | null = null): Body => ({ title: '', routeId, serialId });
const sides = (section: GatewaySection, id: string, base: Body | null, draft: Body | null, server: Body | null = base): Sides => ({
  section,
  id,
  base,
  draft,
  server,
});
const common = (base: Body | null, draft: Body | null): Sides => sides('common_settings', 'common_settings', base, draft);
const COMMON = 'common_settings common_settings';

it('is made of bodies whose texts cannot be made into texts', () => {
  const odd = { toString: '' };
  const unknown = (): null => null;
  const names = { user: unknown, organization: unknown, role: unknown, route: unknown, serial: unknown };
  const bodies: readonly (readonly [GatewaySection, unknown])[] = [
    ['invoice_groups', { name: odd }],
    ['invoice_groups', { name: '', code: odd }],
    ['serials', { name: odd, startValue: odd }],
    ['routes', { name: odd, status: odd, access: { kind: odd }, steps: [{ id: odd, approvers: { kind: odd }, rule: odd }] }],
  ];
  for (const [section, body] of bodies)
    for (const server of [null, { name: 'a', access: { kind: odd, principals: [] } }] as unknown as (Body | null)[]) {
      const [item] = objectItems(planFor([sides(section, 'a', null, body as Body, server)]));
      expect(item?.draft).toEqual(body);
      for (const { path, after } of item?.fields ?? []) expect(describeFullValue(section, path, after, names)).toBeDefined();
    }
});

describe('what an item needs', () => {
  it('includes the route and the serial number it refers to if they do not exist yet, and they are applied first', () => {
    const plan = planFor([
      common(settings(null), settings('new', 's')),
      sides('routes', 'new', null, route('new')),
      sides('serials', 's', null, createSerial('番号')),
    ]);
    expect(plan.byKey.get(COMMON)?.dependsOn).toEqual([
      { key: 'routes new', because: 'uses-route' },
      { key: 'serials s', because: 'uses-serial' },
    ]);
    expect(plan.order).toEqual(['routes new', 'serials s', COMMON]);
    const ticked = selectPlanItems(plan, new Set(), [COMMON]);
    expect(ticked.along.map(({ key, because }) => [key, because])).toEqual(
      [
        ['serials s', 'uses-serial'],
        ['routes new', 'uses-route'],
      ].sort((a, b) => ((a[0] as string) < (b[0] as string) ? -1 : 1)),
    );
    const unticked = unselectPlanItems(plan, selectAllPlanItems(plan), ['routes new']);
    expect(unticked.along).toEqual([{ key: COMMON, for: 'routes new', because: 'uses-route' }]);
    expect([...unticked.selection]).toEqual(['serials s']);
  });

  it('is what lets go of a route that is deleted; without it the server would refuse', () => {
    const plan = planFor([
      common(settings('old'), settings('kept')),
      sides('routes', 'old', route('old'), null),
      sides('routes', 'kept', route('kept'), route('kept')),
    ]);
    expect(plan.byKey.get('routes old')?.dependsOn).toEqual([{ key: COMMON, because: 'released-by' }]);
    expect(plan.order).toEqual([COMMON, 'routes old']);
    expect(findReferenceProblems(plan, new Set(['routes old']))).toEqual([{ kind: 'in-use', key: 'routes old', other: COMMON }]);
    expect(findReferenceProblems(plan, selectAllPlanItems(plan))).toEqual([]);
  });

  it('is the item that releases a code; two that swap codes are reported as circular', () => {
    const freed = planFor([
      sides('invoice_groups', 'a', group('X', 'A'), group('Y', 'A')),
      sides('invoice_groups', 'b', group('Y', 'B'), group('Z', 'B')),
    ]);
    expect(freed.byKey.get('invoice_groups a')?.dependsOn).toEqual([{ key: 'invoice_groups b', because: 'frees-code' }]);
    expect(freed.order).toEqual(['invoice_groups b', 'invoice_groups a']);
    const swapped = planFor([
      sides('invoice_groups', 'a', group('X', 'A'), group('Y', 'A')),
      sides('invoice_groups', 'b', group('Y', 'B'), group('X', 'B')),
    ]);
    expect([...swapped.circular].sort()).toEqual(['invoice_groups a', 'invoice_groups b']);
    expect(swapped.order.length).toBe(2);
  });

  it('is missing when it names what will not be there, or takes a code that another keeps', () => {
    const gone = planFor([common(settings(null), settings('nowhere'))]);
    expect(findReferenceProblems(gone, selectAllPlanItems(gone))).toEqual([{ kind: 'missing', key: COMMON, other: 'routes nowhere' }]);
    const taken = planFor([
      sides('invoice_groups', 'a', null, group('X', 'A')),
      sides('invoice_groups', 'b', group('X', 'B'), group('X', 'B')),
    ]);
    expect(findReferenceProblems(taken, selectAllPlanItems(taken))).toEqual([
      { kind: 'taken', key: 'invoice_groups a', other: 'invoice_groups b' },
    ]);
  });

  it('orders made before named, deleted after released, and the credentials last', () => {
    const plan = planFor(
      [
        sides('integration', 'integration', null, { systemLogin: 'A', poRequestUrl: '', punchoutUrl: '' }),
        sides('allowed_users', 'allowed_users', null, { everyone: true, users: [], organizations: [], roles: [] }),
        sides('invoice_groups', 'g', null, group('X')),
        sides('routes', 'old', route('old'), null),
        common(settings('old'), settings('new')),
        sides('routes', 'new', null, route('new')),
      ],
      { secrets: [{ name: 'catalog-password', generation: 1, appliedGeneration: 0 }] },
    );
    expect(plan.order).toEqual([
      'routes new',
      COMMON,
      'invoice_groups g',
      'allowed_users allowed_users',
      'routes old',
      'integration integration',
      'secret catalog-password',
    ]);
  });
});

describe('fields', () => {
  const steps = ['a', 'b', 'c', 'd'].map((id) => createRouteStep(id));
  const reordered = (order: string): readonly Step[] => [...order].map((id) => steps.find((step) => step.id === id) as Step);
  const onlyItem = (plan: Plan): ObjectItem => objectItems(plan)[0] as ObjectItem;

  it('name one moved step once, with its places', () => {
    const item = onlyItem(planFor([sides('routes', 'r', route('r', 'r', steps), route('r', 'r', reordered('dabc')))]));
    expect(item.fields.map(({ path, kind, before, after }) => [path, kind, before, after])).toEqual([['/steps/d', 'moved', 3, 0]]);
  });

  it('keep a step that was moved here and changed there', () => {
    const theirs = steps.map((step) => (step.id === 'd' ? { ...step, rule: 'all' as const } : step));
    const item = onlyItem(
      planFor([sides('routes', 'r', route('r', 'r', steps), route('r', 'r', reordered('dabc')), route('r', 'r', theirs))]),
    );
    expect(item.kind).toBe('change');
    expect((item.target as Route).steps.map(({ id, rule }) => id + (rule === 'all' ? '!' : ''))).toEqual(['d!', 'a', 'b', 'c']);
  });

  it('are one conflict if both sides moved steps, resolved for either or for a third order', () => {
    const three = [sides('routes', 'r', route('r', 'r', steps), route('r', 'r', reordered('bacd')), route('r', 'r', reordered('abdc')))];
    const [field] = onlyItem(planFor(three)).fields;
    expect([field?.path, field?.kind, field?.conflict]).toEqual(['/steps', 'order', true]);
    if (field === undefined) return;
    const decided = (resolution: 'ours' | 'theirs' | { readonly edit: readonly string[] }): string =>
      (
        onlyItem(planFor(three, { resolutions: new Map([['routes r', new Map([[field.path, resolve(field, resolution)]])]]) }))
          .target as Route
      ).steps
        .map(({ id }) => id)
        .join('');
    expect([decided('ours'), decided('theirs'), decided({ edit: ['d', 'c'] })]).toEqual(['bacd', 'abdc', 'dcab']);
  });

  it('require a choice if each side made another step the final decision', () => {
    const final = (id: string): Route =>
      route(
        'r',
        'r',
        steps.map((step) => ({ ...step, finalDecider: step.id === id })),
      );
    const item = onlyItem(planFor([sides('routes', 'r', final('a'), final('b'), final('c'))]));
    expect(item.kind).toBe('conflict');
    expect(item.fields.map(({ path, conflict }) => [path, conflict])).toEqual([
      // Both sides removed the mark from a, so it is not a difference.
      ['/steps/b/finalDecider', true],
      ['/steps/c/finalDecider', true],
    ]);
  });

  it('require a choice if one side made another step the final decision and the other side a new one', () => {
    const final = (id: string, ...ids: string[]): Route =>
      route(
        'r',
        'r',
        ids.map((one) => ({ ...createRouteStep(one), finalDecider: one === id })),
      );
    const [base, added, moved] = [final('a', 'a', 'b'), final('d', 'a', 'b', 'd'), final('b', 'a', 'b')];
    for (const [draft, server] of [
      [added, moved],
      [moved, added],
    ] as const) {
      const item = onlyItem(planFor([sides('routes', 'r', base, draft, server)]));
      expect([item.kind, item.write]).toEqual(['conflict', 'none']);
      expect(item.fields.filter(({ conflict }) => conflict).map(({ path }) => path)).toEqual(['/steps/b/finalDecider', '/steps/d']);
    }
  });

  it('count members in any order as the same, and organisations with and without those below as one', () => {
    const list = (users: readonly string[], organizations: readonly { id: string; descendants: boolean }[]): Body => ({
      code: 'X',
      name: 'X',
      users,
      organizations,
    });
    const same = planFor([
      sides('invoice_groups', 'g', list(['1', '2'], []), list(['2', '1', '2'], [])),
      sides(
        'invoice_groups',
        'h',
        list([], [{ id: 'o', descendants: true }]),
        list(
          [],
          [
            { id: 'o', descendants: false },
            { id: 'o', descendants: true },
          ],
        ),
      ),
    ]);
    expect(same.items).toEqual([]);
  });

  it('read their paths back', () => {
    const odd = 'a/b~c';
    const item = onlyItem(
      planFor([
        sides(
          'invoice_groups',
          'g',
          { code: '', name: '', users: [], organizations: [] },
          { code: '', name: '', users: [odd], organizations: [] },
        ),
      ]),
    );
    expect(splitPointer(item.fields[0]?.path ?? '')).toEqual(['users', odd]);
  });

  it('keep fields of an object that only the server knows', () => {
    const server = { ...(group('X') as object), later: { version: 2 } } as unknown as Body;
    const item = onlyItem(planFor([sides('invoice_groups', 'g', group('X'), group('Y'), server)]));
    expect((item.target as unknown as { later: unknown }).later).toEqual({ version: 2 });
  });
});

describe('decisions', () => {
  const conflict = [sides('invoice_groups', 'g', group('A'), group('B'), group('C'))];

  it('apply only while the difference of the field is unchanged', () => {
    const field = planFor(conflict).items[0]?.fields[0];
    if (field === undefined) throw new Error('no conflict');
    const resolutions: PlanInput['resolutions'] = new Map([
      ['invoice_groups g', new Map(Object.entries({ '/code': resolve(field, 'ours') }))],
    ]);
    expect(
      planFor(conflict, { resolutions }).items.flatMap(({ fields }) =>
        fields.filter(({ path }) => path === '/code').map(({ after }) => after),
      ),
    ).toEqual(['B']);
    const later = planFor([sides('invoice_groups', 'g', group('A'), group('B'), group('D'))], { resolutions });
    expect(later.items[0]?.fields.find(({ path }) => path === '/code')?.resolution).toBeUndefined();
  });

  it('are reopened when the time to ignore a difference has expired, or the difference changed', () => {
    const change = (code: string): readonly Sides[] => [sides('invoice_groups', 'g', group('A', 'N'), group(code, 'N'))];
    const field = planFor(change('B')).items[0]?.fields[0];
    if (field === undefined) throw new Error('no change');
    const ignored = [createIgnoredDifference('invoice_groups g', field, '2026-11-30', '月末まで')];
    expect(planFor(change('B'), { ignored }).items).toEqual([]);
    expect(planFor(change('B'), { ignored, today: '2026-12-01' }).reopened).toEqual(ignored);
    const other = planFor(change('C'), { ignored });
    expect([other.items.length, other.reopened.length]).toEqual([1, 1]);
    expect(planFor(change('A'), { ignored })).toMatchObject({ items: [], reopened: [], ignored: [] });
  });
});

describe('secrets', () => {
  const secret = (generation: number, appliedGeneration: number) =>
    planFor([], { secrets: [{ name: 'catalog-password', generation, appliedGeneration }] });

  it('are sent when they were set since, or when the server lost them', () => {
    expect(secret(2, 1).items.map(({ kind, risk }) => [kind, risk])).toEqual([['secret', 'high']]);
    expect(secret(2, 2).items).toEqual([]);
    expect(secret(0, 0).items).toEqual([]);
    const server = {
      ...serverOf([]),
      secrets: new Map([['catalog-password' as const, { name: 'catalog-password' as const, set: false, revision: 0 }]]),
    };
    const lost = makePlan(inputOf(new Map(), server, { secrets: [{ name: 'catalog-password', generation: 2, appliedGeneration: 2 }] }));
    expect(lost.order).toEqual(['secret catalog-password']);
  });
});

describe('a server that was not read to the end', () => {
  it('gets no plan for missing sections, which are reported', () => {
    const drafts = draftsOf([
      sides('routes', 'r', route('r'), null),
      sides('serials', 's', createSerial('a'), createSerial('b')),
      sides('invoice_groups', 'g', group('A'), group('B')),
    ]);
    const server = {
      ...serverOf([entryOf('invoice_groups', 'g', group('A'))]),
      complete: ['invoice_groups', 'serials'] as const,
      unreadable: new Set(['serials s']),
    };
    const plan = makePlan(inputOf(drafts, server));
    expect(plan.order).toEqual(['invoice_groups g']);
    expect(plan.refused.filter(({ drafts: waiting }) => waiting > 0)).toEqual([
      { reason: 'not-complete', section: 'routes', id: null, drafts: 1 },
      { reason: 'unreadable', section: 'serials', id: 's', drafts: 1 },
    ]);
  });
});

describe('guards', () => {
  const facts = (plan: Plan, more: Partial<GuardFacts> = {}): GuardFacts => ({
    plan,
    selection: selectAllPlanItems(plan),
    company: { kind: 'test', readOnly: false, armedUntil: null },
    now: Date.parse('2026-11-24T03:00:00Z'),
    calendar: new BusinessCalendar(createStandardCalendar({})),
    reason: '組織変更のため',
    effect: {
      readyBefore: 100,
      readyAfter: 100,
      notCheckedBefore: 0,
      notCheckedAfter: 0,
      inScopeBefore: 100,
      inScopeAfter: 100,
      gains: [],
      loses: [],
      lossReasons: [],
      gainReasons: [],
      disallowed: [],
      allowed: [],
      unsure: [],
    },
    staleness: { readAt: '', touching: [], elsewhere: [] },
    approval: 'none',
    ...more,
  });
  const closed = (more: GuardFacts, policy = DEFAULT_GUARD_POLICY): readonly GuardId[] =>
    evaluateGuards(policy, more)
      .filter(({ state }) => preventsApply(state))
      .map(({ id }) => id);
  const routes = (count: number, deleted: number): readonly Sides[] =>
    Array.from({ length: count }, (_, i) => sides('routes', `r${i}`, route(`r${i}`), i < deleted ? null : route(`r${i}`)));

  it('permit a usual change', () => {
    const plan = planFor([sides('invoice_groups', 'g', group('A'), group('B'))]);
    const guards = evaluateGuards(DEFAULT_GUARD_POLICY, facts(plan));
    expect(mayApply(guards)).toBe(true);
    expect(guards.find(({ id }) => id === 'conflicts')).toMatchObject({ state: 'ok', keys: [] });
  });

  it('refuse a tenth of a large section and a handful of a small one, but not two of three', () => {
    expect(closed(facts(planFor(routes(100, 11))))).toEqual(['deletions']);
    expect(closed(facts(planFor(routes(100, 10))))).toEqual([]);
    expect(closed(facts(planFor(routes(3, 2))))).toEqual([]);
    expect(closed(facts(planFor(routes(4, 3))))).toEqual(['deletions']);
    expect(closed(facts(planFor(routes(1_000, 21))))).toEqual(['deletions']);
  });

  it('refuse a server that is suddenly empty', () => {
    const before = routes(5, 0);
    const plan = makePlan(inputOf(draftsOf(before), serverOf([])));
    expect(closed(facts(plan, { selection: new Set() }))).toEqual(['source-not-empty', 'selected']);
    // A single object deleted by another person does not block.
    const one = makePlan(
      inputOf(draftsOf([...before, sides('serials', 's', createSerial('a'), createSerial('a'))]), serverOfSides(before)),
    );
    expect(closed(facts(one, { selection: new Set() }))).toEqual(['selected']);
  });

  it('require unlocked production, a reason, and an approval if the company demands one', () => {
    const plan = planFor([sides('invoice_groups', 'g', group('A'), group('B'))]);
    const now = Date.parse('2026-11-24T03:00:00Z');
    const production = (armedUntil: number | null) => facts(plan, { company: { kind: 'production', readOnly: false, armedUntil } });
    expect(closed(production(null))).toEqual(['armed']);
    expect(closed(production(now))).toEqual(['armed']);
    expect(closed(production(now + 1))).toEqual([]);
    expect(closed(facts(plan, { reason: ' \n' }))).toEqual(['reason']);
    const policy = { ...DEFAULT_GUARD_POLICY, approvalRequired: true };
    expect(closed(facts(plan), policy)).toEqual(['approval']);
    expect(closed(facts(plan, { approval: 'own-key' }), policy)).toEqual(['approval']);
    expect(closed(facts(plan, { approval: 'valid' }), policy)).toEqual([]);
  });

  it('refuse a plan whose objects changed on the server, and only report changes of other objects', () => {
    const three = [sides('invoice_groups', 'g', group('A'), group('B')), sides('routes', 'r', route('r'), route('r'))];
    const plan = planFor(three);
    const newer = (...entries: Parameters<typeof entryOf>[]) => serverOf(entries.map((entry) => entryOf(...entry)));
    const touched = computeStaleness(
      plan,
      selectAllPlanItems(plan),
      newer(['invoice_groups', 'g', group('C'), 2], ['routes', 'r', route('r'), 1]),
    );
    expect(touched.touching.map(({ key, kind, before, now, by }) => [key, kind, before, now, by])).toEqual([
      ['invoice_groups g', 'changed', 1, 2, '管理者'],
    ]);
    expect(closed(facts(plan, { staleness: touched }))).toEqual(['fresh']);
    const elsewhere = computeStaleness(
      plan,
      selectAllPlanItems(plan),
      newer(['invoice_groups', 'g', group('A'), 1], ['routes', 'r', route('r', 'n'), 2]),
    );
    expect([elsewhere.touching.length, elsewhere.elsewhere.length]).toEqual([0, 1]);
    expect(closed(facts(plan, { staleness: elsewhere }))).toEqual([]);
  });

  it('tie the fate of a route to the settings that name it', () => {
    const three = [sides('routes', 'r', route('r'), null), common(settings(null), settings(null))];
    const plan = planFor(three);
    const newer = serverOf([entryOf('routes', 'r', route('r')), entryOf('common_settings', 'common_settings', settings('r'), 2)]);
    expect(computeStaleness(plan, selectAllPlanItems(plan), newer).touching.map(({ key }) => key)).toEqual([COMMON]);
  });
});

describe('undo', () => {
  it('reports what others changed since and keeps it, and reports that a secret is not undone', () => {
    const now = { ...(group('B') as object), name: '新しい名前' } as Body;
    const undo = createUndoPlan(
      [
        { kind: 'object', section: 'invoice_groups', id: 'g', before: group('A', 'B'), after: group('B') },
        { kind: 'object', section: 'routes', id: 'r', before: null, after: route('r') },
        { kind: 'secret', secret: 'catalog-password' },
      ],
      inputOf(new Map(), serverOf([entryOf('invoice_groups', 'g', now, 5)])),
    );
    const item = undo.plan.byKey.get('invoice_groups g');
    expect(item?.target).toMatchObject({ code: 'A', name: '新しい名前' });
    expect(listLaterChanges(item?.fields ?? []).map(({ path, before }) => [path, before])).toEqual([['/name', '新しい名前']]);
    expect(undo.lasting).toEqual(['secret catalog-password']);
    expect(undo.undone).toEqual(['routes r']);
  });
});
