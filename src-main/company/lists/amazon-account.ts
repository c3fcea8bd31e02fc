import { hasAccount } from '#shared/domain/setup/waits.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { SnapshotInfo } from '../../storage/lists/snapshot.ts';

/**
 * Returns the current list of Amazon users if it belongs to the account in use. `null` without a list, or if a new account is being
 * registered and the list belongs to the former one.
 */
export function getCurrentAmazonList({ people, setup }: Pick<CompanyFile, 'people' | 'setup'>): SnapshotInfo | null {
  const list = people.current().find(({ side }) => side === 'amazon');
  if (list === undefined) return null;
  const branches = setup.branches();
  // Set-up records are read only if the company registers an account again.
  const isCurrent =
    branches.account !== 'again' || hasAccount(branches, setup.marks(), { amazonList: list, former: setup.former() ?? undefined });
  return isCurrent ? list : null;
}
