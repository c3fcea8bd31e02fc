import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/contract/result.ts';
import type { CompanyContext } from '../context.ts';
import type { ApplyOutcome, ResumeOrder, ServerAccess, Work } from '../engine/engine.ts';
import type { HandlersOf } from './handlers.ts';

export const applyHandlers = (context: CompanyContext): HandlersOf<'apply'> => {
  const { engine, jobs, networkDesk, secretDesk, planChanged, draftsChanged } = context;

  /** The values that the run will send, read for it alone and kept nowhere. */
  async function secretsFor(runId: string | null): Promise<ResumeOrder['secrets']> {
    const found: Record<string, string> = {};
    for (const name of await engine.secretsToSend(runId)) {
      // It goes to the company's server as well, whose key is bound to it and goes along.
      const value = await secretDesk.carry(name);
      if (value !== null) found[name] = value;
    }
    return found;
  }

  /** Runs it as a job; a run that had to rest fails the job with the reason, and waits. */
  async function start(
    runId: string,
    of: string | null,
    send: (secrets: ResumeOrder['secrets'], server: ServerAccess | null, work: Work) => Promise<ApplyOutcome>,
  ): Promise<{ jobId: string; runId: string }> {
    const server = await networkDesk.storedAccess();
    const jobId = jobs.start('apply', async (work) => {
      try {
        const { state, failure, ...counts } = await send(await secretsFor(of), server, work);
        if (state === 'paused' && failure !== null) throw new ExpectedError(failure.code, failure.params);
        return { ...counts, state };
      } finally {
        await planChanged();
        await draftsChanged((await engine.draftSummary()).revision);
      }
    });
    return { jobId, runId };
  }

  return {
    'apply.start'(order) {
      const runId = randomUUID();
      return start(runId, null, (secrets, server, work) => engine.apply({ ...order, keys: null, runId, secrets }, server, work));
    },
    'apply.resume': ({ runId, ifHeld }) =>
      start(runId, runId, (secrets, server, work) => engine.resumeApply({ runId, ifHeld, secrets }, server, work)),
    'apply.retryFailed': ({ runId, ifHeld }) =>
      start(runId, runId, (secrets, server, work) => engine.retryApply({ runId, ifHeld, secrets }, server, work)),
    async 'apply.pause'({ runId }) {
      await engine.pauseApply(runId);
      return {};
    },
    async 'apply.cancel'({ runId }) {
      await engine.cancelApply(runId);
      await planChanged();
      return {};
    },
    'apply.state': (window) => engine.applyState(window),
    'apply.runs': (window) => engine.applyRuns(window),
    'apply.previewUndo': (order) => engine.previewUndo(order),
    async 'apply.undo'(order) {
      const answer = await engine.undoRun(order);
      await planChanged();
      await draftsChanged(answer.draftRevision);
      return answer;
    },
  };
};
