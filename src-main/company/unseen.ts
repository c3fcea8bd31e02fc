import type { CompanyFile } from '../storage/company-file.ts';
import { matchingPolicyOf } from './policies.ts';
import type { Unseen } from './report-numbers.ts';

/** What the present list of accounts does not tell: fields that it lacks, and whether the policy asks for its groups. */
export const unseenIn = (file: CompanyFile): Unseen => ({
  missingFields: new Set(file.people.current().flatMap((snapshot) => (snapshot.side === 'amazon' ? snapshot.missingFields : []))),
  groupsWanted: matchingPolicyOf(file).purchasingGroups.length > 0,
});
