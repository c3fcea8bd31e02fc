import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber } from '#shared/domain/checkout/days.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import type { SetupBranches } from '#shared/domain/setup/branches.ts';
import { listSetupEntries } from '#shared/domain/setup/entries.ts';
import { evaluateGuide, type GuideEvaluation, type GuideInput, isStepDone } from '#shared/domain/setup/evaluate.ts';
import type { ObjectFact, SetupFacts } from '#shared/domain/setup/facts.ts';
import { SETUP_STEP_IDS, SETUP_STEPS, type SetupStepId } from '#shared/domain/setup/guide.ts';
import type { SetupProof, SetupRecord } from '#shared/domain/setup/marks.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';

const NOW = '2026-11-24T01:00:00.000Z';
const calendar = new BusinessCalendar(createStandardCalendar({ '2026-11-23': '勤労感謝の日' }));

const anyDay = fc.integer({ min: 20_700, max: 20_800 }).map(formatDayNumber);
const anyMoment = anyDay.map((day) => `${day}T01:00:00.000Z`);
const anyPrint = fc.constantFrom('a', 'b');
const anyName = fc.constantFrom('', '本社', 'NEOカタログ購買', '支店');
const anyServer = fc.constantFrom<ObjectFact['server']>('same', 'same', 'differs', 'claimed', 'outdated', 'absent');
const objectOf = <T extends Record<string, fc.Arbitrary<unknown>>>(id: string, rest: T) =>
  fc.record({
    id: fc.constant(id),
    name: anyName,
    blocking: fc.constantFrom(0, 0, 0, 2),
    server: anyServer,
    print: anyPrint,
    ...rest,
  } as {
    id: fc.Arbitrary<string>;
    name: typeof anyName;
    blocking: fc.Arbitrary<number>;
    server: typeof anyServer;
    print: typeof anyPrint;
  } & T);
const several = <T>(of: (id: string) => fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.constantFrom(0, 1, 2, 3).chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => of(`o${at}`)))) as fc.Arbitrary<
    readonly T[]
  >;

const anyGroup = fc
  .record({
    name: anyName,
    integrationOption: fc.constantFrom('', 'HONSHA01', 'ＮＧ', 'x'.repeat(21)),
    paymentOption: fc.constantFrom('administrator' as const, 'administrator' as const, 'users' as const, 'unknown' as const),
    addresses: fc.constantFrom(0, 1, 3),
    purchasingSystem: fc.record({
      state: fc.constantFrom('none' as const, 'test' as const, 'active' as const, 'active' as const),
      registeredOn: fc.option(fc.oneof(anyDay, fc.constant('2026-02-30'))),
    }),
    amazonOnly: fc.option(fc.boolean()),
  })
  .map(({ amazonOnly, ...group }) => {
    const begun = createAmazonGroup(group.name);
    return { ...begun, ...group, safeguards: { ...begun.safeguards, amazonOnly } };
  });

const anyPeople = fc.integer({ min: 0, max: 50 }).chain((inScope) => {
  const upTo = fc.constantFrom(0, 0, inScope, Math.floor(inScope / 2));
  return fc.record({
    inScope: fc.constant(inScope),
    ready: upTo,
    notChecked: upTo,
    address: upTo,
    account: upTo,
    accountUnknown: upTo,
    invited: upTo,
    stateUnknown: upTo,
    invoice: upTo,
    invoiceUnknown: upTo,
  });
});
const anyList = fc.option(fc.record({ rows: fc.nat(100), takenAt: anyMoment }), { freq: 5 });

const anyFacts: fc.Arbitrary<SetupFacts> = fc
  .record({
    neoList: anyList,
    amazonList: anyList,
    people: anyPeople,
    invitations: fc.record({ pending: fc.nat(3), expired: fc.nat(3), firstExpiry: fc.option(anyDay), areStatesKnown: fc.boolean() }),
    amazonGroups: several((id) => objectOf(id, { group: anyGroup })),
    invoiceGroups: several((id) =>
      objectOf(id, {
        code: fc.constantFrom('', 'HONSHA01'),
        match: fc.constantFrom('exact' as const, 'exact' as const, 'near' as const, 'unmatched' as const, null),
        option: fc.constantFrom('', 'HONSHA01'),
      }),
    ),
    routes: several((id) => objectOf(id, { complete: fc.boolean() })),
    serials: several((id) => objectOf(id, {})),
    integration: fc.option(
      objectOf('integration', {
        systemLogin: fc.constantFrom('', 'LOGIN'),
        poRequestUrl: fc.constantFrom('', 'https://example.com'),
        wrong: fc.subarray(['systemLogin', 'poRequestUrl'] as const),
      }),
      { freq: 5 },
    ),
    password: fc.record({ kept: fc.boolean(), inNeo: fc.constantFrom(null, true, false) }),
    commonSettings: fc.option(
      objectOf('common_settings', {
        title: fc.constantFrom('', '購入'),
        routeId: fc.constantFrom(null, 'o0', 'o9'),
        serialId: fc.constantFrom(null, 'o0', 'o9'),
      }),
      { freq: 5 },
    ),
    allowedUsers: fc.option(objectOf('allowed_users', { people: fc.option(fc.nat(50)) })),
    connection: fc.option(fc.record({ passed: fc.boolean(), unproven: fc.boolean(), at: anyMoment, outdated: fc.boolean() })),
  })
  .map(
    (facts) => ({ ...facts, people: facts.neoList === null || facts.amazonList === null ? null : facts.people }) as unknown as SetupFacts,
  );

