import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import { preserveUnknownFields, type ReceivedBody } from '#shared/domain/sync/foreign-fields.ts';
import { computeStaleness } from '#shared/domain/sync/guards/stale.ts';
import type { ObjectItem } from '#shared/domain/sync/plan/item.ts';
import { listSelectedKeys } from '#shared/domain/sync/plan/select.ts';
import { createCallIntent } from '#shared/domain/sync/run.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { describeItemChange } from '#shared/domain/sync/wording/sentence.ts';
import { acquireLeaseWithRetries, releaseHeldLease } from '../../company/apply/apply-lease.ts';
import type { ActiveRun } from '../../company/apply/apply-registry.ts';
import { applyRun, buildRunHistoryFields, isRetryable } from '../../company/apply/apply-run.ts';
import { buildRunSealText } from '../../company/apply/run-seal.ts';
import { describeRunStep } from '../../company/apply/step-sentence.ts';
import type { JobContext } from '../../company/job-context.ts';
import { type CachedPlan, createEmptyStaleness } from '../../company/plan/plan-cache.ts';
import { createPlanNames } from '../../company/plan/plan-names.ts';
import type { ServerAccess } from '../../company/server/server-access.ts';
import {
  getRunServerAddress,
  getServerLabel,
  requireObjectStore,
  requireServerOfRun,
  resolveServerAccess,
  withGroupware,
} from '../../company/server/server-access.ts';
import { readServerObjects } from '../../company/server/server-objects.ts';
import type { CompanySession } from '../../company/session.ts';
import type { ConfirmTrust } from '../../company/trust/trust-changes.ts';
import type { Groupware, ObjectStore } from '../../groupware/groupware.ts';
import type { JournalRun, JournalStep, StepChange } from '../../storage/apply/apply-steps.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { abandonRun, queryOutcome } from './abandon-run.ts';
import { findPlanChangeError } from './other-plan.ts';
import { type RunProof, requireGuardsOfRun, requireOwnRun } from './own-run.ts';
import { toApplyRun, toApplyStep } from './run-views.ts';

/** Options for resuming a run. `secrets`: values by name, used only by the calls that send them. */
export interface ResumeOptions extends RunProof {
  readonly runId: string;
  readonly ifHeld: 'refuse' | 'take-over';
  readonly secrets: Readonly<Record<string, string>>;
}

export interface ApplyOptions extends ResumeOptions {
  /** Keys of exactly the items to apply; `null` = the current selection. */
  readonly keys: readonly string[] | null;
  readonly digest: string;
  readonly reason: string;
  readonly onFailure: 'stop' | 'go-on';
}

/** The state of a run after an apply; `failure` = the reason for a pause. */
export interface ApplyOutcome {
  readonly runId: string;
  readonly state: 'running' | 'paused' | 'failed' | 'done' | 'cancelled';
  readonly failure: Failure | null;
  readonly done: number;
  readonly failed: number;
  readonly verified: number;
  readonly differing: number;
}

export interface ApplyService {
  apply(order: ApplyOptions, access: ServerAccess | null, work: JobContext): Promise<ApplyOutcome>;
  resumeApply(order: ResumeOptions, access: ServerAccess | null, work: JobContext): Promise<ApplyOutcome>;
  retryApply(order: ResumeOptions, access: ServerAccess | null, work: JobContext): Promise<ApplyOutcome>;
  pauseApply(runId: string): Promise<void>;
  /**
   * Cancels a run. `reason`: why a paused run is abandoned; omitted = the run's own reason. `given`: returns the server that is queried
   * for the outcome of a call without a response.
   */
  cancelApply(runId: string, given: () => Promise<ServerAccess | null>, reason?: string): Promise<void>;
  applyState(window: CallParsedInput<'apply.state'>): Promise<CallOutput<'apply.state'>>;
  applyRuns(window: CallParsedInput<'apply.runs'>): Promise<CallOutput<'apply.runs'>>;
  /** Returns the names of secrets that the selection (`null`) or the rest of a run sends. */
  secretsToSend(runId: string | null): Promise<readonly 'catalog-password'[]>;
}
type Outcome = ApplyOutcome;

