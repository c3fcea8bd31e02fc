import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { AccountRow } from '#shared/contract/fixes/fixes.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { listBodies } from '#shared/domain/drafts/draft.ts';
import {
  ACCOUNT_REASONS,
  type AccountAdvice,
  type AccountChange,
  type AccountGroups,
  type AccountReason,
  getAccountReason,
} from '#shared/domain/fixes/account-changes.ts';
import { type Fix, getAccountKey } from '#shared/domain/fixes/fixes.ts';
import { createAccountFix, type PlannedFix } from '#shared/domain/fixes/fixes-plan.ts';
import { computeMembership } from '#shared/domain/invoicing/membership.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';
import { getGroupsToCheck, getMatchingPolicy, hasAmazonGroups } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';

/** Maximum number of rows per reason. */
const ROWS_A_REASON = 500;

/** Returns the groups to which accounts belong according to invoice groups; `known: []` if they cannot be determined. */
export function getAccountGroups(session: CompanySession): AccountGroups {
  const file = session.file();
  const { purchasingGroups: purchasing = [] } = getGroupsToCheck(file);
  const people = session.draftCache.company()?.people;
  const { drafts } = file.drafts.state();
  const byCode = new Map<string, string[]>();
  for (const { body } of listBodies(drafts.values(), 'amazon_groups'))
    if (body.integrationOption !== '' && body.name !== '')
      byCode.set(body.integrationOption, [...(byCode.get(body.integrationOption) ?? []), body.name]);
  if (people === undefined || byCode.size === 0 || !hasAmazonGroups(file)) return { known: [], of: () => [], purchasing };
  const groups = [...listBodies(drafts.values(), 'invoice_groups')].map(({ body }) => body);
  const { sets, setOfUser, unsure, unplaced } = computeMembership(groups, people);
  // If members of an invoice group are unknown, no account is moved.
  if (unsure.length > 0) return { known: [], of: () => [], purchasing };
  const namesOfSet = sets.map((set) => [...new Set(set.flatMap((at) => byCode.get(groups[at]?.code ?? '') ?? []))]);
  const of = (neoIndex: number): readonly string[] => (unplaced.has(neoIndex) ? [] : (namesOfSet[setOfUser[neoIndex] ?? 0] ?? []));
  return { known: [...byCode.values()].flat(), of, purchasing };
}

/** Returns the accounts with an accepted finding, as texts of reason and account position. */
function acceptedAccounts(view: FindingsView): ReadonlySet<string> {
  const { order } = view.select({ ...EMPTY_FINDING_FILTER, triage: 'accepted' }, { by: 'severity', direction: 'ascending' });
  return new Set(
    Array.from(order, (row) => view.audit.findings[row]).flatMap((finding) =>
      finding === undefined ? [] : [`${getAccountReason(finding.code)} ${finding.amazonIndex}`],
    ),
  );
}

/** Returns the rows of `fixes.accounts`. */
export function buildAccountRows(
  session: CompanySession,
  view: FindingsView,
  advice: readonly AccountAdvice[],
  fixes: ReadonlyMap<string, Fix>,
): Omit<CallOutput<'fixes.accounts'>, 'revision'> {
  const { neoUsers, amazonUsers } = view.directory;
  const groups = getAccountGroups(session);
  const accepted = acceptedAccounts(view);
  const rows = new Map<AccountReason, AccountRow[]>(ACCOUNT_REASONS.map((why) => [why, []]));
  const total = Object.fromEntries(ACCOUNT_REASONS.map((why) => [why, 0])) as Record<AccountReason, number>;
  for (const { amazonIndex, neoIndex, why, changes, certain } of advice) {
    total[why]++;
    const of = rows.get(why) as AccountRow[];
    const account = amazonUsers[amazonIndex];
    if (account === undefined || of.length >= ROWS_A_REASON) continue;
    of.push({
      email: account.email,
      name: neoUsers[neoIndex]?.name ?? account.name,
      loginId: neoUsers[neoIndex]?.loginId ?? '',
      why,
      groups: [...account.groups],
      wanted: why === 'mover' ? [...groups.of(neoIndex)] : [],
      changes: changes.map((change) => ({ ...change })),
      certain,
      accepted: accepted.has(`${why} ${amazonIndex}`),
      adopted: fixes.get(getAccountKey(account.email))?.state ?? null,
    });
  }
  return { total, rows: [...rows.values()].flat(), endedElsewhere: getMatchingPolicy(session.file()).amazonUsersFrom === 'scim' };
}

type Wanted = CallParsedInput<'fixes.adoptAccounts'>['changes'];

export const isSameAccountChange = (a: AccountChange, b: AccountChange): boolean =>
  a.kind === b.kind && a.from === b.from && a.group === b.group;

/** Returns fixes for the selected account changes; throws `fix-not-offered` for a change that is not suggested. */
export function createChosenAccountFixes(
  changes: Wanted,
  { directory, people }: FindingsView,
  advice: readonly AccountAdvice[],
  open: ReadonlySet<string>,
): readonly PlannedFix[] {
  const byEmail = new Map(advice.map((one) => [directory.amazonUsers[one.amazonIndex]?.email ?? '', one]));
  const planned = new Map<string, PlannedFix>();
  for (const { email, ...change } of changes) {
    const one = byEmail.get(email);
    if (one === undefined || !one.changes.some((offered) => isSameAccountChange(offered, change)))
      throw new ExpectedError('fix-not-offered');
    const key = getAccountKey(email);
    if (!open.has(key)) planned.set(key, createAccountFix(one, change, directory, people));
  }
  return [...planned.values()];
}
