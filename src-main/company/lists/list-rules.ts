import type { ListRules } from '#shared/contract/imports/list-rules.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { getExclusions, getKnownGroups, getMatchingPolicy } from '../policies.ts';
import { getRememberedWords } from './remembered-words.ts';

/** Returns the rules of the contract's `imports.rules`. */
export function getListRules(file: CompanyFile): ListRules {
  const { companyDomains, aliasDomains } = file.domains();
  const { caseComparison, amazonUsersFrom } = getMatchingPolicy(file);
  const { purchasingGroups = [], groupsWithout } = getKnownGroups(file);
  return {
    words: getRememberedWords(file),
    email: { companyDomains: [...companyDomains], aliasDomains: [...aliasDomains], caseComparison },
    amazonUsersFrom,
    groups: { purchasingGroups: [...purchasingGroups], ...(groupsWithout && { groupsWithout: [...groupsWithout] }) },
    exclusions: [...getExclusions(file)],
  };
}
