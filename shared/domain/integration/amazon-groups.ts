import type { AmazonGroup } from './settings.ts';

/** Groups by whether they have the purchasing system, by name. */
export interface GroupsBySystem {
  readonly active: readonly string[];
  /** A group in Test is in neither: it has the system, and no order arrives from it yet. */
  readonly without: readonly string[];
}

/**
 * Groups Amazon groups by state of their purchasing system. Of groups with one name, one with the system decides, because user lists name
 * groups.
 */
export function groupsBySystem(groups: Iterable<AmazonGroup>): GroupsBySystem {
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
