import { GATEWAY_SECTIONS, type GatewaySection } from '../gateway-section.ts';
import type { Plan } from '../plan/plan.ts';
import { getMaxAllowed, isOverLimit, roundUpPercent } from './guard-limits.ts';
import type { ChangeLimit, GuardFacts, GuardResult } from './guard-types.ts';

const countOf = ({ server }: Plan): ReadonlyMap<GatewaySection, number> => {
  const counts = new Map<GatewaySection, number>();
  for (const { section } of server.entries.values()) counts.set(section, (counts.get(section) ?? 0) + 1);
  return counts;
};

/** Checks deletions per section. Reports the section that exceeds its limit most, and all items of sections over their limit. */
export function checkDeletions({ plan, selection }: GuardFacts, limits: Readonly<Record<GatewaySection, ChangeLimit>>): GuardResult {
  const there = countOf(plan);
  const over: { readonly section: GatewaySection; readonly many: number; readonly of: number; readonly keys: readonly string[] }[] = [];
  let all = 0;
  for (const section of GATEWAY_SECTIONS) {
    const keys = plan.items
      .filter((item) => item.section === section && item.write === 'delete' && selection.has(item.key))
      .map(({ key }) => key);
    all += keys.length;
    const of = there.get(section) ?? 0;
    if (isOverLimit(limits[section], keys.length, of)) over.push({ section, many: keys.length, of, keys });
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
      percent: roundUpPercent(worst.many, worst.of),
      limit: getMaxAllowed(limits[worst.section], worst.of) ?? 0,
      sections: over.length,
    },
    keys: over.flatMap(({ keys }) => keys),
  };
}
