import type { CompanyFile } from '../storage/company-file.ts';
import { knownGroupsOf } from './policies.ts';
import type { Unseen } from './report-numbers.ts';

/** What the current lists lack: fields, and records of Amazon groups. */
export const unseenIn = (file: CompanyFile): Unseen => ({
  missingFields: missingOf(file, 'amazon'),
  missingNeoFields: missingOf(file, 'neo'),
  groups: knownGroupsOf(file),
});

const missingOf = ({ people }: CompanyFile, of: 'neo' | 'amazon'): ReadonlySet<string> =>
  new Set(people.current().flatMap(({ side, missingFields }) => (side === of ? missingFields : [])));
