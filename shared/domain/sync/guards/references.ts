import { listPlanReferences, listUniqueValues } from '../plan/dependencies.ts';
import type { Plan } from '../plan/plan.ts';
import type { Selection } from '../plan/selection.ts';
import { computeBodiesAfterApply } from '../server-bodies.ts';

/** A problem with references or unique values that the server would reject. Texts below `guard.references`. */
export interface ReferenceProblem {
  /**
   * `in-use`: deletes an object to which another refers. `missing`: refers to an object that will not exist. `taken`: uses the code or name
   * of another object.
   */
  readonly kind: 'in-use' | 'missing' | 'taken';
  /** Key of the selected item. */
  readonly key: string;
  /** Key of the other object. */
  readonly other: string;
}

/** Problems that the selected items cause with the server's objects, in the order of work. Linear. */
export function findReferenceProblems(plan: Plan, selection: Selection): readonly ReferenceProblem[] {
  const after = computeBodiesAfterApply(plan, selection);
  const users = new Map<string, string>();
  const holders = new Map<string, string[]>();
  for (const [key, { section, body }] of after) {
    for (const named of listPlanReferences(section, body)) users.set(named.key, key);
    for (const { claim } of listUniqueValues(section, body)) {
      const list = holders.get(claim);
      if (list) list.push(key);
      else holders.set(claim, [key]);
    }
  }
  const complete = new Set(plan.server.complete);
  const problems: ReferenceProblem[] = [];
  for (const key of plan.order) {
    const item = plan.byKey.get(key);
    if (item === undefined || !selection.has(key) || item.secret !== null) continue;
    const user = users.get(key);
    if (item.write === 'delete' && user !== undefined) problems.push({ kind: 'in-use', key, other: user });
    if (item.write !== 'put') continue;
    for (const named of listPlanReferences(item.section, item.target))
      if (complete.has(named.of) && !after.has(named.key) && !plan.server.unreadable.has(named.key))
        problems.push({ kind: 'missing', key, other: named.key });
    // Names that were already equal on the server are not caused by this plan.
    const before = new Set(listUniqueValues(item.section, item.server?.body ?? null).map(({ claim }) => claim));
    for (const { claim } of listUniqueValues(item.section, item.target)) {
      const other = before.has(claim) ? undefined : holders.get(claim)?.find((holder) => holder !== key);
      if (other !== undefined) problems.push({ kind: 'taken', key, other });
    }
  }
  return problems;
}
