import type { MatchingPolicy } from '#shared/contract/companies/companies.ts';
import { listLimitSchema } from '#shared/contract/imports/list-changes.ts';
import { companyRulesSchema } from '#shared/contract/routes/company-rules.ts';
import { retentionSchema } from '#shared/contract/triage.ts';
import { listBodies } from '#shared/domain/drafts/draft.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { groupByPurchasingSystem } from '#shared/domain/integration/amazon-groups.ts';
import type { Gate } from '#shared/domain/readiness/finding.ts';
import type { KnownGroups } from '#shared/domain/readiness/gates/purchasing-groups.ts';
import { type CompanyRules, DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { DEFAULT_LIST_LIMIT } from '#shared/domain/sync/guards/guard-limits.ts';
import type { ChangeLimit } from '#shared/domain/sync/guards/guard-types.ts';
import { type Exclusion, STANDARD_EXCLUSIONS } from '#shared/domain/triage/exclusions.ts';
import type { RetentionMonths } from '#shared/domain/triage/retention.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import { hasStateColumn } from './readiness/report-numbers.ts';

/** Keys under which policies are stored. */
export const POLICY_KEYS = {
  matching: 'matching',
  exclusions: 'exclusions',
  calendar: 'calendar',
  companyRules: 'company-rules',
  lastIssued: 'serials-last-issued',
  listLimit: 'list-limit',
  retention: 'run-retention',
} as const;

/** Returns the company's matching policy; without one, the default: the strictest interpretation of the vendors' documents. */
export function getMatchingPolicy(file: CompanyFile): MatchingPolicy {
  const stored = file.policy(POLICY_KEYS.matching) as Partial<MatchingPolicy> | null;
  return { purchasingGroups: [], caseComparison: DEFAULT_EMAIL_POLICY.caseComparison, amazonUsersFrom: 'invitations', ...stored };
}

/**
 * Returns the Amazon groups to check against: those named by the policy (then the complete list), else the recorded ones. Without either,
 * groups are not checked.
 */
export function getKnownGroups(file: CompanyFile): KnownGroups {
  const { purchasingGroups } = getMatchingPolicy(file);
  if (purchasingGroups.length > 0) return { purchasingGroups };
  const noted = [...listBodies(file.drafts.state().drafts.values(), 'amazon_groups')];
  const { active, without } = groupByPurchasingSystem(noted.map(({ body }) => body));
  return { purchasingGroups: active, groupsWithout: without };
}

/** Returns the known groups if the current account list has a group column, else none. */
export const getGroupsToCheck = (file: CompanyFile): KnownGroups =>
  hasAmazonGroups(file) ? getKnownGroups(file) : { purchasingGroups: [] };

/** The company's exclusion list, or the standard one. */
export const getExclusions = (file: CompanyFile): readonly Exclusion[] =>
  (file.policy(POLICY_KEYS.exclusions) as Exclusion[] | null) ?? STANDARD_EXCLUSIONS;

/** The company's rules for routes, or the standard ones. */
export const getCompanyRules = (file: CompanyFile): CompanyRules => {
  const kept = file.policy(POLICY_KEYS.companyRules);
  return kept === null ? DEFAULT_COMPANY_RULES : companyRulesSchema.parse(kept);
};

/** Returns the gates that cannot be checked for any person because a column is missing: suspension in NEO, or groups of accounts. */
export function listGatesWithoutColumn(file: CompanyFile): readonly Gate[] {
  const isStateKnown = hasNeoStates(file);
  const isGroupKnown = hasAmazonGroups(file) || getKnownGroups(file).purchasingGroups?.length === 0;
  return [...(isStateKnown ? [] : [2 as const]), ...(isGroupKnown ? [] : [4 as const])];
}

/** Whether NEO's list contains suspension states. */
export const hasNeoStates = (file: CompanyFile): boolean =>
  file.people.current().every(({ side, missingFields }) => side !== 'neo' || hasStateColumn(new Set(missingFields)));

/** Whether the Amazon list contains groups. */
export const hasAmazonGroups = (file: CompanyFile): boolean =>
  file.people.current().some(({ side, missingFields }) => side === 'amazon' && !missingFields.includes('group'));

/** Returns how many people a new list may lose without confirmation; `standard` = the company has not changed the limit. */
export function getListLimit(file: CompanyFile): { readonly limit: ChangeLimit; readonly standard: boolean } {
  const kept = listLimitSchema.safeParse(file.policy(POLICY_KEYS.listLimit));
  return kept.success ? { limit: kept.data, standard: false } : { limit: DEFAULT_LIST_LIMIT, standard: true };
}

/** Returns for how many months runs are kept; `null` = indefinitely. */
export function getRetentionMonths(file: CompanyFile): RetentionMonths | null {
  const kept = retentionSchema.safeParse(file.policy(POLICY_KEYS.retention));
  return kept.success ? kept.data.months : null;
}
