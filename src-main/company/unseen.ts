import type { CompanyFile } from '../storage/company-file.ts';
import { matchingPolicyOf } from './policies.ts';
import type { Unseen } from './report-numbers.ts';

/** What the present lists do not tell: fields that they lack, and whether the policy asks for Amazon's groups. */
export const unseenIn = (file: CompanyFile): Unseen => ({
  missingFields: missingOf(file, 'amazon'),
  missingNeoFields: missingOf(file, 'neo'),
  groupsWanted: matchingPolicyOf(file).purchasingGroups.length > 0,
});

const missingOf = ({ people }: CompanyFile, of: 'neo' | 'amazon'): ReadonlySet<string> =>
  new Set(people.current().flatMap(({ side, missingFields }) => (side === of ? missingFields : [])));
