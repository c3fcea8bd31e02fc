import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { Bodies } from '#shared/domain/drafts/sections.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { type CallIntent, reconcileOutcome } from '#shared/domain/sync/run.ts';
import { isSameBody } from '#shared/domain/sync/same.ts';
import type { ServerEntry, ServerSecretName } from '#shared/domain/sync/server-state.ts';
import { createPhrase, type Phrase } from '#shared/domain/sync/wording/phrase.ts';
import { toDonePhrase } from '#shared/domain/sync/wording/sentence.ts';
import type { ObjectStore, ServerObject, WriteOutcome } from '../../groupware/groupware.ts';
import type { ApplyJournal, StepIntent, Verification } from '../../storage/apply/apply-journal.ts';
import type { JournalRun, JournalStep, StepChange } from '../../storage/apply/apply-steps.ts';
import { EMPTY_EVENT_FIELDS, type HistoryRecord } from '../../storage/history-log.ts';
import {
  acquireLeaseWithRetries,
  type HeldLease,
  LEASE_SECONDS,
  RETRY_DELAYS_MS,
  RETRYABLE_CODES,
  type RetryOptions,
  releaseHeldLease,
  retryUnanswered,
} from './apply-lease.ts';

/** A request to stop the run after the current call. */
export type StopRequest = 'pause' | 'cancel';

export interface ApplyParts extends RetryOptions {
  readonly journal: ApplyJournal;
  /** The person who sends the run now; may differ from the person who started it. */
  readonly operator: string;
  readonly objects: ObjectStore;
  /** Returns the sentence that describes a step, derived from the content it sends. */
  readonly sentenceOf: (step: StepChange) => Phrase;
  /** Returns the value of a secret when its step is sent; `null` = not available. */
  readonly secretOf: (name: ServerSecretName) => Promise<string | null>;
  /** Returns the generation of the secret, which increases with each saved value; `null` = none recorded. */
  readonly generationOf: (name: ServerSecretName) => number | null;
  readonly wish: () => StopRequest | null;
  /** ISO 8601 UTC. */
  readonly timestamp: () => string;
  readonly newId: () => string;
  readonly report: (phase: 'applying' | 'reading-back', done: number, total: number) => void;
}

/** Error codes that prove that the server did not execute the call. */
const REFUSED_WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'server-lease-lost',
  'server-key-refused',
  'server-not-gateway',
  'server-tls',
]);

/** Error codes after which the same call cannot succeed: the object was changed, or a rule of the server refused it. */
const FINAL: ReadonlySet<string> = new Set(['apply-conflict', 'apply-refused']);
export const isRetryable = (failure: Failure | null): boolean => failure !== null && !FINAL.has(failure.code);

/** Thrown to stop sending a run before its last step. */
class Stopped extends Error {
  readonly as: 'pause' | 'cancel' | 'failed';
  readonly failure: Failure | null;
  constructor(as: 'pause' | 'cancel' | 'failed', failure: Failure | null) {
    super(as);
    this.as = as;
    this.failure = failure;
  }
}

/**
 * Sends the waiting steps of a run one by one. Each intent is stored before its call and the outcome after it; at the end the written
 * objects are read back. Can be repeated with the same journal after any interruption: a step without outcome is sent again with its
 * request id, for which the server returns its first response. Releases the lease.
 */
export async function applyRun(run: JournalRun, lease: HeldLease, parts: ApplyParts): Promise<void> {
  const work = new RunWork(run, lease, parts);
  try {
    await work.sendAll();
    await work.readBack();
    work.end(parts.journal.counts(run.id).failed > 0 ? 'failed' : 'done');
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    await work.stop(error);
  } finally {
    await releaseHeldLease(parts.objects, work.lease);
  }
}

class RunWork {
  readonly #run: JournalRun;
  readonly #parts: ApplyParts;
  readonly #steps: readonly JournalStep[];
  /** Keys of failed or skipped steps; steps that depend on them are skipped. */
  readonly #missing: Set<string>;
  #held: HeldLease;
  /** The next step, if its intent was already stored together with the previous outcome. */
  #begun: StepIntent | null = null;

  constructor(run: JournalRun, lease: HeldLease, parts: ApplyParts) {
    this.#run = run;
    this.#parts = parts;
    this.#held = lease;
    this.#steps = parts.journal.steps(run.id);
    this.#missing = new Set(this.#steps.filter(({ state }) => state === 'failed' || state === 'left-out').map(({ key }) => key));
  }

  get lease(): string {
    return this.#held.lease;
  }

