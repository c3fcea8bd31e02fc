import type { NeoUserState, OrganizationApprover, Role } from '#shared/domain/directory/directory.ts';
import {
  BUYER_ROLE,
  createCorrectAccount,
  type DemoAmazonUser,
  PUNCHOUT_ROLE,
  PURCHASING_GROUP,
  type Writable,
} from './amazon-accounts.ts';
import { appointApprovers, COMPANY_DOMAIN, createEmployees, createRoles, type DemoUser, OLD_DOMAIN } from './employees.ts';
import { type EmployeeAccounts, MISMATCH_RECIPES, type MismatchKind, type MismatchTools } from './mismatches.ts';
import { FAMILY_NAMES, MALE_NAMES } from './names.ts';
import { COMPANY_NAME, createOrganizations, type DemoOrganization } from './organizations.ts';
import { createSeededRandom } from './random.ts';
import { createTrapCases, swapWorkEmails } from './traps.ts';

/** A deliberate mismatch, for comparing an audit's findings with the expected ones. */
export interface PlantedMismatch {
  readonly kind: MismatchKind;
  readonly variant: string;
  /** `null` for an Amazon account of a person who is not in NEO. */
  readonly userId: string | null;
  /** Index in `amazonUsers`; `null` = none. */
  readonly amazonIndex: number | null;
}

/** The demo company in NEO and Amazon: plain data, equal for equal seed and day. */
export interface DemoCompany {
  readonly name: string;
  readonly domains: readonly string[];
  readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
  readonly users: readonly DemoUser[];
  readonly organizations: readonly DemoOrganization[];
  readonly roles: readonly Role[];
  readonly approvers: readonly OrganizationApprover[];
  readonly amazonUsers: readonly DemoAmazonUser[];
  readonly planted: readonly PlantedMismatch[];
}

export const DEMO_SEED = 20260401;
export const DEMO_TODAY = '2026-04-01';

const SUSPENDED = 20;
const LOGIN_DENIED = 6;
const DELETED = 14;
const STILL_ON_AMAZON = 6;
const STILL_APPROVER = 3;
const LEAVERS = 9;

/** Creates the company. `today` (`YYYY-MM-DD`) only shifts the days of invitations, so that the demo stays current. */
export function createDemoCompany(seed: number = DEMO_SEED, today: string = DEMO_TODAY): DemoCompany {
  // With a few seeds, no person is left for a mismatch; then the next seed is used.
  for (let next = seed; ; next++) {
    try {
      return foundCompany(next, today);
    } catch (error) {
      if (!(error instanceof NobodyLeft)) throw error;
    }
  }
}

class NobodyLeft extends Error {}

function foundCompany(seed: number, today: string): DemoCompany {
  const random = createSeededRandom(seed);
  const organizations = createOrganizations();
  const users = createEmployees(random, organizations);
  const approvers = appointApprovers(random, organizations, users);
  const roles = createRoles(random, users);

  const midnight = Date.parse(`${today}T00:00:00Z`);
  const taken = new Set(users.map((user) => user.workEmail));
  const tools: MismatchTools = {
    random,
    daysAgo: (days) => new Date(midnight - days * 86_400_000).toISOString().slice(0, 10),
    claim: (address) => !taken.has(address) && taken.add(address) !== undefined,
  };
  const pairs: EmployeeAccounts[] = users.map((user) => ({
    user: { ...user },
    amazon: [createCorrectAccount(user, random, tools.daysAgo)],
  }));
  const plan: { kind: MismatchKind; variant: string; pair: EmployeeAccounts }[] = [];
  const plant = (kind: MismatchKind, variant: string, pair: EmployeeAccounts): void => void plan.push({ kind, variant, pair });

  // The president and the managing director stay unchanged, because the demo needs them for approvals.
  const pool = random.shuffled(pairs.slice(2));
  stopSome(pool, approvers, plant);
  for (const recipe of MISMATCH_RECIPES) {
    for (let made = 0; made < recipe.count; made++) {
      const pair = take(pool, recipe.suits);
      recipe.make(pair, tools);
      plant(recipe.kind, recipe.variant, pair);
    }
  }
  for (let made = 0; made < 2; made++) {
    const [owner, other] = [take(pool), take(pool)];
    other.user.workEmail = owner.user.workEmail;
    other.amazon.splice(0);
    plant('work-email-duplicate', 'shared-by-two', owner);
    plant('work-email-duplicate', 'shared-by-two', other);
  }

  const leavers = Array.from({ length: LEAVERS }, () => leaver(tools));
  const shuffled = random.shuffled([...pairs.flatMap((pair) => pair.amazon), ...leavers]);
  // After all random draws, so that the traps do not change the rest of the company.
  const strays = createTrapCases((suits) => take(pool, suits), pairs, tools, plant);
  swapWorkEmails((suits) => take(pool, suits), plant);
  const listed = new Set([...pairs.flatMap((pair) => pair.amazon), ...leavers, ...strays]);
  const amazonUsers = shuffled.filter((account) => listed.has(account));
  const indexOf = new Map<DemoAmazonUser, number>(amazonUsers.map((account, index) => [account, index]));
  const planted = plan.map(({ kind, variant, pair }) => {
    const [account] = pair.amazon;
    return { kind, variant, userId: pair.user.id, amazonIndex: account ? (indexOf.get(account) ?? null) : null };
  });
  const orphan = (variant: string) => (account: DemoAmazonUser) => ({
    kind: 'amazon-orphan' as const,
    variant,
    userId: null,
    amazonIndex: indexOf.get(account) ?? null,
  });
  const orphans = [...leavers.map(orphan('leaver')), ...strays.map(orphan('another-domain'))];

  return {
    name: COMPANY_NAME,
    domains: [COMPANY_DOMAIN],
    aliasDomains: [{ from: OLD_DOMAIN, to: COMPANY_DOMAIN }],
    users: pairs.map(({ user }) => user),
    organizations,
    roles,
    approvers,
    amazonUsers,
    planted: [...planted, ...orphans],
  };
}

