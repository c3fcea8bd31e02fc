import type { AmazonUser } from '#shared/domain/directory/directory.ts';
import type { DemoUser } from './employees.ts';
import type { SeededRandom } from './random.ts';

export interface DemoAmazonUser extends AmazonUser {
  /** Roles with their names on Amazon's Japanese screens. */
  readonly roles: readonly string[];
  /** Word for the state in the export, if it is not the usual one. */
  readonly stateWord?: string;
}

export const PUNCHOUT_ROLE = 'パンチアウト';
export const BUYER_ROLE = '購買依頼者';
/** The Amazon group for which the purchasing system ("desknetsNEO") is selected. Its name is the example in the setup manual. */
export const PURCHASING_GROUP = 'NEOカタログ購買';
/** System Login of that group, as shown by Amazon. */
export const DEMO_SYSTEM_LOGIN = 'DEMOSHOJI0000000000';
export const OTHER_GROUP = '間接材購買（直接注文）';

export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Returns the correct account of this employee. */
export function createCorrectAccount(user: DemoUser, random: SeededRandom, daysAgo: (days: number) => string): Writable<DemoAmazonUser> {
  return {
    email: user.workEmail,
    name: user.name,
    // The employee code is optional in Amazon's form; about two in three accounts have one.
    employeeCode: random.chance(0.65) ? user.employeeCode : '',
    state: 'active',
    punchout: true,
    roles: user.title === '課長' && random.chance(0.1) ? ['管理者', PUNCHOUT_ROLE] : [BUYER_ROLE, PUNCHOUT_ROLE],
    groups: [PURCHASING_GROUP],
    invitedOn: daysAgo(random.between(120, 900)),
  };
}
