import { expect, it } from 'vitest';
import { isHintShown } from '#renderer/parts/first-hint/view-model.ts';

const FRESH = { hintsAway: [], hintsWanted: false };

it('is shown before the first apply, once that is known', () => {
  expect(isHintShown('plan', FRESH, 0)).toBe(true);
  expect(isHintShown('plan', FRESH, 1)).toBe(false);
  expect(isHintShown('plan', FRESH, null)).toBe(false);
});

it('stays hidden where it was dismissed, and only there', () => {
  const settings = { ...FRESH, hintsAway: ['plan' as const] };
  expect(isHintShown('plan', settings, 0)).toBe(false);
  expect(isHintShown('routes', settings, 0)).toBe(true);
});

it('is shown after an apply if it was requested, until it is dismissed', () => {
  expect(isHintShown('plan', { ...FRESH, hintsWanted: true }, 3)).toBe(true);
  expect(isHintShown('plan', { hintsAway: ['plan'], hintsWanted: true }, 3)).toBe(false);
});
