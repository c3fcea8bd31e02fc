import { createHash } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { AMAZON_USER_STATES, type AmazonUserPlan, type AmazonUserState, planAmazonUsers } from '#shared/domain/fixes/amazon-users.ts';
import { type AmazonBusinessConnection, getAmazonBusinessName } from '#shared/domain/integration/amazon-business.ts';
import type { BusinessAccess } from '../../amazon/business/business-session.ts';
import { AMAZON_USER_RATE } from '../../amazon/business/users/create-user.ts';
import type { JobContext } from '../../company/job-context.ts';
import type { CompanySession } from '../../company/session.ts';
import { type AmazonUserCounts, createAmazonUsers } from './amazon-user-creator.ts';
import type { FixContext } from './fix-context.ts';

const SHOWN = 500;

/** Creates missing Amazon users over the User Management API. */
export interface AmazonUserService {
  amazonUsers(connection: AmazonBusinessConnection | null): CallOutput<'fixes.amazonUsers'>;
  amazonUserRequests(page: CallParsedInput<'fixes.amazonUserRequests'>): CallOutput<'fixes.amazonUserRequests'>;
  /** Throws `amazon-users-refused` unless exactly these people may be created now. */
  requireAmazonUsers(order: CallParsedInput<'fixes.createAmazonUsers'>, connection: AmazonBusinessConnection): AmazonUserPlan['people'];
  createAmazonUsers(order: CallParsedInput<'fixes.createAmazonUsers'>, access: BusinessAccess, work: JobContext): Promise<AmazonUserCounts>;
}

export function createAmazonUserService(session: CompanySession, context: FixContext): AmazonUserService {
  const listTakenAt = (): string | null =>
    session
      .file()
      .people.current()
      .find(({ side }) => side === 'amazon')?.takenAt ?? null;
  const store = () => session.file().amazonUsers;

  function plan(): AmazonUserPlan {
    const view = session.findings();
    const takenAt = listTakenAt();
    // Without Amazon's list, no user is known to be missing.
    if (view === null || takenAt === null) return { people: [], leftOut: [] };
    const fixes = context.open();
    const { onAmazon } = context.register(view);
    return planAmazonUsers({ fixes, outdated: context.outdated(fixes), requests: store().all(), listTakenAt: takenAt, onAmazon });
  }

  const refusalFor = (connection: AmazonBusinessConnection | null): 'approval' | 'region' | null => {
    if (session.plans.policy().policy.approvalRequired) return 'approval';
    return connection === null || connection.region === 'jp' ? null : 'region';
  };

  function requirePeople(
    { people: total, digest }: CallParsedInput<'fixes.createAmazonUsers'>,
    connection: AmazonBusinessConnection,
  ): AmazonUserPlan['people'] {
    const reason = refusalFor(connection);
    if (reason !== null) throw new ExpectedError('amazon-users-refused', { reason });
    const { people } = plan();
    if (people.length !== total || hashPeople(people) !== digest)
      throw new ExpectedError('amazon-users-refused', { reason: 'changed', count: people.length });
    return people;
  }

  return {
    amazonUsers(connection) {
      const { people, leftOut } = plan();
      const [last] = store().all().values();
      return {
        connection: connection && getAmazonBusinessName(connection),
        refused: refusalFor(connection),
        listTakenAt: listTakenAt(),
        seconds: Math.max(0, people.length - AMAZON_USER_RATE.burst) * (AMAZON_USER_RATE.intervalMs / 1_000),
        digest: hashPeople(people),
        people: { total: people.length, first: people.slice(0, SHOWN).map((one) => ({ ...one })) },
        leftOut: { total: leftOut.length, first: leftOut.slice(0, SHOWN).map((one) => ({ ...one })) },
        awaiting: leftOut.filter(({ why }) => why === 'created-before' || why === 'result-unknown').length,
        lastGroupId: last?.groupId ?? '',
      };
    },
    amazonUserRequests({ states, offset, limit }) {
      const view = session.findings();
      const register = view && context.register(view);
      const takenAt = listTakenAt();
      const all = [...store().all().values()];
      const rows = all.filter(({ state }) => states.length === 0 || states.includes(state));
      const isListed = (email: string, at: string): boolean | null =>
        register === null || takenAt === null || at >= takenAt ? null : register.onAmazon(email);
      return {
        total: rows.length,
        counts: Object.fromEntries(AMAZON_USER_STATES.map((each) => [each, all.filter(({ state }) => state === each).length])) as Record<
          AmazonUserState,
          number
        >,
        rows: rows.slice(offset, offset + limit).map((row) => ({ ...row, arrived: isListed(row.email, row.at) })),
      };
    },
    requireAmazonUsers: requirePeople,
    createAmazonUsers(order, access, work) {
      // The people are determined again, because the lists may have changed while the secrets were read.
      const people = requirePeople(order, access.connection);
      const { groupId, suppressEmail } = order;
      const by = session.operator;
      return createAmazonUsers(access, { people, groupId, suppressEmail, store: store(), by, timestamp: () => session.timestamp() }, work);
    },
  };
}

const hashPeople = (people: AmazonUserPlan['people']): string =>
  createHash('sha256')
    .update(JSON.stringify(people.map(({ email, familyName, givenName }) => [email, familyName, givenName])))
    .digest('hex');
