import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { findOutdatedCalls } from '#shared/domain/sync/plan/outdated-calls.ts';
import type { ServerSecretName } from '#shared/domain/sync/server-state.ts';
import type { JobContext } from '../../company/job-context.ts';
import { readPlanDocument } from '../../company/plan/plan-document-file.ts';
import { hashPlanDocument } from '../../company/plan/plan-hash.ts';
import type { ServerAccess } from '../../company/server/server-access.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import type { ApplyOutcome, ResumeOptions } from './apply-service.ts';
import { createApplyService } from './apply-service.ts';
import { applyPlanFile } from './plan-file-run.ts';
import { createUndoService } from './undo-service.ts';

export const createApplyProcedures = (context: CompanyContext): ProceduresOf<'apply'> => {
  const { session, files, jobs, networkService, secretService, confirmTrust } = context;
  const undo = createUndoService(session);
  const apply = createApplyService(session);

  /** Returns the secret values that a run needs; they are not stored. */
  const secretsFor = async (runId: string | null): Promise<ResumeOptions['secrets']> => carried(await apply.secretsToSend(runId));
  async function carried(names: readonly ServerSecretName[]): Promise<ResumeOptions['secrets']> {
    const found: Record<string, string> = {};
    for (const name of names) {
      // The value is sent only to the company's server, to which the access key is bound.
      const value = await secretService.carry(name);
      if (value !== null) found[name] = value;
    }
    return found;
  }

  /** Starts the apply job. A paused run ends the job with the reason as failure and can be resumed. */
  async function start(
    runId: string,
    of: string | null,
    send: (secrets: ResumeOptions['secrets'], server: ServerAccess | null, work: JobContext) => Promise<ApplyOutcome>,
  ): Promise<{ jobId: string; runId: string }> {
    const server = await networkService.storedAccess();
    const jobId = jobs.start('apply', async (work) => {
      const { state, failure, ...counts } = await send(await secretsFor(of), server, work);
      if (state === 'paused' && failure !== null) throw new ExpectedError(failure.code, failure.params);
      return { ...counts, state };
    });
    return { jobId, runId };
  }

  return {
    'apply.start'(order) {
      const runId = randomUUID();
      return start(runId, null, (secrets, server, work) =>
        apply.apply({ ...order, keys: null, runId, secrets, confirmTrust }, server, work),
      );
    },
    'apply.resume': ({ runId, ifHeld }) =>
      start(runId, runId, (secrets, server, work) => apply.resumeApply({ runId, ifHeld, secrets, confirmTrust }, server, work)),
    'apply.retryFailed': ({ runId, ifHeld }) =>
      start(runId, runId, (secrets, server, work) => apply.retryApply({ runId, ifHeld, secrets, confirmTrust }, server, work)),
    async 'apply.file'({ token, file, ...order }) {
      const { document } = await readPlanDocument(files.find(token));
      // The file may have been replaced while the user was confirming its content.
      if (hashPlanDocument(document) !== file) throw new ExpectedError('plan-changed');
      const server = await networkService.storedAccess();
      return {
        jobId: jobs.start('apply', async (work) => {
          const secrets = await carried(document.calls.flatMap(({ write, id }) => (write === 'secret' ? [id as ServerSecretName] : [])));
          const { failure: _kept, ...outcome } = await applyPlanFile(session, { ...order, document, secrets, confirmTrust }, server, work);
          return outcome;
        }),
      };
    },
    async 'apply.overtaken'({ token }) {
      const { document } = await readPlanDocument(files.find(token));
      const server = session.file().server.state();
      return { calls: server === null ? [] : findOutdatedCalls(document.calls, server).map(({ id: _id, ...call }) => call) };
    },
    async 'apply.pause'({ runId }) {
      await apply.pauseApply(runId);
      return {};
    },
    async 'apply.cancel'({ runId, reason }) {
      await apply.cancelApply(runId, () => networkService.storedAccess(), reason);
      return {};
    },
    'apply.state': apply.applyState,
    'apply.runs': apply.applyRuns,
    'apply.previewUndo': undo.previewUndo,
    'apply.undo': undo.undoRun,
  };
};
