import { hasAccount } from '#shared/domain/setup/waits.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { SnapshotInfo } from '../../storage/lists/snapshot.ts';

/**
 * The current list of Amazon users, if it belongs to the account in use. `null` without a list, and while the company registers a new
 * account and the list is of the former one.
 */
export function amazonListOf({ people, setup }: Pick<CompanyFile, 'people' | 'setup'>): SnapshotInfo | null {
  const list = people.current().find(({ side }) => side === 'amazon');
  if (list === undefined) return null;
  const branches = setup.branches();
  // Records are read only if they decide.
  const isCurrent =
    branches.account !== 'again' || hasAccount(branches, setup.marks(), { amazonList: list, former: setup.former() ?? undefined });
  return isCurrent ? list : null;
}
