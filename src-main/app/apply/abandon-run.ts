import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { endPhrase, runHistoryFields } from '../../company/apply/apply-run.ts';
import { accessFor, labelOf, objectsOf, requireServerOfRun, type ServerAccess, withGroupware } from '../../company/server/server-access.ts';
import { queryOutcomes } from '../../company/server/unknown-outcomes.ts';
import type { CompanySession } from '../../company/session.ts';
import type { ObjectStore } from '../../groupware/groupware.ts';
import type { JournalRun } from '../../storage/apply/apply-steps.ts';

/** Maximum wait for the outcome of a call after its run ended. */
const LONGEST_MS = 5_000;
/** Requests are not delayed when the server asks to wait. */
const AT_ONCE = AbortSignal.abort();

interface GiveUpOptions {
  /** The server of the company. */
  readonly given: () => Promise<ServerAccess | null>;
  /** Omitted = the run's own reason. */
  readonly reason?: string | undefined;
  /** Throws if something was sent since. */
  readonly requireStill?: () => void;
}

/** Ends a paused run, then asks its server for the outcome of a call without a response. */
export async function abandonRun(session: CompanySession, run: JournalRun, { given, reason, requireStill }: GiveUpOptions): Promise<void> {
  const { journal } = session.file();
  const at = session.timestamp();
  journal.end(run.id, 'cancelled', at, {
    // The operator who abandons the run may be another person than the one who started it.
    ...runHistoryFields({ ...run, reason: reason ?? run.reason, by: session.operator }, at),
    kind: 'run-ended',
    sentence: endPhrase('cancelled', journal.counts(run.id)),
  });
  if (journal.counts(run.id).unknown > 0) await ifAnswered(() => connectAndAsk(session, run, given, requireStill));
}

/** Asks a connected server for the steps that the end of the run left unknown. */
export const queryOutcome = (session: CompanySession, run: JournalRun, server: Server): Promise<void> =>
  ifAnswered(() => ask(session, run, server, AbortSignal.timeout(LONGEST_MS)));

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
  const access = await accessFor(session, file, await given());
  requireServerOfRun(file, run, access);
  const signal = AbortSignal.timeout(LONGEST_MS);
  await withGroupware({ ...access, leave: AT_ONCE }, signal, (groupware) => {
    const objects = objectsOf(groupware, file, session.timestamp(), labelOf(file, access));
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
  return queryOutcomes(session.file(), run.id, objects, look, { signal, leave: AT_ONCE }, requireStill);
}

/** A server without a response does not prevent abandoning; the next read settles the unknown steps. */
async function ifAnswered(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
  }
}
