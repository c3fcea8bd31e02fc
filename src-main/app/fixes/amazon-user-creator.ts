import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { AmazonUserState, NewAmazonUser } from '#shared/domain/fixes/amazon-users.ts';
import { getAmazonBusinessName } from '#shared/domain/integration/amazon-business.ts';
import { BusinessProblem } from '../../amazon/business/business-problem.ts';
import { type BusinessAccess, BusinessSession } from '../../amazon/business/business-session.ts';
import { RequestPace } from '../../amazon/business/request-pace.ts';
import { AMAZON_USER_RATE, createBusinessUser, type NewUserResult, type NewUserSettings } from '../../amazon/business/users/create-user.ts';
import type { JobContext } from '../../company/job-context.ts';
import { NetworkProblem } from '../../network/problem.ts';
import { createMask } from '../../redaction/redactor.ts';
import type { AmazonUserStore } from '../../storage/findings/amazon-user-store.ts';

/** Sum of the pauses that the server may request in one run. */
const PATIENCE_MS = 30 * 60_000;
/** The demo company's server has no limit. */
const DEMO_RATE = { burst: 1, intervalMs: 0 } as const;
/** A run stops after so many results of the same kind in succession, because the cause probably concerns everybody. */
const MOST_IN_SUCCESSION = { refused: 5, unknown: 2 } as const;

/** Variants of the failure's text. */
const CAUSES: Readonly<Partial<Record<string, string>>> = {
  'business-role-missing': 'role',
  'business-refused': 'refused',
  'business-busy': 'busy',
  'business-throttled': 'throttled',
  'business-token-refused': 'token',
};

export interface AmazonUserRun extends NewUserSettings {
  readonly people: readonly NewAmazonUser[];
  readonly store: AmazonUserStore;
  readonly by: string;
  readonly timestamp: () => string;
}

export type AmazonUserCounts = Readonly<Record<Exclude<AmazonUserState, 'sent'>, number>>;

/**
 * Creates users one after the other. Each request is in the journal before it is sent, so that a console that ends never repeats it; the
 * signal takes effect between two people. Throws `amazon-users-failed` where it stopped, or the signal's reason.
 */
export async function createAmazonUsers(access: BusinessAccess, run: AmazonUserRun, work: JobContext): Promise<AmazonUserCounts> {
  const { people } = run;
  const counts = { created: 0, refused: 0, unknown: 0 };
  let inSuccession = { state: 'created', count: 0 };
  const done = (): number => counts.created + counts.refused + counts.unknown;
  const report = (phase: string): void => work.report({ phase, done: done(), total: people.length });
  const session = new BusinessSession(access, PATIENCE_MS, () => report('asked-to-wait'));
  const pace = new RequestPace(access.servers.purpose === 'demo' ? DEMO_RATE : AMAZON_USER_RATE);
  settleInterrupted(run);
  try {
    for (const user of people) {
      report('creating-amazon-users');
      await pace.next(work.signal);
      const { state, failure } = await createOne(session, user, run, work.signal);
      counts[state]++;
      inSuccession = { state, count: inSuccession.state === state ? inSuccession.count + 1 : 1 };
      if (failure !== null && inSuccession.count >= MOST_IN_SUCCESSION[state] && done() < people.length) {
        const { reason, ...params } = failure;
        throw new BusinessProblem(state === 'refused' ? 'business-refused' : 'business-busy', params);
      }
    }
    report('creating-amazon-users');
    return counts;
  } catch (error) {
    throw toExpectedError(error, access, done());
  } finally {
    await session.close();
  }
}

/** Requests of a console that ended before their answers arrived have an unknown result. */
function settleInterrupted({ store, by, timestamp }: AmazonUserRun): void {
  const failure = { reason: 'console-ended', httpStatus: 0, code: '', message: '' };
  for (const { email, state } of store.all().values())
    if (state === 'sent') store.settle(email, { state: 'unknown', failure }, { at: timestamp(), by });
}

async function createOne(session: BusinessSession, user: NewAmazonUser, run: AmazonUserRun, signal: AbortSignal): Promise<NewUserResult> {
  const { store, by, timestamp, groupId } = run;
  // Signs in before the journal is written, so that a refused sign-in leaves no request in it.
  await session.requireToken(signal);
  const former = store.find(user.email);
  store.begin({ ...user, groupId }, timestamp());
  const result = await createBusinessUser(session, user, run, signal).catch((error: unknown) => {
    // Any other error leaves the request in the journal, as one whose result is unknown.
    if (error === signal.reason || error instanceof BusinessProblem || error instanceof NetworkProblem) store.withdraw(user.email, former);
    throw error;
  });
  store.settle(user.email, result, { at: timestamp(), by });
  return result;
}

function toExpectedError(error: unknown, { connection, secrets }: BusinessAccess, count: number): unknown {
  if (!(error instanceof BusinessProblem || error instanceof NetworkProblem)) return error;
  const mask = createMask(Object.values(secrets));
  const params = Object.fromEntries(
    Object.entries(error.params).map(([name, value]) => [name, typeof value === 'string' ? mask(value) : value]),
  );
  return new ExpectedError('amazon-users-failed', {
    ...params,
    reason: error.reason,
    why: CAUSES[error.reason] ?? 'connection',
    address: getAmazonBusinessName(connection),
    ...(count > 0 && { count }),
  });
}
