import { describe, expect, it } from 'vitest';
import { DEFAULT_GUARD_POLICY } from '#shared/domain/sync/guards/guard-answers.ts';
import type { FreezeWindow } from '#shared/domain/sync/guards/guard-types.ts';
import { mergePolicy } from '#shared/domain/sync/guards/merge-policy.ts';

const began = DEFAULT_GUARD_POLICY;
const limit = (count: number) => ({ count, percent: null, floor: 0 });
const closing: FreezeWindow = { kind: 'month-end', name: '月末', days: 3 };
const year: FreezeWindow = { kind: 'dates', name: '年末', from: '2026-12-28', to: '2027-01-05' };
const nights: FreezeWindow = { kind: 'outside-hours', name: '', from: '09:00', to: '17:00' };

describe('two windows that change the rules of applying', () => {
  it('each keep what only they changed', () => {
    const own = { ...began, people: limit(3), freeze: [...began.freeze, year] };
    const now = {
      ...began,
      deletions: { ...began.deletions, routes: limit(1) },
      freeze: [...began.freeze, closing],
      approvalRequired: !began.approvalRequired,
    };
    expect(mergePolicy(began, own, now)).toEqual({
      policy: { ...now, people: limit(3), freeze: [...began.freeze, year, closing] },
      conflict: false,
    });
  });

  it('are reported if both changed the same, and not if both entered the same', () => {
    const own = { ...began, people: limit(3) };
    expect(mergePolicy(began, own, { ...began, people: limit(4) })).toEqual({ policy: own, conflict: true });
    expect(mergePolicy(began, own, own)).toEqual({ policy: own, conflict: false });
    expect(mergePolicy(began, began, own)).toEqual({ policy: own, conflict: false });
  });

  it('are reported if both changed one freeze period, and not if each changed another', () => {
    const with3 = { ...began, freeze: [closing, year] };
    const own = { ...began, freeze: [{ ...closing, days: 5 }, year] };
    expect(mergePolicy(with3, own, { ...began, freeze: [{ ...closing, days: 7 }, year] }).conflict).toBe(true);
    expect(mergePolicy(with3, own, { ...began, freeze: [closing, nights] })).toEqual({
      policy: { ...began, freeze: [{ ...closing, days: 5 }, nights] },
      conflict: false,
    });
    expect(mergePolicy(with3, { ...began, freeze: [year] }, { ...began, freeze: [] })).toEqual({
      policy: { ...began, freeze: [] },
      conflict: false,
    });
  });
});
