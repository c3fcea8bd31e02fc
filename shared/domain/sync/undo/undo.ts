import { keyOf } from '../../drafts/draft.ts';
import type { Body } from '../../drafts/sections.ts';
import { mergeBodies } from '../merge/merge.ts';
import type { FieldChange, ObjectItem } from '../plan/item.ts';
import { planOf } from '../plan/make-plan.ts';
import type { ObjectSides } from '../plan/object-item.ts';
import type { Plan, PlanInput } from '../plan/plan.ts';
import type { AppliedStep } from '../run.ts';
import { secretKey } from '../server-state.ts';

export interface UndoPlan {
  /** Base is what the run left, ours what was before it, the server as it is now. */
  readonly plan: Plan;
  /** Keys of steps that cannot be taken back: no one has a secret's old value. */
  readonly lasting: readonly string[];
  /** Keys of steps whose object stands as before the run already. */
  readonly undone: readonly string[];
}

/**
 * Takes a run, or chosen steps of it in the order in which they were applied, back: a fresh three-way plan. What others changed since is
 * in the items' fields (`changedSince`), and their changes stay unless they stand against the undo. Later drafts are not looked at.
 */
export function undoPlan(steps: readonly AppliedStep[], input: Omit<PlanInput, 'drafts' | 'secrets'>): UndoPlan {
  const sides = new Map<string, ObjectSides>();
  const lasting: string[] = [];
  for (const step of steps) {
    if (step.kind === 'secret') {
      lasting.push(secretKey(step.secret));
      continue;
    }
    const { section, id, before, after } = step;
    const key = keyOf(step);
    // Of several steps with one object the first knows what was before and the last what was left.
    const draft = sides.has(key) ? (sides.get(key)?.draft ?? null) : before;
    sides.set(key, { section, id, base: after, draft, server: input.server.entries.get(key) ?? null });
  }
  const plan = planOf({ ...input, secrets: [] }, sides.values());
  const refused = new Set(plan.refused.map(({ section, id }) => (id === null ? section : keyOf({ section, id }))));
  const undone = [...sides].filter(([key, { section }]) => {
    const item = plan.byKey.get(key);
    return !refused.has(key) && !refused.has(section) && (item === undefined || item.kind === 'already-there');
  });
  return { plan, lasting: [...new Set(lasting)], undone: undone.map(([key]) => key) };
}

/** Of an item's fields those that others changed after the run. */
export const changedSince = (fields: readonly FieldChange[]): readonly FieldChange[] => fields.filter(({ origin }) => origin !== 'ours');

/**
 * An undone object without what the run did; what others did since stays, also where it stands against the undo. That is asked of the
 * item's fields: what is one side's by itself may stand against the other side's together.
 */
export function takenBack({ section, base, draft, server, fields }: ObjectItem): Body | null {
  const against = new Set(fields.filter(({ conflict }) => conflict).map(({ path }) => path));
  return mergeBodies(section, base, draft, server?.body ?? null, ({ path, origin }) =>
    origin === 'ours' && !against.has(path) ? 'ours' : 'theirs',
  ).body;
}
