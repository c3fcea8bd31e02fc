import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, getTokyoDay, getTokyoDayStart, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { findActiveFreeze, isFrozen } from '#shared/domain/sync/guards/freeze.ts';
import { DEFAULT_GUARD_POLICY, evaluateGuards, mayApply } from '#shared/domain/sync/guards/guard-answers.ts';
import { getMaxAllowed, NO_LIMIT } from '#shared/domain/sync/guards/guard-limits.ts';
import {
  type ChangeLimit,
  type FreezeWindow,
  GUARD_IDS,
  type GuardFacts,
  type GuardId,
  type GuardPolicy,
  preventsApply,
} from '#shared/domain/sync/guards/guard-types.ts';
import type { PeopleEffect } from '#shared/domain/sync/plan/effect.ts';
import { isOpenConflict } from '#shared/domain/sync/plan/item.ts';
import { isSelectionComplete, selectAllPlanItems } from '#shared/domain/sync/plan/select.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';
import { anyCompanyOfSides, draftsOf, inputOf, makePlan, planFor, serverOfSides } from '../../support/sync.ts';

const CALENDAR = new BusinessCalendar(createStandardCalendar({ '2026-11-23': '勤労感謝の日', '2027-01-01': '元日' }));
const LANGUAGES = [createTexts('ja'), createTexts('en')];
const NOW = Date.parse('2026-11-24T03:00:00Z');
const FRESH = { readAt: '', touching: [], elsewhere: [] };

const anyLimit: fc.Arbitrary<ChangeLimit> = fc.record({
  count: fc.option(fc.nat({ max: 5 })),
  percent: fc.option(fc.nat({ max: 100 })),
  floor: fc.nat({ max: 4 }),
});
const effectOf = (losing: number, before: number): PeopleEffect => ({
  readyBefore: before,
  readyAfter: before - losing,
  notCheckedBefore: 0,
  notCheckedAfter: 0,
  inScopeBefore: before,
  inScopeAfter: before,
  gains: [],
  loses: Array.from({ length: losing }, (_, i) => i),
  lossReasons: [],
  gainReasons: [],
  disallowed: [],
  allowed: [],
  unsure: [],
});
const anyEffect = fc.option(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 300 })).map(([losing, more]) => effectOf(losing, losing + more)));
const anyWindow: fc.Arbitrary<FreezeWindow> = fc.oneof(
  fc.record({
    kind: fc.constant('dates' as const),
    name: fc.constant('決算'),
    from: fc.constant('2026-11-20'),
    to: fc.constantFrom('2026-11-24', '2026-11-22', 'no day'),
  }),
  fc.record({ kind: fc.constant('non-business-days' as const), name: fc.constant('休日') }),
  fc.record({ kind: fc.constant('month-end' as const), name: fc.constant('月末'), days: fc.nat({ max: 25 }) }),
  fc.record({
    kind: fc.constant('outside-hours' as const),
    name: fc.constant(''),
    from: fc.constantFrom('09:00', '13:00', '9'),
    to: fc.constantFrom('18:00', '06:00', '24:00'),
  }),
);
const anyPolicy: fc.Arbitrary<GuardPolicy> = fc.record({
  deletions: fc.record({
    routes: anyLimit,
    serials: anyLimit,
    invoice_groups: anyLimit,
    integration: anyLimit,
    common_settings: anyLimit,
    allowed_users: anyLimit,
  }),
  people: anyLimit,
  freeze: fc.array(anyWindow, { maxLength: 2 }),
  reasonRequired: fc.boolean(),
  approvalRequired: fc.boolean(),
});
const anyFacts: fc.Arbitrary<GuardFacts> = fc
  .record({
    sides: anyCompanyOfSides,
    complete: fc.boolean(),
    ticked: fc.boolean(),
    kind: fc.constantFrom('production' as const, 'test' as const),
    readOnly: fc.boolean(),
    armedUntil: fc.constantFrom(null, NOW + 60_000, NOW),
    reason: fc.constantFrom('', '　', ' あ　', '退職', '組織変更のため'),
    effect: anyEffect,
    isFresh: fc.boolean(),
    approval: fc.constantFrom('none' as const, 'valid' as const, 'other-plan' as const, 'own-key' as const),
  })
  .map(({ sides, complete, ticked, kind, readOnly, armedUntil, reason, effect, isFresh, approval }) => {
    const server = serverOfSides(sides);
    const plan = makePlan(inputOf(draftsOf(sides), complete ? server : { ...server, complete: ['routes'] }));
    return {
      plan,
      selection: ticked ? selectAllPlanItems(plan) : new Set<string>(),
      company: { kind, readOnly, armedUntil },
      now: NOW,
      calendar: CALENDAR,
      reason,
      effect,
      staleness: isFresh ? FRESH : null,
      approval,
    };
  });

