import type { SealedCall } from '#shared/domain/sync/plan/seal.ts';
import { createSealedItems } from '#shared/domain/sync/plan/sealed-item.ts';
import type { Phrase, PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { describeItemChange } from '#shared/domain/sync/wording/sentence.ts';
import type { StepChange } from '../../storage/apply/apply-steps.ts';

/** Returns the call of a step in the form that the fingerprint of a plan covers. */
export const toSealedCall = ({ section, id, action, ifRevision, before, target, generation }: StepChange): SealedCall => ({
  section,
  id,
  write: action,
  ifRevision,
  before,
  body: target,
  generation: action === 'secret' ? (generation ?? 1) : 0,
});

/**
 * Returns the name and sentence of a step, derived from the content it sends. A stored sentence is not trusted, because a changed file
 * could show a harmless one.
 */
export function describeRunStep(step: StepChange, names: PlanNames): { readonly name: string; readonly sentence: Phrase } {
  const [sealed] = createSealedItems([toSealedCall(step)]) ?? [];
  if (sealed === undefined) return { name: '', sentence: createPhrase('plan.item.unreadable', { id: step.id }) };
  const { item } = sealed;
  // A deleted object that is created again is described as restored.
  const isMadeAgain = item.secret === null && item.kind === 'create' && (step.planned?.base ?? null) !== null;
  return { name: item.name, sentence: describeItemChange(isMadeAgain ? { ...item, base: step.planned?.base ?? null } : item, names) };
}
