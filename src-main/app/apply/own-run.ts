import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type GuardId, preventsApply } from '#shared/domain/sync/guards/guard-types.ts';
import type { SealedCall } from '#shared/domain/sync/plan/seal.ts';
import { buildRunSealText } from '../../company/apply/run-seal.ts';
import { toSealedCall } from '../../company/apply/step-sentence.ts';
import { getRunApproval } from '../../company/plan/plan-approvals.ts';
import { createEmptyStaleness } from '../../company/plan/plan-cache.ts';
import type { CompanySession } from '../../company/session.ts';
import type { ConfirmTrust } from '../../company/trust/trust-changes.ts';
import type { JournalRun, JournalStep } from '../../storage/apply/apply-steps.ts';

/** Evidence that a stored run may be resumed. */
export interface RunProof {
  /** Asks the user with the host's dialog; omitted = not available. */
  readonly confirmTrust?: ConfirmTrust;
  /** Calls of the plan file from which the run was started (command line only). */
  readonly calls?: readonly SealedCall[];
}

const isOpen = ({ state }: JournalStep): boolean => state !== 'done' && state !== 'given-up';

/**
 * Checks that a stored run was started by this console and still has its original steps. Without a valid seal (lost key or changed file),
 * the steps are compared with the plan file, or the user is asked. Throws `apply-run-unverified`.
 */
export async function requireOwnRun(session: CompanySession, run: JournalRun, { confirmTrust, calls }: RunProof): Promise<void> {
  const file = session.file();
  const { readOnly, name } = file.company();
  if (readOnly) throw new ExpectedError('company-read-only', { company: name });
  const steps = file.journal.steps(run.id);
  if (await session.trust.isSealed(buildRunSealText(run, steps), run.seal)) return;
  const open = steps.filter(isOpen);
  // Fields unknown to this console are sent but not displayed, so the user cannot confirm them.
  if (open.some(({ whole }) => whole !== null)) throw new ExpectedError('apply-run-unverified', { why: 'steps' });
  if (calls !== undefined) {
    if (session.plans.digestOfCalls(steps.map(toSealedCall)) === session.plans.digestOfCalls(calls)) return;
    throw new ExpectedError('apply-run-unverified', { why: 'steps' });
  }
  const params = { started: run.startedAt, by: run.by, steps: String(open.length) };
  const question = { occasion: 'found', company: name, changes: [{ kind: 'run', widens: true, params }] } as const;
  const answer = (await confirmTrust?.(question)) ?? 'unavailable';
  if (answer !== 'yes') throw new ExpectedError('apply-run-unverified', { why: answer });
}

/**
 * Guards that are evaluated again when a run is resumed. The others concern only the start: the server itself refuses outdated revisions,
 * and the steps are already ordered.
 */
const RECHECKED_GUARDS: ReadonlySet<GuardId> = new Set(['deletions', 'people', 'freeze', 'writable', 'reason', 'approval']);

/** Throws `plan-guarded` if a guard refuses the remaining steps of a run. */
export function requireGuardsOfRun(session: CompanySession, run: JournalRun): void {
  const { plans } = session;
  const planned = plans.plannedOf(session.file().journal.steps(run.id).filter(isOpen));
  if (planned === null) return;
  const answers = plans.guards(planned, run.reason, createEmptyStaleness(planned), getRunApproval(session, run.digest));
  const shut = answers.filter(({ id, state }) => RECHECKED_GUARDS.has(id) && preventsApply(state));
  if (shut.length > 0) throw new ExpectedError('plan-guarded', { guards: shut.length, first: shut[0]?.id ?? '' });
}