describe('guards', () => {
  it('answer each once, in both languages, and let through only what all allow', () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, (policy, facts) => {
        const answers = evaluateGuards(policy, facts);
        expect(answers.map(({ id }) => id)).toEqual([...GUARD_IDS]);
        expect(mayApply(answers)).toBe(answers.every(({ state }) => !preventsApply(state)));
        for (const { id, text, params } of answers)
          for (const translate of LANGUAGES) {
            expect(translate.phrase(text, params), `${text} ${JSON.stringify(params)}`).not.toContain('guard.');
            expect(translate(`guard.${id}.name`)).not.toContain('guard.');
          }
        const stateOf = (id: GuardId) => answers.find((answer) => answer.id === id)?.state;
        const { plan, selection, company } = facts;
        if (plan.refused.length > 0) expect(stateOf('source-complete')).toBe('blocked');
        if (facts.staleness === null) expect(stateOf('fresh')).toBe('needs');
        if (company.readOnly) expect(stateOf('writable')).toBe('blocked');
        if (company.kind === 'production') expect(stateOf('armed') === 'ok').toBe((company.armedUntil ?? 0) > NOW);
        else expect([stateOf('armed'), stateOf('freeze')]).toEqual(['not-applicable', 'not-applicable']);
        if (!isSelectionComplete(plan, selection)) expect(stateOf('dependencies')).toBe('needs');
        // `ok` means that a condition was checked and met, never that it was not required or not checked.
        if (facts.approval !== 'valid') expect(preventsApply(stateOf('approval') ?? 'ok')).toBe(policy.approvalRequired);
        expect(stateOf('approval') === 'ok').toBe(facts.approval === 'valid');
        if (plan.items.some(({ fields }) => fields.some(isOpenConflict))) expect(stateOf('conflicts')).not.toBe('ok');
        if (stateOf('reason') === 'ok') expect(facts.reason.trim().length).toBeGreaterThanOrEqual(2);
        if (policy.freeze.length === 0) expect(stateOf('freeze')).toBe('not-applicable');
        if (policy.reasonRequired) expect(stateOf('reason') === 'ok').toBe(facts.reason.trim().length >= 2);
      }),
      { numRuns: 400 },
    );
  });

  it('never allow more deletions because more are planned, and always allow the minimum number if no limit is set', () => {
    fc.assert(
      fc.property(anyLimit, fc.nat({ max: 1_000 }), fc.nat({ max: 1_000 }), (limit, of, more) => {
        const [small, large] = [getMaxAllowed(limit, of), getMaxAllowed(limit, of + more)];
        if (small === null || large === null) {
          expect([small, large]).toEqual([null, null]);
          return;
        }
        expect(large).toBeGreaterThanOrEqual(small);
        if (limit.count !== null) expect(large).toBeLessThanOrEqual(limit.count);
        if (limit.count === null) expect(small).toBeGreaterThanOrEqual(limit.floor);
        if (limit.percent !== null) expect(small).toBeLessThanOrEqual(Math.max(limit.floor, (of * limit.percent) / 100));
      }),
    );
  });

  it('block deletions exactly in sections over their limit', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, anyPolicy, (sides, policy) => {
        const plan = planFor(sides);
        const facts: GuardFacts = {
          plan,
          selection: selectAllPlanItems(plan),
          company: { kind: 'test', readOnly: false, armedUntil: null },
          now: NOW,
          calendar: CALENDAR,
          reason: '',
          effect: null,
          staleness: FRESH,
          approval: 'none',
        };
        const over = (Object.keys(policy.deletions) as (keyof GuardPolicy['deletions'])[]).filter((section) => {
          const many = plan.items.filter((item) => item.section === section && item.write === 'delete').length;
          const of = sides.filter((one) => one.section === section && one.server !== null).length;
          const { count, percent, floor } = policy.deletions[section];
          return (count !== null && many > count) || (percent !== null && many > floor && many > Math.floor((of * percent) / 100));
        });
        const answer = evaluateGuards(policy, facts).find(({ id }) => id === 'deletions');
        expect(answer?.state).toBe(over.length > 0 ? 'blocked' : 'ok');
        const keys = plan.items.filter((item) => item.write === 'delete' && over.includes(item.section)).map(({ key }) => key);
        expect(answer?.keys.toSorted()).toEqual(keys.sort());
      }),
      { numRuns: 300 },
    );
  });

  it('block a loss of people exactly above the limit', () => {
    fc.assert(
      fc.property(anyLimit, fc.nat({ max: 60 }), fc.nat({ max: 400 }), (limit, losing, more) => {
        const sides = [
          {
            section: 'serials' as const,
            id: 'a',
            base: null,
            draft: { name: 'a', parts: [], reset: 'none' as const, fiscalStartMonth: 4, startValue: 1 },
            server: null,
          },
        ];
        const plan = planFor(sides);
        const answers = evaluateGuards(
          { ...DEFAULT_GUARD_POLICY, people: limit },
          {
            plan,
            selection: selectAllPlanItems(plan),
            company: { kind: 'test', readOnly: false, armedUntil: null },
            now: NOW,
            calendar: CALENDAR,
            reason: '理由です',
            effect: effectOf(losing, losing + more),
            staleness: FRESH,
            approval: 'none',
          },
        );
        const most = getMaxAllowed(limit, losing + more);
        expect(mayApply(answers)).toBe(most === null || losing <= most);
      }),
    );
  });

  it('require known effects on people only if a limit is set', () => {
    const plan = planFor([
      {
        section: 'serials',
        id: 'a',
        base: null,
        draft: { name: 'a', parts: [], reset: 'none', fiscalStartMonth: 4, startValue: 1 },
        server: null,
      },
    ]);
    const state = (people: ChangeLimit) =>
      evaluateGuards(
        { ...DEFAULT_GUARD_POLICY, people },
        {
          plan,
          selection: selectAllPlanItems(plan),
          company: { kind: 'test', readOnly: false, armedUntil: null },
          now: NOW,
          calendar: CALENDAR,
          reason: '理由です',
          effect: null,
          staleness: FRESH,
          approval: 'none',
        },
      ).find(({ id }) => id === 'people')?.state;
    expect([state(NO_LIMIT), state({ ...NO_LIMIT, count: 3 })]).toEqual(['not-applicable', 'needs']);
  });
});

