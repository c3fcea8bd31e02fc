import { GATEWAY_SECTIONS, type GatewaySection } from './gateway-section.ts';
import type { GuardAnswer, GuardFacts, Limit } from './guards.ts';
import type { Plan } from './plan.ts';

/** Careful values to start from: a slip of the mouse may not cost a tenth of a section, and a few are always possible. */
export const DEFAULT_DELETION_LIMIT: Limit = { count: 20, percent: 10, floor: 2 };
export const DEFAULT_PEOPLE_LIMIT: Limit = { count: 200, percent: 5, floor: 5 };
/** Of the people of a list that is replaced: a few are always possible, and a fifth is more than a year's leavers. */
export const DEFAULT_LIST_LIMIT: Limit = { count: null, percent: 20, floor: 10 };
export const NO_LIMIT: Limit = { count: null, percent: null, floor: 0 };

/** The most that a limit allows of `of` things; `null` = no limit. */
export function allowedBy({ count, percent, floor }: Limit, of: number): number | null {
  const share = percent === null ? null : Math.max(floor, Math.floor((of * percent) / 100));
  return count === null ? share : share === null ? count : Math.min(count, share);
}

const isOver = (limit: Limit, many: number, of: number): boolean => {
  const most = allowedBy(limit, of);
  return most !== null && many > most;
};

/** Whole per cent, rounded up: what is over a limit never looks as if it were not. */
const percentOf = (many: number, of: number): number => (of === 0 ? (many === 0 ? 0 : 100) : Math.ceil((many / of) * 100));

const countOf = ({ server }: Plan): ReadonlyMap<GatewaySection, number> => {
  const counts = new Map<GatewaySection, number>();
  for (const { section } of server.entries.values()) counts.set(section, (counts.get(section) ?? 0) + 1);
  return counts;
};

/** Deletions per section; the answer tells of the section that is furthest over, and of all items of sections that are over. */
export function deletionsGuard({ plan, selection }: GuardFacts, limits: Readonly<Record<GatewaySection, Limit>>): GuardAnswer {
  const there = countOf(plan);
  const over: { readonly section: GatewaySection; readonly many: number; readonly of: number; readonly keys: readonly string[] }[] = [];
  let all = 0;
  for (const section of GATEWAY_SECTIONS) {
    const keys = plan.items
      .filter((item) => item.section === section && item.write === 'delete' && selection.has(item.key))
      .map(({ key }) => key);
    all += keys.length;
    const of = there.get(section) ?? 0;
    if (isOver(limits[section], keys.length, of)) over.push({ section, many: keys.length, of, keys });
  }
  const worst = over.toSorted((a, b) => b.many / Math.max(1, b.of) - a.many / Math.max(1, a.of))[0];
  if (worst === undefined)
    return {
      id: 'deletions',
      state: 'ok',
      text: all === 0 ? 'guard.deletions.none' : 'guard.deletions.ok',
      params: { count: all },
      keys: [],
    };
  return {
    id: 'deletions',
    state: 'blocked',
    text: 'guard.deletions.blocked',
    params: {
      section: worst.section,
      count: worst.many,
      of: worst.of,
      percent: percentOf(worst.many, worst.of),
      limit: allowedBy(limits[worst.section], worst.of) ?? 0,
      sections: over.length,
    },
    keys: over.flatMap(({ keys }) => keys),
  };
}

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