const anyMark: fc.Arbitrary<SetupRecord> = fc.record({
  kind: fc.constantFrom('started' as const, 'done' as const, 'done' as const, 'declined' as const),
  at: anyMoment,
  by: fc.constant('操作者'),
  saidBy: fc.constantFrom('', '総務 佐藤'),
  day: anyDay,
  about: fc.record({
    objects: fc.array(fc.record({ id: fc.constantFrom('o0', 'o1', 'integration'), name: anyName, print: anyPrint }), { maxLength: 3 }),
    left: fc.option(fc.nat(60)),
  }),
});
const anyProof: fc.Arbitrary<SetupProof> = fc.record({ at: anyMoment, print: anyPrint });
const perStep = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<ReadonlyMap<SetupStepId, T>> =>
  fc.array(fc.tuple(fc.constantFrom(...SETUP_STEP_IDS), of), { maxLength: SETUP_STEP_IDS.length }).map((entries) => new Map(entries));
const anyBranches: fc.Arbitrary<SetupBranches> = fc.record({
  account: fc.constantFrom(null, 'new' as const, 'existing' as const, 'again' as const),
  otherIntegration: fc.constantFrom(null, true, false),
});
const anyInput: fc.Arbitrary<GuideInput> = fc.record({
  branches: anyBranches,
  marks: perStep(anyMark),
  proofs: perStep(anyProof),
  facts: anyFacts,
  now: fc.constant(NOW),
  calendar: fc.constant(calendar),
});

const say = createTexts('ja');
const statusOf = (guide: GuideEvaluation, id: SetupStepId) =>
  guide.steps.find((step) => step.id === id) as GuideEvaluation['steps'][number];
const runs = { numRuns: 500 };