describe('windows without changes', () => {
  const anyMoment = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') });

  it('cover whole days in Japan, and end on the first day that none of them covers', () => {
    fc.assert(
      fc.property(fc.array(anyWindow, { maxLength: 3 }), anyMoment, (windows, now) => {
        const frozen = findActiveFreeze(windows, now, CALENDAR);
        expect(frozen === null).toBe(windows.every((window) => !isFrozen(window, now, CALENDAR)));
        if (frozen === null || frozen.until === '') return;
        const until = parseDayNumber(frozen.until) as number;
        const noon = (day: number) => getTokyoDayStart(day) + 12 * 3_600_000;
        const days = windows.filter(({ kind }) => kind !== 'outside-hours');
        expect(days.some((window) => isFrozen(window, noon(until), CALENDAR))).toBe(false);
        for (let day = getTokyoDay(now); day < until; day++)
          expect(
            days.some((window) => isFrozen(window, noon(day), CALENDAR)),
            formatDayNumber(day),
          ).toBe(true);
      }),
    );
  });

  it('report their end whenever there is one', () => {
    const noon = (day: string) => getTokyoDayStart(parseDayNumber(day) as number) + 12 * 3_600_000;
    const windows: FreezeWindow[] = [
      { kind: 'dates', name: '', from: '2026-12-28', to: '2027-01-04' },
      { kind: 'dates', name: '', from: '2027-01-05', to: '2027-01-05' },
    ];
    expect(findActiveFreeze(windows, noon('2026-12-27'), CALENDAR)).toBeNull();
    for (const day of ['2026-12-28', '2027-01-01', '2027-01-04'])
      expect(findActiveFreeze(windows, noon(day), CALENDAR)).toEqual({ window: windows[0], until: '2027-01-06' });
    const forEver: FreezeWindow[] = [{ kind: 'dates', name: '', from: '2026-01-01', to: '2099-12-31' }];
    expect(findActiveFreeze(forEver, noon('2026-12-27'), CALENDAR)).toEqual({ window: forEver[0], until: '' });
  });

  it('close the last business days of a month, hours of the night and days off', () => {
    const at = (text: string) => Date.parse(`${text}:00+09:00`);
    const frozen = (window: FreezeWindow, text: string) => isFrozen(window, at(text), CALENDAR);
    const monthEnd: FreezeWindow = { kind: 'month-end', name: '', days: 2 };
    // November 2026 ends on a Monday; its last two business days are the 27th and the 30th.
    expect(
      ['2026-11-26T10:00', '2026-11-27T10:00', '2026-11-28T10:00', '2026-11-30T23:59', '2026-12-01T00:00'].map((day) =>
        frozen(monthEnd, day),
      ),
    ).toEqual([false, true, false, true, false]);
    const hours: FreezeWindow = { kind: 'outside-hours', name: '', from: '09:00', to: '18:00' };
    expect(['08:59', '09:00', '17:59', '18:00'].map((time) => frozen(hours, `2026-11-24T${time}`))).toEqual([true, false, false, true]);
    const night: FreezeWindow = { kind: 'outside-hours', name: '', from: '22:00', to: '05:00' };
    expect(['21:59', '22:00', '04:59', '05:00'].map((time) => frozen(night, `2026-11-24T${time}`))).toEqual([true, false, false, true]);
    const off: FreezeWindow = { kind: 'non-business-days', name: '' };
    expect(['2026-11-22', '2026-11-23', '2026-11-24'].map((day) => frozen(off, `${day}T10:00`))).toEqual([true, true, false]);
  });
});

it('keeps back the drawn plans as it did', () =>
  expectSameAnswers('guards', fc.record({ policy: anyPolicy, facts: anyFacts }), 600, ({ policy, facts }) =>
    evaluateGuards(policy, facts),
  ));
