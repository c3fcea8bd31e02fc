import type { AmazonGroup } from './settings.ts';

/** Names of groups by state of the purchasing system. */
export interface GroupsByPurchasingSystem {
  readonly active: readonly string[];
  /** Groups without the purchasing system. A group in Test is in neither list, because it has the system but sends no orders yet. */
  readonly without: readonly string[];
}

/**
 * Groups Amazon groups by state of their purchasing system. If several groups have one name, a group with the system takes precedence,
 * because user lists contain only names.
 */
export function groupByPurchasingSystem(groups: Iterable<AmazonGroup>): GroupsByPurchasingSystem {
  const states = new Map<string, Set<AmazonGroup['purchasingSystem']['state']>>();
  for (const { name, purchasingSystem } of groups) {
    if (name.trim() === '') continue;
    const known = states.get(name);
    if (known === undefined) states.set(name, new Set([purchasingSystem.state]));
    else known.add(purchasingSystem.state);
  }
  const named = (fits: (of: ReadonlySet<AmazonGroup['purchasingSystem']['state']>) => boolean): readonly string[] =>
    [...states].filter(([, of]) => fits(of)).map(([name]) => name);
  return { active: named((of) => of.has('active')), without: named((of) => of.size === 1 && of.has('none')) };
}
