import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { buildRunHistoryFields, describeRunEnd } from '../../company/apply/apply-run.ts';
import {
  getServerLabel,
  requireObjectStore,
  requireServerOfRun,
  resolveServerAccess,
  type ServerAccess,
  withGroupware,
} from '../../company/server/server-access.ts';
import { queryOutcomes } from '../../company/server/unknown-outcomes.ts';
import type { CompanySession } from '../../company/session.ts';
import type { ObjectStore } from '../../groupware/groupware.ts';
import type { JournalRun } from '../../storage/apply/apply-steps.ts';

/** Maximum wait in ms for the outcome of a call after its run was abandoned. */
const MAX_WAIT_MS = 5_000;
/** An aborted signal, so that requests do not wait for Retry-After. */
const ALREADY_ABORTED = AbortSignal.abort();

interface GiveUpOptions {
  /** Returns the access to the company's server. */
  readonly given: () => Promise<ServerAccess | null>;
  /** Reason for abandoning; omitted = the run's own reason. */
  readonly reason?: string | undefined;
  /** Throws if a run started sending since the call began. */
  readonly requireStill?: () => void;
}

/** Ends a paused run, then queries its server for the outcome of a call without a response. */
export async function abandonRun(session: CompanySession, run: JournalRun, { given, reason, requireStill }: GiveUpOptions): Promise<void> {
  const { journal } = session.file();
  const at = session.timestamp();
  journal.end(run.id, 'cancelled', at, {
    // The operator who abandons the run may differ from the person who started it.
    ...buildRunHistoryFields({ ...run, reason: reason ?? run.reason, by: session.operator }, at),
    kind: 'run-ended',
    sentence: describeRunEnd('cancelled', journal.counts(run.id)),
  });
  if (journal.counts(run.id).unknown > 0) await ifAnswered(() => connectAndAsk(session, run, given, requireStill));
}

/** Queries a connected server for the outcome of steps that was unknown when the run ended. */
export const queryOutcome = (session: CompanySession, run: JournalRun, server: Server): Promise<void> =>
  ifAnswered(() => ask(session, run, server, AbortSignal.timeout(MAX_WAIT_MS)));

interface Server {
  readonly objects: ObjectStore;
  readonly access: ServerAccess;
}

async function connectAndAsk(
  session: CompanySession,
  run: JournalRun,
  given: GiveUpOptions['given'],
  requireStill: GiveUpOptions['requireStill'],
): Promise<void> {
  const file = session.file();
  const access = await resolveServerAccess(session, file, await given());
  requireServerOfRun(file, run, access);
  const signal = AbortSignal.timeout(MAX_WAIT_MS);
  await withGroupware({ ...access, leave: ALREADY_ABORTED }, signal, (groupware) => {
    const objects = requireObjectStore(groupware, file, session.timestamp(), getServerLabel(file, access));
    return ask(session, run, { objects, access }, signal, requireStill);
  });
}

function ask(
  session: CompanySession,
  run: JournalRun,
  { objects, access }: Server,
  signal: AbortSignal,
  requireStill: () => void = () => undefined,
): Promise<void> {
  const look = { access, at: session.timestamp(), by: session.operator };
  return queryOutcomes(session.file(), run.id, objects, look, { signal, leave: ALREADY_ABORTED }, requireStill);
}

/** Ignores a server that does not respond: the run is abandoned anyway, and the next read determines the outcome. */
async function ifAnswered(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
  }
}
