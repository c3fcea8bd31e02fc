import { ExpectedError } from '#shared/contract/expected-error.ts';
import { type GuardId, keepsBack } from '#shared/domain/sync/guards/guard-types.ts';
import type { SealedCall } from '#shared/domain/sync/plan/seal.ts';
import { unchanged } from '../../company/plan-cache.ts';
import { runText } from '../../company/run-seal.ts';
import type { CompanySession } from '../../company/session.ts';
import { sealedCallOf } from '../../company/step-sentence.ts';
import type { ConfirmTrust } from '../../company/trust-changes.ts';
import type { JournalRun, JournalStep } from '../../storage/apply-steps.ts';

/** What speaks for a run that lies in the file. */
export interface RunProof {
  /** The host's own question; left out = nobody can be asked. */
  readonly confirmTrust?: ConfirmTrust;
  /** The calls of the plan file that the run was begun from, as the command line is given it. */
  readonly calls?: readonly SealedCall[];
}

const isOpen = ({ state }: JournalStep): boolean => state !== 'done' && state !== 'given-up';

/**
 * Lets a run be gone on with that this console began, with the steps it began it with. One that is not sealed (its key is lost, or somebody
 * wrote into the file) is compared with its plan file, or the host asks. Throws `apply-run-unverified`.
 */
export async function requireOwnRun(session: CompanySession, run: JournalRun, { confirmTrust, calls }: RunProof): Promise<void> {
  const file = session.file();
  const { readOnly, name } = file.company();
  if (readOnly) throw new ExpectedError('company-read-only', { company: name });
  const steps = file.journal.steps(run.id);
  if (await session.trust.isSealed(runText(run, steps), run.seal)) return;
  const open = steps.filter(isOpen);
  // What stands in fields of others is sent and told nowhere: without a seal nothing speaks for it.
  if (open.some(({ whole }) => whole !== null)) throw new ExpectedError('apply-run-unverified', { why: 'steps' });
  if (calls !== undefined) {
    if (session.plans.digestOfCalls(steps.map(sealedCallOf)) === session.plans.digestOfCalls(calls)) return;
    throw new ExpectedError('apply-run-unverified', { why: 'steps' });
  }
  const params = { started: run.startedAt, by: run.by, steps: String(open.length) };
  const question = { occasion: 'found', company: name, changes: [{ kind: 'run', widens: true, params }] } as const;
  const answer = (await confirmTrust?.(question)) ?? 'unavailable';
  if (answer !== 'yes') throw new ExpectedError('apply-run-unverified', { why: answer });
}

/**
 * What is asked again when a run is gone on with. The others are about a plan that is yet to be begun: the server itself refuses what was
 * changed there since, and the steps are in their order.
 */
const ASKED_AGAIN: ReadonlySet<GuardId> = new Set(['deletions', 'people', 'freeze', 'writable', 'reason', 'approval']);

/** Throws `plan-guarded` where a guard refuses what a run has yet to send. */
export function requireGuardsOfRun(session: CompanySession, run: JournalRun): void {
  const { plans } = session;
  const planned = plans.plannedOf(session.file().journal.steps(run.id).filter(isOpen));
  if (planned === null) return;
  const answers = plans.guards(planned, run.reason, unchanged(planned), plans.approvalOfRun(run));
  const shut = answers.filter(({ id, state }) => ASKED_AGAIN.has(id) && keepsBack(state));
  if (shut.length > 0) throw new ExpectedError('plan-guarded', { guards: shut.length, first: shut[0]?.id ?? '' });
}
