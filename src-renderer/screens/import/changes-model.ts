import type { ConfirmedChange, ListChanges } from '#shared/contract/imports/list-changes.ts';

/** Confirmations given by the administrator. */
export interface ListConfirmations {
  readonly gone: boolean;
  readonly cut: boolean;
  readonly lostAddresses: boolean;
}
export const NO_LIST_CONFIRMATIONS: ListConfirmations = { gone: false, cut: false, lostAddresses: false };

/** Returns whether every required confirmation was given. */
export const isConfirmed = ({ guard, cut, lostAddresses }: ListChanges, ticked: ListConfirmations): boolean =>
  (!guard.over || ticked.gone) && (cut === null || ticked.cut) && (!lostAddresses.over || ticked.lostAddresses);

/** Numbers that were displayed and confirmed; sent with the list. */
export const toConfirmedChange = (changes: ListChanges | null, ticked: ListConfirmations): ConfirmedChange | undefined =>
  changes === null || (!ticked.gone && !ticked.cut && !ticked.lostAddresses)
    ? undefined
    : {
        gone: ticked.gone ? changes.gone : 0,
        cut: ticked.cut,
        ...(ticked.lostAddresses && { lostAddresses: changes.lostAddresses.lost }),
      };

/**
 * The list that was replaced at that moment, for restoring. `null` = unknown or none; `'overtaken'` = another list was imported since, so
 * restoring would undo that import.
 */
export function findReplacedList<List extends { readonly side: string; readonly latest: boolean; readonly replacedAt: string }>(
  lists: readonly List[],
  side: string | null,
  at: string,
): List | 'overtaken' | null {
  const latest = lists.find((list) => list.side === side && list.latest);
  if (latest === undefined || latest.replacedAt < at) return null;
  return latest.replacedAt === at ? latest : 'overtaken';
}

/** Organizations that lose people, and the number of further ones. */
export function listOrganizationsLosingPeople({ organizations }: ListChanges, shown: number) {
  const all = organizations.filter(({ gone }) => gone > 0);
  return { shown: all.slice(0, shown), more: Math.max(0, all.length - shown) };
}
