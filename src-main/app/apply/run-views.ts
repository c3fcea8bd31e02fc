import type { ApplyRun, ApplyStep } from '#shared/contract/plan/apply.ts';
import { isRetryable } from '../../company/apply/apply-run.ts';
import type { describeRunStep } from '../../company/apply/step-sentence.ts';
import type { CompanySession } from '../../company/session.ts';
import type { JournalRun, JournalStep } from '../../storage/apply/apply-steps.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

const totalOf = (counts: ReturnType<CompanyFile['journal']['counts']>): number =>
  counts.waiting + counts.sent + counts.unknown + counts.done + counts.failed + counts['left-out'] + counts['given-up'];

/** Returns a run in the form of the contract. */
export function toApplyRun({ applies }: CompanySession, file: CompanyFile, run: JournalRun): ApplyRun {
  const { id, startedAt, endedAt, by, holder, reason, failure } = run;
  const counts = file.journal.counts(id);
  const { done, failed, unknown, verified, differing } = counts;
  const total = totalOf(counts);
  return {
    id,
    startedAt,
    endedAt,
    by,
    holder,
    reason,
    state: applies.stateOf(run),
    total,
    done,
    failed,
    unknown,
    verified,
    differing,
    failure,
  };
}

/** Returns a step in the form of the contract, with the name and sentence of `describeRunStep`. */
export function toApplyStep(step: JournalStep, { name, sentence }: ReturnType<typeof describeRunStep>, isLatest: boolean): ApplyStep {
  const { position, key, section, id, action, state, verified, attempts, requestId, at, failure } = step;
  return {
    position,
    key,
    section,
    id,
    name,
    action,
    sentence,
    state,
    verified,
    attempts,
    requestId,
    at,
    failure,
    retryable: isLatest && state === 'failed' && isRetryable(failure),
  };
}
