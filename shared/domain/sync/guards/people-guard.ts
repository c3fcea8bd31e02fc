import { countPossibleLosses } from '../plan/effect.ts';
import { getMaxAllowed, isOverLimit, roundUpPercent } from './guard-limits.ts';
import type { ChangeLimit, GuardFacts, GuardResult } from './guard-types.ts';

/**
 * Compares two numbers with the limit: people who can no longer order, of those who can now; and people who are no longer allowed, or no
 * longer known to be, of those in scope. The second matters if another gate is closed for everyone, because the lost permission takes
 * effect when it opens.
 */
export function checkPeopleEffect({ plan, selection, effect }: GuardFacts, limit: ChangeLimit): GuardResult {
  const touches = plan.items.some((item) => selection.has(item.key) && item.secret === null);
  if (!touches) return { id: 'people', state: 'ok', text: 'guard.people.none', params: {}, keys: [] };
  if (effect === null) {
    const isUnlimited = limit.count === null && limit.percent === null;
    return { id: 'people', state: isUnlimited ? 'not-applicable' : 'needs', text: 'guard.people.unknown', params: {}, keys: [] };
  }
  const lost = effect.loses.length;
  // Unchecked people may be able to order, so they count too.
  const able = effect.readyBefore + effect.notCheckedBefore;
  if (isOverLimit(limit, lost, able)) return answer('blocked', limit, lost, able);
  const all = countPossibleLosses(effect);
  if (all === lost) return answer(lost === 0 ? 'none' : 'ok', limit, lost, able);
  const asked = effect.inScopeBefore;
  return answer(isOverLimit(limit, all, asked) ? 'blockedAllowed' : 'okAllowed', limit, all, asked);
}

const answer = (what: string, limit: ChangeLimit, count: number, of: number): GuardResult => ({
  id: 'people',
  state: what.startsWith('blocked') ? 'blocked' : 'ok',
  text: `guard.people.${what}`,
  params: { count, of, percent: roundUpPercent(count, of), limit: getMaxAllowed(limit, of) ?? 0 },
  keys: [],
});
