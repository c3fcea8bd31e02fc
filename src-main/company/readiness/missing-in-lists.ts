import type { CompanyFile } from '../../storage/company-file.ts';
import { getKnownGroups } from '../policies.ts';
import type { MissingInLists } from './report-numbers.ts';

/** Returns what the current lists lack: fields, and records of Amazon groups. */
export const getMissingInLists = (file: CompanyFile): MissingInLists => ({
  missingFields: missingOf(file, 'amazon'),
  missingNeoFields: missingOf(file, 'neo'),
  groups: getKnownGroups(file),
});

const missingOf = ({ people }: CompanyFile, of: 'neo' | 'amazon'): ReadonlySet<string> =>
  new Set(people.current().flatMap(({ side, missingFields }) => (side === of ? missingFields : [])));
