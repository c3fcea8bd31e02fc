import type { ConfirmedChange, ListChanges } from '#shared/contract/list-changes.ts';

/** What the administrator has ticked. */
export interface Ticked {
  readonly gone: boolean;
  readonly cut: boolean;
  readonly lostAddresses: boolean;
}
export const NOTHING_TICKED: Ticked = { gone: false, cut: false, lostAddresses: false };

/** Whether the list may be taken: everything that has to be confirmed is ticked. */
export const isConfirmed = ({ guard, cut, lostAddresses }: ListChanges, ticked: Ticked): boolean =>
  (!guard.over || ticked.gone) && (cut === null || ticked.cut) && (!lostAddresses.over || ticked.lostAddresses);

/** What is sent with the list: exactly the numbers that were shown. */
export const confirmedOf = (changes: ListChanges | null, ticked: Ticked): ConfirmedChange | undefined =>
  changes === null || (!ticked.gone && !ticked.cut && !ticked.lostAddresses)
    ? undefined
    : {
        gone: ticked.gone ? changes.gone : 0,
        cut: ticked.cut,
        ...(ticked.lostAddresses && { lostAddresses: changes.lostAddresses.lost }),
      };

/**
 * The list that was replaced at that moment, to go back to. `null` = it is not told yet, or none was; `'overtaken'` = another list has come
 * since: to go back would undo what somebody else did.
 */
export function replacedAt<List extends { readonly side: string; readonly latest: boolean; readonly replacedAt: string }>(
  lists: readonly List[],
  side: string | null,
  at: string,
): List | 'overtaken' | null {
  const latest = lists.find((list) => list.side === side && list.latest);
  if (latest === undefined || latest.replacedAt < at) return null;
  return latest.replacedAt === at ? latest : 'overtaken';
}

/** Organisations that lose somebody, and how many more do not fit. */
export function losing({ organizations }: ListChanges, shown: number) {
  const all = organizations.filter(({ gone }) => gone > 0);
  return { shown: all.slice(0, shown), more: Math.max(0, all.length - shown) };
}
