import type { ListRules } from '#shared/contract/imports/list-rules.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { exclusionsOf, knownGroupsOf, matchingPolicyOf } from '../policies.ts';
import { rememberedWordsOf } from './remembered-words.ts';

/** Returns the rules of the contract's `imports.rules`. */
export function listRulesOf(file: CompanyFile): ListRules {
  const { companyDomains, aliasDomains } = file.domains();
  const { caseComparison, amazonUsersFrom } = matchingPolicyOf(file);
  const { purchasingGroups = [], groupsWithout } = knownGroupsOf(file);
  return {
    words: rememberedWordsOf(file),
    email: { companyDomains: [...companyDomains], aliasDomains: [...aliasDomains], caseComparison },
    amazonUsersFrom,
    groups: { purchasingGroups: [...purchasingGroups], ...(groupsWithout && { groupsWithout: [...groupsWithout] }) },
    exclusions: [...exclusionsOf(file)],
  };
}
