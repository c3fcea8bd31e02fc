import { getDraftKey } from '../../drafts/draft.ts';
import type { Body } from '../../drafts/sections.ts';
import { mergeBodies } from '../merge/merge.ts';
import type { FieldChange, ObjectItem } from '../plan/item.ts';
import { createPlan } from '../plan/make-plan.ts';
import type { ObjectSides } from '../plan/object-item.ts';
import type { Plan, PlanInput } from '../plan/plan.ts';
import type { AppliedStep } from '../run.ts';
import { getSecretKey } from '../server-state.ts';

export interface UndoPlan {
  /** A plan whose base is the run's result, whose draft is the content before the run, and whose server side is the present content. */
  readonly plan: Plan;
  /** Keys of steps that cannot be undone, because the former value of a secret is not stored. */
  readonly lasting: readonly string[];
  /** Keys of steps whose object already has its former content. */
  readonly undone: readonly string[];
}

/**
 * Plans the undo of a run, or of chosen steps in the order in which they were applied, as a three-way merge. Later changes by others are in
 * the items' fields (`listLaterChanges`) and stay unless they contradict the undo. Later drafts are not considered.
 */
export function createUndoPlan(steps: readonly AppliedStep[], input: Omit<PlanInput, 'drafts' | 'secrets'>): UndoPlan {
  const sides = new Map<string, ObjectSides>();
  const lasting: string[] = [];
  for (const step of steps) {
    if (step.kind === 'secret') {
      lasting.push(getSecretKey(step.secret));
      continue;
    }
    const { section, id, before, after } = step;
    const key = getDraftKey(step);
    // Of several steps of one object, the first contains the former content and the last the result.
    const draft = sides.has(key) ? (sides.get(key)?.draft ?? null) : before;
    sides.set(key, { section, id, base: after, draft, server: input.server.entries.get(key) ?? null });
  }
  const plan = createPlan({ ...input, secrets: [] }, sides.values());
  const refused = new Set(plan.refused.map(({ section, id }) => (id === null ? section : getDraftKey({ section, id }))));
  const undone = [...sides].filter(([key, { section }]) => {
    const item = plan.byKey.get(key);
    return !refused.has(key) && !refused.has(section) && (item === undefined || item.kind === 'already-there');
  });
  return { plan, lasting: [...new Set(lasting)], undone: undone.map(([key]) => key) };
}

/** Fields of an item that others changed after the run. */
export const listLaterChanges = (fields: readonly FieldChange[]): readonly FieldChange[] =>
  fields.filter(({ origin }) => origin !== 'ours');

/**
 * The object without the run's changes. Later changes by others stay, even if they contradict the undo. Decided by the item's fields,
 * because changes that are valid for each side alone may conflict together.
 */
export function buildBodyWithoutRun({ section, base, draft, server, fields }: ObjectItem): Body | null {
  const against = new Set(fields.filter(({ conflict }) => conflict).map(({ path }) => path));
  return mergeBodies(section, base, draft, server?.body ?? null, ({ path, origin }) =>
    origin === 'ours' && !against.has(path) ? 'ours' : 'theirs',
  ).body;
}
