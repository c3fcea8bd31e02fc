import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { PlanDocument } from '#shared/domain/sync/plan/document.ts';
import { getCallKey } from '#shared/domain/sync/plan/sealed-item.ts';
import type { JobContext } from '../../company/job-context.ts';
import { hashCalls } from '../../company/plan/plan-hash.ts';
import { readServer } from '../../company/server/read-server.ts';
import type { ServerAccess } from '../../company/server/server-access.ts';
import type { CompanySession } from '../../company/session.ts';
import { type ApplyOptions, type ApplyOutcome, createApplyService } from './apply-service.ts';

interface PlanFileOptions extends Pick<ApplyOptions, 'reason' | 'ifHeld' | 'onFailure' | 'secrets' | 'confirmTrust'> {
  readonly document: PlanDocument;
}

/**
 * Sends exactly the calls of a plan file. Resumes the unfinished run of this file if there is one, else reads the server and starts a run.
 * Throws like `ApplyService.apply` and `resumeApply`, and apply-unfinished if another run is unfinished.
 */
export async function applyPlanFile(
  session: CompanySession,
  { document, ...wanted }: PlanFileOptions,
  access: ServerAccess | null,
  work: JobContext,
): Promise<ApplyOutcome> {
  const { calls } = document;
  const digest = hashCalls(calls, document);
  const apply = createApplyService(session);
  const waiting = session.file().journal.openRun();
  if (waiting !== null) {
    if (waiting.digest !== digest) throw new ExpectedError('apply-unfinished', { runId: waiting.id });
    return apply.resumeApply({ ...wanted, runId: waiting.id, calls }, access, work);
  }
  await readServer(session, access, work);
  return apply.apply({ ...wanted, runId: randomUUID(), digest, keys: calls.map(getCallKey) }, access, work);
}
