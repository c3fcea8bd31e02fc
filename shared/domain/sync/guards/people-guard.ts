import { mayLose } from '../plan/effect.ts';
import { allowedBy, isOver, percentOf } from './guard-limits.ts';
import type { GuardAnswer, GuardFacts, Limit } from './guard-types.ts';

/**
 * Two numbers that are each held against the limit: people who could order and then cannot, of those who can order now; and everybody who is
 * no longer allowed, or not known to be, of those who are asked about now. While something else is closed for all, nobody can order, and yet
 * what a plan takes from them is missing once that opens.
 */
export function peopleGuard({ plan, selection, effect }: GuardFacts, limit: Limit): GuardAnswer {
  const touches = plan.items.some((item) => selection.has(item.key) && item.secret === null);
  if (!touches) return { id: 'people', state: 'ok', text: 'guard.people.none', params: {}, keys: [] };
  if (effect === null) {
    const isUnlimited = limit.count === null && limit.percent === null;
    return { id: 'people', state: isUnlimited ? 'not-applicable' : 'needs', text: 'guard.people.unknown', params: {}, keys: [] };
  }
  const lost = effect.loses.length;
  // Whoever was not checked may be able to order, and is guarded alike.
  const able = effect.readyBefore + effect.notCheckedBefore;
  if (isOver(limit, lost, able)) return answer('blocked', limit, lost, able);
  const all = mayLose(effect);
  if (all === lost) return answer(lost === 0 ? 'none' : 'ok', limit, lost, able);
  const asked = effect.inScopeBefore;
  return answer(isOver(limit, all, asked) ? 'blockedAllowed' : 'okAllowed', limit, all, asked);
}

const answer = (what: string, limit: Limit, count: number, of: number): GuardAnswer => ({
  id: 'people',
  state: what.startsWith('blocked') ? 'blocked' : 'ok',
  text: `guard.people.${what}`,
  params: { count, of, percent: percentOf(count, of), limit: allowedBy(limit, of) ?? 0 },
  keys: [],
});
