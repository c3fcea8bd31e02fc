import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import type { Settled } from '#shared/domain/readiness/settled.ts';
import { type AmazonSource, amazonAccountsOf, amazonColumnsOf, isEveryAccountUnknown } from './amazon-rows.ts';
import { type NeoSource, neoColumnsOf, neoUsersOf } from './neo-rows.ts';
import { settleRows } from './settled-rows.ts';

export { amazonAccountsOf, hasUnclearAccounts, readAmazonList, toAmazonUsers } from './amazon-rows.ts';
export { hasUnclearPeople, readNeoList, toNeoUsers } from './neo-rows.ts';
export { readOrganizations, toOrganizations } from './organization-rows.ts';

/** Everybody of both lists, and who of them is settled before the audit. */
export function settleLists(neo: NeoSource, amazon: AmazonSource, policy: EmailPolicy) {
  const rows = settleRows(neoColumnsOf(neo), amazonColumnsOf(amazon), policy);
  const accounts = amazonAccountsOf(amazon, rows.amazon);
  const settled: Settled = { neo: rows.neo, amazon: accounts.settled, accountsUnknown: isEveryAccountUnknown(amazon) };
  return { neoUsers: neoUsersOf(neo), amazonUsers: accounts.users, settled };
}