/**
 * Suspends, locks out or deletes some people in NEO. Most of their Amazon accounts become inactive or are removed; forgotten accounts, and
 * people who are still approvers, are planted as mismatches.
 */
function stopSome(
  pool: EmployeeAccounts[],
  approvers: readonly OrganizationApprover[],
  plant: (kind: MismatchKind, variant: string, pair: EmployeeAccounts) => void,
): void {
  const approving = new Set(approvers.map((approver) => approver.userId));
  const isApprover = ({ user }: EmployeeAccounts): boolean => approving.has(user.id);
  const stop = (pair: EmployeeAccounts, state: NeoUserState, keepsAccount: boolean): void => {
    pair.user.state = state;
    if (state === 'deleted' && !keepsAccount) pair.amazon.splice(0);
    if (!keepsAccount) for (const account of pair.amazon) account.state = 'inactive';
  };
  for (let count = 0; count < SUSPENDED + LOGIN_DENIED + DELETED; count++) {
    const stillApprover = count < STILL_APPROVER;
    const pair = take(pool, (candidate) => isApprover(candidate) === stillApprover);
    const state = count < SUSPENDED ? 'suspended' : count < SUSPENDED + LOGIN_DENIED ? 'login-denied' : 'deleted';
    // Two thirds of the forgotten accounts are of suspended people, the others of deleted ones.
    const forgotten = (count >= SUSPENDED - 4 && count < SUSPENDED) || count >= SUSPENDED + LOGIN_DENIED + DELETED - (STILL_ON_AMAZON - 4);
    stop(pair, state, forgotten);
    if (stillApprover) plant('user-suspended', 'still-approver', pair);
    if (forgotten) plant('amazon-user-of-suspended', state, pair);
  }
}

function take(pool: EmployeeAccounts[], suits: (pair: EmployeeAccounts) => boolean = () => true): EmployeeAccounts {
  const at = pool.findIndex(suits);
  const [pair] = at < 0 ? [] : pool.splice(at, 1);
  if (!pair) throw new NobodyLeft('the demo company has nobody left for this mismatch');
  return pair;
}

function leaver(tools: MismatchTools): Writable<DemoAmazonUser> {
  const { random, daysAgo, claim } = tools;
  const [family, given] = [random.pick(FAMILY_NAMES), random.pick(MALE_NAMES)];
  let local = `${given.latin}.${family.latin}`;
  for (let number = 2; !claim(`${local}@${COMPANY_DOMAIN}`); number++) local = `${given.latin}.${family.latin}${number}`;
  return {
    email: `${local}@${COMPANY_DOMAIN}`,
    name: `${family.written} ${given.written}`,
    // Codes above those of employees, so that no person in NEO has them.
    employeeCode: String(random.between(90_000, 99_999)).padStart(6, '0'),
    state: 'active',
    punchout: true,
    roles: [BUYER_ROLE, PUNCHOUT_ROLE],
    groups: [PURCHASING_GROUP],
    invitedOn: daysAgo(random.between(400, 1400)),
  };
}
