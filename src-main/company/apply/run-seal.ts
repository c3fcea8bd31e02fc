import { createHash } from 'node:crypto';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import type { JournalRun, StepChange } from '../../storage/apply/apply-steps.ts';

type SealedRun = Pick<JournalRun, 'id' | 'startedAt' | 'by' | 'holder' | 'reason' | 'server' | 'digest' | 'onFailure'>;

/** Returns the canonical text of everything a run sends, used for the seal; each step is included as a hash to keep the text short. */
export function buildRunSealText(run: SealedRun, steps: readonly StepChange[]): string {
  const { id, startedAt, by, holder, reason, server, digest, onFailure } = run;
  const about = { format: 'tsunagi-run', version: 1, id, startedAt, by, holder, reason, server, digest, onFailure };
  return toStableJson({ ...about, steps: steps.map((step) => createHash('sha256').update(stepText(step)).digest('hex')) });
}

/** Omits the sentence, which is derived, and the generation of a secret, which may increase later. */
const stepText = ({ key, section, id, action, needs, ifRevision, before, planned, target, whole }: StepChange): string =>
  toStableJson({ key, section, id, action, needs, ifRevision, before, planned, target, whole });