describe('the guide, for any facts about a company', () => {
  it('has every step once, and a count that adds up', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const guide = evaluateGuide(input);
        expect(guide.steps.map(({ id }) => id)).toEqual(SETUP_STEP_IDS);
        expect(guide.sections.every(({ done, total }) => 0 <= done && done <= total)).toBe(true);
        const counted = guide.steps.filter(
          ({ id, state }) => state.kind !== 'not-applicable' && !SETUP_STEPS.find((step) => step.id === id)?.optional,
        );
        expect(guide.total).toBe(counted.length);
        expect(guide.done).toBe(counted.filter(({ state }) => isStepDone(state)).length);
        for (const { id } of guide.steps) expect(listSetupEntries(id, input.facts).every(({ field }) => field !== '')).toBe(true);
      }),
      runs,
    );
  });

  it('does not let completed or optional steps or steps of another branch block the first order', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const guide = evaluateGuide(input);
        for (const id of guide.firstOrder.blockers) {
          expect(isStepDone(statusOf(guide, id).state) || statusOf(guide, id).state.kind === 'not-applicable').toBe(false);
          expect(SETUP_STEPS.find((step) => step.id === id)).toMatchObject({ optional: false, firstOrder: true });
        }
        if (guide.firstOrder.possible) expect(guide.firstOrder.ready).toBeGreaterThan(0);
        if (guide.next !== null) expect(['todo', 'reopened']).toContain(statusOf(guide, guide.next).state.kind);
        if (guide.done === guide.total && guide.next !== null) expect(SETUP_STEPS.find(({ id }) => id === guide.next)?.optional).toBe(true);
      }),
      runs,
    );
  });

  it('explains each reopened step with its last completion, and each unproved step with what is missing', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const { id, state, check, unmet, turn } of evaluateGuide(input).steps) {
          const reasons = [...(check?.lacks ?? []), ...(check?.found ?? []), ...(state.kind === 'reopened' ? [state.reason] : [])];
          for (const { key, params } of reasons) {
            const text = say.phrase(`setupGuide.reason.${key}`, params);
            expect(text).not.toBe(`setupGuide.reason.${key}`);
            expect(text).not.toMatch(/undefined|\bnone\b|NaN/);
          }
          if (check !== null) expect(check.lacks.length > 0).toBe(check.level !== 'met' && check.level !== 'noted');
          if (state.kind === 'reopened') expect(Date.parse(state.since)).toBeLessThanOrEqual(Date.parse('2027-01-01'));
          if (state.kind === 'waiting' && state.waiting.until !== null) expect(state.waiting.until >= '2026-11-24').toBe(true);
          expect(turn === null).toBe(isStepDone(state) || state.kind === 'not-applicable');
          for (const before of unmet) expect(SETUP_STEP_IDS.indexOf(before)).toBeLessThan(SETUP_STEP_IDS.indexOf(id));
        }
      }),
      runs,
    );
  });

  it('continues with the steps that the first order needs, as soon as they can be started', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const guide = evaluateGuide(input);
        const able = guide.steps.filter(
          ({ id, state, may }) =>
            ['todo', 'reopened'].includes(state.kind) && (may.decline || !SETUP_STEPS.find((step) => step.id === id)?.optional),
        );
        const begins = able.filter(({ unmet }) => unmet.length === 0).map(({ id }) => id);
        const needed = new Set(guide.firstOrder.blockers);
        for (let size = -1; size !== needed.size; ) {
          size = needed.size;
          for (const id of [...needed]) for (const before of statusOf(guide, id).unmet) needed.add(before);
        }
        const wanted = begins.filter((id) => needed.has(id) || id === 'choose' || statusOf(guide, id).may.decline);
        expect(guide.next).toBe(wanted[0] ?? begins[0] ?? able[0]?.id ?? null);
      }),
      runs,
    );
  });

  it('shows who has to act next, and what may be recorded and started', () => {
    const SIDES = { amazon: 'amazon-admin', neo: 'neo-admin', both: 'both-admins' } as const;
    const ASKED = ['support-contact', 'support-answer', 'invoice-review'];
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const { id, state, check, turn, may } of evaluateGuide(input).steps) {
          const step = SETUP_STEPS.find((each) => each.id === id) as (typeof SETUP_STEPS)[number];
          const isOpen = !isStepDone(state) && state.kind !== 'not-applicable';
          if (state.kind === 'waiting') expect(turn).toBe(state.waiting.kind === 'invitations' ? 'employees' : 'amazon');
          else expect([id, turn]).toEqual([id, isOpen ? SIDES[step.side] : null]);
          expect([id, may.start]).toEqual([id, isOpen && ASKED.includes(String(step.wait)) && !input.marks.has(id)]);
          expect([id, may.decline]).toEqual([id, isOpen && step.optional && !input.marks.has(id)]);
          if (!isOpen) expect(may.say).toBe(false);
          else if (step.proof === 'word' || step.proof === 'check-or-word') expect([id, may.say]).toEqual([id, true]);
          else if (step.proof === 'entered') expect([id, may.say]).toEqual([id, check?.level === 'prepared']);
          else if (step.proof === 'people') expect([id, may.say]).toEqual([id, check?.enough === true]);
          else expect([id, may.say]).toEqual([id, false]);
        }
      }),
      runs,
    );
  });

  it('accepts a statement about the current facts: a step that allows statements is done afterwards', () => {
    fc.assert(
      fc.property(anyInput, fc.constantFrom(...SETUP_STEP_IDS), (input, id) => {
        const before = statusOf(evaluateGuide(input), id);
        const mark: SetupRecord = { kind: 'done', at: NOW, by: '操作者', saidBy: '', day: '2026-11-24', about: before.about };
        const after = evaluateGuide({ ...input, marks: new Map([...input.marks, [id, mark]]) });
        const { state } = statusOf(after, id);
        // If the registration day is known, a later list also proves the step `register`.
        const isProved = id === 'register' && state.kind === 'checked';
        if (before.may.say && !isProved) expect(state).toMatchObject({ kind: 'recorded', by: '操作者' });
        // An administrator's record cannot complete a step that the console checks; the result equals the one without a record.
        const withoutNote = evaluateGuide({ ...input, marks: new Map([...input.marks].filter(([of]) => of !== id)) });
        if (SETUP_STEPS.find((step) => step.id === id)?.proof === 'check') expect(state).toEqual(statusOf(withoutNote, id).state);
      }),
      runs,
    );
  });

  it('stores the time of completion, so that the same facts later count as done since then', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const first = evaluateGuide(input);
        const proofs = new Map(first.proofs.map(({ id, print }) => [id, { at: '2026-11-20T00:00:00.000Z', print }]));
        const again = evaluateGuide({ ...input, proofs });
        for (const { id } of first.proofs) {
          const { state, check } = statusOf(again, id);
          if (check?.level === 'met') expect(state).toEqual({ kind: 'checked', at: '2026-11-20T00:00:00.000Z' });
          else expect(state.kind).toBe('recorded');
        }
        // Without the lists, no step that they proved is reported as not done.
        const bare = evaluateGuide({ ...input, proofs, facts: { ...input.facts, neoList: null, amazonList: null, people: null } });
        for (const { id } of first.proofs) expect(statusOf(bare, id).state.kind).not.toBe('todo');
      }),
      runs,
    );
  });
});

it('guides the drawn companies as it did', () =>
  expectSameAnswers('guides', anyInput, 600, (input) => [
    evaluateGuide(input),
    SETUP_STEP_IDS.map((id) => listSetupEntries(id, input.facts)),
  ]));
