import { expect, test } from 'vitest';
import {
  createFreeze,
  DELETABLE_SECTIONS,
  getLimit,
  isFreezeValid,
  type Policy,
  parseLimitNumber,
  withLimit,
} from '#renderer/screens/plan/rules/rules-model.ts';
import { guardPolicySchema } from '#shared/contract/plan/plan.ts';
import { DEFAULT_GUARD_POLICY } from '#shared/domain/sync/guards/guard-answers.ts';

const policy = structuredClone(DEFAULT_GUARD_POLICY) as Policy;

test('an empty field means no limit; an invalid or excessive number changes nothing', () => {
  expect(parseLimitNumber('', 100)).toBeNull();
  expect(parseLimitNumber(12, 100)).toBe(12);
  expect(parseLimitNumber('12', 100)).toBe(12);
  expect(parseLimitNumber(101, 100)).toBeUndefined();
  expect(parseLimitNumber(-1, 100)).toBeUndefined();
  expect(parseLimitNumber('多数', 100)).toBeUndefined();
});

test('exactly the edited limit is changed', () => {
  const limit = { count: 1, percent: null, floor: 0 };
  for (const where of [...DELETABLE_SECTIONS, 'people'] as const) {
    const next = withLimit(policy, where, limit);
    expect(getLimit(next, where)).toEqual(limit);
    for (const other of [...DELETABLE_SECTIONS, 'people'] as const)
      if (other !== where) expect(getLimit(next, other)).toEqual(getLimit(policy, other));
    expect(guardPolicySchema.safeParse(next).success).toBe(true);
  }
});

test('every new change window is valid', () => {
  for (const kind of ['dates', 'non-business-days', 'month-end', 'outside-hours'] as const) {
    const freeze = createFreeze(kind, '2026-11-24');
    expect(isFreezeValid(freeze)).toBe(true);
    expect(guardPolicySchema.safeParse({ ...policy, freeze: [freeze] }).success).toBe(true);
  }
  expect(isFreezeValid({ kind: 'dates', name: '', from: '2026-11-25', to: '2026-11-24' })).toBe(false);
  expect(isFreezeValid({ kind: 'outside-hours', name: '', from: '', to: '17:00' })).toBe(false);
});