  async sendAll(): Promise<void> {
    let done = this.#steps.filter(({ state }) => state === 'done').length;
    const { report } = this.#parts;
    report('applying', done, this.#steps.length);
    for (const step of this.#steps) {
      if (step.state !== 'waiting' && step.state !== 'sent') continue;
      if (this.#missing.has(step.key)) continue;
      if (this.#begun === null) this.#obey();
      if (await this.#send(step)) done++;
      report('applying', done, this.#steps.length);
    }
  }

  #obey(): void {
    const { wish, signal } = this.#parts;
    if (signal.aborted) throw new Stopped('pause', null);
    const wanted = wish();
    if (wanted !== null) throw new Stopped(wanted, null);
  }

  /** Sends one step. Returns false if the server refused it and the run continues. */
  async #send(planned: JournalStep): Promise<boolean> {
    const { journal, timestamp, newId } = this.#parts;
    const begun = this.#begun;
    this.#begun = null;
    const step = this.#withValueOfNow(planned);
    // An intent that was stored together with the previous outcome has not been sent yet.
    let mayHaveArrived = step.state === 'sent';
    const requestId = begun?.requestId ?? step.requestId ?? newId();
    const { position, generation } = step;
    const intent = { position, requestId, ...(generation !== null && { generation }) };
    for (let attempt = 0; ; attempt++) {
      const isIntended = begun !== null && attempt === 0;
      if (!isIntended) await this.#keepLease();
      const value = step.action === 'secret' ? await this.#parts.secretOf(step.id as ServerSecretName) : '';
      if (value === null) return this.#ended(step, { code: 'apply-secret-missing', params: { name: step.id } }, mayHaveArrived);
      if (!isIntended) journal.intend(this.#run.id, intent, timestamp());
      const answer = await this.#call(step, requestId, value).catch((error: unknown) => this.#judge(step, attempt, error));
      if (answer === 'unanswered') mayHaveArrived = true;
      if (answer === 'unanswered' || answer === 'not-taken') continue;
      if (answer instanceof ExpectedError) return this.#ended(step, answer.failure, mayHaveArrived);
      return this.#settle({ ...step, requestId }, mayHaveArrived ? ownWrite(step, answer) : answer);
    }
  }

  /**
   * Ends a failed step. If an earlier attempt may have reached the server, this failure does not determine the outcome, so the run pauses
   * instead.
   */
  #ended(step: JournalStep, failure: Failure, mayHaveArrived: boolean): boolean {
    if (mayHaveArrived) throw this.#resting(failure);
    return this.#refused(step, failure, null);
  }

  /**
   * Returns the step for the current value of its secret. A changed secret needs a new request id, because the server refuses another
   * value for the first one.
   */
  #withValueOfNow(step: JournalStep): JournalStep {
    if (step.action !== 'secret') return step;
    const generation = this.#parts.generationOf(step.id as ServerSecretName);
    return generation === null || generation === step.generation ? step : { ...step, generation, requestId: null };
  }

  #call(step: JournalStep, requestId: string, value: string): Promise<WriteOutcome> {
    const { objects, onPause, signal, leave } = this.#parts;
    const { section, id, ifRevision, target, whole } = step;
    const order = { requestId, lease: this.#held.lease };
    const control = { signal, onPause, leave };
    if (step.action === 'secret') return objects.setSecret({ ...order, name: id as ServerSecretName, value }, control);
    return target === null
      ? objects.delete({ ...order, section, id, ifRevision }, control)
      : objects.put({ ...order, section, id, ifRevision, body: (whole ?? target) as Bodies[GatewaySection] }, control);
  }

  /**
   * Decides what follows a failed call. Returns `unanswered` (repeat, it may have arrived), `not-taken` (repeat, the server did nothing)
   * or the refusal; throws `Stopped` to pause the run.
   */
  async #judge(step: JournalStep, attempt: number, error: unknown): Promise<'unanswered' | 'not-taken' | ExpectedError> {
    if (!(error instanceof ExpectedError)) throw error;
    const { journal, wait, signal, timestamp } = this.#parts;
    const { failure } = error;
    const pause = RETRY_DELAYS_MS[attempt];
    if (RETRYABLE_CODES.has(failure.code) && pause !== undefined && !signal.aborted) {
      await wait(pause, signal).catch(() => undefined);
      return 'unanswered';
    }
    // An error response of the server (`ng`) proves that nothing was done; an HTTP status alone does not.
    if ((failure.code === 'server-refused' && 'errorno' in failure.params) || failure.code === 'server-no-right') return error;
    if (REFUSED_WITHOUT_EFFECT.has(failure.code)) {
      // If an earlier attempt may have arrived, the step keeps its request id.
      if (step.state === 'waiting' && attempt === 0) journal.withdraw(this.#run.id, step.position, timestamp());
      if (failure.code === 'server-lease-lost' && attempt === 0) {
        await this.#takeAgain();
        return 'not-taken';
      }
    }
    throw this.#resting(failure);
  }

  /** Returns the reason to stop: the pending pause or cancel request, else a pause with the failure. */
  #resting(failure: Failure): Stopped {
    return failure.code === 'cancelled' ? new Stopped(this.#parts.wish() ?? 'pause', null) : new Stopped('pause', failure);
  }

  #settle(step: JournalStep, answer: WriteOutcome): boolean {
    const { journal, timestamp } = this.#parts;
    if (answer.kind === 'written') {
      const at = timestamp();
      this.#begun = this.#nextIntent(step);
      const { operator: by } = this.#parts;
      journal.succeed(this.#run.id, { step, revision: answer.revision, by, record: this.#record(step, at), next: this.#begun }, at);
      return true;
    }
    if (answer.kind === 'refused')
      return this.#refused(step, { code: 'apply-refused', params: { field: answer.field, message: answer.message } }, null);
    const { current } = answer;
    const params = { by: current?.updatedBy ?? '', at: current?.updatedAt ?? '', there: current === null ? 'no' : 'yes' };
    return this.#refused(step, { code: 'apply-conflict', params }, { entry: current as ServerEntry | null });
  }

  /**
   * Returns the intent of the next step; `null` if something must happen first: a stop request, renewal of the lease, or reading a secret.
   */
  #nextIntent({ position }: JournalStep): StepIntent | null {
    const { signal, wish, newId } = this.#parts;
    if (signal.aborted || wish() !== null || this.#isLeaseDue()) return null;
    const next = this.#steps
      .slice(position + 1)
      .find(({ key, state }) => (state === 'waiting' || state === 'sent') && !this.#missing.has(key));
    if (next === undefined || next.action === 'secret') return null;
    return { position: next.position, requestId: next.requestId ?? newId() };
  }

  #refused(step: JournalStep, failure: Failure, current: { readonly entry: ServerEntry | null } | null): boolean {
    const { journal, timestamp } = this.#parts;
    this.#missing.add(step.key);
    const leftOut: number[] = [];
    // Steps are ordered by dependency, so one pass finds all dependent steps.
    for (const later of this.#steps.slice(step.position + 1)) {
      if (!later.needs.some((key) => this.#missing.has(key))) continue;
      this.#missing.add(later.key);
      leftOut.push(later.position);
    }
    journal.fail(this.#run.id, step, failure, timestamp(), current, leftOut);
    if (this.#run.onFailure === 'stop') throw new Stopped('failed', failure);
    return false;
  }

  #isLeaseDue(): boolean {
    return Date.parse(this.#held.expiresAt) - Date.parse(this.#parts.timestamp()) <= (LEASE_SECONDS * 1_000) / 2;
  }

  async #keepLease(): Promise<void> {
    const { objects } = this.#parts;
    if (!this.#isLeaseDue()) return;
    const { lease } = this.#held;
    try {
      this.#held = { lease, ...(await retryUnanswered(this.#parts, (control) => objects.renewLease(lease, LEASE_SECONDS, control))) };
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      if (error.failure.code !== 'server-lease-lost') throw this.#resting(error.failure);
      await this.#takeAgain();
    }
  }

  /** Acquires an expired lease again, for example after the machine was asleep; pauses the run if another console holds it. */
  async #takeAgain(): Promise<void> {
    try {
      this.#held = await acquireLeaseWithRetries(this.#parts.objects, this.#run.holder, 'refuse', this.#parts);
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      throw this.#resting(error.failure);
    }
  }

  /** Reads all written sections back and compares the objects with what was sent. */
  async readBack(): Promise<void> {
    const { journal } = this.#parts;
    const written = journal.steps(this.#run.id).filter(({ state }) => state === 'done');
    if (written.length === 0) return;
    this.#parts.report('reading-back', 0, written.length);
    try {
      const { verifications, found } = await this.#compare(written);
      journal.verify(this.#run.id, verifications, found);
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      throw new Stopped('pause', error.failure.code === 'cancelled' ? null : error.failure);
    }
  }

  async #compare(written: readonly JournalStep[]) {
    const { objects, signal, onPause, leave } = this.#parts;
    const now = new Map<string, ServerObject>();
    const unreadable = new Set<string>();
    const secrets = new Map<string, { readonly set: boolean; readonly revision: number }>();
    for (const section of new Set<GatewaySection>(written.map((step) => step.section))) {
      const list = await objects.list(section, { signal, onPause, leave });
      for (const object of list.objects) now.set(getDraftKey(object), object);
      for (const { id } of list.unreadable) unreadable.add(getDraftKey({ section, id }));
      for (const secret of list.secrets) secrets.set(secret.name, secret);
    }
    const verifications: Verification[] = [];
    const found: { key: StepChange; entry: ServerEntry | null }[] = [];
    for (const step of written) {
      if (step.action === 'secret') {
        const secret = secrets.get(step.id);
        verifications.push({ position: step.position, same: secret?.set === true && secret.revision === step.revision });
        continue;
      }
      const entry = (now.get(step.key) ?? null) as ServerEntry | null;
      verifications.push({ position: step.position, same: isSameBody(step.section, entry?.body ?? null, step.target) });
      // An unreadable object is not treated as missing.
      if (!unreadable.has(step.key)) found.push({ key: step, entry });
    }
    return { verifications, found };
  }

  end(state: 'done' | 'failed' | 'cancelled'): void {
    const { journal, timestamp } = this.#parts;
    const at = timestamp();
    journal.end(this.#run.id, state, at, {
      ...buildRunHistoryFields({ ...this.#run, by: this.#parts.operator }, at),
      kind: 'run-ended',
      sentence: describeRunEnd(state, journal.counts(this.#run.id)),
    });
  }

  async stop({ as, failure }: Stopped): Promise<void> {
    const { journal } = this.#parts;
    if (as === 'pause') {
      journal.pause(this.#run.id, failure);
      return;
    }
    // Written objects are read back even if a later step failed; an unreachable server does not prevent the run from ending.
    await this.readBack().catch((error: unknown) => {
      if (!(error instanceof Stopped)) throw error;
    });
    this.end(as === 'cancel' ? 'cancelled' : 'failed');
  }

  #record(step: JournalStep, at: string): HistoryRecord {
    const isSecret = step.action === 'secret';
    return {
      ...buildRunHistoryFields({ ...this.#run, by: this.#parts.operator }, at),
      kind: step.action,
      section: step.section,
      id: step.id,
      name: step.name,
      sentence: toDonePhrase(this.#parts.sentenceOf(step)),
      requestId: step.requestId,
      before: isSecret ? null : step.before,
      after: isSecret ? null : step.target,
    };
  }
}

/**
 * Treats a conflict as success if the server already has the sent content. An earlier attempt may have arrived after the server discarded
 * its request id.
 */
function ownWrite(step: JournalStep, answer: WriteOutcome): WriteOutcome {
  if (answer.kind !== 'conflict') return answer;
  const current = answer.current as ServerEntry | null;
  return reconcileOutcome(getStepCallIntent(step), current) === 'done'
    ? { kind: 'written', revision: current?.revision ?? step.ifRevision }
    : answer;
}

/** Returns the call of a step, for finding its outcome in a server read. */
export function getStepCallIntent({ action, section, id, ifRevision, before, target }: JournalStep): CallIntent {
  if (action === 'secret') return { write: action, secret: id as ServerSecretName, ifRevision };
  const of = { section, id, ifRevision, before };
  return target === null ? { ...of, write: 'delete', target } : { ...of, write: 'put', target };
}

/** Returns the history sentence for the end of a run, with the step counts. */
export function describeRunEnd(state: 'done' | 'failed' | 'cancelled', counts: ReturnType<ApplyJournal['counts']>): Phrase {
  const { done, failed, sent: unknown, verified, differing } = counts;
  return state === 'cancelled' && unknown > 0
    ? createPhrase('historyLog.sentence.run-cancelled-unknown', { done, failed, unknown, verified, differing })
    : createPhrase(`historyLog.sentence.run-${state}`, { done, failed, verified, differing });
}

/** Returns the fields shared by all history entries of a run. */
export const buildRunHistoryFields = (
  run: Pick<JournalRun, 'by' | 'reason'> & { readonly id: string | null },
  at: string,
): Omit<HistoryRecord, 'kind' | 'sentence'> => ({
  ...EMPTY_EVENT_FIELDS,
  at,
  by: run.by,
  reason: run.reason,
  runId: run.id,
});