/** Creates the service that applies plans and reports progress. */
export function createApplyService(session: CompanySession): ApplyService {
  const { plans, applies } = session;

  function runOf(runId: string): JournalRun {
    const run = session.file().journal.run(runId);
    if (run === null) throw new ExpectedError('apply-run-not-found');
    return run;
  }

  /** Acquires the lease. Throws `lease-taken` and stores its holder for display. */
  async function lease(file: CompanyFile, objects: ObjectStore, ifHeld: 'refuse' | 'take-over', working: ActiveRun, work: JobContext) {
    try {
      const held = await acquireLeaseWithRetries(objects, formatLeaseHolder(session, file), ifHeld, {
        newId: randomUUID,
        wait: session.wait,
        onPause: (milliseconds) => {
          working.waitingUntil = session.now() + milliseconds;
          work.report({ phase: 'asked-to-wait', done: 0, total: null });
        },
        leave: working.leave.signal,
        signal: work.signal,
      });
      working.waitingUntil = null;
      plans.lease = null;
      return held;
    } catch (error) {
      if (error instanceof ExpectedError && error.failure.code === 'lease-taken') {
        const { holder, since, expiresAt } = error.failure.params;
        plans.lease = { holder: String(holder), since: String(since), expiresAt: String(expiresAt), ours: false };
      }
      throw error;
    }
  }

  /** Connects, acquires the lease and prepares the run; releases the lease if preparation fails. */
  async function send(
    file: CompanyFile,
    order: ResumeOptions,
    begun: JournalRun | null,
    reason: string,
    given: ServerAccess | null,
    work: JobContext,
    prepare: (server: { readonly objects: ObjectStore; readonly access: ServerAccess }) => Promise<JournalRun>,
  ): Promise<Outcome> {
    // Approvers and guards of the file may be used only after trust was confirmed.
    await session.trust.confirm(order.confirmTrust ?? declineTrust);
    if (file.company().readOnly) throw new ExpectedError('company-read-only', { company: file.company().name });
    // Generation of the secret value passed with the order, so that a value saved later is not taken for it.
    const generation = file.secrets.get('catalog-password')?.generation ?? null;
    const access = await resolveServerAccess(session, file, given);
    if (begun !== null) requireServerOfRun(file, begun, access);
    return applies.work(order.runId, async (working) => {
      const sending = async (groupware: Groupware): Promise<Outcome> => {
        const objects = requireObjectStore(groupware, file, session.timestamp(), getServerLabel(file, access));
        work.report({ phase: 'checking-plan', done: 0, total: null });
        const held = await lease(file, objects, order.ifHeld, working, work);
        let run: JournalRun;
        try {
          // Record the takeover even if nothing is sent, because the former holder has lost the lease.
          if (held.takenFrom !== null) noteTakeOver(file, { id: begun?.id ?? null, reason }, held.takenFrom);
          run = await prepare({ objects, access });
        } catch (error) {
          await releaseHeldLease(objects, held.lease);
          throw error;
        }
        let progress = { done: 0, total: null as number | null };
        await applyRun(run, held, {
          journal: file.journal,
          operator: session.operator,
          sentenceOf: (step) => describeRunStep(step, createPlanNames(session)).sentence,
          objects,
          secretOf: async (name) => order.secrets[name] ?? null,
          generationOf: () => generation,
          wish: () => working.wish,
          leave: working.leave.signal,
          timestamp: () => session.timestamp(),
          newId: randomUUID,
          wait: session.wait,
          report: (phase, done, total) => {
            working.waitingUntil = null;
            progress = { done, total };
            work.report({ phase, done, total });
          },
          onPause: (milliseconds) => {
            working.waitingUntil = session.now() + milliseconds;
            work.report({ phase: 'waiting-for-server', ...progress });
          },
          signal: work.signal,
        });
        // Lock the production company again: an unlock is valid for one run.
        plans.arm(false);
        await queryOutcome(session, run, { objects, access });
        return outcomeOf(file, runOf(run.id));
      };
      try {
        // Connecting has no effect on the server, so a request to pause or cancel aborts it at once.
        return await withGroupware(access, AbortSignal.any([work.signal, working.leave.signal]), sending);
      } catch (error) {
        return asWished(error, file, begun, working, access);
      }
    });
  }

  /** Handles a request to pause or cancel that arrived before the run was resumed; rethrows any other error. */
  async function asWished(
    error: unknown,
    file: CompanyFile,
    begun: JournalRun | null,
    { wish }: ActiveRun,
    access: ServerAccess,
  ): Promise<Outcome> {
    if (begun === null || begun.state === 'failed' || wish === null || !(error instanceof ExpectedError)) throw error;
    if (wish === 'cancel') await abandonRun(session, begun, { given: async () => access });
    else if (error.failure.code === 'cancelled') file.journal.pause(begun.id, null);
    else throw error;
    return outcomeOf(file, runOf(begun.id));
  }

  /** Records the takeover of a lease in the history. `id: null` = no run was started. */
  function noteTakeOver(file: CompanyFile, about: { readonly id: string | null; readonly reason: string }, holder: string): void {
    file.log.append([
      {
        ...buildRunHistoryFields({ ...about, by: session.operator }, session.timestamp()),
        kind: 'take-over',
        sentence: createPhrase('historyLog.sentence.take-over', { holder }),
      },
    ]);
  }

  /** Reads the server while holding the lease; throws if changes since the display of the plan make it a different plan. */
  async function requireFresh(
    file: CompanyFile,
    { shown, keys }: { readonly shown: CachedPlan; readonly keys: readonly string[] | null },
    { objects, access }: { readonly objects: ObjectStore; readonly access: ServerAccess },
    work: JobContext,
  ) {
    await readServerObjects(objects, file, { access, at: session.timestamp(), by: session.operator }, work);
    const server = file.server.state();
    if (server === null) throw new ExpectedError('plan-not-read');
    const stale = computeStaleness(shown.plan, shown.selection, server);
    const other = findPlanChangeError(shown, plans.requirePlanned(keys).digest, { server, drafts: file.drafts.state().drafts, stale });
    if (other !== null) throw other;
    return stale;
  }

  /** Checks that this console created the stored run and that no guard refuses it now. */
  async function requireGoingOn(order: ResumeOptions, run: JournalRun): Promise<void> {
    await requireOwnRun(session, run, order);
    requireGuardsOfRun(session, run);
  }

  return {
    async apply(order, given, work) {
      const file = session.file();
      const shown = plans.requirePlanned(order.keys);
      if (shown.digest !== order.digest) throw new ExpectedError('plan-changed');
      const open = file.journal.openRun();
      if (open !== null) throw new ExpectedError('apply-unfinished', { runId: open.id });
      plans.requireGuards(shown, order.reason, createEmptyStaleness(shown));
      return send(file, order, null, order.reason, given, work, async ({ objects, access }) => {
        const stale = await requireFresh(file, { shown, keys: order.keys }, { objects, access }, work);
        const planned = plans.requirePlanned(order.keys);
        plans.requireGuards(planned, order.reason, stale);
        const steps = stepsOf(session, file, planned);
        const startedAt = session.timestamp();
        const run = {
          id: order.runId,
          startedAt,
          by: session.operator,
          holder: formatLeaseHolder(session, file),
          reason: order.reason,
          server: getRunServerAddress(file, access),
          digest: order.digest,
          onFailure: order.onFailure,
        };
        const seal = await session.trust.sealOf(buildRunSealText(run, steps));
        file.journal.begin({ ...run, seal }, steps, {
          ...buildRunHistoryFields(run, startedAt),
          kind: 'run-started',
          sentence: createPhrase('historyLog.sentence.run-started', { steps: steps.length }),
        });
        return runOf(order.runId);
      });
    },
    async resumeApply(order, given, work) {
      const file = session.file();
      const run = runOf(order.runId);
      const state = applies.stateOf(run);
      const waiting = file.journal.counts(run.id).waiting > 0;
      if (applies.isWorking(run.id) || !(state === 'paused' || state === 'interrupted' || (state === 'failed' && waiting)))
        throw new ExpectedError('apply-not-waiting');
      requireNoOther(file, run);
      await requireGoingOn(order, run);
      return send(file, order, run, run.reason, given, work, async () => {
        file.journal.goOn(run.id);
        return runOf(run.id);
      });
    },
    async retryApply(order, given, work) {
      const file = session.file();
      const run = runOf(order.runId);
      if (applies.isWorking(run.id) || run.state !== 'failed' || !file.journal.isLatest(run.id))
        throw new ExpectedError('apply-not-waiting');
      requireNoOther(file, run);
      await requireGoingOn(order, run);
      const steps = file.journal.steps(run.id);
      return send(file, order, run, run.reason, given, work, async () => {
        file.journal.reopen(run.id, againOf(steps));
        return runOf(run.id);
      });
    },
    async pauseApply(runId) {
      runOf(runId);
      if (!applies.want(runId, 'pause')) throw new ExpectedError('apply-not-waiting');
    },
    async cancelApply(runId, given, reason) {
      const run = runOf(runId);
      if (applies.want(runId, 'cancel')) return;
      const state = applies.stateOf(run);
      if (state !== 'paused' && state !== 'interrupted') throw new ExpectedError('apply-not-waiting');
      await abandonRun(session, run, { given, reason, requireStill: applies.stillness() });
    },
    async applyState({ runId, states, offset, limit }) {
      const file = session.file();
      const run = runId === null ? (file.journal.runs(0, 1).runs[0] ?? null) : runOf(runId);
      if (run === null) return { run: null, waitingUntil: null, total: 0, steps: [] };
      const { total, steps } = file.journal.stepWindow(run.id, states, { offset, limit });
      const isLatest = file.journal.isLatest(run.id);
      const names = createPlanNames(session);
      return {
        run: toApplyRun(session, file, run),
        waitingUntil: applies.waitingUntil(run.id),
        total,
        steps: steps.map((step) => toApplyStep(step, describeRunStep(step, names), isLatest)),
      };
    },
    async applyRuns({ offset, limit }) {
      const file = session.file();
      const { total, runs } = file.journal.runs(offset, limit);
      return { total, runs: runs.map((run) => toApplyRun(session, file, run)) };
    },
    async secretsToSend(runId) {
      const file = session.file();
      if (runId === null) {
        const planned = plans.planned();
        return planned === null
          ? []
          : listSelectedKeys(planned.plan, planned.selection).flatMap((key) => planned.plan.byKey.get(key)?.secret ?? []);
      }
      const unsent = file.journal.steps(runOf(runId).id).filter(({ action, state }) => action === 'secret' && state !== 'done');
      return unsent.map(({ id }) => id as 'catalog-password');
    },
  };
}

