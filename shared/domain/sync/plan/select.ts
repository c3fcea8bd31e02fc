import type { GatewaySection } from '../gateway-section.ts';
import { getSecretKey, SERVER_SECRET_NAMES } from '../server-state.ts';
import { isSelectable } from './item.ts';
import type { Plan } from './plan.ts';
import type { Selection, SelectionEffect, SelectionResult } from './selection.ts';

/** Selects all items that can be applied. */
export const selectAllPlanItems = (plan: Plan): Selection => new Set(plan.order);

/** True if an object cannot be selected now but may be later: it is undecided, ignored, or not read completely. */
export function isHeldBack({ byKey, ignored, refused }: Plan, key: string): boolean {
  const item = byKey.get(key);
  if (item !== undefined) return !isSelectable(item);
  const isSecret = SERVER_SECRET_NAMES.some((name) => key === getSecretKey(name));
  const isOf = (section: GatewaySection): boolean => (isSecret ? section === 'integration' : key.startsWith(`${section} `));
  return ignored.some((part) => part.key === key) || refused.some(({ section }) => isOf(section));
}

/**
 * Selects items and everything that they depend on, with the reason. Items that cannot be applied, or depend on such an item, are not
 * selected. Linear.
 */
export function selectPlanItems(plan: Plan, selection: Selection, keys: Iterable<string>): SelectionResult {
  const next = new Set(selection);
  const along: SelectionEffect[] = [];
  const asked = new Set(keys);
  const blocked = unselectable(plan);
  for (const key of asked) {
    if (next.has(key) || blocked.has(key) || !plan.byKey.has(key)) continue;
    next.add(key);
    const stack = [key];
    for (let at = stack.pop(); at !== undefined; at = stack.pop())
      for (const { key: needed, because } of plan.byKey.get(at)?.dependsOn ?? []) {
        if (next.has(needed)) continue;
        next.add(needed);
        stack.push(needed);
        if (!asked.has(needed)) along.push({ key: needed, for: at, because });
      }
  }
  return { selection: next, along };
}

/** Unselects items and everything that depends on them, with the reason. Linear. */
export function unselectPlanItems(plan: Plan, selection: Selection, keys: Iterable<string>): SelectionResult {
  const next = new Set(selection);
  const along: SelectionEffect[] = [];
  const asked = new Set(keys);
  const users = dependents(plan);
  const stack = [...asked].filter((key) => next.delete(key));
  for (let at = stack.pop(); at !== undefined; at = stack.pop())
    for (const { key, because } of users.get(at) ?? []) {
      if (!next.delete(key)) continue;
      stack.push(key);
      if (!asked.has(key)) along.push({ key, for: at, because });
    }
  return { selection: next, along };
}

/** True if all dependencies of the selected items are selected. */
export const isSelectionComplete = (plan: Plan, selection: Selection): boolean =>
  [...selection].every((key) => plan.byKey.get(key)?.dependsOn.every((needed) => selection.has(needed.key)) ?? false);

/** Keys of the selected items in the order of work. */
export const listSelectedKeys = (plan: Plan, selection: Selection): readonly string[] => plan.order.filter((key) => selection.has(key));

/** Items that depend on each item. */
function dependents(plan: Plan): ReadonlyMap<string, SelectionEffect[]> {
  const users = new Map<string, SelectionEffect[]>();
  for (const { key, dependsOn } of plan.items)
    for (const needed of dependsOn) {
      const effect: SelectionEffect = { key, for: needed.key, because: needed.because };
      const list = users.get(needed.key);
      if (list) list.push(effect);
      else users.set(needed.key, [effect]);
    }
  return users;
}

/** Items that cannot be applied, and all items that depend on them. */
function unselectable(plan: Plan): ReadonlySet<string> {
  const users = dependents(plan);
  const blocked = new Set(plan.items.filter((item) => !isSelectable(item)).map(({ key }) => key));
  const stack = [...blocked];
  for (let at = stack.pop(); at !== undefined; at = stack.pop())
    for (const { key } of users.get(at) ?? []) {
      if (blocked.has(key)) continue;
      blocked.add(key);
      stack.push(key);
    }
  return blocked;
}
