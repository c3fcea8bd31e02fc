import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import type { Prematched } from '#shared/domain/readiness/prematched.ts';
import { type AmazonSource, amazonAccountsOf, amazonColumnsOf, isEveryAccountUnknown } from './amazon-rows.ts';
import { type NeoSource, neoColumnsOf, neoUsersOf } from './neo-rows.ts';
import { prematchRows } from './prematched-rows.ts';
import { createRowOwnerCheck } from './row-owners.ts';

export { amazonAccountsOf, hasUnclearAccounts, readAmazonList, toAmazonUsers } from './amazon-rows.ts';
export { hasUnclearPeople, readNeoList, toNeoUsers } from './neo-rows.ts';
export { readOrganizations } from './organization-rows.ts';

/** Returns all people of both lists, and marks the prematched ones. */
export function prematchLists(neo: NeoSource, amazon: AmazonSource, policy: EmailPolicy) {
  const rows = prematchRows(neoColumnsOf(neo), amazonColumnsOf(amazon), policy, createRowOwnerCheck(neo, amazon));
  const accounts = amazonAccountsOf(amazon, rows.amazon);
  const prematched: Prematched = {
    neo: rows.neo,
    amazon: accounts.prematched,
    addresses: rows.addresses,
    accountsUnknown: isEveryAccountUnknown(amazon),
  };
  return { neoUsers: neoUsersOf(neo), amazonUsers: accounts.users, prematched };
}
