import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import type { PrematchedMarks } from '#shared/domain/readiness/prematched.ts';
import { type AmazonSource, getAmazonColumns, isEveryAccountUnknown, readAmazonAccounts } from './amazon-rows.ts';
import { getNeoColumns, type NeoSource, readNeoUsers } from './neo-rows.ts';
import { prematchRows } from './prematched-rows.ts';
import { createRowOwnerCheck } from './row-owners.ts';

export { hasUnclearAccounts, readAmazonAccounts, readAmazonList, toAmazonUsers } from './amazon-rows.ts';
export { hasUnclearPeople, readNeoList, toNeoUsers } from './neo-rows.ts';
export { readOrganizations } from './organization-rows.ts';

/** Returns all people of both lists, and marks the prematched ones. */
export function prematchLists(neo: NeoSource, amazon: AmazonSource, policy: EmailPolicy) {
  const rows = prematchRows(getNeoColumns(neo), getAmazonColumns(amazon), policy, createRowOwnerCheck(neo, amazon));
  const accounts = readAmazonAccounts(amazon, rows.amazon);
  const prematched: PrematchedMarks = {
    neo: rows.neo,
    amazon: accounts.prematched,
    addresses: rows.addresses,
    accountsUnknown: isEveryAccountUnknown(amazon),
  };
  return { neoUsers: readNeoUsers(neo), amazonUsers: accounts.users, prematched };
}
