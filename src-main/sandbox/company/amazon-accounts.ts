import type { AmazonUser } from '#shared/domain/directory/directory.ts';
import type { DemoUser } from './employees.ts';
import type { SeededRandom } from './random.ts';

export interface DemoAmazonUser extends AmazonUser {
  /** Roles as Amazon's Japanese screens name them. */
  readonly roles: readonly string[];
  /** The state in the export, if not the usual word. */
  readonly stateWord?: string;
}

export const PUNCHOUT_ROLE = 'パンチアウト';
export const BUYER_ROLE = '購買依頼者';
/** The Amazon group that has the purchasing system ("desknetsNEO") selected; the name is the set-up manual's example. */
export const PURCHASING_GROUP = 'NEOカタログ購買';
/** System Login of that group as on Amazon's page. */
export const DEMO_SYSTEM_LOGIN = 'DEMOSHOJI0000000000';
export const OTHER_GROUP = '間接材購買（直接注文）';

export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The correct account of this employee. */
export function createCorrectAccount(user: DemoUser, random: SeededRandom, daysAgo: (days: number) => string): Writable<DemoAmazonUser> {
  return {
    email: user.workEmail,
    name: user.name,
    // In Amazon's form the employee code is optional; it is filled in for two in three.
    employeeCode: random.chance(0.65) ? user.employeeCode : '',
    state: 'active',
    punchout: true,
    roles: user.title === '課長' && random.chance(0.1) ? ['管理者', PUNCHOUT_ROLE] : [BUYER_ROLE, PUNCHOUT_ROLE],
    groups: [PURCHASING_GROUP],
    invitedOn: daysAgo(random.between(120, 900)),
  };
}