/** Returns the lease holder text that other administrators see: account, machine and company. */
export const formatLeaseHolder = ({ account, machine }: CompanySession, file: CompanyFile): string =>
  `${account}@${machine}/${file.company().id.slice(0, 8)}`;

const declineTrust: ConfirmTrust = async () => 'unavailable';

function requireNoOther(file: CompanyFile, run: JournalRun): void {
  const open = file.journal.openRun();
  if (open !== null && open.id !== run.id) throw new ExpectedError('apply-unfinished', { runId: open.id });
}

/** Returns the positions of steps to retry: failed steps that may now succeed, and the steps skipped because of them. */
function againOf(steps: readonly JournalStep[]): readonly number[] {
  const lost = new Set(steps.filter(({ state, failure }) => state === 'failed' && !isRetryable(failure)).map(({ key }) => key));
  const again: number[] = [];
  for (const { position, key, state, needs, failure } of steps) {
    if (needs.some((needed) => lost.has(needed))) lost.add(key);
    else if ((state === 'failed' && isRetryable(failure)) || state === 'left-out') again.push(position);
  }
  return again;
}

/** Returns the selected items as steps in execution order. */
function stepsOf(session: CompanySession, file: CompanyFile, { plan, selection }: CachedPlan): readonly StepChange[] {
  const names = createPlanNames(session);
  const deleted = file.journal.deletedWholes();
  return listSelectedKeys(plan, selection).flatMap((key): StepChange[] => {
    const item = plan.byKey.get(key);
    const intent = item === undefined ? null : createCallIntent(item);
    if (item === undefined || intent === null) return [];
    const { section, id, name, base, draft, ignored, dependsOn, ifRevision } = item;
    const needs = dependsOn.map((needed) => needed.key).filter((needed) => selection.has(needed));
    const common = { key, section, id, name, sentence: describeItemChange(item, names), needs, ifRevision };
    if (item.secret !== null || intent.write === 'secret')
      return [
        {
          ...common,
          action: 'secret',
          before: null,
          planned: null,
          target: null,
          whole: null,
          generation: file.secrets.get('catalog-password')?.generation ?? null,
        },
      ];
    const { before, target, write } = intent;
    const whole = wholeOf(deleted, item, target);
    return [{ ...common, action: write, before, planned: { base, draft, ignored }, target, whole, generation: null }];
  });
}

/**
 * Returns the complete object to send, or the one to delete. It includes fields that this console does not know but the server's object
 * has, or had when it was deleted here.
 */
function wholeOf(deleted: ReadonlyMap<string, ReceivedBody>, { key, section, server }: ObjectItem, target: Body | null): Json | null {
  if (target === null) return server?.whole ?? null;
  const there = server?.whole === undefined ? undefined : { body: server.body, whole: server.whole };
  const said = server === null ? deleted.get(key) : there;
  return said === undefined ? null : preserveUnknownFields(section, said, target);
}

function outcomeOf(file: CompanyFile, run: JournalRun): Outcome {
  const { done, failed, verified, differing } = file.journal.counts(run.id);
  return { runId: run.id, state: run.state, failure: run.failure, done, failed, verified, differing };
}
