import type { SkippedFix } from '#shared/contract/fixes/fix-files.ts';
import type { AccountAdvice } from '#shared/domain/fixes/account-changes.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import type { AddressRegister } from '#shared/domain/fixes/fixes-plan.ts';
import { type AmazonUserSource, isDirectoryManaged } from '#shared/domain/integration/amazon-users.ts';
import type { WritableAddress } from '#shared/domain/readiness/finding.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';
import { isSameAccountChange } from './fix-accounts.ts';

/** Reasons why an adopted fix is currently not exported. */
type Outdated = Extract<SkippedFix['why'], 'no-longer-advised' | 'not-asked' | 'collision' | 'directory'>;

export interface FixInputs {
  readonly view: FindingsView;
  readonly register: AddressRegister;
  readonly accounts: readonly AccountAdvice[];
  readonly amazonUsersFrom: AmazonUserSource;
}

/** Returns the fixes that the current lists and policies no longer support, with the reason. */
export function findOutdatedFixes(
  fixes: readonly Fix[],
  { view: { audit, directory, people }, register, accounts, amazonUsersFrom }: FixInputs,
): ReadonlyMap<Fix, Outdated> {
  const places = new Map(people.map((key, at) => [key, at]));
  const offered = new Set<string>();
  const offer = (neoIndex: number, { side, address }: WritableAddress): void =>
    void offered.add(JSON.stringify([people[neoIndex], side, address]));
  const withoutAccount = new Set<string | undefined>();
  for (const { code, neoIndex, suggestion } of audit.findings) {
    if (suggestion !== null) offer(neoIndex, suggestion);
    if (code === 'amazon-user-missing') withoutAccount.add(people[neoIndex]);
  }
  for (const [neoIndex, ways] of audit.ways) for (const way of ways) offer(neoIndex, way);
  const advised = new Map(accounts.map((one) => [directory.amazonUsers[one.amazonIndex]?.email ?? '', one]));

  const why = ({ account, choice, person, side, to }: Fix): Outdated | null => {
    if (account !== null)
      return advised.get(to)?.changes.some((change) => isSameAccountChange(change, account)) ? null : 'no-longer-advised';
    const neoIndex = places.get(person) ?? -1;
    if (side === 'amazon') {
      if (isDirectoryManaged(amazonUsersFrom)) return 'directory';
      // A person who was suspended or excluded in the meantime is not invited.
      if (audit.inScope[neoIndex] !== 1) return 'not-asked';
    }
    if (choice === 'suggestion' && !offered.has(JSON.stringify([person, side, to]))) return 'no-longer-advised';
    // If the user chose one of several accounts, it must still exist.
    if (choice === 'alternative' && side === 'neo' && !register.onAmazon(to)) return 'no-longer-advised';
    // A new account with this address is handled when the sheet is filled.
    if (choice === 'invitation' && !withoutAccount.has(person) && !register.onAmazon(to)) return 'no-longer-advised';
    const others = register.collisions(to, { neoIndex, amazonIndex: -1, side });
    return others.some(({ where }) => where === 'neo' || (where === 'amazon' && side === 'neo')) ? 'collision' : null;
  };
  return new Map(
    fixes.flatMap((fix) => {
      const found = why(fix);
      return found === null ? [] : [[fix, found] as const];
    }),
  );
}
