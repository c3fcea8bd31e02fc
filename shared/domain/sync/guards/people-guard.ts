import { allowedBy, isOver, percentOf } from './guard-limits.ts';
import type { GuardAnswer, GuardFacts, Limit } from './guard-types.ts';

/** People who could order and then cannot, of those who can order now. */
export function peopleGuard({ plan, selection, effect }: GuardFacts, limit: Limit): GuardAnswer {
  const touches = plan.items.some((item) => selection.has(item.key) && item.secret === null);
  if (!touches) return { id: 'people', state: 'ok', text: 'guard.people.none', params: {}, keys: [] };
  if (effect === null) {
    const isUnlimited = limit.count === null && limit.percent === null;
    return { id: 'people', state: isUnlimited ? 'not-applicable' : 'needs', text: 'guard.people.unknown', params: {}, keys: [] };
  }
  const { loses } = effect;
  // Whoever was not checked may be able to order, and is guarded alike.
  const of = effect.readyBefore + effect.notCheckedBefore;
  const params = { count: loses.length, of, percent: percentOf(loses.length, of), limit: allowedBy(limit, of) ?? 0 };
  const over = isOver(limit, loses.length, of);
  return {
    id: 'people',
    state: over ? 'blocked' : 'ok',
    text: `guard.people.${over ? 'blocked' : loses.length === 0 ? 'none' : 'ok'}`,
    params,
    keys: [],
  };
}
