import type { SealedCall } from '#shared/domain/sync/plan/seal.ts';
import { sealedItems } from '#shared/domain/sync/plan/sealed-item.ts';
import type { Phrase, PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import { phrase } from '#shared/domain/sync/wording/phrase.ts';
import { itemSentence } from '#shared/domain/sync/wording/sentence.ts';
import type { StepOrder } from '../storage/apply-steps.ts';

/** The call of a step, as a plan seals it. */
export const sealedCallOf = ({ section, id, action, ifRevision, before, target, generation }: StepOrder): SealedCall => ({
  section,
  id,
  write: action,
  ifRevision,
  before,
  body: target,
  generation: action === 'secret' ? (generation ?? 1) : 0,
});

/**
 * A step in words, made from what it sends at the moment of showing. The words that the file keeps beside a step are not read: whoever can
 * write the file could put harmless ones over another step.
 */
export function sentenceOfStep(step: StepOrder, names: PlanNames): { readonly name: string; readonly sentence: Phrase } {
  const [sealed] = sealedItems([sealedCallOf(step)]) ?? [];
  if (sealed === undefined) return { name: '', sentence: phrase('plan.item.unreadable', { id: step.id }) };
  const { item } = sealed;
  // What was there once and is made again is told so.
  const isMadeAgain = item.secret === null && item.kind === 'create' && (step.planned?.base ?? null) !== null;
  return { name: item.name, sentence: itemSentence(isMadeAgain ? { ...item, base: step.planned?.base ?? null } : item, names) };
}
