import type { ConfirmedChange, ListChanges } from '#shared/contract/list-changes.ts';

/** What the administrator has ticked. */
export interface Ticked {
  readonly gone: boolean;
  readonly cut: boolean;
}
export const NOTHING_TICKED: Ticked = { gone: false, cut: false };

/** Whether the list may be taken: everything that has to be confirmed is ticked. */
export const isConfirmed = ({ guard, cut }: ListChanges, ticked: Ticked): boolean =>
  (!guard.over || ticked.gone) && (cut === null || ticked.cut);

/** What is sent with the list: exactly the numbers that were shown. */
export const confirmedOf = (changes: ListChanges | null, ticked: Ticked): ConfirmedChange | undefined =>
  changes === null || (!ticked.gone && !ticked.cut) ? undefined : { gone: ticked.gone ? changes.gone : 0, cut: ticked.cut };

/** Organisations that lose somebody, and how many more do not fit. */
export function losing({ organizations }: ListChanges, shown: number) {
  const all = organizations.filter(({ gone }) => gone > 0);
  return { shown: all.slice(0, shown), more: Math.max(0, all.length - shown) };
}
